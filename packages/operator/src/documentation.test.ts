import { readFileSync } from 'node:fs';
import path from 'node:path';
import { STATES } from '@backstage-vdi/plugin-vdi-common';
import type { InstrumentOptions, Meter } from './metrics/Meter';
import { observeOperator } from './metrics/observeOperator';
import { observeProcess } from './metrics/observeProcess';
import { OperatorMetrics } from './metrics/OperatorMetrics';
import type { Operator } from './operator';
import { PROGRAM_DEFINITIONS } from './programSettings';
import { RESERVED_LABELS } from './routes/reservedHosts';

const read = (file: string) =>
  readFileSync(path.join(__dirname, '..', file), 'utf8');
const guide = read('../../docs/operator.md');
const readme = read('README.md');

/** A meter that only knows what was made. */
function listingMeter() {
  const made: Array<[name: string, labels: readonly string[]]> = [];
  const take = (name: string, { labels }: InstrumentOptions) => {
    made.push([name, labels]);
    return { add() {}, record() {}, addCallback() {} };
  };
  const meter: Meter = {
    createCounter: take,
    createHistogram: take,
    createObservableCounter: take,
    createObservableGauge: take,
  };
  return { meter, made };
}

describe('the documentation', () => {
  it.each(Object.entries(STATES))('has the reason %s', (reason, { phase }) => {
    expect(guide).toMatch(
      new RegExp(`^\\| ${phase} +\\| [^|]*\`${reason}\``, 'm'),
    );
  });

  it('has every label that no desktop gets as its host name', () => {
    const [, section] = guide.split('### Host names\n');
    for (const label of RESERVED_LABELS)
      expect(section).toContain(`\`${label}\``);
  });

  it('has every metric with its labels', () => {
    const { meter, made } = listingMeter();
    const metrics = new OperatorMetrics(meter);
    observeOperator(meter, {} as Operator);
    observeProcess(meter);
    expect(metrics).toBeDefined();
    for (const [name, labels] of made) {
      const row = guide
        .split('\n')
        .find(line => line.startsWith('|') && line.includes(`\`${name}\``));
      expect([name, row]).toEqual([name, expect.any(String)]);
      for (const label of labels) expect(row).toContain(`\`${label}\``);
    }
  });

  it.each(Object.entries(PROGRAM_DEFINITIONS))(
    'has the setting %s',
    (key, { env }) => {
      expect(readme).toMatch(
        new RegExp(`^\\| \`${env}\` +\\| \`${key}\``, 'm'),
      );
    },
  );
});
