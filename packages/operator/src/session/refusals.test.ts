import { KubeError } from '@backstage-vdi/kube';
import { refusalOf } from './refusalOf';
import { Refusals } from './refusals';

const refusal = { kind: 'pod', reason: 'Refused', message: 'No.' } as const;
const waits = (refusals: Refusals, times: number) =>
  Array.from({ length: times }, () => {
    refusals.refused('a/b', 'uid', refusal, 1_000);
    return refusals.of('a/b', 'uid')[0].until - 1_000;
  });

describe('Refusals', () => {
  it('waits twice as long each time, and five minutes at most', () => {
    expect(waits(new Refusals(), 8)).toEqual(
      [5, 10, 20, 40, 80, 160, 300, 300].map(seconds => seconds * 1_000),
    );
  });

  it('begins anew after the child was taken', () => {
    const refusals = new Refusals();
    waits(refusals, 3);
    refusals.taken('a/b', 'pod');
    expect(refusals.of('a/b', 'uid')).toEqual([]);
    expect(waits(refusals, 1)).toEqual([5_000]);
  });

  it('holds nothing against another session of the same name', () => {
    const refusals = new Refusals();
    waits(refusals, 3);
    expect(refusals.of('a/b', 'another')).toEqual([]);
    expect(waits(refusals, 1)).toEqual([5_000]);
  });

  it('forgets a session', () => {
    const refusals = new Refusals();
    waits(refusals, 1);
    refusals.forget('a/b');
    expect(refusals.of('a/b', 'uid')).toEqual([]);
  });
});

describe('refusalOf', () => {
  const error = (status: number, message: string, cause?: string) =>
    new KubeError(message, {
      code: 'KUBE_STATUS',
      status,
      details: { causes: cause ? [{ reason: cause }] : [] },
    });

  it.each([
    [403, 'pods "x" is forbidden: exceeded quota: team', 'QuotaExceeded'],
    [403, 'pods "x" is forbidden: violates PodSecurity', 'Refused'],
    [422, 'spec.nodeSelector: Invalid value', 'Refused'],
    [400, 'cannot unmarshal', 'Refused'],
  ])('%d %s', (status, message, reason) => {
    expect(refusalOf('pod', error(status, message))).toMatchObject({
      kind: 'pod',
      reason,
      message: expect.stringContaining(message),
    });
  });

  it('says that nothing takes the route, and asks again later', () => {
    const gone = error(404, 'the server could not find the requested resource');
    expect(refusalOf('route', gone)).toMatchObject({
      reason: 'RouteNotAvailable',
      message: expect.stringContaining('no Traefik'),
    });
    expect(refusalOf('pod', gone)).toBeUndefined();
  });

  it.each([429, 500, 503, 409, 0])('leaves %d to be tried again', status => {
    expect(refusalOf('pod', error(status, 'later'))).toBeUndefined();
  });

  it('waits for the service account of a namespace made a moment ago', () => {
    const message =
      'pods "x" is forbidden: error looking up service account a/default: serviceaccount "default" not found';
    expect(refusalOf('pod', error(403, message))).toBeUndefined();
  });

  it('says that a namespace ends, which takes the session with it', () => {
    expect(
      refusalOf('pod', error(403, 'being terminated', 'NamespaceTerminating')),
    ).toEqual({
      kind: 'pod',
      reason: 'Refused',
      message: 'The namespace is being deleted.',
    });
  });
});
