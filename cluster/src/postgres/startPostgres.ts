import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from '../errors';
import { run } from '../process/run';
import { postgresPrograms } from './postgresPrograms';

/** The user that Debian's package brings. */
const USER = 'postgres';

/** Said once it answers. */
const READY = 'database system is ready to accept connections';

/** What only a loss of power can spoil need not be waited for: the data goes with the server. */
const HASTY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** A PostgreSQL with data of its own, on a Unix socket only. */
export interface Postgres {
  /** How clients get to it. */
  connection: { host: string; user: string; database: string };
  /** Takes it away from its clients. */
  pause(): Promise<void>;
  /** Brings it back, with everything that was in it. */
  resume(): Promise<void>;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts Debian's PostgreSQL. It ends with this process at the latest.
 *
 * @throws ClusterError `COMPONENT_EXITED` with what it said; `COMMAND_FAILED` where it is not installed.
 */
export async function startPostgres(): Promise<Postgres> {
  const programs = postgresPrograms();
  if (!programs) {
    throw new ClusterError('COMMAND_FAILED', 'PostgreSQL is not installed.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'vdi-postgres-'));
  const data = join(folder, 'data');
  const identity = await unprivileged();
  const { uid, gid } = identity;
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
  const begin = (program: string, args: string[]) =>
    start(join(programs, program), args, { ...identity, cwd: folder });
  const serve = async () => {
    const settings = ['listen_addresses=', ...HASTY].map(it => `--${it}`);
    const server = begin('postgres', ['-D', data, '-k', folder, ...settings]);
    await server.said(READY);
    return server;
  };

  try {
    const options = ['--auth=trust', `--username=${USER}`, '--encoding=UTF8'];
    await begin('initdb', ['-D', data, '--no-sync', ...options]).ended;
    let server = await serve();
    // Its clients lose their connections at once, and what they had committed is kept.
    const pause = async () => {
      server.child.kill('SIGINT');
      await server.ended;
    };
    return {
      connection: { host: folder, user: USER, database: 'postgres' },
      pause,
      resume: async () => {
        server = await serve();
      },
      stop: async () => {
        await pause();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<Pick<SpawnOptions, 'uid' | 'gid'>> {
  if (process.getuid?.() !== 0) return {};
  const idOf = async (kind: string) => Number(await run('id', [kind, USER]));
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

/** A program of PostgreSQL. `ended` resolves when it ends by itself or when told, and rejects with what it said when it fails. */
function start(program: string, args: string[], options: SpawnOptions) {
  const child = spawn(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const output: Buffer[] = [];
  const text = () => Buffer.concat(output).toString();
  const { stdout, stderr } = child;
  for (const stream of [stdout, stderr]) {
    stream?.on('data', chunk => output.push(chunk));
  }
  const ended = once(child, 'close')
    .finally(() => process.off('exit', kill))
    .then(([code]) => {
      if (code === 0) return;
      throw new ClusterError(
        'COMPONENT_EXITED',
        `${program} ended with ${code}. It said:\n${text()}`,
      );
    });
  const said = async (words: string) => {
    // It logs to its standard error alone.
    while (!text().includes(words)) {
      await Promise.race([stderr && once(stderr, 'data'), ended]);
    }
  };
  return { child, ended, said };
}
