import type { Meter } from '@backstage-vdi/operator';
import { labelMeter } from './labelMeter';

/** A meter that notes what it is told. */
function aMeter() {
  const told: [name: string, value: number, labels?: object][] = [];
  const names: Record<string, readonly string[]> = {};
  const callbacks: (() => void)[] = [];
  const observable: Meter['createObservableGauge'] = (name, { labels }) => {
    names[name] = labels;
    return {
      addCallback: observe =>
        callbacks.push(() =>
          observe({
            observe: (value, own) => told.push([name, value, own]),
          }),
        ),
    };
  };
  const meter: Meter = {
    createCounter(name, { labels }) {
      names[name] = labels;
      return { add: (value, own) => told.push([name, value, own]) };
    },
    createHistogram(name, { labels }) {
      names[name] = labels;
      return { record: (value, own) => told.push([name, value, own]) };
    },
    createObservableCounter: observable,
    createObservableGauge: observable,
  };
  return { meter, told, names, fetch: () => callbacks.forEach(it => it()) };
}

it('puts its labels on every value of every kind of instrument', () => {
  const { meter, told, names, fetch } = aMeter();
  const labelled = labelMeter(meter, { cluster: 'one' });
  const options = { description: '', labels: ['phase'] };
  const advice = { explicitBucketBoundaries: [] };
  const own = { phase: 'Running' };

  labelled.createCounter('c', options).add(1, own);
  labelled.createHistogram('h', { ...options, advice }).record(2, own);
  labelled
    .createObservableCounter('oc', options)
    .addCallback(({ observe }) => observe(3, own));
  labelled
    .createObservableGauge('og', options)
    .addCallback(({ observe }) => observe(4));
  fetch();

  const both = { phase: 'Running', cluster: 'one' };
  expect(told).toEqual([
    ['c', 1, both],
    ['h', 2, both],
    ['oc', 3, both],
    ['og', 4, { cluster: 'one' }],
  ]);
  for (const name of ['c', 'h', 'oc', 'og']) {
    expect(names[name]).toEqual(['phase', 'cluster']);
  }
});
