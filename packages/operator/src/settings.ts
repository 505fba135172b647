import {
  formatDuration,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { ProbeVia } from './activity/createReach';
import { type RoutingKind, ROUTING_KINDS } from './routes/rendererOf';
import {
  type Definitions,
  domainName,
  duration,
  httpsOrigin,
  interval,
  listOf,
  matching,
  oneOf,
  optional,
  readDefined,
  SettingsError,
  serviceUrl,
  type SettingsSources,
  wholeNumber,
  yesOrNo,
} from './settingDefinition';

export { SettingsError, type SettingsSources } from './settingDefinition';

/** What an administrator decides about all desktops of an operator. */
export interface Settings {
  /** Domain that desktops get their host names below; `*.<domain>` has to lead to Traefik. */
  domain: string;
  /** Port in the addresses of desktops, where Traefik is not reached on 443. */
  urlPort?: number;
  /** The only namespace to look after. All where absent. */
  namespace?: string;
  /**
   * Pattern of plain host names, such as `{user}` or `{user}-{name}`. Where absent: the hashed form, which is different for every desktop.
   * A desktop keeps the host name that it was told.
   */
  hostLabel?: string;
  /** Labels that no desktop gets as its host name, beside those that none ever gets. */
  reservedHosts?: readonly string[];
  /** What kind of object leads people to a desktop. */
  routingKind: RoutingKind;
  /** IngressClass of the Ingresses. */
  ingressClass: string;
  /** cert-manager's ClusterIssuer of a certificate for each Ingress. None is asked for where absent. */
  clusterIssuer?: string;
  /** Traefik's entry point for desktops. */
  entryPoint: string;
  /** Name of the forwardAuth Middleware in each session's namespace. Desktops are open to whoever reaches Traefik where absent. */
  forwardAuth?: string;
  /** Traefik's certificate resolver of one wildcard for all desktops. Traefik's default TLS store where absent. */
  certResolver?: string;
  /** Name of the ServersTransport in each session's namespace by which Traefik trusts desktops that speak HTTPS. */
  serversTransport?: string;
  /** Whether a cookie keeps a browser with one of several backends. */
  stickySessions: boolean;
  /** Whether Traefik runs with `providers.kubernetesCRD.safeNaming`: Ingresses name its objects by it. */
  safeNaming: boolean;
  /** How many sessions are worked on at once. */
  concurrency: number;
  /** How long before its end a desktop says so, in milliseconds. */
  warnBefore: number;
  /** How long a start may take before the status tells its progress, in milliseconds. */
  progressAfter: number;
  /** How often desktops are asked whether somebody is connected, in milliseconds. */
  probeEvery: number;
  /** How they are asked: at their pods' addresses, or through the API server. What works from where the process runs where absent. */
  probeVia?: ProbeVia;
  /**
   * Where Traefik's entry point for desktops is reached from where the process runs. A desktop runs only when it answers there, by its
   * host name. Nobody asks where absent: then it runs when it has a route.
   */
  routeCheck?: string;
  /** File with the authority (PEM) that has issued the desktops' certificates, or a well-known one has. Any issuer will do where absent. */
  routeCheckCa?: string;
  /**
   * Where WebRTC desktops get credentials of the portal's relay, as they reach it. They have no relay where absent. A desktop that runs
   * keeps what it was told.
   */
  turnService?: string;
  /** What the operator derives each session's key for that service from, shared with the portal. A secret. */
  turnKey?: string;
  /** How homes are claimed where their templates do not say. A home that exists keeps its own. */
  homeAccessMode: HomeAccessMode;
  /** Whether new desktops are made only from images that their templates name by digest. */
  requireDigest: boolean;
  /** Whether the images of templates are fetched on their nodes before anybody asks for a desktop. */
  prePull: boolean;
  /** Namespace of the DaemonSets that fetch them. The one that our credentials belong to where absent. */
  prePullNamespace?: string;
  /**
   * Labels of nodes with GPUs as `key=value`: the images of templates with GPUs are fetched on these only. Kubernetes gives no label to
   * nodes for the extended resources that they have. On all nodes that a template selects where absent.
   */
  prePullNodeSelector?: readonly string[];
  /** Whether a lease decides which of several operators works. Without one each of them does: let there be one only. */
  leaderElection: boolean;
  /** Namespace of the lease. The one that our credentials belong to where absent. */
  leaseNamespace?: string;
  /** Name of the lease. `vdi-operator` where absent, and `vdi-operator-<namespace>` where one namespace only is looked after. */
  leaseName?: string;
}

/** How a home is claimed. */
export type HomeAccessMode = NonNullable<
  NonNullable<VDITemplate['spec']['persistence']>['accessMode']
>;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_NAME =
  /^(?=.{1,200}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Names of Traefik's things; no characters that would end a rule or a reference. */
const NAME = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,251}[A-Za-z0-9])?$/;

