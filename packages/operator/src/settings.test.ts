import { describeSettings, readSettings } from './settings';

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      domain: 'vdi.localhost',
      routingKind: 'ingressroute',
      ingressClass: 'traefik',
      entryPoint: 'websecure',
      stickySessions: false,
      safeNaming: true,
      concurrency: 32,
      warnBefore: 900_000,
      progressAfter: 3_000,
      probeEvery: 30_000,
      leaderElection: true,
      homeAccessMode: 'ReadWriteOncePod',
      requireDigest: false,
      prePull: false,
    });
  });

  it('takes the environment before the file', () => {
    expect(
      readSettings({
        env: { VDI_DOMAIN: 'desktops.example.com', VDI_WARN_BEFORE: '5m' },
        file: { domain: 'file.example.com', urlPort: 8443 },
      }),
    ).toMatchObject({
      domain: 'desktops.example.com',
      urlPort: 8443,
      warnBefore: 300_000,
    });
  });

  it('takes true and false as YAML has them', () => {
    const file = { leaderElection: false };
    expect(readSettings({ file }).leaderElection).toBe(false);
  });

  it('knows nothing of what is the program’s', () => {
    expect(() => readSettings({ file: { httpPort: 9090 } })).toThrow(
      /"httpPort" .* is not a setting/,
    );
  });

  it.each([
    ['https://traefik.traefik.svc:443/', 'https://traefik.traefik.svc'],
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
    ['https://[::1]:8443', 'https://[::1]:8443'],
  ])('takes %s for where routes are checked', (text, origin) => {
    const env = { VDI_ROUTE_CHECK: text };
    expect(readSettings({ env }).routeCheck).toBe(origin);
  });

  it('takes the relay’s service and its key together', () => {
    const turnKey = 'k'.repeat(32);
    const file = { turnService: 'http://portal:7007/api/vdi/turn/', turnKey };
    expect(readSettings({ file })).toMatchObject({
      turnService: 'http://portal:7007/api/vdi/turn',
      turnKey,
    });
  });

  it('repeats no secret that it cannot use', () => {
    const env = { VDI_TURN_KEY: 'too short' };
    expect(() => readSettings({ env })).toThrow(
      /^VDI_TURN_KEY must be a secret of 32 characters or more, without spaces\.$/,
    );
  });

  it('takes a list', () => {
    const env = { VDI_RESERVED_HOSTS: 'git, ci' };
    expect(readSettings({ env }).reservedHosts).toEqual(['git', 'ci']);
  });

  it.each(['{user}', '{name}', '{user}-{name}', 'vdi-{user}'])(
    'takes host names of the form %s',
    hostLabel => {
      expect(readSettings({ file: { hostLabel } })).toMatchObject({
        hostLabel,
      });
    },
  );

  it.each([
    [
      { clusterIssuer: 'letsencrypt' },
      /^clusterIssuer needs routingKind to be "ingress"/,
    ],
    [
      {
        clusterIssuer: 'letsencrypt',
        routingKind: 'ingress',
        certResolver: 'acme',
      },
      /^clusterIssuer and certResolver contradict each other/,
    ],
    [
      { turnService: 'http://portal/api/vdi/turn' },
      /^turnService and turnKey need each other/,
    ],
    [{ turnKey: 'k'.repeat(32) }, /^turnService and turnKey need each other/],
  ])('refuses what contradicts itself: %j', (file, message) => {
    expect(() => readSettings({ file })).toThrow(message);
  });

  it('takes an empty variable for an unset one', () => {
    expect(readSettings({ env: { VDI_URL_PORT: '' } }).urlPort).toBeUndefined();
  });

  it.each([
    [
      { VDI_DOMAIN: 'a`) || Host(`b' },
      /^VDI_DOMAIN is ".*" and must be a domain/,
    ],
    [
      { VDI_DOMAIN: `${'a'.repeat(64)}.example.com` },
      /^VDI_DOMAIN .* a domain such as vdi\.example\.com, .* 63 between dots\.$/,
    ],
    [{ VDI_DOMAIN: `${'b.'.repeat(93)}test` }, /^VDI_DOMAIN .* 189 characters/],
    [{ VDI_DOMAIN: '192.168.1.10' }, /^VDI_DOMAIN .* a domain such as/],
    [{ VDI_URL_PORT: '8443x' }, /^VDI_URL_PORT .* from 1 to 65535\.$/],
    [{ VDI_URL_PORT: '0' }, /^VDI_URL_PORT/],
    [{ VDI_URL_PORT: '70000' }, /^VDI_URL_PORT/],
    [{ VDI_NAMESPACE: 'Team A' }, /^VDI_NAMESPACE .* namespace\.$/],
    [{ VDI_WARN_BEFORE: '8 hours' }, /^VDI_WARN_BEFORE .* a duration such as/],
    [{ VDI_PROBE_EVERY: '0s' }, /^VDI_PROBE_EVERY .* a second or more/],
    [{ VDI_PROBE_EVERY: 'often' }, /^VDI_PROBE_EVERY .* a duration such as/],
    [{ VDI_CONCURRENCY: '-1' }, /^VDI_CONCURRENCY/],
    [{ VDI_FORWARD_AUTH: 'a b' }, /^VDI_FORWARD_AUTH/],
    [
      { VDI_ROUTING_KIND: 'gateway' },
      /^VDI_ROUTING_KIND .* one of ingressroute, ingress\.$/,
    ],
    [{ VDI_HOST_LABEL: 'desktop' }, /^VDI_HOST_LABEL .* such as \{user\}/],
    [{ VDI_HOST_LABEL: '{user}.vdi' }, /^VDI_HOST_LABEL/],
    [{ VDI_HOST_LABEL: '{email}' }, /^VDI_HOST_LABEL/],
    [{ VDI_RESERVED_HOSTS: 'git,a b' }, /^VDI_RESERVED_HOSTS .* labels/],
    [{ VDI_CLUSTER_ISSUER: 'a b' }, /^VDI_CLUSTER_ISSUER/],
    [
      { VDI_PRE_PULL_NODE_SELECTOR: 'gpu' },
      /^VDI_PRE_PULL_NODE_SELECTOR .* labels such as nvidia/,
    ],
    [{ VDI_TURN_SERVICE: 'portal/turn' }, /^VDI_TURN_SERVICE .* an address/],
    [{ VDI_TURN_SERVICE: 'ftp://portal/turn' }, /^VDI_TURN_SERVICE/],
    [{ VDI_TURN_SERVICE: 'http://portal/turn?a=b' }, /^VDI_TURN_SERVICE/],
    [{ VDI_TURN_SERVICE: 'http://me:secret@portal' }, /^VDI_TURN_SERVICE/],
    [{ VDI_ROUTE_CHECK: 'http://traefik' }, /^VDI_ROUTE_CHECK .* https:/],
    [{ VDI_ROUTE_CHECK: 'traefik:443' }, /^VDI_ROUTE_CHECK .* https:/],
    [{ VDI_ROUTE_CHECK: 'https://traefik/x' }, /^VDI_ROUTE_CHECK .* https:/],
    [{ VDI_ROUTE_CHECK_CA: 'ca.crt' }, /^VDI_ROUTE_CHECK_CA .* absolute path/],
    [
      { VDI_LEADER_ELECTION: 'yes' },
      /^VDI_LEADER_ELECTION .* true or false\.$/,
    ],
  ])('refuses %j', (env, message) => {
    expect(() => readSettings({ env })).toThrow(message);
  });

  it.each([
    [{ domian: 'x' }, /"domian" .* is not a setting\. There are: domain, /],
    [{ domain: ['x'] }, /^domain must be a text, a number, true or false\.$/],
    [{ concurrency: 0 }, /^concurrency is "0"/],
    [{ constructor: 1 }, /"constructor"/],
  ])('refuses a file with %j', (file, message) => {
    expect(() => readSettings({ file })).toThrow(message);
  });
});

describe('describeSettings', () => {
  it('says of a secret only that it is set', () => {
    const turnKey = 'k'.repeat(32);
    const file = { turnService: 'http://portal/turn', turnKey };
    const described = describeSettings(readSettings({ file }));
    expect(described).toMatchObject({ turnKey: 'set' });
    expect(JSON.stringify(described)).not.toContain(turnKey);
  });

  it('leaves out what is not set', () => {
    expect(describeSettings(readSettings({}))).toEqual({
      domain: 'vdi.localhost',
      homeAccessMode: 'ReadWriteOncePod',
      routingKind: 'ingressroute',
      ingressClass: 'traefik',
      entryPoint: 'websecure',
      stickySessions: 'false',
      safeNaming: 'true',
      concurrency: '32',
      warnBefore: '15 min',
      progressAfter: '3000 ms',
      probeEvery: '30 s',
      leaderElection: 'true',
      requireDigest: 'false',
      prePull: 'false',
    });
  });
});
