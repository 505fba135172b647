import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { aRun, HOUR_MS, NOON } from '../testing/aRun';
import { aSession, aTemplate } from '../testing/objects';
import { RunBook } from './RunBook';
import type { Run } from './Run';

const time = (hours: number) => new Date(NOON + hours * HOUR_MS).toISOString();
const at = (hours: number) => NOON + hours * HOUR_MS;
const exactly = (hours: number) => ({ at: at(hours), by: at(hours) });

const place = {
  cluster: 'default',
  namespace: 'vdi-sessions',
  name: 'alice-blender-1',
};
const gpu = aTemplate('blender', { gpu: { resourceName: 'nvidia.com/gpu' } });
const look = { before: at(5), now: at(6) };

const session = (
  status: VDISession['status'],
  metadata: Partial<VDISession['metadata']> = {},
) => {
  const made = aSession(place.name, { resources: { gpu: 2 } }, status);
  return { ...made, metadata: { ...made.metadata, ...metadata } };
};
const running = (started: number, more: VDISession['status'] = {}) =>
  session({ phase: 'Running', startTime: time(started), ...more });

const first = aRun({ sessionUid: `uid-of-${place.name}`, gpu: 2 });

/** What is to be recorded after these were seen one after the other, the first of them having been recorded. */
function after(...seen: (VDISession | undefined)[]): Run[] {
  const book = new RunBook();
  for (const [index, it] of seen.entries()) {
    book.see(place, { session: it, template: gpu, look });
    if (index === 0) book.take();
  }
  return book.take();
}

describe('a run', () => {
  const starting = session({ phase: 'Creating' });

  it('is recorded when it has started', () => {
    expect(after(starting, running(0))).toEqual([first]);
  });

  it('is not recorded again as long as nothing changes', () => {
    const soon = { stopsAt: { time: time(8), reason: 'TimeLimit' } } as const;
    expect(after(running(0), running(0, soon))).toEqual([]);
  });

  it('holds no GPU on a CPU desktop', () => {
    const book = new RunBook();
    book.see(place, { session: running(0), template: aTemplate(), look });
    expect(book.take()).toEqual([{ ...first, gpu: 0 }]);
  });

  const stopped = session({ phase: 'Stopped', stopTime: time(2) });
  const restarted = (reason: 'ByUser' | 'NodeLost') => ({
    phase: 'Creating' as const,
    lastRestart: { time: time(3), reason, message: 'it was' },
  });

  it.each<[string, VDISession | undefined, object]>([
    [
      'when it is being stopped',
      running(0, { phase: 'Stopped', stopTime: time(2) }),
      exactly(2),
    ],
    ['when it was stopped', stopped, exactly(2)],
    [
      'when its session is being deleted',
      session(running(0).status, { deletionTimestamp: time(4) }),
      exactly(4),
    ],
    ['when another took its place', session(restarted('ByUser')), exactly(3)],
    ['when its node was lost', session(restarted('NodeLost')), exactly(3)],
    [
      'at some time before its session was gone',
      undefined,
      { at: at(5), by: at(6) },
    ],
    [
      'at some time before its name had another session',
      session(starting.status, { uid: 'another' }),
      { at: at(5), by: at(6) },
    ],
    [
      'at some time before the status was lost',
      session({ phase: 'Pending' }),
      { at: at(5), by: at(6) },
    ],
  ])('ended %s', (_, seen, end) => {
    expect(after(running(0), seen)).toEqual([{ ...first, end }]);
  });

  it('did not end before it was stopped, whatever its session says of an earlier stop', () => {
    const seen = session({
      phase: 'Creating',
      lastRestart: { time: time(-1), reason: 'ByUser', message: '' },
    });
    expect(after(running(0), seen)).toEqual([
      { ...first, end: { at: at(5), by: at(6) } },
    ]);
  });

  it('ended before the next was asked for', () => {
    const next = running(5.8, { timings: { requested: time(5.5) } });
    expect(after(running(0), next)).toEqual([
      { ...first, end: { at: at(5), by: at(5.5) } },
      { ...first, startedAt: at(5.8) },
    ]);
  });

  it('ended when it was stopped, also when it is turned on again before it is gone', () => {
    const book = new RunBook();
    const see = (it: VDISession) => book.see(place, { session: it, look });
    see(running(0, { phase: 'Stopped', stopTime: time(2) }));
    see(running(0, { phase: 'Creating' }));
    see(session({ ...restarted('ByUser') }));
    expect(book.take()).toMatchObject([{ end: exactly(2) }]);
  });

  it('has not ended when its session comes back', () => {
    expect(after(running(0), undefined, running(0))).toEqual([first]);
  });

  it('is kept until it is recorded, as it was seen last', () => {
    const book = new RunBook();
    book.see(place, { session: running(0), template: gpu, look });
    const taken = book.take();
    book.see(place, { session: stopped, template: gpu, look });
    book.giveBack([...taken, aRun({ sessionUid: 'other' })]);
    expect(book.take()).toEqual([
      { ...first, end: exactly(2) },
      aRun({ sessionUid: 'other' }),
    ]);
  });
});

describe('a run that was recorded before', () => {
  it.each<[string, VDISession | undefined, object]>([
    [
      'was stopped meanwhile',
      session({ phase: 'Stopped', stopTime: time(2) }),
      exactly(2),
    ],
    ['was deleted meanwhile', undefined, { at: at(5), by: at(6) }],
    [
      'was replaced meanwhile',
      running(5.9, {
        lastRestart: { time: time(5.5), reason: 'ByUser', message: '' },
      }),
      exactly(5.5),
    ],
  ])('%s', (_, found, end) => {
    const book = new RunBook();
    book.see(place, { session: found, template: gpu, look });
    book.take();
    book.resume(first, { session: found, look });
    expect(book.take()).toEqual([{ ...first, end }]);
  });

  it('goes on', () => {
    const book = new RunBook();
    book.see(place, { session: running(0), template: gpu, look });
    book.resume(first, { session: running(0), look });
    expect(book.take()).toEqual([]);
  });

  it('ended as it was seen to end while the database was down', () => {
    const book = new RunBook();
    for (const it of [
      running(0),
      session(running(0).status, { deletionTimestamp: time(4) }),
      undefined,
    ]) {
      book.see(place, { session: it, template: gpu, look });
    }
    book.resume(first, { session: undefined, look });
    expect(book.take()).toEqual([{ ...first, end: exactly(4) }]);
  });
});
