import type {
  DropReason,
  ReconcileInfo,
  RequestInfo,
} from '@backstage-vdi/kube';
import { BUCKETS } from './buckets';
import type { ProbeResult } from './meterReach';
import type { HistogramOptions, Meter } from './Meter';
import { startStages, type Timings } from './startStages';

/** The name of the controller of sessions, in logs and metrics. */
export const CONTROLLER = 'vdisession';

const BY_CONTROLLER = ['controller'];
const BY_QUEUE = ['name', 'controller'];

const seconds = (
  description: string,
  labels: string[],
  explicitBucketBoundaries: number[],
): HistogramOptions => ({
  description,
  labels,
  advice: { explicitBucketBoundaries },
});

/**
 * What happens, as it happens: under controller-runtime's and client-go's names where they have one, so that dashboards made for
 * those work as they are. No label names a session, a user or a host.
 */
export class OperatorMetrics {
  readonly #record: ReturnType<typeof createInstruments>;

  constructor(meter: Meter) {
    this.#record = createInstruments(meter);
  }

  /** A request to the API server was answered, or failed. For the transport's `onRequest`. */
  requested = ({ method, verb, host, status, durationMs }: RequestInfo) => {
    // Without a reply there is no code; client-go writes it so.
    const code = status === 0 ? '<error>' : `${status}`;
    this.#record.requests.add(1, { code, method, host });
    this.#record.requestSeconds.record(durationMs / 1_000, { verb, host });
  };

  /** A session was looked at, or what another controller looks at. */
  reconciled = (
    { result, durationMs, waitedMs }: ReconcileInfo,
    controller = CONTROLLER,
  ) => {
    const failed = result !== 'success' && result !== 'requeue_after';
    const of = { controller };
    const ofQueue = { name: controller, controller };
    this.#record.reconciles.add(1, {
      ...of,
      result: failed ? 'error' : result,
    });
    if (failed) this.#record.errors.add(1, of);
    if (result === 'timeout') this.#record.timeouts.add(1, of);
    if (result === 'terminal_error') this.#record.terminalErrors.add(1, of);
    this.#record.reconcileSeconds.record(durationMs / 1_000, of);
    this.#record.workSeconds.record(durationMs / 1_000, ofQueue);
    this.#record.queueSeconds.record(waitedMs / 1_000, ofQueue);
  };

  /** A desktop was asked whether somebody is connected. */
  probed = (result: ProbeResult) => this.#record.probes.add(1, { result });

  /** A Kubernetes Event was not told. */
  eventDropped = (reason: DropReason) =>
    this.#record.eventsDropped.add(1, { reason });

  /** The longest block of the event loop in one second, in milliseconds. */
  lagged = (lagMs: number) => this.#record.lagSeconds.record(lagMs / 1_000);

  /** A desktop that became ready answered through its route, so long after it was first asked for there, in milliseconds. */
  routed = (lagMs: number) =>
    this.#record.routeLagSeconds.record(lagMs / 1_000);

  /** A desktop that was starting runs; `status.timings`. */
  started = (timings: Timings) => {
    for (const { stage, seconds: took } of startStages(timings)) {
      this.#record.startSeconds.record(took, { stage });
    }
  };
}

function createInstruments(meter: Meter) {
  return {
    reconciles: meter.createCounter('controller_runtime_reconcile_total', {
      description: 'Sessions and templates looked at, by outcome.',
      labels: [...BY_CONTROLLER, 'result'],
    }),
    errors: meter.createCounter('controller_runtime_reconcile_errors_total', {
      description: 'Looks at a session that ended with an error.',
      labels: BY_CONTROLLER,
    }),
    terminalErrors: meter.createCounter(
      'controller_runtime_terminal_reconcile_errors_total',
      {
        description:
          'Looks at a session that ended with an error that is not tried again.',
        labels: BY_CONTROLLER,
      },
    ),
    timeouts: meter.createCounter(
      'controller_runtime_reconcile_timeouts_total',
      {
        description: 'Looks at a session that did not end in time.',
        labels: BY_CONTROLLER,
      },
    ),
    reconcileSeconds: meter.createHistogram(
      'controller_runtime_reconcile_time_seconds',
      seconds('How long a look took.', BY_CONTROLLER, BUCKETS.reconcile),
    ),
    queueSeconds: meter.createHistogram(
      'workqueue_queue_duration_seconds',
      seconds(
        'How long a session waited to be looked at.',
        BY_QUEUE,
        BUCKETS.queue,
      ),
    ),
    workSeconds: meter.createHistogram(
      'workqueue_work_duration_seconds',
      seconds('How long a look took.', BY_QUEUE, BUCKETS.queue),
    ),
    requests: meter.createCounter('rest_client_requests_total', {
      description: 'Requests to the API server.',
      labels: ['code', 'method', 'host'],
    }),
    requestSeconds: meter.createHistogram(
      'rest_client_request_duration_seconds',
      seconds(
        'How long the API server took to begin its reply.',
        ['verb', 'host'],
        BUCKETS.request,
      ),
    ),
    probes: meter.createCounter('vdi_activity_probes_total', {
      description: 'Desktops asked whether somebody is connected, by outcome.',
      labels: ['result'],
    }),
    eventsDropped: meter.createCounter('vdi_events_dropped_total', {
      description: 'Kubernetes Events that were not told, by reason.',
      labels: ['reason'],
    }),
    lagSeconds: meter.createHistogram(
      'vdi_event_loop_lag_seconds',
      seconds(
        'The longest block of the event loop in each second.',
        [],
        BUCKETS.lag,
      ),
    ),
    routeLagSeconds: meter.createHistogram(
      'vdi_route_lag_seconds',
      seconds(
        'How long after it became ready a desktop answered through its route.',
        [],
        BUCKETS.route,
      ),
    ),
    startSeconds: meter.createHistogram(
      'vdi_session_start_seconds',
      seconds(
        'How long a desktop took to start, by stage and in total.',
        ['stage'],
        BUCKETS.start,
      ),
    ),
  };
}
