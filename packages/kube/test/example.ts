import {
  Controller,
  Informer,
  KubeObject,
  Leadership,
  LeaseElector,
  loadConnection,
  Logger,
  NAMESPACE,
  Resource,
  splitKey,
  Transport,
  whenAborted,
} from '@backstage-vdi/kube';

type ConfigMap = KubeObject & { data?: Record<string, string> };
const CONFIG_MAP: Resource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};
const LABEL = 'example.com/team';

/** Keeps a ConfigMap `team` in every namespace that has the label `example.com/team`, until the signal aborts. */
export async function runTeams(
  signal: AbortSignal,
  kubeconfig?: string,
  logger: Logger = console,
) {
  const connection = await loadConnection({ kubeconfig });
  const transport = new Transport(connection, { userAgent: 'teams/1.0' });
  const namespaces = new Informer<KubeObject, string>(transport, {
    resource: NAMESPACE,
    labelSelector: LABEL,
    metadataOnly: true,
    project: namespace => namespace.metadata?.labels?.[LABEL] ?? '',
  });
  const configMaps = new Informer<ConfigMap, string>(transport, {
    resource: CONFIG_MAP,
    fieldSelector: 'metadata.name=team',
    project: configMap => configMap.data?.team ?? '',
  });

  async function lead(leadership: Leadership) {
    const writer = transport.guardedBy(leadership);
    const controller = new Controller({
      name: 'teams',
      logger,
      async reconcile(namespace, context) {
        const wanted = namespaces.store.get(namespace);
        const found = configMaps.store.get(`${namespace}/team`);
        if (wanted === undefined || wanted === found) {
          return;
        }
        const ref = { namespace, name: 'team' };
        const body = { metadata: ref, data: { team: wanted } };
        const patch = { type: 'merge', body } as const;
        const written =
          found === undefined
            ? await writer.create<ConfigMap>(CONFIG_MAP, body, context)
            : await writer.patch<ConfigMap>(CONFIG_MAP, ref, patch, context);
        configMaps.recordWrite(written);
      },
    });
    const forget = [
      namespaces.store.onChange(keys =>
        keys.forEach(key => controller.add(key)),
      ),
      configMaps.store.onChange(keys =>
        keys.forEach(key => controller.add(splitKey(key).namespace ?? '')),
      ),
    ];
    for (const key of namespaces.store.keys()) {
      controller.add(key, { priority: 'low' });
    }
    controller.start();
    await whenAborted(signal, leadership.signal);
    await controller.stop({ graceMs: leadership.signal.aborted ? 0 : 10_000 });
    forget.forEach(each => each());
  }

  const running = [namespaces.run(signal), configMaps.run(signal)];
  await Promise.all([namespaces.synced, configMaps.synced]);
  const namespace = transport.namespace;
  const elector = new LeaseElector({
    transport,
    namespace,
    name: 'teams',
    logger,
  });
  await Promise.all([...running, elector.run(signal, lead)]);
  await transport.close();
}
