import {
  type KubeObject,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SERVICE,
  type Transport,
} from '@backstage-vdi/kube';
import { CHILDREN, INGRESS_ROUTE, VDISESSION } from '@backstage-vdi/operator';

/** What the operator made of a session, as patterns for somebody who makes the same without an operator. */
export type Children = Record<'home' | 'service' | 'route' | 'pod', KubeObject>;

/** Reads a session's children and takes off what the API server added. */
export async function readChildren(
  transport: Transport,
  namespace: string,
  name: string,
): Promise<Children> {
  const read = async (kind: keyof Children, child = name) => {
    const object = await transport.get<KubeObject & { status?: unknown }>(
      CHILDREN[kind],
      { namespace, name: child },
    );
    const { labels, annotations } = object.metadata ?? {};
    delete object.status;
    return { ...object, metadata: { labels, annotations } };
  };
  const [home, service, route, pod] = await Promise.all([
    read('home', `${name}-home`),
    read('service'),
    read('route'),
    read('pod'),
  ]);
  return {
    home: withoutAssigned(home, 'volumeName'),
    service: withoutAssigned(service, 'clusterIP', 'clusterIPs'),
    route,
    pod: withoutAssigned(pod, 'nodeName'),
  };
}

function withoutAssigned(object: KubeObject, ...fields: string[]): KubeObject {
  const { spec } = object as { spec: Record<string, unknown> };
  return {
    ...object,
    spec: Object.fromEntries(
      Object.entries(spec).filter(([key]) => !fields.includes(key)),
    ),
  } as KubeObject;
}

/**
 * The five writes of a session, made by nobody's decision but in the operator's order: home, Service and route at once, the
 * Pod when the home's reply is there, one status. What no controller can be faster than.
 */
export async function writeDirectly(
  transport: Transport,
  children: Children,
  namespace: string,
  name: string,
): Promise<void> {
  const named = (object: KubeObject, as = name): KubeObject => ({
    ...object,
    metadata: { ...object.metadata, namespace, name: as },
  });
  await Promise.all([
    transport
      .create(PERSISTENT_VOLUME_CLAIM, named(children.home, `${name}-home`))
      .then(() => transport.create(POD, named(children.pod))),
    transport.create(SERVICE, named(children.service)),
    transport.create(INGRESS_ROUTE, named(children.route)),
  ]);
  await transport.patch(
    VDISESSION,
    { namespace, name, subresource: 'status' },
    { type: 'merge', body: { status: { phase: 'Running' } } },
  );
}
