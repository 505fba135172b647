import { networkInterfaces } from 'node:os';

/** An address of this machine that a pod may have: one of the loopback is refused. */
export function machineAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('This machine has no address but the loopback.');
  return found.address;
}
