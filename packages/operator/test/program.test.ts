import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '@backstage-vdi/cluster';
import { LEASE } from '@backstage-vdi/kube';
import { type Any, TestNamespace } from './TestNamespace';

const folder = path.join(__dirname, '..');
const PROGRAM = path.join(folder, 'dist/vdi-operator.cjs');

/** What the project promises of the program at rest. */
const RESIDENT_MIB = 90;

type Line = Record<string, any>;

const says =
  (words: string) =>
  ({ message }: Line) =>
    message.includes(words);

/** What the program logs. */
class Log {
  readonly lines: Line[] = [];
  readonly #waiting = new Set<() => void>();

  constructor({ stdout }: ChildProcess) {
    createInterface(stdout!).on('line', line => {
      this.lines.push(JSON.parse(line));
      for (const look of this.#waiting) look();
    });
  }

  /** Resolves with the first line that is one of these. */
  until(is: (line: Line) => boolean): Promise<Line> {
    return new Promise(resolve => {
      const look = () => {
        const found = this.lines.find(is);
        if (found) resolve(found);
        return found;
      };
      if (!look()) this.#waiting.add(look);
    });
  }
}

describe('the program', () => {
  let ns: TestNamespace;
  let child: ChildProcess;
  let log: Log;
  let base: string;

  const ask = async (page: string) => {
    const reply = await fetch(`${base}${page}`);
    return { status: reply.status, text: await reply.text() };
  };

  beforeAll(async () => {
    ns = await TestNamespace.create();
    const built = spawn('tsx', [path.join(folder, 'build.ts')], {
      stdio: 'inherit',
    });
    const [code] = await once(built, 'exit');
    if (code !== 0) throw new Error('The program could not be bundled.');
    const [port] = await freePorts(1);
    base = `http://127.0.0.1:${port}`;
    child = spawn(
      PROGRAM,
      ['--kubeconfig', process.env.VDI_TEST_KUBECONFIG ?? ''],
      {
        env: {
          ...process.env,
          VDI_NAMESPACE: ns.name,
          VDI_LEASE_NAMESPACE: ns.name,
          VDI_HTTP_PORT: `${port}`,
          VDI_HTTP_ADDRESS: '127.0.0.1',
          VDI_LOG_LEVEL: 'debug',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    log = new Log(child);
    await log.until(says('Everything is read'));
  });
  afterAll(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ns.remove();
  });

  it('makes a desktop, says how it is, and ends as it should', async () => {
    const template = await ns.template();
    await ns.session('desk', { template });
    await ns.untilPhase('desk', 'Running');
    // The watch may tell of the write before the program has its reply, and counts it.
    expect(await log.until(({ phase }) => phase === 'Running')).toMatchObject({
      level: 'info',
      session: `${ns.name}/desk`,
      reason: 'Running',
      reconcileId: expect.any(String),
    });

    expect(await ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await ask('/readyz')).toEqual({
      status: 200,
      text: 'ok, working\n',
    });
    const { text } = await ask('/metrics');
    expect(text).toContain(
      `leader_election_master_status{name="vdi-operator-${ns.name}"} 1`,
    );
    expect(text).toContain('vdi_sessions{phase="Running"} 1');
    expect(text).toMatch(
      /controller_runtime_reconcile_total\{controller="vdisession",result="requeue_after"\} [1-9]/,
    );
    expect(text).toMatch(/vdi_session_start_seconds_count\{stage="total"\} 1/);
    const [, bytes] = /process_resident_memory_bytes (\d+)/.exec(text) ?? [];
    expect(Number(bytes) / 2 ** 20).toBeLessThan(RESIDENT_MIB);

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const name = `vdi-operator-${ns.name}`;
    const { spec } = await ns.transport.get<Any>(LEASE, {
      namespace: ns.name,
      name,
    });
    expect(spec.holderIdentity ?? '').toBe('');
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('ends with a sentence when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const second = spawn(
      PROGRAM,
      ['--kubeconfig', process.env.VDI_TEST_KUBECONFIG ?? ''],
      {
        env: {
          ...process.env,
          VDI_HTTP_PORT: `${port}`,
          VDI_HTTP_ADDRESS: '127.0.0.1',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const line = new Log(second).until(says('VDI_HTTP_PORT'));
    expect(await once(second, 'exit')).toEqual([1, null]);
    expect(await line).toMatchObject({ level: 'error', code: 'VDI_HTTP' });
    taken.close();
  });
});
