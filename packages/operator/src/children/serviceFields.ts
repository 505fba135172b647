import type { Service } from './manifests';

/** The spec of a Service as the API server sends it, as far as the operator decides on it. */
export interface RawServiceSpec {
  type?: string;
  selector?: Record<string, string>;
  ports?: RawPort[];
  externalIPs?: string[];
  externalName?: string;
  externalTrafficPolicy?: string;
  internalTrafficPolicy?: string;
  loadBalancerClass?: string;
  loadBalancerIP?: string;
  loadBalancerSourceRanges?: string[];
  publishNotReadyAddresses?: boolean;
  sessionAffinity?: string;
}

interface RawPort {
  name?: string;
  port?: number;
  targetPort?: number | string;
  protocol?: string;
  nodePort?: number;
  appProtocol?: string;
}

/** The spec of a Service without what the API server would set by itself. */
export type ServiceFields = Readonly<RawServiceSpec>;

/**
 * What the operator decides of a Service, with the values that the API server gives a field that is not set. The rest, such as
 * addresses and IP families, is the cluster's.
 */
const DEFAULTS: Record<keyof RawServiceSpec, unknown> = {
  type: 'ClusterIP',
  selector: undefined,
  ports: undefined,
  // Any of these would lead people elsewhere, or others past the route to the desktop.
  externalIPs: undefined,
  externalName: undefined,
  externalTrafficPolicy: undefined,
  internalTrafficPolicy: 'Cluster',
  loadBalancerClass: undefined,
  loadBalancerIP: undefined,
  loadBalancerSourceRanges: undefined,
  publishNotReadyAddresses: false,
  sessionAffinity: 'None',
};

/** What the operator decides of a Service, without what is as the API server sets it by itself. */
export function serviceFields(
  spec: Service['spec'] | RawServiceSpec = {},
): ServiceFields {
  const raw: RawServiceSpec = spec;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const found = raw[name as keyof RawServiceSpec];
    if (found !== undefined && found !== value) fields[name] = found;
  }
  if (raw.ports) fields.ports = raw.ports.map(portFields);
  return fields;
}

/** A port without what the API server would set by itself. */
function portFields({ protocol = 'TCP', targetPort, ...port }: RawPort) {
  return {
    ...port,
    ...(targetPort !== undefined && targetPort !== port.port && { targetPort }),
    ...(protocol !== 'TCP' && { protocol }),
  };
}
