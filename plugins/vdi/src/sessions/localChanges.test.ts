import { newSession } from '../../dev/sessions';
import {
  applyLocalChanges,
  NO_CHANGES,
  settle,
  withCreated,
  withDeleted,
} from './localChanges';

const old = {
  ...newSession('blender', 1, 0),
  phase: 'Running' as const,
  reason: 'Running',
  message: 'Stops at 18:00.',
  url: 'https://blender-1.vdi.localhost',
};
const fresh = newSession('kicad', 2, 1_000);

describe('a desktop that was just requested', () => {
  const changes = withCreated(NO_CHANGES, fresh, 1_000);

  it('is there before the list has it', () => {
    expect(applyLocalChanges([old], changes)).toEqual([fresh, old]);
  });

  it('is what the list says as soon as the list has it', () => {
    const looked = { ...fresh, reason: 'QuotaExceeded' };
    expect(applyLocalChanges([looked], changes)).toEqual([looked]);
    expect(settle(changes, [looked], 2_000)).toEqual(NO_CHANGES);
  });

  it('is given up when the list does not get it', () => {
    expect(settle(changes, [old], 10_999)).toEqual(changes);
    expect(settle(changes, [old], 11_000)).toEqual(NO_CHANGES);
  });

  it('does not come back after it was deleted', () => {
    expect(applyLocalChanges([], withDeleted(changes, fresh.uid))).toEqual([]);
  });
});

describe('a desktop that was just deleted', () => {
  const changes = withDeleted(NO_CHANGES, old.uid);

  it('cannot be opened any more, whatever the list says', () => {
    const [shown] = applyLocalChanges([old], changes);
    expect(shown).toMatchObject({ phase: 'Terminating', reason: 'Deleting' });
    expect(shown.url).toBeUndefined();
    expect(shown.message).toBeUndefined();
  });

  it('is forgotten when the list does not have it any more', () => {
    expect(settle(changes, [old], 1_000)).toEqual(changes);
    expect(settle(changes, [], 1_000)).toEqual(NO_CHANGES);
  });
});
