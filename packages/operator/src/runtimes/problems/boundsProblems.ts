import {
  parseQuantity,
  readDuration,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { problemIf, type TemplateProblem } from './problem';

const PARTS = ['gpu', 'cpu', 'memory'] as const;

/** Sizes of which the first may not be above the second. */
const ORDER = [
  ['min', 'max'],
  ['min', 'default'],
  ['default', 'max'],
] as const;

/** Defaults outside of their own bounds, and bounds that leave nothing between them. */
export function boundsProblems({ spec }: VDITemplate): TemplateProblem[] {
  const { resources, timeout = {} } = spec;
  return [
    ...PARTS.flatMap(part =>
      ORDER.flatMap(([low, high]) => {
        const [lower, upper] = [
          resources?.[low]?.[part],
          resources?.[high]?.[part],
        ];
        return problemIf(
          above(lower, upper),
          `spec.resources.${low}.${part}`,
          () => `${lower} is above spec.resources.${high}.${part}, ${upper}.`,
        );
      }),
    ),
    ...problemIf(
      (readDuration(timeout.default) ?? 0) >
        (readDuration(timeout.max) ?? Infinity),
      'spec.timeout.default',
      () =>
        `${timeout.default} is longer than spec.timeout.max, ${timeout.max}, which holds.`,
    ),
  ];
}

function above(
  lower: string | number | undefined,
  upper: string | number | undefined,
): boolean {
  if (lower === undefined || upper === undefined) return false;
  const [a, b] = [parseQuantity(lower), parseQuantity(upper)];
  return a !== undefined && b !== undefined && a > b;
}
