import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProcessIdentity } from './process/identity';

/** Who runs the pods: nobody, kwok's simulation, or a kubelet with containerd. */
export type NodeKind = 'none' | 'kwok' | 'kubelet';

/** A component that was launched. */
export interface ComponentState extends ProcessIdentity {
  name: string;
  /** How it was launched, and is launched again. */
  program: string;
  args: string[];
  /** Added to a nearly empty environment. */
  env?: NodeJS.ProcessEnv;
  logFile: string;
  /** What it listens on, on the loopback; undefined when on nothing. */
  port?: number;
}

/** What another process must know of a cluster. */
export interface ClusterState {
  name: string;
  node: NodeKind;
  /** `starting` until all is ready. */
  phase: 'starting' | 'ready';
  /** Whether it is meant to stay without its launcher. */
  keep: boolean;
  /** The process that starts it. */
  launcher: ProcessIdentity;
  components: ComponentState[];
  /** The API server's address. */
  server: string;
  traefikPort: number;
  /** Where Traefik sends people from HTTP to HTTPS. */
  traefikHttpPort: number;
  /** The path of the program, for those who find the cluster later. */
  kubectl: string;
}

/** Where the state of the cluster in `stateDir` is. */
export function stateFile(stateDir: string): string {
  return join(stateDir, 'state.json');
}

/** Undefined when there is none, or none that can be read: a crash of the machine may leave an empty file. */
export async function readState(
  stateDir: string,
): Promise<ClusterState | undefined> {
  const text = await readFile(stateFile(stateDir), 'utf8').catch(() => '');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Replaces the state in one step: a reader sees the old or the new one. */
export async function writeState(
  stateDir: string,
  state: ClusterState,
): Promise<void> {
  const file = stateFile(stateDir);
  await writeFile(`${file}.new`, `${JSON.stringify(state, undefined, 2)}\n`, {
    mode: 0o600,
  });
  await rename(`${file}.new`, file);
}
