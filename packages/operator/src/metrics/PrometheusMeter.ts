import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type {
  HistogramOptions,
  InstrumentOptions,
  Meter,
  Observe,
} from './Meter';

/** Keeps values for Prometheus to fetch. */
export class PrometheusMeter implements Meter {
  readonly #registry = new Registry();

  /** The media type of {@link PrometheusMeter.text}. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All values in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  createCounter(name: string, options: InstrumentOptions) {
    const counter = new Counter(this.#configuration(name, options));
    return {
      add: (value: number, labels = {}) => counter.inc(labels, value),
    };
  }

  createHistogram(name: string, options: HistogramOptions) {
    const histogram = new Histogram({
      ...this.#configuration(name, options),
      buckets: options.advice.explicitBucketBoundaries,
    });
    return {
      record: (value: number, labels = {}) => histogram.observe(labels, value),
    };
  }

  createObservableCounter(name: string, options: InstrumentOptions) {
    const callbacks: Observe[] = [];
    const counter = new Counter({
      ...this.#configuration(name, options),
      collect() {
        this.reset();
        tell(callbacks, (value, labels) => counter.inc(labels, value));
      },
    });
    return { addCallback: (observe: Observe) => callbacks.push(observe) };
  }

  createObservableGauge(name: string, options: InstrumentOptions) {
    const callbacks: Observe[] = [];
    const gauge = new Gauge({
      ...this.#configuration(name, options),
      collect() {
        // What is not told any more is not there any more.
        this.reset();
        tell(callbacks, (value, labels) => gauge.set(labels, value));
      },
    });
    return { addCallback: (observe: Observe) => callbacks.push(observe) };
  }

  #configuration(name: string, { description, labels }: InstrumentOptions) {
    return {
      name,
      help: description,
      labelNames: labels,
      registers: [this.#registry],
    };
  }
}

function tell(
  callbacks: Observe[],
  take: (value: number, labels: Record<string, string>) => void,
): void {
  for (const observe of callbacks) {
    observe({ observe: (value, labels = {}) => take(value, labels) });
  }
}
