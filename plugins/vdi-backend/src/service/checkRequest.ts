import {
  formatBytes,
  formatCpu,
  formatDuration,
  LARGEST_QUANTITY,
  parseQuantity,
  readDuration,
  type SessionRequest,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { InvalidFieldError } from './errors';

type Part = 'gpu' | 'cpu' | 'memory';

const WRITE: Record<Part, (size: number | string) => string> = {
  gpu: String,
  cpu: formatCpu,
  memory: formatBytes,
};

/**
 * Holds a request to what its template allows.
 *
 * @throws InvalidFieldError for the first field that is outside of it.
 */
export function checkRequest(
  { resources = {}, homeSize, timeout }: SessionRequest,
  template: VDITemplate,
): void {
  const { gpu, persistence } = template.spec;
  if (resources.gpu !== undefined && !gpu) {
    throw new InvalidFieldError(
      'resources.gpu',
      'desktops of this template have no GPU',
    );
  }
  for (const part of ['gpu', 'cpu', 'memory'] as const) {
    checkSize(part, resources[part], template);
  }
  if (homeSize !== undefined) {
    if (persistence?.enabled === false) {
      throw new InvalidFieldError(
        'homeSize',
        'desktops of this template have no home volume',
      );
    }
    checkQuantity('homeSize', homeSize);
  }
  checkTimeout(timeout, template);
}

/** @throws InvalidFieldError when a desktop may not run for so long. */
export function checkTimeout(
  timeout: string | undefined,
  template: VDITemplate | undefined,
): void {
  checkDuration('timeout', timeout, template?.spec.timeout?.max);
}

/** @throws InvalidFieldError when a time is none, or longer than a limit of the template. */
export function checkDuration(
  field: string,
  wanted: string | undefined,
  limit: string | undefined,
): void {
  const ms = readDuration(wanted);
  const max = readDuration(limit) ?? Infinity;
  if (ms === undefined) return;
  if (ms <= 0) throw new InvalidFieldError(field, 'must be longer than zero');
  if (ms > max) {
    throw new InvalidFieldError(
      field,
      `is ${formatDuration(ms)}, and this template allows ${formatDuration(max)} at most`,
    );
  }
}

/** @throws InvalidFieldError when a quantity is zero, or more than Kubernetes counts. */
export function checkQuantity(field: string, quantity: string): void {
  const value = parseQuantity(quantity);
  if (!value) throw new InvalidFieldError(field, 'must be more than zero');
  // Of one with a far larger exponent, such as 1e2147483647, the API server reckons until it has no memory left.
  if (value > LARGEST_QUANTITY) {
    throw new InvalidFieldError(field, 'is more than Kubernetes can count');
  }
}

function checkSize(
  part: Part,
  wanted: number | string | undefined,
  { spec }: VDITemplate,
): void {
  if (wanted === undefined) return;
  const field = `resources.${part}`;
  checkQuantity(field, String(wanted));
  const min = spec.resources?.min?.[part];
  const max = spec.resources?.max?.[part];
  const size = parseQuantity(wanted)!;
  const write = WRITE[part];
  if (min !== undefined && size < (parseQuantity(min) ?? 0)) {
    throw new InvalidFieldError(
      field,
      `is ${write(wanted)}, and this template allows no less than ${write(min)}`,
    );
  }
  if (max !== undefined && size > (parseQuantity(max) ?? Infinity)) {
    throw new InvalidFieldError(
      field,
      `is ${write(wanted)}, and this template allows ${write(max)} at most`,
    );
  }
}
