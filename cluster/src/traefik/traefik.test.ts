import { parse } from 'yaml';
import { renderTraefik } from './traefik';

describe('Traefik', () => {
  it('listens on the loopback alone, and is told of changes at once', () => {
    const config = parse(renderTraefik(8443, 40000));
    expect(config.entryPoints).toEqual({
      websecure: { address: '127.0.0.1:8443' },
      traefik: { address: '127.0.0.1:40000' },
    });
    expect(config.providers).toMatchObject({
      providersThrottleDuration: '100ms',
      kubernetesCRD: { allowEmptyServices: true },
    });
  });
});
