/** Where Debian's packages come from. */
export interface DebianMirror {
  main: string;
  security: string;
}

/** Debian's own, which every network that can reach Debian at all can reach. */
export const OFFICIAL_MIRROR: DebianMirror = {
  main: 'http://deb.debian.org/debian',
  security: 'http://deb.debian.org/debian-security',
};

/** The argument list for `apt-get` whose output `readMirror` reads. */
export const INDEX_TARGETS = [
  'indextargets',
  '--format',
  '$(LABEL) $(REPO_URI)',
  'Created-By: Packages',
];

/** The mirrors that this machine itself uses, where it is a Debian; Debian's own otherwise. */
export function readMirror(indexTargets: string): DebianMirror {
  const find = (label: string) =>
    new RegExp(`^${label} (\\S+?)/?$`, 'm').exec(indexTargets)?.[1];
  return {
    main: find('Debian') ?? OFFICIAL_MIRROR.main,
    security: find('Debian-Security') ?? OFFICIAL_MIRROR.security,
  };
}

/** The lines of a sources.list for a release, with its updates and security fixes. */
export function sourcesList(suite: string, mirror: DebianMirror): string[] {
  return [
    `deb ${mirror.main} ${suite} main`,
    `deb ${mirror.main} ${suite}-updates main`,
    `deb ${mirror.security} ${suite}-security main`,
  ];
}

/** How this machine's apt reaches mirrors (proxies, authorities, retries), out of what `apt-config dump` prints. */
export function readAcquireSettings(aptConfigDump: string): string {
  return aptConfigDump
    .split('\n')
    .filter(line => /^Acquire::(http|https|Retries|Check-)/.test(line))
    .map(line => `${line}\n`)
    .join('');
}
