import type { AuditedRequest } from '../auditLog';
import { childrenLatency, countWrites } from './evaluate';

const write = (over: Partial<AuditedRequest>): AuditedRequest => ({
  userAgent: 'op/1',
  verb: 'create',
  resource: 'pods',
  namespace: 'n',
  name: 'a',
  status: 201,
  receivedAt: 0,
  completedAt: 0,
  ...over,
});

describe('childrenLatency', () => {
  it('is from the reply to the session to the reply to its last child', () => {
    const writes = [
      write({ resource: 'vdisessions', userAgent: 'me', completedAt: 100 }),
      write({
        resource: 'persistentvolumeclaims',
        name: 'a-home',
        completedAt: 104,
      }),
      write({ completedAt: 109.5 }),
      write({ resource: 'services', completedAt: 106 }),
      write({ userAgent: 'another', completedAt: 900 }),
      write({ namespace: 'other', completedAt: 900 }),
    ];
    expect(childrenLatency(writes, 'n', 'op')).toEqual({ p50: 9.5, p99: 9.5 });
  });
});

describe('countWrites', () => {
  it('counts what one writer did in a span', () => {
    const writes = [
      write({ receivedAt: 5 }),
      write({ receivedAt: 6 }),
      write({ receivedAt: 10 }),
      write({ receivedAt: 5, userAgent: 'another' }),
      write({ receivedAt: 5, verb: 'patch', resource: 'vdisessions/status' }),
    ];
    expect(countWrites(writes, 'op', { from: 5, to: 10 })).toEqual({
      'create pods': 2,
      'patch vdisessions/status': 1,
    });
  });
});
