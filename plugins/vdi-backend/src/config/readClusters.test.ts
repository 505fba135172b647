import { ConfigReader } from '@backstage/config';
import { readClusters } from './readClusters';

const TOKEN = 'eyJ-a-secret';
const located = (changes: object = {}) => ({
  name: 'gpu',
  url: 'https://gpu.example.com:6443/',
  authProvider: 'serviceAccount',
  serviceAccountToken: TOKEN,
  ...changes,
});
const kubernetes = {
  clusterLocatorMethods: [
    { type: 'gke', projectId: 'p' },
    { type: 'config', clusters: [{ name: 'other' }] },
    { type: 'config', clusters: [located()] },
  ],
};
const read = (vdi: object, data: object = { kubernetes }) =>
  readClusters(new ConfigReader({ ...data, vdi }), undefined);

const two = (one: object = {}, other: object = {}) => ({
  clusters: [
    { name: 'one', domain: 'one.example.com', ...one },
    { name: 'two', domain: 'two.example.com', ...other },
  ],
});

it('reads one cluster without a name as it always was', () => {
  const [cluster, ...others] = read({
    kubernetes: { kubeconfig: '/k', context: 'c' },
    namespace: 'desktops',
  });
  expect(others).toEqual([]);
  expect(cluster).toMatchObject({
    name: 'default',
    kubernetes: { kubeconfig: '/k', context: 'c' },
    namespace: 'desktops',
  });
});

it('reads several, each with its own settings over those of all', () => {
  const clusters = read({
    ...two(
      { kubernetes: { kubeconfig: '/k' }, namespace: 'here' },
      {
        routing: { kind: 'ingress' },
        operator: { concurrency: 8, warnBefore: '1m' },
      },
    ),
    namespace: 'there',
    routing: { stickySessions: true },
    operator: { warnBefore: '5m', leaderElection: false },
  });
  expect(clusters).toMatchObject([
    {
      name: 'one',
      kubernetes: { kubeconfig: '/k' },
      namespace: 'here',
      operator: {
        enabled: true,
        settings: {
          domain: 'one.example.com',
          routingKind: 'ingressroute',
          stickySessions: true,
          warnBefore: 300_000,
          leaderElection: false,
        },
      },
    },
    {
      name: 'two',
      kubernetes: {},
      namespace: 'there',
      operator: {
        settings: {
          domain: 'two.example.com',
          routingKind: 'ingress',
          stickySessions: true,
          concurrency: 8,
          warnBefore: 60_000,
        },
      },
    },
  ]);
});

it('takes one domain for two clusters where ports tell them apart, or their operators run elsewhere', () => {
  const domain = 'example.com';
  expect(read(two({ domain, urlPort: 1 }, { domain }))).toHaveLength(2);
  expect(
    read({ ...two({ domain }, { domain }), operator: { enabled: false } }),
  ).toHaveLength(2);
});

it.each([
  [{ clusters: [] }, 'vdi.clusters is empty'],
  [{ ...two(), kubernetes: { context: 'c' } }, 'vdi.kubernetes has no meaning'],
  [two({ name: 'One/1' }), 'vdi.clusters[0].name is "One/1"'],
  [two({ name: 'two' }), 'two clusters with the name "two"'],
  [two({ domain: 'two.example.com' }), 'both give desktops addresses below'],
  [two({}, { admins: [] }), 'vdi.clusters[1] has "admins"'],
  [two({}, { namespace: 'My Desktops' }), 'The cluster "two" cannot be used'],
  [two({}, { operator: { speed: 9 } }), '"speed" in the settings'],
  [
    two({ kubernetes: { clusterName: 'gpu', context: 'c' } }),
    'Name one way to the cluster',
  ],
])('refuses %j and says why', (vdi, message) => {
  expect(() => read(vdi)).toThrow(message);
});

describe('a cluster of the Kubernetes plugin', () => {
  const vdi = { kubernetes: { clusterName: 'gpu' } };
  const readWith = (...clusters: object[]) => {
    const locator = { type: 'config', clusters };
    return read(vdi, { kubernetes: { clusterLocatorMethods: [locator] } });
  };

  it('is taken as it is there', () => {
    const [{ kubernetes: found }] = read(vdi);
    expect(found.locate?.()).toEqual({
      url: 'https://gpu.example.com:6443',
      token: TOKEN,
      skipTLSVerify: false,
    });
  });

  it('may have what belongs to its authentication where newer versions have it', () => {
    const [{ kubernetes: found }] = readWith({
      name: 'gpu',
      url: 'https://gpu.example.com',
      authMetadata: {
        'kubernetes.io/auth-provider': 'serviceAccount',
        serviceAccountToken: `${TOKEN}\n`,
      },
      caFile: '/ca.crt',
      skipTLSVerify: true,
    });
    expect(found.locate?.()).toEqual({
      url: 'https://gpu.example.com',
      token: TOKEN,
      caFile: '/ca.crt',
      skipTLSVerify: true,
    });
  });

  it.each([
    ['nothing', [], 'no cluster of type "config"'],
    ['others', [located({ name: 'cpu' })], 'only "cpu"'],
    [
      'one for signed-in users',
      [located({ authProvider: 'oidc' })],
      'authProvider is "oidc". Desktops are looked after while nobody is signed in, so only "serviceAccount" can be used here',
    ],
    [
      'one without a provider',
      [located({ authProvider: undefined })],
      'authProvider is missing',
    ],
    [
      'a password in the address',
      [located({ url: `https://a:${TOKEN}@gpu.example.com` })],
      'without a user, a password',
    ],
    ['no address', [located({ url: TOKEN })], 'an http or https address'],
  ])('is refused where there is %s, without a secret', (_, found, message) => {
    const attempt = () => readWith(...found);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(TOKEN);
    expect(attempt).toThrow('vdi.kubernetes.clusterName is "gpu"');
  });
});
