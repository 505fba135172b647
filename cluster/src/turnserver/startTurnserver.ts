import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from '../errors';
import { packageFolder } from '../folders';
import { freePorts } from '../ports';
import { SEARCH_PATH } from '../process/path';

/** The configuration that the chart ships. */
const SHIPPED = join(
  packageFolder,
  '../charts/vdi-operator/files/turnserver.conf',
);

/** The ports of the relay's ends: above those of outgoing connections, and more than a test needs. */
const RELAY_PORTS = { from: 61_000, to: 61_999 };

const LOOPBACK = '127.0.0.1';

/** Said once everything listens. */
const READY = 'Total General servers';

/** Where a relay runs, and whom it leads to. */
export interface TurnserverOptions {
  /** Address of this machine that it listens at and sends from. Default: the loopback, which nobody else reaches. */
  address?: string;
  /** All that it relays to: an address or a range, such as `10.244.0.2-10.244.0.254`. Default: the loopback. */
  peers?: string;
}

/** A relay that runs. */
export interface Turnserver {
  /** UDP and TCP. */
  port: number;
  /** Ends it, and returns when it is gone. */
  stop(): Promise<void>;
}

/** What is this machine's in the configuration of {@link startTurnserver}. */
export interface TurnserverSetting extends Required<TurnserverOptions> {
  port: number;
  /** Shared with whoever mints credentials. */
  secret: string;
  /** For what it writes. */
  folder: string;
}

/** The shipped configuration at an address of this machine. */
export function renderTurnserver(
  shipped: string,
  { address, peers, port, secret, folder }: TurnserverSetting,
): string {
  const own = [
    `listening-ip=${address}`,
    `listening-port=${port}`,
    `relay-ip=${address}`,
    `min-port=${RELAY_PORTS.from}`,
    `max-port=${RELAY_PORTS.to}`,
    'realm=turn.vdi.localhost',
    `static-auth-secret=${secret}`,
    'allow-loopback-peers',
    `allowed-peer-ip=${peers}`,
    'no-tls',
    'no-dtls',
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${join(folder, 'turndb')}`,
  ];
  const names = own.map(line => line.split('=')[0]);
  const kept = shipped
    .split('\n')
    .filter(line => !names.includes(line.split('=')[0]));
  return [...kept, ...own, ''].join('\n');
}

/**
 * Starts Debian's coturn with the configuration that the chart ships. It ends with this process at the latest.
 *
 * @throws ClusterError `COMPONENT_EXITED` with what it said.
 */
export async function startTurnserver(
  secret: string,
  { address = LOOPBACK, peers = LOOPBACK }: TurnserverOptions = {},
): Promise<Turnserver> {
  const folder = await mkdtemp(join(tmpdir(), 'vdi-turnserver-'));
  const [port] = await freePorts(1, address);
  const config = join(folder, 'turnserver.conf');
  const setting = { address, peers, port, secret, folder };
  await writeFile(
    config,
    renderTurnserver(await readFile(SHIPPED, 'utf8'), setting),
    { mode: 0o600 },
  );
  const child = spawn('turnserver', ['-c', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: SEARCH_PATH },
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const gone = once(child, 'close').finally(() => process.off('exit', kill));
  const stop = async () => {
    child.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  let said = '';
  const ready = new Promise<void>(resolve => {
    const read = (chunk: Buffer) => {
      said += chunk;
      if (said.includes(READY)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  try {
    await Promise.race([
      ready,
      gone.then(() => {
        throw new ClusterError(
          'COMPONENT_EXITED',
          `turnserver ended. It said:\n${said}`,
        );
      }),
    ]);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { port, stop };
}
