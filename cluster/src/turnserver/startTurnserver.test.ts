import { renderTurnserver } from './startTurnserver';

const shipped = `# The relay
use-auth-secret
listening-port=3478
min-port=49152
denied-peer-ip=10.0.0.0-10.255.255.255
denied-peer-ip=127.0.0.0-127.255.255.255
`;

describe('the relay', () => {
  it('is configured as shipped, on the loopback alone', () => {
    const lines = renderTurnserver(shipped, {
      port: 20_000,
      secret: 'a secret',
      folder: '/tmp/relay',
    }).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'use-auth-secret',
        'denied-peer-ip=10.0.0.0-10.255.255.255',
        'denied-peer-ip=127.0.0.0-127.255.255.255',
        'listening-ip=127.0.0.1',
        'listening-port=20000',
        'relay-ip=127.0.0.1',
        'static-auth-secret=a secret',
        'pidfile=/tmp/relay/pid',
      ]),
    );
    expect(lines).not.toContain('listening-port=3478');
    expect(lines).not.toContain('min-port=49152');
  });
});
