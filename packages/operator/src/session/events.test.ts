import { aSession } from '../testing/objects';
import { eventsOf } from './events';
import type { Status } from './view';

const { uid = '' } = aSession().metadata;
const repair = (kind: 'home' | 'service') => ({
  kind,
  name: 'render',
  uid,
  fields: [],
  patch: { type: 'json' as const, body: [] },
});
const ready = (reason: string, message = ''): Status => ({
  conditions: [
    {
      type: 'Ready',
      status: 'False',
      reason,
      message,
      lastTransitionTime: '2026-11-21T10:00:00Z',
    },
  ],
});

describe('eventsOf', () => {
  it('tells of repairs in words for what was repaired', () => {
    const repairs = [repair('service'), repair('home')];
    expect(eventsOf({ before: {}, repairs }).map(({ note }) => note))
      .toMatchInlineSnapshot(`
      [
        "The service was not as the operator made it, and is again.",
        "The home volume was made as large as it is to be.",
      ]
    `);
  });

  it('tells of a trouble once, however its words change', () => {
    const after = ready('DesktopCrashed', 'It ended 4 times.');
    const before = ready('DesktopCrashed', 'It ended 3 times.');
    expect(eventsOf({ before: undefined, after })).toHaveLength(1);
    expect(eventsOf({ before, after })).toEqual([]);
  });

  it('tells no more than the API server takes', () => {
    const after = ready('Refused', 'x'.repeat(4_000));
    expect(eventsOf({ before: undefined, after })[0].note).toHaveLength(1_024);
  });

  it.each(['Running', 'ExpiringSoon', 'Stopping', 'ByUser', 'Scheduling'])(
    'does not tell of %s',
    reason => {
      const after = ready(reason);
      expect(eventsOf({ before: undefined, after })).toEqual([]);
    },
  );
});
