/** Waits for all, then throws what failed: nothing goes on in the background when the next attempt begins. */
export async function settle(calls: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(calls)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
