import { parse } from 'yaml';
import { renderTraefik } from './traefik';

const shipped = `
entryPoints:
  web:
    address: ':8000'
    http:
      redirections:
        entryPoint: { to: ':443', scheme: https }
  websecure:
    address: ':8443'
    http: { sanitizePath: true }
  traefik: { address: ':8080' }
ping: { entryPoint: traefik }
`;

describe('Traefik', () => {
  it('is configured as shipped, at ports of the loopback alone', () => {
    const ports = { port: 8443, httpPort: 8000, pingPort: 40000 };
    expect(parse(renderTraefik(shipped, ports))).toEqual({
      entryPoints: {
        web: {
          address: '127.0.0.1:8000',
          http: {
            redirections: { entryPoint: { to: ':8443', scheme: 'https' } },
          },
        },
        websecure: { address: '127.0.0.1:8443', http: { sanitizePath: true } },
        traefik: { address: '127.0.0.1:40000' },
      },
      ping: { entryPoint: 'traefik' },
    });
  });
});
