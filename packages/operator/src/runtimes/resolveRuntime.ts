import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { ActivityFacts, SaidRuntime, Transport } from './definition';
import { NO_ICE_SERVERS } from './relayVariables';
import { RUNTIMES, runtimeType } from './runtimes';

/** How an image serves its desktop. What its environment is, `runtimeVariables` has. */
export interface RuntimeFacts {
  /** Port that it listens on. */
  port: number;
  scheme: 'http' | 'https';
  /** Path that answers 200 without credentials once the desktop can be used. */
  healthPath: string;
  /** Where its user's home is. */
  homePath: string;
  /** Absent where only the image knows. */
  transport?: Transport;
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
  const port = said.port ?? runtime.port;
  if (port === undefined) {
    throw new RuntimeError('a runtime of type custom needs its port');
  }
  const transport = transportOf(said, runtime.transports);
  return {
    port,
    scheme: said.scheme ?? runtime.scheme,
    healthPath: said.healthPath ?? runtime.healthPath,
    homePath: said.homePath ?? runtime.homePath,
    transport,
    ...(transport === 'webrtc' && { iceServers: NO_ICE_SERVERS }),
    activity: activityOf(said.activity) ?? runtime.activity,
  };
}

/** One that the runtime has not is told by `templateProblems`. */
function transportOf(
  { transport }: SaidRuntime,
  transports: Transport[],
): Transport | undefined {
  return transport && transports.includes(transport)
    ? transport
    : transports[0];
}

function activityOf(said: SaidRuntime['activity']): ActivityFacts | undefined {
  return said && { format: 'json', name: 'connections', ...said };
}
