import fc from 'fast-check';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { aSession } from '../testing/objects';
import type { AuditEntry } from './AuditTrail';
import { buildTimeline } from './buildTimeline';
import { readCursor, writeCursor } from './timelineCursor';

const at = (second: number) =>
  new Date(Date.parse('2026-10-01T08:00:00Z') + second * 1_000).toISOString();

const audit = (
  second: number,
  deed: AuditEntry['deed'],
  actor = 'user:default/alice',
): AuditEntry => ({
  id: `${deed}-${second}`,
  time: at(second),
  deed,
  actor,
});

const RAN: VDISession['status'] = {
  podUID: 'pod-1',
  nodeName: 'node-1',
  timings: {
    requested: at(0),
    scheduled: at(1),
    imageReady: at(1),
    started: at(1),
    ready: at(2),
    routed: at(2),
  },
};

const titles = (
  entries: readonly AuditEntry[],
  status?: VDISession['status'],
) =>
  buildTimeline(
    { session: aSession('a', {}, status), events: [], audit: entries },
    { limit: 100 },
  ).items.map(({ title }) => title);

describe('buildTimeline', () => {
  it('tells a life, newest first, and what is of one second in its order', () => {
    const stopped = {
      ...RAN,
      stopTime: at(500),
      stopReason: 'ByAdmin' as const,
    };
    const asked = [
      audit(0.4, 'create'),
      audit(300, 'extend'),
      audit(480, 'stop', 'user:ops/bob'),
    ];
    expect(titles(asked, stopped)).toEqual([
      'Stopped by ops/bob',
      'Extended by alice',
      'Ready to open',
      'The desktop answered',
      'The desktop began to run',
      'The image was there on node-1',
      'A place was found on node-1',
      'Requested by alice',
    ]);
  });

  it('says once what two say alike, and twice what was done twice', () => {
    const once = audit(100, 'update');
    expect(
      titles([once, { ...once, id: 'again' }, audit(101, 'update')]),
    ).toEqual(['Changed by alice', 'Changed by alice', 'Requested']);
  });

  it('names who asked, and the service that asked for them', () => {
    const entry = {
      ...audit(1, 'update'),
      service: 'plugin:scaffolder',
      detail: 'The title.',
    };
    const { items } = buildTimeline(
      { session: aSession(), events: [], audit: [entry] },
      { limit: 1 },
    );
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{16}$/),
        time: '2026-10-01T08:00:01.000Z',
        kind: 'request',
        severity: 'info',
        title: 'Changed by alice',
        detail: 'The title. Asked for by plugin:scaffolder on their behalf.',
        actor: 'user:default/alice',
      },
    ]);
  });

  it('leaves nothing in a text that does anything', () => {
    const conditions = [
      {
        type: 'Ready',
        status: 'False' as const,
        reason: 'DesktopCrashed',
        message: 'It ended\u001b[2J once.\nIts last words: "\u202e\u0007bye".',
        lastTransitionTime: at(5),
      },
    ];
    const { items } = buildTimeline(
      { session: aSession('a', {}, { conditions }), events: [], audit: [] },
      { limit: 1 },
    );
    expect(items[0]).toMatchObject({
      title: 'It ended once',
      detail: 'Its last words: "bye".',
    });
  });

  it('gives every entry on exactly one page, whatever their size', () => {
    const entries = fc.array(
      fc.record({
        second: fc.nat({ max: 20 }),
        deed: fc.constantFrom(
          'start' as const,
          'stop' as const,
          'extend' as const,
        ),
      }),
    );
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 5 }), (asked, limit) => {
        const sources = {
          session: aSession('a', {}, RAN),
          events: [],
          audit: asked.map(({ second, deed }) => audit(second, deed)),
        };
        const { items } = buildTimeline(sources, { limit: 1_000 });
        const paged = [];
        for (let cursor: string | undefined = ''; cursor !== undefined;) {
          const after = cursor ? readCursor(cursor) : undefined;
          const page = buildTimeline(sources, { limit, after });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          paged.push(...page.items);
          cursor = page.nextCursor;
        }
        expect(paged).toEqual(items);
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
        const seconds = items.map(({ time }) =>
          Math.floor(Date.parse(time) / 1_000),
        );
        expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
      }),
    );
  });

  it('goes on after an entry that Kubernetes has forgotten', () => {
    const sources = {
      session: aSession(),
      events: [],
      audit: [audit(9, 'update'), audit(5, 'update')],
    };
    const { nextCursor } = buildTimeline(sources, { limit: 1 });
    const { items } = buildTimeline(
      { ...sources, audit: [audit(5, 'update'), audit(20, 'update')] },
      { limit: 1, after: readCursor(nextCursor!) },
    );
    expect(items).toMatchObject([{ time: at(5) }]);
  });
});

describe('readCursor', () => {
  it.each([
    '',
    '%',
    'bm9uc2Vuc2U',
    Buffer.from('[1,2,3]').toString('base64url'),
    Buffer.from('[1,2,3,"x",5]').toString('base64url'),
    'x'.repeat(5_000),
  ])('refuses %j', cursor => {
    expect(() => readCursor(cursor)).toThrow(
      expect.objectContaining({ code: 'VDI_INVALID_CURSOR' }),
    );
  });

  it('reads what was written', () => {
    const place = [1_790_000_000, 3, 1_790_000_000_123, 'ü'] as const;
    expect(readCursor(writeCursor(place))).toEqual(place);
  });
});
