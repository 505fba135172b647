import type { AuditedWrite } from './auditLog';
import { reignsOf, usurpations } from './reigns';

const write = (
  user: string,
  receivedAt: number,
  resource: string,
  status = 200,
): AuditedWrite => ({
  user,
  receivedAt,
  completedAt: receivedAt + 10,
  resource,
  status,
  verb: 'update',
  namespace: 'ns',
  name: 'x',
});

const lease = (user: string, at: number, status?: number) =>
  write(user, at, 'leases', status);

/** `a` leads from 0 to 5 000, `b` from then on. */
const LEASES = [
  lease('a', 0),
  lease('b', 2_000, 409),
  lease('a', 3_000),
  lease('b', 5_000),
];

describe('reignsOf', () => {
  it('tells who had the lease, whoever asked for it', () => {
    expect(reignsOf(LEASES)).toEqual([
      { user: 'a', asked: 0, from: 10, renewed: 3_000 },
      { user: 'b', asked: 5_000, from: 5_010, renewed: 5_000 },
    ]);
  });
});

describe('usurpations', () => {
  const found = (...writes: AuditedWrite[]) =>
    usurpations([...LEASES, ...writes], ['a', 'b'], 4_000);

  it.each<[string, AuditedWrite]>([
    ['of the leader', write('a', 1_000, 'pods')],
    [
      'of the next one, as soon as its lease is taken',
      write('b', 5_001, 'pods'),
    ],
    ['of somebody who is no replica', write('c', 1_000, 'pods')],
    ['that was refused', write('a', 6_000, 'pods', 504)],
  ])('are no writes %s', (_, one) => {
    expect(found(one)).toEqual([]);
  });

  it.each<[string, AuditedWrite, string]>([
    ['before anybody had it', write('b', 5, 'pods'), 'while nobody'],
    ['while another had it', write('b', 1_000, 'pods'), 'while a had'],
    ['after another took it', write('a', 6_000, 'pods'), 'while b had'],
    ['after it ran out', write('b', 9_500, 'pods'), '4500 ms after'],
  ])('are writes %s', (_, one, words) => {
    expect(found(one)).toEqual([expect.stringContaining(words)]);
  });
});
