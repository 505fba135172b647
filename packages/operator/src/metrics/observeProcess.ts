import type { Meter } from './Meter';

const labels: string[] = [];

/** Has a meter tell what the process uses, under the names that Prometheus' client libraries have for it. */
export function observeProcess(meter: Meter): void {
  meter
    .createObservableCounter('process_cpu_seconds_total', {
      description: 'Processor time spent.',
      labels,
    })
    .addCallback(({ observe }) => {
      const { user, system } = process.cpuUsage();
      observe((user + system) / 1e6);
    });
  meter
    .createObservableGauge('process_resident_memory_bytes', {
      description: 'Resident memory.',
      labels,
    })
    .addCallback(({ observe }) => observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge('process_start_time_seconds', {
      description: 'When the process started, in seconds since 1970.',
      labels,
    })
    .addCallback(({ observe }) => observe(performance.timeOrigin / 1_000));
}
