import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOM = path.join(__dirname, '../..');

/** How to start a {@link Program}. */
export interface ProgramOptions {
  kubeconfig: string;
  env: Record<string, string>;
  /** Takes each line that it logs. */
  onLine: (line: string) => void;
}

/** The program `vdi-operator`, as it runs in a cluster: a process of its own that signals are sent to. */
export class Program {
  #lastLine = '';
  #isRead = false;
  #isLeader = false;
  #isPaused = false;
  readonly #waiting = new Set<() => void>();
  readonly #exited: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    onLine: (line: string) => void,
  ) {
    this.#exited = once(child, 'exit');
    createInterface(child.stdout!).on('line', line => {
      if (line.includes('Everything is read')) this.#isRead = true;
      if (line.includes(': elected')) this.#isLeader = true;
      if (line.includes('Leadership is over')) this.#isLeader = false;
      this.#lastLine = line;
      onLine(line);
      this.#waiting.forEach(look => look());
    });
  }

  /** Bundles it. To be called before the first is started. */
  static async build(): Promise<void> {
    const built = spawn('tsx', [path.join(ROOM, 'build.ts')], {
      stdio: 'inherit',
    });
    const [code] = await once(built, 'exit');
    if (code !== 0) throw new Error('The operator could not be bundled.');
  }

  /** Starts one; resolves when it has read everything. */
  static async start(options: ProgramOptions): Promise<Program> {
    const { kubeconfig, env, onLine } = options;
    const child = spawn(
      path.join(ROOM, 'dist/vdi-operator.cjs'),
      ['--kubeconfig', kubeconfig],
      {
        env: { ...process.env, VDI_HTTP_PORT: '0', ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const program = new Program(child, onLine);
    await program.#until(() => program.#isRead);
    return program;
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
    process.kill(this.#pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.#pid, 'SIGCONT');
    this.#isPaused = false;
  }

  /** Asks it to end; resolves with its exit code. */
  async terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.#exited;
    return this.child.exitCode;
  }

  /** Ends it at once, whatever it is doing; the signal is sent when this returns. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await this.#exited;
    }
  }

  /** How many sockets it has open. */
  async sockets(): Promise<number> {
    const folder = `/proc/${this.#pid}/fd`;
    const targets = await Promise.all(
      (await readdir(folder)).map(file =>
        // One that was closed meanwhile.
        readlink(path.join(folder, file)).catch(() => ''),
      ),
    );
    return targets.filter(target => target.startsWith('socket:')).length;
  }

  /** What it says to this signal. */
  async ask(signal: 'SIGUSR2', words: string): Promise<Record<string, any>> {
    this.#lastLine = '';
    process.kill(this.#pid, signal);
    await this.#until(() => this.#lastLine.includes(words));
    return JSON.parse(this.#lastLine);
  }

  get #pid(): number {
    return this.child.pid!;
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
