import { KubeError } from '@backstage-vdi/kube';
import { logError } from './logError';

const status = (code: number, message: string) =>
  new KubeError(`GET /api/v1/namespaces/a/pods/b/log: ${message}`, {
    code: 'KUBE_STATUS',
    status: code,
  });

describe('logError', () => {
  it.each([
    [
      status(404, 'pods "alice-blender-1" not found'),
      'VDI_NO_LOG',
      'it does not run',
    ],
    [
      status(
        400,
        'previous terminated container "desktop" in pod "b" not found',
      ),
      'VDI_NO_LOG',
      'no log of an earlier run',
    ],
    [
      status(
        400,
        'container "desktop" in pod "b" is waiting to start: ContainerCreating',
      ),
      'VDI_NO_LOG',
      'has not begun to run yet',
    ],
    [
      status(403, 'pods "b" is forbidden'),
      'VDI_CLUSTER_REFUSED',
      'rights of manifests/rbac.yaml',
    ],
    [
      status(
        500,
        'Get "https://10.0.0.7:10250/containerLogs/a/b/desktop": dial tcp 10.0.0.7:10250: connect: connection refused',
      ),
      'VDI_CLUSTER_UNAVAILABLE',
      'The node that the desktop is on does not answer',
    ],
    [
      status(500, 'no preferred addresses found; known addresses: []'),
      'VDI_CLUSTER_UNAVAILABLE',
      'The node that the desktop is on does not answer',
    ],
    [
      new KubeError('connect ECONNREFUSED', { code: 'KUBE_UNREACHABLE' }),
      'VDI_CLUSTER_UNAVAILABLE',
      'The cluster that desktops run on cannot be reached',
    ],
  ])('makes %s into %s', (error, code, message) => {
    const told = logError(error, false);
    expect(told).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(String(told)).not.toContain('10.0.0.7');
  });

  it('says that it took too long, whatever broke then', () => {
    expect(logError(new Error('aborted'), true)).toMatchObject({
      code: 'VDI_CLUSTER_UNAVAILABLE',
      message: expect.stringContaining('fewer lines'),
    });
  });

  it('leaves an error that nothing is known about as it is', () => {
    const error = new TypeError('a mistake of ours');
    expect(logError(error, false)).toBe(error);
  });
});
