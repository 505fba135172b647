import { renderTurnserver } from './startTurnserver';

const shipped = `# The relay
use-auth-secret
listening-port=3478
min-port=49152
denied-peer-ip=10.0.0.0-10.255.255.255
denied-peer-ip=127.0.0.0-127.255.255.255
`;

describe('the relay', () => {
  it('is configured as shipped, at one address and for some peers alone', () => {
    const lines = renderTurnserver(shipped, {
      address: '10.244.0.1',
      peers: '10.244.0.2-10.244.0.254',
      port: 20_000,
      secret: 'a secret',
      folder: '/tmp/relay',
    }).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'use-auth-secret',
        'denied-peer-ip=10.0.0.0-10.255.255.255',
        'denied-peer-ip=127.0.0.0-127.255.255.255',
        'listening-ip=10.244.0.1',
        'listening-port=20000',
        'relay-ip=10.244.0.1',
        'allowed-peer-ip=10.244.0.2-10.244.0.254',
        'static-auth-secret=a secret',
        'pidfile=/tmp/relay/pid',
      ]),
    );
    expect(lines).not.toContain('listening-port=3478');
    expect(lines).not.toContain('min-port=49152');
  });
});
