import { parseArgs } from 'node:util';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { createReach } from './activity/createReach';
import { createJsonLogger } from './jsonLogger';
import { createOperator } from './operator';
import { readProgramSettings } from './programSettings';
import { describeSettings } from './settings';

const USAGE = `vdi-operator: makes desktops of VDISession objects

  --kubeconfig FILE   how to reach the cluster (default: the pod's service account, else $KUBECONFIG, else ~/.kube/config)
  --context NAME      context of the kubeconfig (default: its current one)
  --config FILE       settings as YAML or JSON; VDI_* environment variables win
  --help              this text
`;

/** How long what has begun may take to end: of the 30 s that Kubernetes grants a pod, some are left to give the lease back. */
const GRACE_MS = 25_000;

const write = (line: string) => process.stdout.write(line);

// Both take megabytes that who does not want them is spared.
const loadFile = async (path: string) =>
  (await import('./readSettingsFile')).readSettingsFile(path);
const loadTelemetry = async () =>
  new (await import('./http/Telemetry')).Telemetry();

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
    write(USAGE);
    return;
  }
  const { kubeconfig, context, config } = values;
  const settings = readProgramSettings({
    env: process.env,
    file: config ? await loadFile(config) : undefined,
  });
  const logger = createJsonLogger(write, settings.logLevel);
  const connection = await loadConnection({ kubeconfig, context });
  const telemetry = settings.httpPort ? await loadTelemetry() : undefined;
  const transport = new Transport(connection, {
    userAgent: `vdi-operator/${VERSION}`,
    onRequest: telemetry?.metrics.requested,
  });
  const operator = createOperator({
    transport,
    settings,
    logger,
    reach: createReach(connection, settings.probeVia),
    metrics: telemetry?.metrics,
  });
  const http = await telemetry?.serve(operator, settings);

  logger.info(`Starting against ${connection.server}`, {
    version: VERSION,
    ...describeSettings(settings),
  });
  operator.start();
  operator.synced.then(() => {
    if (operator.health().synced) logger.info('Everything is read');
  });

  const signal = await new Promise<string>(resolve => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  logger.info(`${signal}: ending what has begun`);
  await operator.stop(GRACE_MS);
  await http?.close();
  await transport.close();
}

main().catch(error => {
  createJsonLogger(write).error(error.message, { code: error.code });
  process.exitCode = 1;
});
