import { Command, Option } from 'commander';
import { kubectl, logs, up } from './cli/commands';
import { renderStatus } from './cli/renderStatus';
import { componentStatus } from './cluster';
import { ClusterError } from './errors';
import { clusterFolder } from './folders';
import { InterruptedError } from './process/interruptible';
import { NodeKind, readState } from './state';
import { logFolder, tearDown } from './tearDown';

/** The command line: `npm run cluster -- …`. */
const program = new Command('cluster')
  .description('A real local Kubernetes.')
  .enablePositionalOptions()
  .showHelpAfterError();

const print = (text: string) => process.stdout.write(`${text}\n`);

function command(usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--name <name>', 'which cluster', 'default');
}

async function stateOf(name: string) {
  const state = await readState(clusterFolder(name));
  if (state) return state;
  throw new ClusterError(
    'NOT_RUNNING',
    `There is no cluster ${name}. Start it with: npm run cluster -- up --name ${name}`,
  );
}

command('up', 'start a cluster; returns when it is ready')
  .addOption(
    new Option(
      '--node <kind>',
      'who runs the pods; without it a kubelet where one can be had',
    ).choices(['kubelet', 'kwok', 'none']),
  )
  .action(async (options: { name: string; node?: NodeKind }) => {
    print(await up(options.name, options.node));
  });

command('down', 'end a cluster and remove all of it').action(
  async (options: { name: string }) => {
    const stateDir = clusterFolder(options.name);
    await tearDown(stateDir);
    print(`The cluster ${options.name} is gone. Logs: ${logFolder(stateDir)}`);
  },
);

command('status', 'what runs; exit code 1 when something is dead').action(
  async (options: { name: string }) => {
    const state = await stateOf(options.name);
    const components = await componentStatus(state);
    print(await renderStatus(components));
    const healthy = components.every(({ alive }) => alive);
    process.exitCode = state.phase === 'ready' && healthy ? 0 : 1;
  },
);

command('logs [component]', 'the end of the logs, of all components or of one')
  .option('-f, --follow', 'go on as they grow', false)
  .action(
    async (
      component: string | undefined,
      options: { name: string; follow: boolean },
    ) => {
      const folder = logFolder(clusterFolder(options.name));
      process.exitCode = await logs(folder, component, options.follow);
    },
  );

command('kubeconfig', 'print the path of the kubeconfig').action(
  async (options: { name: string }) => {
    await stateOf(options.name);
    print(`${clusterFolder(options.name)}/kubeconfig`);
  },
);

command('kubectl [args...]', 'run the kubectl of this cluster')
  .passThroughOptions()
  .action(async (args: string[], options: { name: string }) => {
    const state = await stateOf(options.name);
    process.exitCode = await kubectl(
      state.kubectl,
      clusterFolder(options.name),
      args,
    );
  });

program.parseAsync().catch(error => {
  const interrupted = error instanceof InterruptedError;
  const known = interrupted || error instanceof ClusterError;
  process.stderr.write(`${known ? error.message : error.stack}\n`);
  process.exitCode = interrupted ? error.exitCode : 1;
});
