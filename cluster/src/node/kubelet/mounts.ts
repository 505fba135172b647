import { readFile } from 'node:fs/promises';
import { run } from '../../process/run';

interface Mount {
  point: string;
  type: string;
}

/** Reads the content of `/proc/self/mountinfo` (proc(5)): spaces in paths are octal there. */
export function parseMounts(mountinfo: string): Mount[] {
  const unescape = (path: string) =>
    path.replace(/\\([0-7]{3})/g, (_, code) =>
      String.fromCharCode(parseInt(code, 8)),
    );
  return mountinfo
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [mount, source] = line.split(' - ');
      return {
        point: unescape(mount.split(' ')[4]),
        type: source.split(' ')[0],
      };
    });
}

/** Where file systems of these types are mounted. */
export async function mountPoints(types: string[]): Promise<string[]> {
  const mounts = parseMounts(await readFile('/proc/self/mountinfo', 'utf8'));
  return mounts.filter(({ type }) => types.includes(type)).map(m => m.point);
}

/** Unmounts everything below `folder`, the innermost first, in use or not. */
export async function unmountBelow(folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const mounts = parseMounts(await readFile('/proc/self/mountinfo', 'utf8'));
    const points = mounts
      .map(({ point }) => point)
      .filter(point => point.startsWith(`${folder}/`))
      .reverse();
    if (points.length === 0) return;
    // One may have gone by itself meanwhile, which umount takes for an error.
    await run('umount', ['--lazy', ...points]).catch(error => {
      if (attempt === 3) throw error;
    });
  }
}
