import { type KubeObject, type Transport } from '@backstage-vdi/kube';
import { type ChildKind, CHILDREN, VDISESSION } from '@backstage-vdi/operator';
import { homeName, VDI_GROUP } from '@backstage-vdi/plugin-vdi-common';

/** A session's children and its status as the operator made them. */
export interface Desktop {
  children: Record<ChildKind, KubeObject>;
  status: object;
}

/** Which session a desktop is made for. */
export interface SessionId {
  namespace: string;
  name: string;
  uid: string;
}

/** What the operator made of one session, from which the same is made of any other without an operator. */
export interface DesktopPattern {
  session: SessionId;
  desktop: Desktop;
}

/** What others add to the specs of children; and to annotations whatever is not of our group. */
const ASSIGNED = ['volumeName', 'nodeName'];

/** Reads what the operator made of a session, without what the API server added. The session's name must occur nowhere else. */
export async function readPattern(
  transport: Transport,
  ref: { namespace: string; name: string },
): Promise<DesktopPattern> {
  const { namespace, name } = ref;
  const session = await transport.get<KubeObject & { status: object }>(
    VDISESSION,
    ref,
  );
  const read = async (kind: ChildKind) => {
    const child = kind === 'home' ? homeName(name) : name;
    return withoutAssigned(
      await transport.get(CHILDREN[kind], { namespace, name: child }),
    );
  };
  const [home, service, route, pod] = await Promise.all([
    read('home'),
    read('service'),
    read('route'),
    read('pod'),
  ]);
  return {
    session: { namespace, name, uid: session.metadata?.uid ?? '' },
    desktop: {
      children: { home, service, route, pod },
      status: session.status,
    },
  };
}

function withoutAssigned(object: KubeObject): KubeObject {
  const { metadata, spec, status, ...rest } = object as KubeObject & {
    spec: object;
    status?: unknown;
  };
  const { name, namespace, labels, ownerReferences } = metadata ?? {};
  const annotations = Object.fromEntries(
    Object.entries(metadata?.annotations ?? {}).filter(([key]) =>
      key.startsWith(`${VDI_GROUP}/`),
    ),
  );
  return {
    ...rest,
    metadata: { name, namespace, labels, annotations, ownerReferences },
    spec: Object.fromEntries(
      Object.entries(spec).filter(([key]) => !ASSIGNED.includes(key)),
    ),
  } as KubeObject;
}

/** The desktop of another session after a pattern. */
export function fillPattern(
  { session, desktop }: DesktopPattern,
  { namespace, name, uid }: SessionId,
): Desktop {
  return JSON.parse(
    JSON.stringify(desktop)
      .replaceAll(session.name, name)
      .replaceAll(session.uid, uid)
      .replaceAll(`"${session.namespace}"`, `"${namespace}"`),
  );
}
