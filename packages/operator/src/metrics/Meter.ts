/** By name: few values each, so that the number of series stays small whatever the number of desktops. */
export type Labels = Record<string, string>;

/** What an instrument is. */
export interface InstrumentOptions {
  /** What it measures, for people. */
  description: string;
  /** Names of its labels. */
  labels: readonly string[];
}

/** Of a histogram. */
export interface HistogramOptions extends InstrumentOptions {
  advice: {
    /** Upper bounds of the buckets, ascending. */
    explicitBucketBoundaries: number[];
  };
}

/** Called whenever somebody asks for values: tells the present ones. */
export type Observe = (result: {
  observe(value: number, labels?: Labels): void;
}) => void;

/**
 * Makes the instruments that values are recorded with. The shape is that of OpenTelemetry, and so of Backstage's MetricsService,
 * which fits as it is.
 */
export interface Meter {
  createCounter(
    name: string,
    options: InstrumentOptions,
  ): { add(value: number, labels?: Labels): void };
  createHistogram(
    name: string,
    options: HistogramOptions,
  ): { record(value: number, labels?: Labels): void };
  /** A value that somebody else counts, and that only grows. */
  createObservableCounter(
    name: string,
    options: InstrumentOptions,
  ): { addCallback(observe: Observe): void };
  createObservableGauge(
    name: string,
    options: InstrumentOptions,
  ): { addCallback(observe: Observe): void };
}
