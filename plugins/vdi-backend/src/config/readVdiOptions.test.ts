import { ConfigReader } from '@backstage/config';
import { readVdiOptions } from './readVdiOptions';

const read = (vdi?: object) => readVdiOptions(new ConfigReader({ vdi }));

describe('readVdiOptions', () => {
  it('needs no configuration', () => {
    expect(read()).toMatchObject({
      clusters: [
        {
          name: 'default',
          kubernetes: {},
          namespace: 'vdi-sessions',
          operator: { enabled: true, settings: { domain: 'vdi.localhost' } },
        },
      ],
      users: {},
    });
  });

  it('reads every setting', () => {
    const kubernetes = { kubeconfig: '/etc/kubeconfig', context: 'prod' };
    const users = { emailDomain: 'example.com' };
    const options = read({
      kubernetes,
      users,
      namespace: 'desktops',
      domain: 'vdi.example.com',
      urlPort: 8443,
      routing: {
        kind: 'ingress',
        hostLabel: '{user}',
        reservedHosts: ['git', 'ci'],
        clusterIssuer: 'letsencrypt',
        stickySessions: true,
      },
      operator: { enabled: false, namespace: 'desktops', warnBefore: '5m' },
    });
    const [{ operator, ...cluster }] = options.clusters;
    expect(options.users).toEqual(users);
    expect(cluster).toEqual({
      name: 'default',
      kubernetes,
      namespace: 'desktops',
    });
    expect(operator).toMatchObject({
      enabled: false,
      settings: {
        domain: 'vdi.example.com',
        urlPort: 8443,
        routingKind: 'ingress',
        hostLabel: '{user}',
        reservedHosts: ['git', 'ci'],
        clusterIssuer: 'letsencrypt',
        stickySessions: true,
        namespace: 'desktops',
        warnBefore: 300_000,
      },
    });
  });

  it('tells the operator where desktops get credentials of the relay', () => {
    const key = 'k'.repeat(32);
    const { turn, clusters } = read({
      turn: {
        secret: 's'.repeat(32),
        key: [key, 'e'.repeat(32)],
        uris: ['turn:turn.example.com:3478'],
        service: 'http://portal/api/vdi/turn',
      },
    });
    expect(turn).toMatchObject({ ttl: 600 });
    expect(clusters[0].operator.settings).toMatchObject({
      turnService: 'http://portal/api/vdi/turn',
      turnKey: key,
    });
  });

  it.each([
    [{ namespace: 'My Desktops' }, 'vdi.namespace is "My Desktops"'],
    [{ domain: 'https://vdi.example.com' }, 'domain is "https://vdi'],
    [{ urlPort: 0 }, 'urlPort is "0" and must be'],
    [{ users: { emailDomain: '@example.com' } }, 'vdi.users.emailDomain is "@'],
    [{ operator: { enabled: 'perhaps' } }, 'vdi.operator.enabled'],
    [{ routing: { kind: 'gateway' } }, 'routingKind is "gateway"'],
    [{ routing: { hostLabel: 'desktop' } }, 'hostLabel is "desktop"'],
    [{ routing: { speed: 9 } }, '"speed" in the settings'],
    [{ operator: { speed: 9 } }, '"speed" in the settings'],
    [{ operator: { namespace: 'other' } }, 'Name the same one'],
  ])('refuses %j and names the setting', (settings, message) => {
    expect(() => read(settings)).toThrow(message);
  });
});
