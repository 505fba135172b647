import type { Meter } from '@backstage-vdi/operator';

type Labels = Record<string, string>;

/** A meter that puts `labels` on every value, beside its own: what several tell under one name can then be told apart. */
export function labelMeter(meter: Meter, labels: Labels): Meter {
  const labelled = <T extends { labels: readonly string[] }>(options: T) => ({
    ...options,
    labels: [...options.labels, ...Object.keys(labels)],
  });
  const observing = (
    kind: 'createObservableCounter' | 'createObservableGauge',
  ): Meter['createObservableGauge'] => {
    return (name, options) => {
      const instrument = meter[kind](name, labelled(options));
      return {
        addCallback: observe =>
          instrument.addCallback(({ observe: tell }) =>
            observe({
              observe: (value, own) => tell(value, { ...own, ...labels }),
            }),
          ),
      };
    };
  };
  return {
    createCounter(name, options) {
      const counter = meter.createCounter(name, labelled(options));
      return { add: (value, own) => counter.add(value, { ...own, ...labels }) };
    },
    createHistogram(name, options) {
      const histogram = meter.createHistogram(name, labelled(options));
      return {
        record: (value, own) => histogram.record(value, { ...own, ...labels }),
      };
    },
    createObservableCounter: observing('createObservableCounter'),
    createObservableGauge: observing('createObservableGauge'),
  };
}
