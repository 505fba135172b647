import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type {
  ActivityFacts,
  Reserved,
  RuntimeDefinition,
  SaidRuntime,
  Setting,
} from './definition';
import { gpuVariables } from './gpuVariables';
import { NO_ICE_SERVERS } from './noRelay';
import { policyOutcomes } from './policies';
import { RUNTIMES, runtimeType } from './runtimes';

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
  /** Environment that no template may set. */
  reserved: Reserved;
  /** Content of the file of ICE servers, at `RTC_CONFIG_PATH`. Absent where no WebRTC is spoken. */
  iceServers?: string;
  /** Absent where it has no way that needs no credentials: whether somebody is connected is then never known. */
  activity?: ActivityFacts;
}

/** A template says `custom` without the port, which the API server should have refused. */
export class RuntimeError extends Error {
  readonly name = 'RuntimeError';
  readonly code = 'VDI_RUNTIME';
}

/**
 * The facts of a template's runtime: those of its type, and what the template says otherwise.
 *
 * @throws RuntimeError when a custom runtime has no port.
 */
export function resolveRuntime(template: VDITemplate): RuntimeFacts {
  const said = template.spec.runtime ?? {};
  const runtime = RUNTIMES[runtimeType(template)];
  const setting = settingOf(template, runtime);
  const homePath = said.homePath ?? runtime.homePath;
  return {
    port: setting.port,
    scheme: setting.scheme,
    healthPath: said.healthPath ?? runtime.healthPath,
    homePath,
    env: runtime.env(setting),
    reserved: {
      HOME: { value: homePath, why: 'follows spec.runtime.homePath' },
      VDI_NAME: { why: 'is the name of the session' },
      VDI_PORT: {
        value: String(setting.port),
        why: 'follows spec.runtime.port',
      },
      ...gpuVariables(template.spec),
      ...runtime.reserved(setting),
      ...policyVariables(template, runtime),
    },
    ...(setting.transport === 'webrtc' && { iceServers: NO_ICE_SERVERS }),
    activity: activityOf(said.activity) ?? runtime.activity,
  };
}

function settingOf({ spec }: VDITemplate, runtime: RuntimeDefinition): Setting {
  const {
    port = runtime.port,
    scheme = runtime.scheme,
    transport,
  } = spec.runtime ?? {};
  if (port === undefined) {
    throw new RuntimeError('a runtime of type custom needs its port');
  }
  const { transports } = runtime;
  return {
    port,
    scheme,
    transport:
      transport && transports.includes(transport) ? transport : transports[0],
    gpu: spec.gpu !== undefined,
  };
}

/** What the switches become that can be made real. Those that cannot are told by `templateProblems`. */
function policyVariables(
  { spec }: VDITemplate,
  { policies }: RuntimeDefinition,
): Reserved {
  const outcomes = policyOutcomes(policies, spec.policies);
  return Object.fromEntries(
    outcomes.flatMap(({ name, outcome }) =>
      typeof outcome === 'string'
        ? []
        : Object.entries(outcome).map(([variable, value]) => [
            variable,
            { value, why: `follows spec.policies.${name}` },
          ]),
    ),
  );
}

function activityOf(said: SaidRuntime['activity']): ActivityFacts | undefined {
  return said && { format: 'json', name: 'connections', ...said };
}
