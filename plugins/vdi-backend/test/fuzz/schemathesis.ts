import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const SPEC = path.join(__dirname, '../../src/openapi/openapi.yaml');
const CONFIG = path.join(__dirname, 'schemathesis.toml');
const HOOKS = path.join(__dirname, 'hooks.py');

/** Longest run, which has to end before Jest stops waiting: it would go on after the portal is gone. Milliseconds. */
const TIMEOUT_MS = 9 * 60_000;

/** What schemathesis is run with. */
export interface FuzzOptions {
  /** Of the session API. */
  baseUrl: string;
  /** Value of the header `Authorization`. */
  authorization: string;
  /** Whether requests are as the description of the API has them, or break it in one way each. */
  mode: 'positive' | 'negative';
  /** How requests are made: `examples`, `coverage`, `fuzzing`, `stateful`. */
  phases: string[];
  /** Requests to each operation in each of the phases that make them up. */
  examples: number;
  seed: string;
}

/**
 * Asks the API what its description allows or forbids, and holds the answers to it.
 *
 * @throws Error with what was wrong, and the requests as curl
 */
export async function runSchemathesis(options: FuzzOptions): Promise<void> {
  const { baseUrl, authorization, mode, phases, examples, seed } = options;
  // It keeps a folder where it runs.
  const cwd = await mkdtemp(path.join(tmpdir(), 'vdi-fuzz-'));
  try {
    const child = spawn(
      process.env.VDI_TEST_SCHEMATHESIS ?? '',
      [
        ...['-m', 'schemathesis.cli', '--config-file', CONFIG, 'run', SPEC],
        ...['--url', baseUrl],
        ...['--header', `Authorization: ${authorization}`],
        ...['--mode', mode],
        ...['--phases', phases.join()],
        ...['--max-examples', String(examples)],
        ...['--seed', seed],
        '--continue-on-failure',
        '--no-color',
      ],
      {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, SCHEMATHESIS_HOOKS: HOOKS },
        timeout: TIMEOUT_MS,
      },
    );
    const [said, complaint, [code, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (code !== 0) {
      throw new Error(`Ended with ${code ?? signal}\n${said}\n${complaint}`);
    }
  } finally {
    await rm(cwd, { recursive: true });
  }
}
