import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, goBuild, locateModule } from '@backstage-vdi/cluster';
import {
  type KubeObject,
  POD,
  type Resource,
  SERVICE,
} from '@backstage-vdi/kube';
import { parse, stringify } from 'yaml';
import type { BenchCluster } from '../../benchCluster';
import type { DesktopPattern } from '../../bareClient/desktopPattern';
import { endAtExit } from '../../endAtExit';
import { poll } from '../../poll';
import type { Contender, RunningContender } from '../contender';
import type { Adapter } from './adapter';

const MODULE = 'sigs.k8s.io/agent-sandbox';
const VERSION = 'v0.5.6';
const PROGRAM = 'agent-sandbox-controller';

const SANDBOX: Resource = {
  group: 'agents.x-k8s.io',
  version: 'v1beta1',
  plural: 'sandboxes',
  kind: 'Sandbox',
  namespaced: true,
};

/** agent-sandbox: a Pod and a Service for each Sandbox. */
export const agentSandbox: Adapter = {
  name: 'agent-sandbox',
  async install(bench, pattern) {
    const source = await locateModule(MODULE, VERSION);
    const program = await build(source, bench.log);
    const crds = path.join(source, 'k8s/crds/agents.x-k8s.io_sandboxes.yaml');
    await bench.cluster.apply(withoutWebhook(await readFile(crds, 'utf8')));
    return contender(program, podSpec(pattern));
  },
};

/** Builds the program with the module's own requirements. */
async function build(
  source: string,
  log: (line: string) => void,
): Promise<string> {
  const program = cacheFolder('bin', `${PROGRAM}-${VERSION}`, PROGRAM);
  const built = await access(program).then(
    () => true,
    () => false,
  );
  if (built) return program;
  log(`Building ${PROGRAM} ${VERSION}`);
  const unfinished = `${program}.unfinished`;
  await mkdir(path.dirname(program), { recursive: true });
  await goBuild({
    folder: source,
    package: `./cmd/${PROGRAM}`,
    output: unfinished,
    flags: ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w'],
    onProgress: () => {},
  });
  await rename(unfinished, program);
  return program;
}

/** One version is used: nothing is to be converted, and the API server could not reach a webhook by a Service here. */
function withoutWebhook(crd: string): string {
  const object = parse(crd);
  object.spec.conversion = { strategy: 'None' };
  return stringify(object);
}

/** The operator's pod, with its home in memory: a claim would be a third object. */
function podSpec({ desktop }: DesktopPattern): object {
  const { spec } = desktop.children.pod as KubeObject & {
    spec: { volumes: Array<{ name: string; persistentVolumeClaim?: object }> };
  };
  return {
    ...spec,
    volumes: spec.volumes.map(volume =>
      volume.persistentVolumeClaim
        ? { name: volume.name, emptyDir: {} }
        : volume,
    ),
  };
}

function contender(program: string, spec: object): Contender {
  return {
    name: agentSandbox.name,
    userAgent: `${PROGRAM}/`,
    resource: SANDBOX,
    children: [POD, SERVICE],
    object: (namespace, name) =>
      ({
        metadata: { namespace, name },
        spec: { podTemplate: { spec }, service: true },
      }) as KubeObject,
    isReady: sandbox =>
      (
        sandbox as {
          status?: { conditions?: Array<{ type: string; status: string }> };
        }
      ).status?.conditions?.some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      ) ?? false,
    start: bench => start(program, bench),
  };
}

async function start(
  program: string,
  { cluster }: BenchCluster,
): Promise<RunningContender> {
  const child = spawn(
    program,
    [
      `--kubeconfig=${cluster.kubeconfig}`,
      '--leader-elect=false',
      '--enable-webhook=false',
      '--metrics-bind-address=0',
      '--health-probe-bind-address=0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  endAtExit(child);
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-20_000);
  });
  await poll(async () => {
    if (child.exitCode !== null) {
      throw new Error(`${PROGRAM} ended:\n${said.slice(-2_000)}`);
    }
    return said.includes('Starting workers');
  });
  return {
    // It says something: it runs.
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
