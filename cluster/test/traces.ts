import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { clusterKey, nodeFolder } from '../src/folders';

/** What a cluster leaves on the machine, by kind. */
export type Traces = Record<
  'processes' | 'mounts' | 'links' | 'rules' | 'cgroups' | 'files' | 'notes',
  string[]
>;

/** No trace at all. */
export const NOTHING: Traces = {
  processes: [],
  mounts: [],
  links: [],
  rules: [],
  cgroups: [],
  files: [],
  notes: [],
};

/** Looks for all that belongs to the cluster in `stateDir`, in the kernel's own words. The logs may stay. */
export async function tracesOf(stateDir: string): Promise<Traces> {
  const key = clusterKey(stateDir);
  const node = nodeFolder(stateDir);
  const mountinfo = await readFile('/proc/self/mountinfo', 'utf8');
  const links = await output('ip', ['-oneline', 'link']);
  const rules = await output('iptables-save', []);
  const cgroups = await output('find', ['/sys/fs/cgroup', '-name', key]);
  const notes = await output('grep', ['-rls', node, '/var/lib/cni']);
  const files = await readdir(stateDir).catch(() => []);
  const nodeFiles = await readdir(node).catch(() => []);
  return {
    processes: await processesOf(stateDir, key),
    mounts: lines(mountinfo).filter(line => line.includes(`${node}/`)),
    links: lines(links).filter(line => line.includes(key)),
    rules: lines(rules).filter(line => line.includes(key)),
    cgroups: lines(cgroups),
    files: [...files.filter(file => file !== 'logs'), ...nodeFiles],
    notes: lines(notes),
  };
}

/** Started by the cluster (by the environment) or in one of its pods (by the control group). */
async function processesOf(stateDir: string, key: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter(Number)) {
    const read = (file: string) =>
      readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const environment = (await read('environ')).split('\0');
    const owned = environment.some(entry => entry.endsWith(`=${stateDir}`));
    if (owned || (await read('cgroup')).includes(`/${key}`)) {
      const command = (await read('cmdline')).split('\0');
      if (command[0]) found.push(command.join(' ').trim());
    }
  }
  return found;
}

/** Empty when the program is not installed or finds nothing. */
async function output(program: string, args: string[]): Promise<string> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  return promisify(execFile)(program, args, { env }).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

function lines(text: string): string[] {
  return text.split('\n').filter(Boolean);
}
