/** Labels of a sample, which may hold any text, then its value: a number that is not negative. */
const REST = /^(?:\{.*\})?[ \t]+(\d\S*)/;

/**
 * The value of a metric in Prometheus' text format, summed over its labels; `undefined` where it is missing or any sample of it is
 * not a finite number from zero on.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function metricValue(text: string, name: string): number | undefined {
  let sum: number | undefined;
  for (const line of text.split('\n')) {
    const rest = line.startsWith(name) ? line.slice(name.length) : '';
    // Otherwise it is another metric, whose name only begins the same.
    if (/^[{ \t]/.test(rest)) {
      const value = Number(REST.exec(rest)?.[1]);
      if (!Number.isFinite(value)) return undefined;
      sum = (sum ?? 0) + value;
    }
  }
  return sum;
}