/** What is left of a placeholder is a part of a DNS label. */
const HOST_LABEL =
  /^(?=.{1,63}$)(?=.*\{(user|name)\})([a-z0-9-]|\{user\}|\{name\})+$/;
/** A label of Kubernetes with its value. */
const LABEL =
  /^([-.a-z0-9]{1,253}\/)?[A-Za-z0-9][-_.A-Za-z0-9]{0,62}=[-_.A-Za-z0-9]{0,63}$/;

/** Every setting: its key in a file is its name here. */
export const DEFINITIONS: Definitions<Settings> = {
  domain: {
    env: 'VDI_DOMAIN',
    read: domainName,
    // Browsers lead it to this machine by themselves.
    fallback: 'vdi.localhost',
  },
  urlPort: optional({ env: 'VDI_URL_PORT', read: wholeNumber(1, 65_535) }),
  namespace: optional({
    env: 'VDI_NAMESPACE',
    read: matching(DNS_LABEL, 'the name of a namespace'),
  }),
  hostLabel: optional({
    env: 'VDI_HOST_LABEL',
    read: matching(
      HOST_LABEL,
      'lower-case letters, digits, hyphens, {user} and {name}, one of these at least, such as {user}-{name}',
    ),
  }),
  reservedHosts: optional({
    env: 'VDI_RESERVED_HOSTS',
    read: listOf(matching(DNS_LABEL, 'labels such as git, divided by commas')),
  }),
  routingKind: {
    env: 'VDI_ROUTING_KIND',
    read: oneOf(ROUTING_KINDS),
    // Needs neither an IngressClass nor the names that Traefik gives its objects.
    fallback: 'ingressroute',
  },
  ingressClass: {
    env: 'VDI_INGRESS_CLASS',
    read: matching(DNS_NAME, 'the name of an IngressClass'),
    // The name that Traefik's chart gives its own.
    fallback: 'traefik',
  },
  clusterIssuer: optional({
    env: 'VDI_CLUSTER_ISSUER',
    read: matching(DNS_NAME, 'the name of a ClusterIssuer of cert-manager'),
  }),
  entryPoint: {
    env: 'VDI_ENTRY_POINT',
    read: matching(NAME, 'the name of an entry point of Traefik'),
    // The name that Traefik's chart and documentation use for HTTPS.
    fallback: 'websecure',
  },
  forwardAuth: optional({
    env: 'VDI_FORWARD_AUTH',
    read: matching(NAME, 'the name of a Middleware'),
  }),
  certResolver: optional({
    env: 'VDI_CERT_RESOLVER',
    read: matching(NAME, 'the name of a certificate resolver of Traefik'),
  }),
  serversTransport: optional({
    env: 'VDI_SERVERS_TRANSPORT',
    read: matching(DNS_NAME, 'the name of a ServersTransport of Traefik'),
  }),
  stickySessions: {
    env: 'VDI_STICKY_SESSIONS',
    read: yesOrNo,
    // A desktop is one pod: it would be a cookie for nothing.
    fallback: false,
  },
  safeNaming: {
    env: 'VDI_SAFE_NAMING',
    read: yesOrNo,
    // As in the configuration of Traefik that this project ships.
    fallback: true,
  },
  concurrency: {
    env: 'VDI_CONCURRENCY',
    read: wholeNumber(1, 1_000),
    // One for each connection of the transport's pool: more would only wait for a connection.
    fallback: 32,
  },
  warnBefore: {
    env: 'VDI_WARN_BEFORE',
    read: duration,
    // Time to save one's work and to ask for more.
    fallback: 15 * 60_000,
  },
  progressAfter: {
    env: 'VDI_PROGRESS_AFTER',
    read: duration,
    // A start with everything at hand is over by then, and one write is spared.
    fallback: 3_000,
  },
  probeEvery: {
    env: 'VDI_PROBE_EVERY',
    read: interval,
    // Idle times are many minutes; a desktop hardly notices a request in that time.
    fallback: 30_000,
  },
  probeVia: optional({
    env: 'VDI_PROBE_VIA',
    read: oneOf<ProbeVia>(['direct', 'api-server']),
  }),
  routeCheck: optional({ env: 'VDI_ROUTE_CHECK', read: httpsOrigin }),
  routeCheckCa: optional({
    env: 'VDI_ROUTE_CHECK_CA',
    read: matching(/^\//, 'the absolute path of a file'),
  }),
  turnService: optional({ env: 'VDI_TURN_SERVICE', read: serviceUrl }),
  turnKey: optional({
    env: 'VDI_TURN_KEY',
    // As long as what is derived from it: a shorter one would be easier to guess than that.
    read: matching(
      /^\S{32,}$/,
      'a secret of 32 characters or more, without spaces',
    ),
    secret: true,
  }),
  homeAccessMode: {
    env: 'VDI_HOME_ACCESS_MODE',
    read: oneOf<HomeAccessMode>(['ReadWriteOncePod', 'ReadWriteOnce']),
    // Two pods that write to one home destroy it. Storage by CSI, as most is, keeps them from it.
    fallback: 'ReadWriteOncePod',
  },
  requireDigest: {
    env: 'VDI_REQUIRE_DIGEST',
    read: yesOrNo,
    // A policy that most have to prepare for.
    fallback: false,
  },
  prePull: {
    env: 'VDI_PRE_PULL',
    read: yesOrNo,
    // It takes a right more, and room on every node.
    fallback: false,
  },
  prePullNamespace: optional({
    env: 'VDI_PRE_PULL_NAMESPACE',
    read: matching(DNS_LABEL, 'the name of a namespace'),
  }),
  prePullNodeSelector: optional({
    env: 'VDI_PRE_PULL_NODE_SELECTOR',
    read: listOf(
      matching(
        LABEL,
        'labels such as nvidia.com/gpu.present=true, divided by commas',
      ),
    ),
  }),
  leaderElection: {
    env: 'VDI_LEADER_ELECTION',
    read: yesOrNo,
    // While an update rolls out two run at once, whatever the number of replicas.
    fallback: true,
  },
  leaseNamespace: optional({
    env: 'VDI_LEASE_NAMESPACE',
    read: matching(DNS_LABEL, 'the name of a namespace'),
  }),
  leaseName: optional({
    env: 'VDI_LEASE_NAME',
    read: matching(DNS_NAME, 'the name of a lease'),
  }),
};

/**
 * Reads the settings: environment before file before default.
 *
 * @throws SettingsError naming the setting when one cannot be used or is not known.
 */
export function readSettings(sources: SettingsSources): Settings {
  return checkSettings(readDefined(DEFINITIONS, sources));
}

/**
 * The settings, as they came.
 *
 * @throws SettingsError when some contradict each other
 */
export function checkSettings<S extends Settings>(settings: S): S {
  const { routingKind, clusterIssuer, certResolver } = settings;
  const { turnService, turnKey } = settings;
  if (clusterIssuer && routingKind !== 'ingress') {
    throw new SettingsError(
      'clusterIssuer needs routingKind to be "ingress": cert-manager makes certificates for Ingresses only.',
    );
  }
  if (clusterIssuer && certResolver) {
    throw new SettingsError(
      'clusterIssuer and certResolver contradict each other: name who makes the certificates once.',
    );
  }
  if (!turnService !== !turnKey) {
    throw new SettingsError(
      'turnService and turnKey need each other: the address of the service, and the key that the portal knows too. Name both or none.',
    );
  }
  return settings;
}

/** One line on the settings for a log. Of a secret it says only that it is set. */
export function describeSettings(settings: Settings): Record<string, string> {
  const { warnBefore, progressAfter, probeEvery, turnKey, ...rest } = settings;
  return Object.fromEntries(
    Object.entries({
      ...rest,
      warnBefore: formatDuration(warnBefore),
      progressAfter: `${progressAfter} ms`,
      probeEvery: formatDuration(probeEvery),
      turnKey: turnKey && 'set',
    })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  );
}
