/** Where Debian's packages come from. */
export interface DebianMirror {
  main: string;
  security: string;
}

/** The argument list for `apt-get` whose output `readMirror` reads. */
export const INDEX_TARGETS = [
  'indextargets',
  '--format',
  '$(LABEL) $(REPO_URI)',
  'Created-By: Packages',
];

/** The mirrors that this machine itself uses, where it is a Debian. */
export function readMirror(indexTargets: string): DebianMirror | undefined {
  const find = (label: string) =>
    new RegExp(`^${label} (\\S+?)/?$`, 'm').exec(indexTargets)?.[1];
  const main = find('Debian');
  const security = find('Debian-Security');
  return main && security ? { main, security } : undefined;
}

/** The lines of a sources.list for a release, with its updates and security fixes. None without a mirror: mmdebstrap has its own. */
export function sourcesList(
  suite: string,
  mirror: DebianMirror | undefined,
): string[] {
  return mirror
    ? [
        `deb ${mirror.main} ${suite} main`,
        `deb ${mirror.main} ${suite}-updates main`,
        `deb ${mirror.security} ${suite}-security main`,
      ]
    : [];
}

/** How this machine's apt reaches mirrors (proxies, authorities, retries), out of what `apt-config dump` prints. */
export function readAcquireSettings(aptConfigDump: string): string {
  return aptConfigDump
    .split('\n')
    .filter(line => /^Acquire::(http|https|Retries|Check-)/.test(line))
    .map(line => `${line}\n`)
    .join('');
}
