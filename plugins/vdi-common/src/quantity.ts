/** Powers of ten, and of two. */
const DECIMAL: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Record<string, number> = {
  Ki: 10,
  Mi: 20,
  Gi: 30,
  Ti: 40,
  Pi: 50,
  Ei: 60,
};

const QUANTITY =
  /^(\d+(?:\.\d*)?|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE])|[eE]([+-]?\d+))?$/;

/**
 * Value of a Kubernetes quantity: cores for CPU, bytes for memory. `undefined` where the text is none.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(quantity: string | number): number | undefined {
  const match = QUANTITY.exec(String(quantity));
  if (!match) return undefined;
  const [, amount, suffix = '', exponent = DECIMAL[suffix] ?? 0] = match;
  // Not times a power of ten: 0.001 is none of the numbers that there are here.
  return Number(`${amount}e${exponent}`) * 2 ** (BINARY[suffix] ?? 0);
}

/** The most that Kubernetes counts: 2^63 - 1, or the next number that there is here. */
export const LARGEST_QUANTITY = 2 ** 63;

/** Bytes of a quantity as Kubernetes counts them: whole ones, rounded up, and no more than it can. `undefined` where the text is none. */
export function parseBytes(quantity: string | number): number | undefined {
  const bytes = parseQuantity(quantity);
  return bytes && Math.min(Math.ceil(bytes), LARGEST_QUANTITY);
}

/** Memory or volume size as people read it: `4 GiB`, `512 MiB`, `1.5 TiB`. A text that is no quantity is given back. */
export function formatBytes(quantity: string | number): string {
  const bytes = parseQuantity(quantity);
  if (bytes === undefined) return String(quantity);
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toFixed(1))} ${units[unit]}`;
}

/** CPU as people read it: `2 CPUs`, `1 CPU`, `0.5 CPU`. A text that is no quantity is given back. */
export function formatCpu(quantity: string | number): string {
  const cores = parseQuantity(quantity);
  if (cores === undefined) return String(quantity);
  const number = Number(cores.toFixed(2));
  return `${number} ${number > 1 ? 'CPUs' : 'CPU'}`;
}
