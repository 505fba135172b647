import type { AuditedRequest } from '../auditLog';
import {
  createToLastChild,
  podReadyToStatus,
  requestsPerSession,
  throughput,
} from './evaluate';

const request = (over: Partial<AuditedRequest>): AuditedRequest => ({
  userAgent: 'op/1',
  verb: 'create',
  resource: 'pods',
  namespace: 'n',
  name: 'a-1',
  status: 201,
  receivedAt: 0,
  completedAt: 0,
  ...over,
});

const load = (requests: AuditedRequest[]) => ({
  requests,
  userAgent: 'op/',
  resource: 'things',
  children: ['pods', 'services'],
  names: ['a-1', 'a-2'],
});

describe('throughput', () => {
  it('counts from the first that was sent to the last that was ready', () => {
    const sample = (sentAt: number, readyAt: number) => ({
      name: 'a',
      sentAt,
      createdAt: sentAt + 1,
      readyAt,
    });
    expect(throughput([sample(1_000, 9_000), sample(2_000, 5_000)])).toBe(0.25);
  });
});

describe('requestsPerSession', () => {
  it('tells writes from reads, and leaves out watches, leases and others', () => {
    const requests = [
      request({}),
      request({}),
      request({ verb: 'patch', resource: 'things/status' }),
      request({ verb: 'get', resource: 'pods' }),
      request({ verb: 'watch', resource: 'pods' }),
      request({ verb: 'update', resource: 'leases' }),
      request({ userAgent: 'other/1' }),
    ];
    expect(requestsPerSession(requests, 'op/', 2)).toEqual({
      writes: { 'create pods': 1, 'patch things/status': 0.5 },
      reads: { 'get pods': 0.5 },
    });
  });
});

describe('createToLastChild', () => {
  it('is from the reply to the object to the reply to its last child', () => {
    const requests = [
      request({ resource: 'things', userAgent: 'me/1', completedAt: 100 }),
      request({ resource: 'services', name: 'a-1-web', completedAt: 104 }),
      request({ completedAt: 109.5 }),
      // Made by others, refused, of no interest, or of another object.
      request({ userAgent: 'other/1', completedAt: 900 }),
      request({ status: 409, completedAt: 900 }),
      request({ resource: 'events', name: 'a-1.e', completedAt: 900 }),
      request({ name: 'a-3', completedAt: 900 }),
    ];
    expect(createToLastChild(load(requests))).toEqual([9.5]);
  });
});

describe('podReadyToStatus', () => {
  const ready = request({
    userAgent: 'kwok/v1',
    verb: 'patch',
    resource: 'pods/status',
    status: 200,
    completedAt: 50,
  });
  const status = (receivedAt: number, completedAt: number) =>
    request({
      verb: 'patch',
      resource: 'things/status',
      status: 200,
      receivedAt,
      completedAt,
    });

  it('is from the node telling it to the first status written thereafter', () => {
    const scheduler = { ...ready, userAgent: 'scheduler/1', completedAt: 10 };
    const requests = [
      scheduler,
      status(20, 30),
      status(49, 51),
      ready,
      status(52, 57),
      status(80, 90),
    ];
    expect(podReadyToStatus(load(requests))).toEqual([7]);
  });

  it('is nothing where no status followed', () => {
    expect(podReadyToStatus(load([status(20, 30), ready]))).toEqual([]);
  });
});
