import { serializeError } from '@backstage/errors';
import { ConnectionError, KubeError } from '@backstage-vdi/kube';
import { clusterError } from './clusterError';

const status = (code: number, reason: string, message: string) =>
  new KubeError(message, { code: 'KUBE_STATUS', status: code, reason });

describe('clusterError', () => {
  it.each([
    [
      status(409, 'AlreadyExists', 'a exists'),
      'VDI_SESSION_NAME_TAKEN',
      'a exists',
    ],
    [
      status(403, 'Forbidden', 'exceeded quota'),
      'VDI_CLUSTER_REFUSED',
      'The cluster does not allow this: exceeded quota',
    ],
    [
      status(400, 'BadRequest', 'admission webhook "w" denied the request: no'),
      'VDI_CLUSTER_REFUSED',
      'The cluster does not allow this: admission webhook "w" denied the request: no',
    ],
    [
      status(404, 'NotFound', '404 page not found'),
      'VDI_CLUSTER_UNAVAILABLE',
      'An administrator has to install the CRDs',
    ],
    [
      status(500, 'InternalError', 'etcdserver: leader changed'),
      'VDI_CLUSTER_UNAVAILABLE',
      'The cluster that desktops run on cannot be reached at the moment. Try again',
    ],
    [
      new KubeError('connection refused', { code: 'KUBE_UNREACHABLE' }),
      'VDI_CLUSTER_UNAVAILABLE',
      'The cluster that desktops run on cannot be reached at the moment. Try again',
    ],
    [
      new KubeError('no reply', { code: 'KUBE_TIMEOUT', ambiguous: true }),
      'VDI_CLUSTER_UNAVAILABLE',
      'Whether the change was made is not known',
    ],
  ])('makes %s into %s', (error, code, message) => {
    expect(clusterError(error)).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'where the cluster is',
      new KubeError('connect ECONNREFUSED secret:6443', {
        code: 'KUBE_UNREACHABLE',
      }),
    ],
    [
      'as whom the portal asks',
      status(
        403,
        'Forbidden',
        'POST /apis/secret: vdisessions.vdi.kasm.io is forbidden: User "secret" cannot create resource "vdisessions"',
      ),
    ],
    ['by what request', status(403, 'Forbidden', 'POST /apis/secret: no')],
    [
      'what a proxy says',
      status(403, '', 'POST /apis: 403 <html>secret</html>'),
    ],
    [
      'where its credentials come from',
      new ConnectionError('The command /opt/secret failed'),
    ],
  ])('tells nobody %s', (_, error) => {
    const told = clusterError(error);
    expect(told).not.toBe(error);
    expect(JSON.stringify(serializeError(told as Error))).not.toContain(
      'secret',
    );
  });

  it('names the field that the API server did not like', () => {
    const error = new KubeError('VDISession "a" is invalid: …', {
      code: 'KUBE_STATUS',
      status: 422,
      reason: 'Invalid',
      details: {
        causes: [{ field: 'spec.user', message: 'Invalid value: "a b"' }],
      },
    });
    expect(clusterError(error)).toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field: 'spec.user',
      message: 'spec.user: Invalid value: "a b"',
    });
  });

  it('leaves an error that is not of the cluster as it is', () => {
    const error = new TypeError('a mistake of ours');
    expect(clusterError(error)).toBe(error);
  });
});
