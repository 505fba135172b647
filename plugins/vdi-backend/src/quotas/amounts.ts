import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';

/** One of the things that quotas bound. */
export type QuotaResource = keyof QuotaAmounts;

/** All of them, in the order in which people are told. */
export const RESOURCES: readonly QuotaResource[] = [
  'running',
  'gpus',
  'homeSize',
];

/** What a desktop holds that is not there. */
export const NOTHING: QuotaAmounts = { running: 0, gpus: 0, homeSize: 0 };

/** Amounts of which each is made of the two that it is in. */
export function combine(
  a: QuotaAmounts,
  b: QuotaAmounts,
  each: (a: number, b: number) => number,
): QuotaAmounts {
  return {
    running: each(a.running, b.running),
    gpus: each(a.gpus, b.gpus),
    homeSize: each(a.homeSize, b.homeSize),
  };
}
