import { describeSettings, readSettings } from './settings';

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      domain: 'vdi.localhost',
      entryPoint: 'websecure',
      concurrency: 32,
      warnBefore: 900_000,
      progressAfter: 3_000,
      probeEvery: 30_000,
      leaderElection: true,
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

  it('takes an empty variable for an unset one', () => {
    expect(readSettings({ env: { VDI_URL_PORT: '' } }).urlPort).toBeUndefined();
  });

  it.each([
    [
      { VDI_DOMAIN: 'a`) || Host(`b' },
      /^VDI_DOMAIN is ".*" and must be a domain/,
    ],
    [{ VDI_URL_PORT: '8443x' }, /^VDI_URL_PORT .* from 1 to 65535\.$/],
    [{ VDI_URL_PORT: '0' }, /^VDI_URL_PORT/],
    [{ VDI_URL_PORT: '70000' }, /^VDI_URL_PORT/],
    [{ VDI_NAMESPACE: 'Team A' }, /^VDI_NAMESPACE .* namespace\.$/],
    [{ VDI_WARN_BEFORE: '8 hours' }, /^VDI_WARN_BEFORE .* a duration such as/],
    [{ VDI_CONCURRENCY: '-1' }, /^VDI_CONCURRENCY/],
    [{ VDI_FORWARD_AUTH: 'a b' }, /^VDI_FORWARD_AUTH/],
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
  it('leaves out what is not set', () => {
    expect(describeSettings(readSettings({}))).toEqual({
      domain: 'vdi.localhost',
      entryPoint: 'websecure',
      concurrency: '32',
      warnBefore: '15 min',
      progressAfter: '3000 ms',
      probeEvery: '30 s',
      leaderElection: 'true',
    });
  });
});
