import path from 'node:path';
import { routeReachOf } from './routeReachOf';

describe('routeReachOf', () => {
  it('is none where the settings say none', () => {
    expect(routeReachOf({})).toBeUndefined();
  });

  it('says which file cannot be used', () => {
    const routeCheck = 'https://traefik.example.com';
    const missing = path.join(__dirname, 'none.crt');
    expect(() => routeReachOf({ routeCheck, routeCheckCa: missing })).toThrow(
      /^routeCheckCa names .*none\.crt, which cannot be used: ENOENT/,
    );
    expect(() =>
      routeReachOf({ routeCheck, routeCheckCa: __filename }),
    ).toThrow(/cannot be used/);
  });
});
