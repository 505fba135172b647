import type { KubeObject } from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import { ANNOTATION_TITLE } from '@backstage-vdi/plugin-vdi-common';
import type { BenchCluster } from '../benchCluster';
import { sessionObject } from '../sessions';
import { componentOf, emailOf, type Person, teamOf } from './Person';

/** How many are on their way: as many as the API server takes without making others wait. */
const IN_FLIGHT = 64;

/** The name of a person's nth session, from 1, as the portal gives it. */
export function sessionName({ name }: Person, n: number): string {
  return `${name}-bench-${n}`;
}

/** How long sessions run yet, in milliseconds: beyond the benchmark, so that nobody is told of their end. */
const LEFT_MS = 7 * 3_600_000;

/** The status of a running session as an operator leaves it: what is to be read of each. */
function statusOf(now: number) {
  const since = new Date(now).toISOString();
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    reason,
    message,
    lastTransitionTime: since,
    observedGeneration: 1,
  });
  return {
    phase: 'Running',
    host: 'user00000-7dk3m2xq5a.vdi.localhost',
    url: 'https://user00000-7dk3m2xq5a.vdi.localhost',
    podName: 'user00000-bench-1',
    nodeName: 'node-1',
    startTime: since,
    stopsAt: {
      time: new Date(now + LEFT_MS).toISOString(),
      reason: 'TimeLimit',
    },
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
}

/** The nth session of all, somebody's, for an API server. It is for a component, and one in ten is shared with a team. */
export function sessionOf(
  owner: Person,
  { namespace, name, n }: { namespace: string; name: string; n: number },
): KubeObject {
  const { metadata, spec } = sessionObject(namespace, name, 'api') as {
    metadata: object;
    spec: object;
  };
  const [userRef] = owner.refs;
  return {
    metadata: { ...metadata, annotations: { [ANNOTATION_TITLE]: name } },
    spec: {
      ...spec,
      user: emailOf(owner),
      userRef,
      entityRef: componentOf(n),
      ...(n % 10 === 0 && {
        shares: [{ ref: teamOf(n / 10), role: 'view' }],
      }),
    },
  } as KubeObject;
}

/** Makes as many running sessions, each person's turn after the other's: objects alone, without an operator and without pods. */
export async function fill(
  { transport, log }: BenchCluster,
  options: { sessions: number; people: Person[]; namespace: string },
): Promise<void> {
  const { sessions, people, namespace } = options;
  const status = statusOf(Date.now());
  let next = 0;
  const makeOneByOne = async () => {
    while (next < sessions) {
      const n = next;
      next += 1;
      if (n > 0 && n % 2_000 === 0) log(`${n} sessions`);
      const owner = people[n % people.length];
      const name = sessionName(owner, 1 + Math.floor(n / people.length));
      const session = sessionOf(owner, { namespace, name, n });
      await transport.create(VDISESSION, session);
      await transport.patch(
        VDISESSION,
        { namespace, name, subresource: 'status' },
        { type: 'merge', body: { status } },
      );
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, makeOneByOne));
}
