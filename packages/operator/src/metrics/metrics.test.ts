import type { ReconcileInfo, RequestInfo } from '@backstage-vdi/kube';
import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { observeOperator } from './observeOperator';
import { observeProcess } from './observeProcess';
import { OperatorMetrics } from './OperatorMetrics';
import { PrometheusMeter } from './PrometheusMeter';

type Operator = Parameters<typeof observeOperator>[1];
type Health = ReturnType<Operator['health']>;

const health: Health = {
  synced: true,
  stopping: false,
  lease: 'vdi-operator',
  isLeader: true,
  queue: {
    depth: { high: 0, normal: 2, low: 300 },
    adds: 310,
    retries: 4,
    unfinishedSeconds: 1.5,
    longestRunningSeconds: 0.5,
    active: 3,
    workers: 32,
  },
  watches: {
    pods: {
      state: 'watching',
      synced: true,
      lastByteAgeMs: 1_500,
      error: undefined,
      lists: 2,
    },
    ingressroutes: {
      state: 'absent',
      synced: true,
      lastByteAgeMs: undefined,
      error: 'the server could not find the requested resource',
      lists: 0,
    },
  },
};

const request: RequestInfo = {
  verb: 'create',
  resource: 'pods',
  method: 'POST',
  host: '10.0.0.1:443',
  status: 201,
  durationMs: 12,
};

const run: ReconcileInfo = {
  key: 'team-a/alice-desktop',
  result: 'success',
  durationMs: 7,
  waitedMs: 1,
};

