import type { KubeObject } from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import { ANNOTATION_TITLE } from '@backstage-vdi/plugin-vdi-common';
import type { BenchCluster } from '../benchCluster';
import { sessionObject } from '../sessions';
import { emailOf, type Person } from './Person';

/** How many are on their way: as many as the API server takes without making others wait. */
const IN_FLIGHT = 64;

/** The name of a person's nth session, from 1, as the portal gives it. */
export function sessionName({ name }: Person, n: number): string {
  return `${name}-bench-${n}`;
}

/** A session as an operator leaves it: what is to be read of each. */
const STATUS = {
  phase: 'Running',
  host: 'user00000-7dk3m2xq5a.vdi.localhost',
  url: 'https://user00000-7dk3m2xq5a.vdi.localhost',
  podName: 'user00000-bench-1',
  nodeName: 'node-1',
  startTime: '2026-01-01T08:00:09Z',
  stopsAt: { time: '2026-01-01T16:00:09Z', reason: 'TimeLimit' },
  observedGeneration: 1,
  conditions: [
    condition('Ready', 'Running', 'Stops at 16:00: the 8 h limit.'),
    condition('TemplateResolved', 'Found', 'The template is "Benchmark".'),
    condition('StorageReady', 'Bound', 'The home volume is there.'),
    condition('PodScheduled', 'Scheduled', 'On node-1.'),
    condition('PodReady', 'Ready', 'The desktop answers.'),
    condition('Routed', 'Reached', 'It answers at its address.'),
  ],
};

function condition(type: string, reason: string, message: string) {
  return {
    type,
    status: 'True',
    reason,
    message,
    lastTransitionTime: '2026-01-01T08:00:09Z',
    observedGeneration: 1,
  };
}

/** A running session of somebody, for an API server. */
export function sessionOf(
  owner: Person,
  namespace: string,
  name: string,
): KubeObject {
  const { metadata, spec } = sessionObject(namespace, name, 'api') as {
    metadata: object;
    spec: object;
  };
  const [userRef] = owner.refs;
  return {
    metadata: { ...metadata, annotations: { [ANNOTATION_TITLE]: name } },
    spec: { ...spec, user: emailOf(owner), userRef },
  } as KubeObject;
}

/** Makes as many running sessions, each person's turn after the other's, without an operator. */
export async function fill(
  { transport, log }: BenchCluster,
  options: { sessions: number; people: Person[]; namespace: string },
): Promise<void> {
  const { sessions, people, namespace } = options;
  let next = 0;
  const makeOneByOne = async () => {
    while (next < sessions) {
      const n = next;
      next += 1;
      if (n > 0 && n % 2_000 === 0) log(`${n} sessions`);
      const owner = people[n % people.length];
      const name = sessionName(owner, 1 + Math.floor(n / people.length));
      await transport.create(VDISESSION, sessionOf(owner, namespace, name));
      await transport.patch(
        VDISESSION,
        { namespace, name, subresource: 'status' },
        { type: 'merge', body: { status: STATUS } },
      );
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, makeOneByOne));
}
