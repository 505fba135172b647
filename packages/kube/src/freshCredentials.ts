import { Clock, systemClock } from './clock';
import { Connection, Credentials } from './connection';

/** The kubelet replaces a token well before it ends; every 60 s is how often client-go looks. */
const REREAD_MS = 60_000;

/**
 * Credentials that are read again every 60 s and when the server refuses them, once for all who ask. A reading that fails then, as while a
 * file is being replaced, changes nothing.
 *
 * @param read - gives the credentials of now; with the same `tls` object as `known` where that did not change
 * @throws what `read` throws the first time.
 */
export async function freshCredentials(
  read: (known?: Credentials) => Promise<Credentials>,
  clock: Clock = systemClock,
): Promise<Connection['credentials']> {
  let current = await read();
  let readAt = clock.now();
  let reading: Promise<Credentials> | undefined;

  return async rejected => {
    if (rejected !== current && clock.now() - readAt < REREAD_MS) {
      return current;
    }
    reading ??= readAgain().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  async function readAgain(): Promise<Credentials> {
    try {
      current = await read(current);
      readAt = clock.now();
    } catch {
      // They are good until the server refuses them, and read again when they are asked for.
    }
    return current;
  }
}
