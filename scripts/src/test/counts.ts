/** How a part of the tests ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Both together. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** A runner that ended badly but counted no failure, as when its own set-up broke, failed; so did one that ran nothing. */
export function honestCounts(counts: Counts, exitCode: number): Counts {
  const broken = exitCode !== 0 || counts.passed === 0 ? 1 : 0;
  return { ...counts, failed: counts.failed || broken };
}
