import {
  formatBytes,
  formatCpu,
  parseQuantity,
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { type Problem, problemIf } from './problem';

type Part = 'gpu' | 'cpu' | 'memory';
type Quantity = number | string | undefined;

/** How each part of a size is called and written. */
const PARTS: Record<Part, [noun: string, write: (size: Quantity) => string]> = {
  gpu: ['number of GPUs', String],
  cpu: ['processor time', size => formatCpu(size ?? '')],
  memory: ['memory', size => formatBytes(size ?? '')],
};

/** Sizes outside of a template's bounds, and bounds that contradict themselves. What a session asks for is made all the same. */
export function sizeProblems(
  session: VDISession,
  template: VDITemplate | undefined,
): Problem[] {
  const { default: usual, min, max } = template?.spec.resources ?? {};
  const size = sizeOf(session, template);
  return (Object.keys(PARTS) as Part[]).flatMap(part => {
    const [noun, write] = PARTS[part];
    const low = min?.[part];
    const high = max?.[part];
    if (above(low, high)) {
      return problemIf(
        true,
        'TemplateContradictsItself',
        () =>
          `The template's smallest ${noun}, ${write(low)}, is above its largest, ${write(high)}.`,
      );
    }
    const outside = (value: Quantity) =>
      above(low, value) || above(value, high);
    const bounds = () =>
      [
        ...(low === undefined ? [] : [`from ${write(low)}`]),
        ...(high === undefined ? [] : [`up to ${write(high)}`]),
      ].join(' ');
    return [
      ...problemIf(
        outside(usual?.[part]),
        'TemplateContradictsItself',
        () =>
          `The template's usual ${noun}, ${write(usual?.[part])}, is outside of what it allows: ${bounds()}.`,
      ),
      ...problemIf(
        outside(session.spec.resources?.[part]) && size[part] !== undefined,
        'SizeOutOfBounds',
        () =>
          `The ${noun} of the desktop, ${write(size[part])}, is outside of what its template allows: ${bounds()}.`,
      ),
    ];
  });
}

function above(a: Quantity, b: Quantity): boolean {
  const [left, right] = [a, b].map(it =>
    it === undefined ? undefined : parseQuantity(it),
  );
  return left !== undefined && right !== undefined && left > right;
}
