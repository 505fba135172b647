/** How many times as much one of two means is as the other, and how sure that is. */
export interface Ratio {
  value: number;
  /** Half the width of its 95 % confidence interval. */
  margin: number;
}

/** Within so many standard errors of a mean it lies in 95 of 100 cases. */
const CONFIDENCE = 1.96;

/**
 * The mean of the second values of pairs beside that of the first. What a pair has in common, as drift and phase, does not widen the
 * margin, which is that of the ratio estimator of sampling theory (Cochran, Sampling Techniques, 1977, 6.4): for thirty pairs and more.
 *
 * @param pairs - at least two
 */
export function ratioOfMeans(pairs: readonly [number, number][]): Ratio {
  const count = pairs.length;
  const mean = (of: (pair: [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / count;
  const base = mean(([first]) => first);
  const value = mean(([, second]) => second) / base;
  const squares = mean(([first, second]) => (second - value * first) ** 2);
  const standardError = Math.sqrt(squares / (count - 1)) / base;
  return { value, margin: CONFIDENCE * standardError };
}
