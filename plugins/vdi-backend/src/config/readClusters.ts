import { type Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { DEFAULT_CLUSTER } from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '@backstage-vdi/operator';
import { type LocatedCluster, readLocatedCluster } from './readLocatedCluster';
import { readOperatorSettings } from './readOperatorSettings';
import type { TurnOptions } from './readTurnOptions';

/** How a cluster is reached. */
export interface KubernetesOptions {
  /** Path of a kubeconfig. The service account of the portal's pod, else `$KUBECONFIG`, else `~/.kube/config` where absent. */
  kubeconfig?: string;
  /** Context of the kubeconfig; its current one where absent. */
  context?: string;
  /** Gives the cluster of Backstage's Kubernetes plugin that is to be reached, as the configuration has it now; in place of the others. */
  locate?: () => LocatedCluster;
}

/** A cluster that desktops run on. */
export interface ClusterOptions {
  /** What it is called in the API. */
  name: string;
  kubernetes: KubernetesOptions;
  /** Namespace that new sessions are made in. */
  namespace: string;
  operator: {
    /** Whether its operator runs in this process. */
    enabled: boolean;
    /** The operator's own settings. */
    settings: Settings;
  };
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What a cluster may have of its own, beside its name. What else there is of these in `vdi` holds for all clusters. */
const OWN_SETTINGS = [
  'kubernetes',
  'namespace',
  'domain',
  'urlPort',
  'routing',
  'operator',
];

/**
 * Reads `vdi.clusters`; or the one cluster of `vdi.kubernetes`, which is then called `default`.
 *
 * @returns at least one, in the order of the configuration.
 * @throws InputError naming the cluster and the setting when one is not what it must be.
 */
export function readClusters(
  root: Config,
  turn: TurnOptions | undefined,
): ClusterOptions[] {
  const sections = root.getOptionalConfigArray('vdi.clusters');
  if (!sections) return [readCluster(DEFAULT_CLUSTER, root, root, turn)];
  if (root.has('vdi.kubernetes')) {
    throw new InputError(
      'Clusters are named in vdi.clusters, so vdi.kubernetes has no meaning: move it to the cluster that it is for.',
    );
  }
  const clusters = sections.map((section, index) =>
    readOwn(root, section, index, turn),
  );
  if (!clusters.length) {
    throw new InputError(
      'vdi.clusters is empty: name a cluster, or leave it out.',
    );
  }
  checkApart(clusters);
  return clusters;
}

/** A cluster of several: its own settings over those of `vdi`. */
function readOwn(
  root: Config,
  section: Config,
  index: number,
  turn: TurnOptions | undefined,
): ClusterOptions {
  const place = `vdi.clusters[${index}]`;
  const name = section.getString('name');
  if (!DNS_LABEL.test(name)) {
    throw new InputError(
      `${place}.name is "${name}" and must be a name such as gpu-berlin: lower-case letters, digits and hyphens.`,
    );
  }
  const stranger = section
    .keys()
    .find(key => key !== 'name' && !OWN_SETTINGS.includes(key));
  if (stranger) {
    throw new InputError(
      `${place} has "${stranger}", which no cluster has of its own. What a cluster may have: ${OWN_SETTINGS.join(', ')}.`,
    );
  }
  const both = ConfigReader.fromConfigs([
    { context: 'vdi', data: { vdi: root.get<JsonObject>('vdi') } },
    { context: place, data: { vdi: section.get<JsonObject>() } },
  ]);
  try {
    return readCluster(name, root, both, turn);
  } catch (error) {
    throw new InputError(`The cluster "${name}" cannot be used`, error);
  }
}

/** @param own - where the settings of this cluster are, as if it were the only one */
function readCluster(
  name: string,
  root: Config,
  own: Config,
  turn: TurnOptions | undefined,
): ClusterOptions {
  const namespace = own.getOptionalString('vdi.namespace') ?? 'vdi-sessions';
  if (!DNS_LABEL.test(namespace)) {
    throw new InputError(
      `vdi.namespace is "${namespace}" and must be the name of a Kubernetes namespace.`,
    );
  }
  const settings = readOperatorSettings(own, turn);
  if (settings.namespace && settings.namespace !== namespace) {
    throw new InputError(
      `New sessions go to the namespace "${namespace}" (vdi.namespace), but the operator looks after "${settings.namespace}" only (vdi.operator.namespace). Name the same one.`,
    );
  }
  return {
    name,
    kubernetes: readKubernetes(root, own),
    namespace,
    operator: {
      enabled: own.getOptionalBoolean('vdi.operator.enabled') ?? true,
      settings,
    },
  };
}

function readKubernetes(root: Config, own: Config): KubernetesOptions {
  const key = 'vdi.kubernetes';
  const kubeconfig = own.getOptionalString(`${key}.kubeconfig`);
  const context = own.getOptionalString(`${key}.context`);
  const name = own.getOptionalString(`${key}.clusterName`);
  if (name === undefined) return { kubeconfig, context };
  if (kubeconfig !== undefined || context !== undefined) {
    throw new InputError(
      `${key} has a clusterName and a kubeconfig or a context. Name one way to the cluster.`,
    );
  }
  const locate = () => readLocatedCluster(root, name, `${key}.clusterName`);
  locate();
  return { locate };
}

/** @throws InputError when two have the same name, or give their desktops the same addresses. */
function checkApart(clusters: readonly ClusterOptions[]): void {
  const names = new Set<string>();
  const addresses = new Map<string, string>();
  for (const { name, operator } of clusters) {
    if (names.has(name)) {
      throw new InputError(
        `vdi.clusters has two clusters with the name "${name}". Desktops are found by it: give each its own.`,
      );
    }
    names.add(name);
    // Of an operator that runs elsewhere the domain is not known here.
    if (!operator.enabled) continue;
    const { domain, urlPort } = operator.settings;
    const address = urlPort ? `${domain}:${urlPort}` : domain;
    const other = addresses.get(address);
    if (other) {
      throw new InputError(
        `The clusters "${other}" and "${name}" both give desktops addresses below ${address}, and an address leads to one cluster only. Set a domain for each of them in vdi.clusters.`,
      );
    }
    addresses.set(address, name);
  }
}
