import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../folders';
import { withLock } from '../process/lock';
import { Authority } from './authority';

/** Desktops are served below this domain; browsers take every name below `localhost` for this machine. */
export const DESKTOP_DOMAIN = 'vdi.localhost';

/** The certificate of the authority that vouches for desktops, for a browser to trust. */
export const localAuthorityFile = () => cacheFolder('ca', 'ca.crt');

/**
 * The authority that vouches for desktops: one for all clusters of this user and kept, so that whoever wants no warning
 * in the browser trusts it once.
 */
export async function localAuthority(): Promise<Authority> {
  const certFile = localAuthorityFile();
  const keyFile = cacheFolder('ca', 'ca.key');
  return withLock(cacheFolder('locks', 'ca'), async () => {
    const [cert, key] = await Promise.all(
      [certFile, keyFile].map(file => readFile(file, 'utf8').catch(() => '')),
    );
    if (cert && key) return Authority.load({ cert, key });

    const authority = await Authority.create(
      'Backstage VDI local desktops',
      DESKTOP_DOMAIN,
    );
    await mkdir(join(certFile, '..'), { recursive: true, mode: 0o700 });
    await writeFile(keyFile, authority.pem.key, { mode: 0o600 });
    await writeFile(certFile, authority.pem.cert);
    return authority;
  });
}
