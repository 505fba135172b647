import { parseArgs } from 'node:util';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { createJsonLogger } from './jsonLogger';
import { createOperator } from './operator';
import { describeSettings, readSettings } from './settings';

const USAGE = `vdi-operator: makes desktops of VDISession objects

  --kubeconfig FILE   how to reach the cluster (default: the pod's service account, else $KUBECONFIG, else ~/.kube/config)
  --context NAME      context of the kubeconfig (default: its current one)
  --config FILE       settings as YAML or JSON; VDI_* environment variables win
  --help              this text
`;

/** How long what has begun may take to end: what Kubernetes grants a pod. */
const GRACE_MS = 30_000;

const logger = createJsonLogger(line => process.stdout.write(line));

async function readFile(path: string) {
  // The parser takes 2 MB, which who has no file is spared.
  const { readSettingsFile } = await import('./readSettingsFile');
  return readSettingsFile(path);
}

/** The program `vdi-operator`. Ends with 0 when asked to, with 1 when it cannot begin. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      config: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const settings = readSettings({
    env: process.env,
    file: values.config ? await readFile(values.config) : undefined,
  });
  const { kubeconfig, context } = values;
  const connection = await loadConnection({ kubeconfig, context });
  const transport = new Transport(connection, {
    userAgent: `vdi-operator/${VERSION}`,
  });
  const operator = createOperator({ transport, settings, logger });

  logger.info(`Starting against ${connection.server}`, {
    version: VERSION,
    ...describeSettings(settings),
  });
  operator.start();
  operator.synced.then(() => {
    if (operator.health().synced) logger.info('Everything is read; working');
  });

  const signal = await new Promise<string>(resolve => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  logger.info(`${signal}: ending what has begun`);
  await operator.stop(GRACE_MS);
  await transport.close();
}

main().catch(error => {
  logger.error(error.message, { code: error.code });
  process.exitCode = 1;
});
