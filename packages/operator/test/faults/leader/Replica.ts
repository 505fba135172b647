import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parse, stringify } from 'yaml';

const ROOM = path.join(__dirname, '../../..');

/** How to start a {@link Replica}. */
export interface ReplicaOptions {
  /** The user as which it acts: what the audit log knows it by. */
  user: string;
  /** An administrator's. */
  kubeconfig: string;
  env?: Record<string, string>;
  /** Takes each line that it logs. */
  onLine: (line: string) => void;
}

/** The program `vdi-operator` as a process of its own, with an identity that the API server tells from others. */
export class Replica {
  #isRead = false;
  #isLeader = false;
  #isPaused = false;
  readonly #waiting = new Set<() => void>();
  readonly #exited: Promise<unknown>;

  private constructor(
    readonly user: string,
    private readonly child: ChildProcess,
    { onLine }: ReplicaOptions,
  ) {
    this.#exited = once(child, 'exit');
    createInterface(child.stdout!).on('line', line => {
      if (line.includes('Everything is read')) this.#isRead = true;
      if (line.includes(': elected')) this.#isLeader = true;
      if (line.includes('Leadership is over')) this.#isLeader = false;
      onLine(line);
      this.#waiting.forEach(look => look());
    });
  }

  /** Bundles the program. To be called before the first is started. */
  static async build(): Promise<void> {
    const built = spawn('tsx', [path.join(ROOM, 'build.ts')], {
      stdio: 'inherit',
    });
    const [code] = await once(built, 'exit');
    if (code !== 0) throw new Error('The operator could not be bundled.');
  }

  /** Starts one; resolves when it has read everything. */
  static async start(options: ReplicaOptions): Promise<Replica> {
    const { user, kubeconfig, env } = options;
    const config = parse(await readFile(kubeconfig, 'utf8'));
    for (const each of config.users) each.user.as = user;
    const file = path.join(tmpdir(), `${user}.kubeconfig`);
    await writeFile(file, stringify(config), { mode: 0o600 });
    const child = spawn(
      path.join(ROOM, 'dist/vdi-operator.cjs'),
      ['--kubeconfig', file],
      {
        env: { ...process.env, VDI_HTTP_PORT: '0', ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const replica = new Replica(user, child, options);
    await replica.#until(() => replica.#isRead);
    await rm(file);
    return replica;
  }

  /** Whether it runs and is not paused. */
  get isAwake(): boolean {
    return (
      !this.#isPaused && this.child.exitCode === null && !this.child.killed
    );
  }

  /** Resolves with itself when it says that it is elected, or has and did not say that it is over. */
  async leads(): Promise<this> {
    await this.#until(() => this.#isLeader && this.isAwake);
    return this;
  }

  /** Resolves when it says that its leadership is over. */
  abdicates(): Promise<void> {
    return this.#until(() => !this.#isLeader);
  }

  /** Stops it where it is: its connections stay. */
  pause(): void {
    this.#isPaused = true;
    process.kill(this.child.pid!, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.child.pid!, 'SIGCONT');
    this.#isPaused = false;
  }

  /** Asks it to end; resolves with its exit code. */
  async terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.#exited;
    return this.child.exitCode;
  }

  /** Ends it at once, whatever it is doing. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await this.#exited;
    }
  }

  #until(check: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (!check()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
