import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { Authority, PemPair } from './authority';

describe('an authority', () => {
  it('issues certificates for servers and for clients', async () => {
    const authority = await Authority.create('test');
    const server = await authority.issue({
      commonName: 'server',
      hosts: ['localhost', '127.0.0.1'],
    });
    const ca = new X509Certificate(authority.pem.cert);
    const cert = new X509Certificate(server.cert);
    expect(cert.verify(ca.publicKey)).toBe(true);
    expect(cert.checkIssued(ca)).toBe(true);
    expect(cert.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(cert.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);

    const client = await authority.issue({
      commonName: 'system:node:node-1',
      organization: 'system:nodes',
    });
    const parsed = new X509Certificate(client.cert);
    expect(parsed.subject).toBe('O=system:nodes\nCN=system:node:node-1');
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(parsed.subjectAltName).toBeUndefined();
  });

  it('issues one that has expired, where that is asked for', async () => {
    const authority = await Authority.create('test');
    const notAfter = Date.parse('2026-01-31T12:00:00Z');
    const { cert } = await authority.issue({ commonName: 'a', notAfter });
    const { validFrom, validTo } = new X509Certificate(cert);
    expect(Date.parse(validTo)).toBe(notAfter);
    expect(Date.parse(validFrom)).toBeLessThan(notAfter);
  });

  it('goes on after it was stored', async () => {
    const { pem } = await Authority.create('test');
    const again = await Authority.load(pem);
    const { cert } = await again.issue({ commonName: 'a', hosts: ['a'] });
    const ca = new X509Certificate(pem.cert);
    expect(new X509Certificate(cert).verify(ca.publicKey)).toBe(true);
  });

  it('that is bound to a domain is believed for names below it alone', async () => {
    const authority = await Authority.create('test', 'vdi.localhost');
    const issue = (host: string) =>
      authority.issue({ commonName: 'desktops', hosts: [host] });
    const ca = authority.pem.cert;
    const inside = await issue('*.vdi.localhost');
    expect(await handshake(inside, ca, 'alice.vdi.localhost')).toBe('accepted');
    const outside = await issue('bank.example.com');
    expect(await handshake(outside, ca, 'bank.example.com')).toBe(
      'permitted subtree violation',
    );
  });
});

/** What a TLS client that trusts `ca` says to a server with `pair`. */
async function handshake({ cert, key }: PemPair, ca: string, host: string) {
  const server = createServer({ cert, key }).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => {});
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', servername: host, ca });
  try {
    await once(socket, 'secureConnect');
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  } finally {
    socket.destroy();
    server.close();
  }
}
