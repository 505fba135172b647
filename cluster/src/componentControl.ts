import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { compactEtcd } from './controlPlane/compactEtcd';
import { ClusterError } from './errors';
import { tellsOfPods } from './controlPlane/tellsOfPods';
import { end, isAlive } from './process/identity';
import { launch } from './process/launch';
import { run } from './process/run';
import { ClusterState, ComponentState, writeState } from './state';

/**
 * What can be done to the processes of a running cluster, by the names of its components: `etcd`, `kube-apiserver` and so on. For
 * tests of what depends on them. Each throws `NOT_RUNNING` when there is no such component.
 */
export interface ComponentControl {
  /** Stops a component where it is (SIGSTOP): its connections stay, and nothing answers. Resolves when it stands still. */
  pause(component: string): Promise<void>;
  /** Lets a paused component go on. */
  resume(component: string): Promise<void>;
  /** Ends a component at once (SIGKILL). Resolves when it is gone. */
  kill(component: string): Promise<void>;
  /**
   * Starts a component again, with its ports and its data; one that runs is killed before. Resolves when etcd or the API server
   * is ready, and with any other when it is launched. An API server that does not hear of pods from the new etcd is started again,
   * too. Simulated nodes then begin anew: what kwok failed to do meanwhile it never does. Throws `NOT_READY` after a minute.
   */
  restart(component: string): Promise<void>;
  /** Lets etcd forget every revision before the present one. */
  compact(): Promise<void>;
}

/** How long a component may take to be ready again, in milliseconds: ten times what it takes on two busy cores. */
const DEADLINE = 60_000;

/** Control of the components that `state` describes; it keeps `state` and its file up to date. */
export function componentControl(
  state: ClusterState,
  stateDir: string,
  kubeconfig: string,
): ComponentControl {
  const find = async (name: string): Promise<ComponentState> => {
    const found = state.components.find(one => one.name === name);
    if (found) return found;
    throw new ClusterError(
      'NOT_RUNNING',
      `The cluster ${state.name} has no component ${name}. It has: ${state.components.map(one => one.name).join(', ')}.`,
    );
  };
  const living = async (name: string): Promise<ComponentState> => {
    const component = await find(name);
    if (await isAlive(component)) return component;
    throw new ClusterError('NOT_RUNNING', `${name} does not run.`);
  };

  const kubectl = (args: string[]) =>
    run(state.kubectl, [`--kubeconfig=${kubeconfig}`, ...args]);
  const relaunch = async (component: ComponentState): Promise<void> => {
    await end([component]);
    if (component.name === 'kwok') {
      // Else it waits until those of the killed one run out.
      await kubectl([
        'delete',
        'leases',
        '--namespace=kube-node-lease',
        '--all',
      ]);
    }
    const { pid, startTime } = await launch({ ...component, owner: stateDir });
    Object.assign(component, { pid, startTime });
    await writeState(stateDir, state);
  };

  const control: ComponentControl = {
    async pause(name) {
      const { pid } = await living(name);
      process.kill(pid, 'SIGSTOP');
      while (!(await standsStill(pid))) await delay(5);
    },
    async resume(name) {
      process.kill((await living(name)).pid, 'SIGCONT');
    },
    async kill(name) {
      await end([await find(name)]);
    },
    async restart(name) {
      const component = await find(name);
      await relaunch(component);
      await untilReady(component, kubectl);
      if (name === 'etcd' && !(await tellsOfPods(kubectl))) {
        await control.restart('kube-apiserver');
        return;
      }
      const simulation = state.components.find(one => one.name === 'kwok');
      if (simulation && simulation !== component) await relaunch(simulation);
    },
    async compact() {
      const { port = 0 } = await living('etcd');
      await compactEtcd(stateDir, port);
    },
  };
  return control;
}

/** Whether a process is stopped by a signal. */
async function standsStill(pid: number): Promise<boolean> {
  return /^State:\s*T/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
}

async function untilReady(
  component: ComponentState,
  kubectl: (args: string[]) => Promise<string>,
): Promise<void> {
  const probes: Record<string, () => Promise<unknown>> = {
    etcd: async () => {
      const socket = connect(component.port ?? 0, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
    },
    'kube-apiserver': () => kubectl(['get', '--raw=/readyz']),
  };
  const probe = probes[component.name];
  const deadline = Date.now() + DEADLINE;
  while (probe) {
    try {
      await probe();
      return;
    } catch (cause) {
      if (Date.now() > deadline) {
        throw new ClusterError(
          'NOT_READY',
          `${component.name} is not ready ${DEADLINE / 1000} s after its restart. Its log: ${component.logFile}`,
          { cause },
        );
      }
      await delay(50);
    }
  }
}
