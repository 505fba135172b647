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
  },
  // Selkies 2.x serves everything on one port. With basic auth on and no password it refuses to start.
  selkies: {
    port: 8080,
    scheme: 'http',
    healthPath: '/api/health',
    homePath: '/home/ubuntu',
    env: { SELKIES_ENABLE_BASIC_AUTH: 'false' },
  },
  // Selkies 1.6 of the nvidia-egl-desktop image: nginx would ask for basic auth on the health path too.
  'selkies-gstreamer': {
    port: 8080,
    scheme: 'http',
    healthPath: '/health',
    homePath: '/home/ubuntu',
    env: { SELKIES_ENABLE_BASIC_AUTH: 'false' },
  },
  // KasmVNC speaks TLS only, with a certificate of its own making; basic auth would answer a probe with 401.
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
  };
}