describe('the metrics of the program', () => {
  let meter: PrometheusMeter;
  let metrics: OperatorMetrics;
  let operator: { client: { listSessions: () => any[] }; health: () => Health };

  beforeEach(() => {
    meter = new PrometheusMeter();
    metrics = new OperatorMetrics(meter);
    operator = { client: { listSessions: () => [] }, health: () => health };
    observeOperator(meter, operator as unknown as Operator);
    observeProcess(meter);
  });

  /** All samples but the buckets of histograms, `name{label="value"}` to value; each family is read by a parser of the format. */
  async function samples(): Promise<Map<string, number>> {
    const text = await meter.text();
    const families = parsePrometheusTextFormat(text);
    expect(families.every(({ help, type }) => help && type)).toBe(true);
    const lines = text.split('\n').filter(line => /^[^#]/.test(line));
    return new Map(
      lines
        .map(line => line.split(/ (?=\S+$)/))
        .filter(([series]) => !/_(bucket|sum)\b/.test(series))
        .map(([series, value]) => [series, Number(value)]),
    );
  }

  it('tell controllers apart', async () => {
    metrics.reconciled({ ...run, result: 'error' }, 'vditemplate');
    const told = await samples();
    const errors = 'controller_runtime_reconcile_errors_total';
    expect(told.get(`${errors}{controller="vditemplate"}`)).toBe(1);
    expect(told.get(`${errors}{controller="vdisession"}`)).toBeUndefined();
  });

  it('have controller-runtime’s names and labels', async () => {
    metrics.reconciled(run);
    metrics.reconciled({ ...run, result: 'requeue_after' });
    metrics.reconciled({ ...run, result: 'error' });
    metrics.reconciled({ ...run, result: 'terminal_error' });
    metrics.reconciled({ ...run, result: 'timeout' });
    metrics.requested(request);
    metrics.probed('answered');
    metrics.eventDropped('busy');
    metrics.lagged(12);
    metrics.routed(120);
    metrics.requested({ ...request, method: 'GET', verb: 'watch', status: 0 });
    const of = 'controller="vdisession"';
    const queue = `name="vdisession",${of}`;
    const host = 'host="10.0.0.1:443"';

    expect(await samples()).toEqual(
      new Map(
        Object.entries({
          [`controller_runtime_reconcile_total{${of},result="success"}`]: 1,
          [`controller_runtime_reconcile_total{${of},result="requeue_after"}`]: 1,
          [`controller_runtime_reconcile_total{${of},result="error"}`]: 3,
          [`controller_runtime_reconcile_errors_total{${of}}`]: 3,
          [`controller_runtime_terminal_reconcile_errors_total{${of}}`]: 1,
          [`controller_runtime_reconcile_timeouts_total{${of}}`]: 1,
          [`controller_runtime_reconcile_time_seconds_count{${of}}`]: 5,
          [`controller_runtime_max_concurrent_reconciles{${of}}`]: 32,
          [`controller_runtime_active_workers{${of}}`]: 3,
          [`workqueue_depth{${queue},priority="high"}`]: 0,
          [`workqueue_depth{${queue},priority="normal"}`]: 2,
          [`workqueue_depth{${queue},priority="low"}`]: 300,
          [`workqueue_adds_total{${queue}}`]: 310,
          [`workqueue_retries_total{${queue}}`]: 4,
          [`workqueue_queue_duration_seconds_count{${queue}}`]: 5,
          [`workqueue_work_duration_seconds_count{${queue}}`]: 5,
          [`workqueue_unfinished_work_seconds{${queue}}`]: 1.5,
          [`workqueue_longest_running_processor_seconds{${queue}}`]: 0.5,
          [`rest_client_requests_total{code="201",method="POST",${host}}`]: 1,
          [`rest_client_requests_total{code="<error>",method="GET",${host}}`]: 1,
          [`rest_client_request_duration_seconds_count{verb="create",${host}}`]: 1,
          [`rest_client_request_duration_seconds_count{verb="watch",${host}}`]: 1,
          'leader_election_master_status{name="vdi-operator"}': 1,
          'vdi_activity_probes_total{result="answered"}': 1,
          'vdi_events_dropped_total{reason="busy"}': 1,
          vdi_event_loop_lag_seconds_count: 1,
          vdi_route_lag_seconds_count: 1,
          'vdi_watch_up{resource="pods"}': 1,
          'vdi_watch_up{resource="ingressroutes"}': 0,
          'vdi_watch_last_byte_age_seconds{resource="pods"}': 1.5,
          'vdi_watch_lists_total{resource="pods"}': 2,
          'vdi_watch_lists_total{resource="ingressroutes"}': 0,
          'vdi_sessions{phase="Pending"}': 0,
          'vdi_sessions{phase="Creating"}': 0,
          'vdi_sessions{phase="Running"}': 0,
          'vdi_sessions{phase="Stopped"}': 0,
          'vdi_sessions{phase="Terminating"}': 0,
          'vdi_sessions{phase="Failed"}': 0,
          process_cpu_seconds_total: expect.any(Number),
          process_resident_memory_bytes: expect.any(Number),
          process_start_time_seconds: expect.any(Number),
        }),
      ),
    );
  });

  it('tell a start by its stages', async () => {
    const at = (second: number) => `2026-01-01T00:00:0${second}Z`;
    metrics.started({
      requested: at(0),
      scheduled: at(1),
      started: at(3),
      ready: at(4),
    });
    const found = await samples();
    const stages = [...found.keys()].filter(it => it.includes('stage='));
    expect(stages).toEqual(
      ['scheduled', 'started', 'ready', 'total'].map(
        stage => `vdi_session_start_seconds_count{stage="${stage}"}`,
      ),
    );
  });

  it('are as many with ten thousand desktops as with one', async () => {
    const one = async () => {
      metrics.reconciled(run);
      metrics.requested(request);
      return (await samples()).size;
    };
    const before = await one();
    operator.client.listSessions = () =>
      Array.from({ length: 10_000 }, () => ({ status: { phase: 'Running' } }));
    for (let each = 0; each < 10_000; each++) {
      metrics.reconciled({ ...run, key: `team-${each % 7}/desktop-${each}` });
      metrics.requested({ ...request, resource: `pods` });
    }
    expect(await one()).toBe(before);
    expect((await samples()).get('vdi_sessions{phase="Running"}')).toBe(10_000);
    expect(await meter.text()).not.toMatch(/team-|desktop-|alice/);
  });

  it('tell nothing of a queue while another operator works', async () => {
    const { queue, ...standby } = health;
    operator.health = () => ({ ...standby, isLeader: false });
    const found = await samples();
    expect(
      found.get('leader_election_master_status{name="vdi-operator"}'),
    ).toBe(0);
    expect([...found.keys()].join()).not.toContain('workqueue_depth');
  });
});
