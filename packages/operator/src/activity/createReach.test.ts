import type { Connection } from '@backstage-vdi/kube';
import { createReach } from './createReach';
import { directReach } from './directReach';

const at = (server: string): Connection => ({
  server,
  namespace: 'default',
  credentials: async () => ({ tls: {}, headers: {} }),
});

describe('createReach', () => {
  it.each([
    ['https://10.96.0.1:443', '10.96.0.1', undefined, true],
    ['https://[fd00::1]:443', 'fd00::1', undefined, true],
    ['https://10.96.0.1:443', '10.96.0.1', 'api-server', false],
    ['https://other.example.com:6443', '10.96.0.1', undefined, false],
    ['https://127.0.0.1:6443', undefined, undefined, false],
    ['https://127.0.0.1:6443', undefined, 'direct', true],
  ] as const)(
    'to %s from a pod of %s, told %s: directly is %s',
    (server, own, via, direct) => {
      const env = { KUBERNETES_SERVICE_HOST: own };
      expect(createReach(at(server), via, env) === directReach).toBe(direct);
    },
  );
});
