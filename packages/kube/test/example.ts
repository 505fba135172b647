import {
  Controller,
  Informer,
  KubeObject,
  loadConnection,
  Logger,
  NAMESPACE,
  Resource,
  splitKey,
  Transport,
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
      const written =
        found === undefined
          ? await transport.create<ConfigMap>(CONFIG_MAP, body, context)
          : await transport.patch<ConfigMap>(
              CONFIG_MAP,
              ref,
              { type: 'merge', body },
              context,
            );
      configMaps.recordWrite(written);
    },
  });
  namespaces.store.onChange((names, cause) => {
    const priority = cause === 'sync' ? 'low' : 'normal';
    names.forEach(name => controller.add(name, { priority }));
  });
  configMaps.store.onChange(keys => {
    keys.forEach(key => controller.add(splitKey(key).namespace ?? ''));
  });

  const running = [namespaces.run(signal), configMaps.run(signal)];
  await Promise.all([namespaces.synced, configMaps.synced]);
  controller.start();
  await Promise.all(running);
  await controller.stop();
  await transport.close();
}
