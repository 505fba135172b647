import { join } from 'node:path';

/** What a root file system is made of. */
export interface RootfsRequest {
  suite: string;
  /** Lines of the sources.list to install from; mmdebstrap takes Debian's own where there are none. */
  sources: string[];
  /** File with settings of apt that hold during the build only. */
  aptSettings: string;
  /** Folder of the image, with install.sh and dpkg.cfg; then those of the images that the build sees too. */
  folders: string[];
  /** prepare-rootfs.sh. */
  hook: string;
  /** The tar to write. */
  output: string;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Arguments of mmdebstrap for a root file system with everything of an image in it. It is debootstrap's task done by apt
 * itself, four times as fast.
 */
export function mmdebstrapArguments(request: RootfsRequest): string[] {
  const { suite, sources, aptSettings, folders, hook, output } = request;
  return [
    '--variant=minbase',
    '--format=tar',
    `--aptopt=${aptSettings}`,
    // From the first package on: what is never unpacked need not be removed.
    ...folders.map(folder => `--dpkgopt=${join(folder, 'dpkg.cfg')}`),
    '--dpkgopt=force-unsafe-io',
    // A container gets its devices from the runtime.
    '--skip=output/dev',
    `--customize-hook=sh ${quote(hook)} "$1" ${folders.map(quote).join(' ')}`,
    suite,
    output,
    ...sources,
  ];
}

/** Messages of mmdebstrap that tell a person what takes the time; the others are its own affairs. */
const STEPS =
  /^I: ((?:downloading|extracting|installing|creating) .+?)(?:\.\.\.)?$/;

/** The step that a line of the build's output announces, if it does: mmdebstrap's or install.sh's own. */
export function readStep(line: string): string | undefined {
  return (STEPS.exec(line) ?? /^==> (.+)$/.exec(line))?.[1];
}
