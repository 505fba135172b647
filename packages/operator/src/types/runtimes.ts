import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';

type Runtime = NonNullable<VDITemplate['spec']['runtime']>;

/** Names of the runtime types. */
export type RuntimeType = NonNullable<Runtime['type']>;

/** How an image serves its desktop. */
export interface RuntimeFacts {
  /** Port that it listens on. */
  port: number;
  scheme: 'http' | 'https';
  /** Path that answers 200 without credentials once the desktop can be used. */
  healthPath: string;
  /** Where its user's home is. */
  homePath: string;
  /** Environment that it needs; a template may say otherwise. */
  env: Record<string, string>;
  /** Absent where it has no way that needs no credentials: whether somebody is connected is then never known. */
  activity?: ActivityFacts;
}

/** How an image tells whether somebody is connected. */
export interface ActivityFacts {
  /** Path on the runtime's port that answers a GET without credentials. */
  path: string;
  /**
   * What the answer is: `json`, an object with a number of connections, or a list of them; `gauge`, Prometheus' text with a metric
   * that is above zero while somebody is connected; `counter`, one that grows at least every 15 s meanwhile.
   */
  format: 'json' | 'gauge' | 'counter';
  /** Of the field or of the metric. */
  name: string;
}

/** A template says `custom` without the port, which the API server should have refused. */
export class RuntimeError extends Error {
  readonly name = 'RuntimeError';
  readonly code = 'VDI_RUNTIME';
}

const KNOWN: Record<Exclude<RuntimeType, 'custom'>, RuntimeFacts> = {
  // The reference desktop of this project: TigerVNC behind noVNC.
  novnc: {
    port: 8080,
    scheme: 'http',
    healthPath: '/healthz',
    homePath: '/home/user',
    env: {},
    activity: { path: '/activity', format: 'json', name: 'connections' },
  },
  // Selkies 2.x serves everything on one port. With basic auth on and no password it refuses to start. The list of its
  // connected pages is there since 2.1; its metrics move while somebody is connected and the picture does, which is less.
  selkies: {
    port: 8080,
    scheme: 'http',
    healthPath: '/api/health',
    homePath: '/home/ubuntu',
    env: { SELKIES_ENABLE_BASIC_AUTH: 'false' },
    activity: { path: '/api/sessions', format: 'json', name: 'sessions' },
  },
  // Selkies 1.6 of the nvidia-egl-desktop image: nginx would ask for basic auth on the health path too. The browser reports
  // its frame rate every 5 s; the gauge beside the histogram keeps its last value when the browser is gone.
  'selkies-gstreamer': {
    port: 8080,
    scheme: 'http',
    healthPath: '/health',
    homePath: '/home/ubuntu',
    env: { SELKIES_ENABLE_BASIC_AUTH: 'false' },
    activity: { path: '/metrics', format: 'counter', name: 'fps_hist_count' },
  },
  // KasmVNC speaks TLS only, with a certificate of its own making; basic auth would answer a probe with 401. Who is connected
  // it tells to its owner alone, by credentials that nobody but the desktop should have.
  kasmvnc: {
    port: 6901,
    scheme: 'https',
    healthPath: '/',
    homePath: '/home/kasm-user',
    env: { VNCOPTIONS: '-disableBasicAuth' },
  },
};

const CUSTOM: Omit<RuntimeFacts, 'port'> = {
  scheme: 'http',
  healthPath: '/',
  homePath: '/home/user',
  env: {},
};

/**
 * The facts of a template's runtime: those of its type, and what the template says otherwise.
 *
 * @throws RuntimeError when a custom runtime has no port.
 */
export function resolveRuntime(template: VDITemplate): RuntimeFacts {
  const { type = 'selkies', ...said } = template.spec.runtime ?? {};
  const facts = type === 'custom' ? CUSTOM : KNOWN[type];
  const port = said.port ?? (facts as Partial<RuntimeFacts>).port;
  if (port === undefined) {
    throw new RuntimeError('a runtime of type custom needs its port');
  }
  return {
    port,
    scheme: said.scheme ?? facts.scheme,
    healthPath: said.healthPath ?? facts.healthPath,
    homePath: said.homePath ?? facts.homePath,
    env: facts.env,
    activity: activityOf(said.activity) ?? facts.activity,
  };
}

function activityOf(said: Runtime['activity']): ActivityFacts | undefined {
  return said && { format: 'json', name: 'connections', ...said };
}
