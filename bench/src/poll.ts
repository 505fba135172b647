import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds, looking every 50 ms. */
export async function poll(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(50);
}
