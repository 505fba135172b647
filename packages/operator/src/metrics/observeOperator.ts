import type { ControllerStats } from '@backstage-vdi/kube';
import { PHASES } from '@backstage-vdi/plugin-vdi-common';
import type { Operator } from '../operator';
import type { OperatorHealth } from '../operatorHealth';
import type { Labels, Meter } from './Meter';
import { CONTROLLER } from './OperatorMetrics';

/** What is asked of an operator whenever somebody fetches its metrics. */
type Observed = Pick<Operator, 'client' | 'health'>;

/** Something that is told as it is at the moment. */
interface Observation {
  kind: 'Gauge' | 'Counter';
  description: string;
  labels: readonly string[];
  values(operator: Observed): Array<[value: number, labels: Labels]>;
}

/** Of the controller; there is nothing to tell of it while another operator works. */
const ofController = (
  name: 'controller' | 'queue',
  read: (stats: ControllerStats) => number,
) => ({
  labels: name === 'queue' ? ['name', 'controller'] : ['controller'],
  values: ({ health }: Observed): Array<[number, Labels]> => {
    const { queue } = health();
    const labels: Labels =
      name === 'queue'
        ? { name: CONTROLLER, controller: CONTROLLER }
        : { controller: CONTROLLER };
    return queue ? [[read(queue), labels]] : [];
  },
});

/** Of each resource that is watched. */
const ofWatches = (
  read: (watch: OperatorHealth['watches'][string]) => number | undefined,
) => ({
  labels: ['resource'],
  values: ({ health }: Observed) =>
    Object.entries(health().watches).flatMap(([resource, watch]) => {
      const value = read(watch);
      return value === undefined
        ? []
        : [[value, { resource }] as [number, Labels]];
    }),
});

const OBSERVATIONS: Record<string, Observation> = {
  leader_election_master_status: {
    kind: 'Gauge',
    description: '1 on the operator that works, 0 on those that stand by.',
    labels: ['name'],
    values: ({ health }) => {
      const { isLeader, lease } = health();
      return [[isLeader ? 1 : 0, { name: lease }]];
    },
  },
  controller_runtime_max_concurrent_reconciles: {
    kind: 'Gauge',
    description: 'How many sessions may be looked at at once.',
    ...ofController('controller', ({ workers }) => workers),
  },
  controller_runtime_active_workers: {
    kind: 'Gauge',
    description: 'How many sessions are being looked at.',
    ...ofController('controller', ({ active }) => active),
  },
  workqueue_depth: {
    kind: 'Gauge',
    description: 'Sessions that wait to be looked at.',
    labels: ['name', 'controller', 'priority'],
    values: ({ health }) =>
      Object.entries(health().queue?.depth ?? {}).map(([priority, depth]) => [
        depth,
        { name: CONTROLLER, controller: CONTROLLER, priority },
      ]),
  },
  workqueue_adds_total: {
    kind: 'Counter',
    description: 'How often a session was asked to be looked at.',
    ...ofController('queue', ({ adds }) => adds),
  },
  workqueue_retries_total: {
    kind: 'Counter',
    description: 'How often a session was asked for again after an error.',
    ...ofController('queue', ({ retries }) => retries),
  },
  workqueue_unfinished_work_seconds: {
    kind: 'Gauge',
    description: 'How long the present looks have taken together.',
    ...ofController('queue', ({ unfinishedSeconds }) => unfinishedSeconds),
  },
  workqueue_longest_running_processor_seconds: {
    kind: 'Gauge',
    description: 'How long the longest of the present looks has taken.',
    ...ofController(
      'queue',
      ({ longestRunningSeconds }) => longestRunningSeconds,
    ),
  },
  vdi_sessions: {
    kind: 'Gauge',
    description: 'Sessions by phase; every operator tells all of them.',
    labels: ['phase'],
    values: ({ client }) => {
      const counts = new Map<string, number>(PHASES.map(phase => [phase, 0]));
      for (const { status } of client.listSessions()) {
        const phase = status?.phase ?? 'Pending';
        counts.set(phase, (counts.get(phase) ?? 0) + 1);
      }
      return [...counts].map(([phase, count]) => [count, { phase }]);
    },
  },
  vdi_watch_up: {
    kind: 'Gauge',
    description: '1 while changes of the resource are told as they happen.',
    ...ofWatches(({ state }) => (state === 'watching' ? 1 : 0)),
  },
  vdi_watch_last_byte_age_seconds: {
    kind: 'Gauge',
    description:
      'How long the API server has told nothing of the resource; it says that nothing happened once a minute.',
    ...ofWatches(({ lastByteAgeMs }) => lastByteAgeMs && lastByteAgeMs / 1_000),
  },
  vdi_watch_lists_total: {
    kind: 'Counter',
    description: 'How often everything of the resource was read.',
    ...ofWatches(({ lists }) => lists),
  },
};

/** Has a meter tell how an operator is doing. */
export function observeOperator(meter: Meter, operator: Observed): void {
  for (const [name, observation] of Object.entries(OBSERVATIONS)) {
    const { kind, values, ...options } = observation;
    meter[`createObservable${kind}`](name, options).addCallback(
      ({ observe }) => {
        for (const [value, labels] of values(operator)) observe(value, labels);
      },
    );
  }
}
