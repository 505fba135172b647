import { setTimeout as delay } from 'node:timers/promises';
import { type KubeObject, keyOf, type Transport } from '@backstage-vdi/kube';
import type { Contender, RunningContender } from './contender';
import type { ReadyObserver } from './ReadyObserver';

/** How objects are asked for: whatever becomes of the earlier ones. */
export interface Load {
  /** For people and for names of objects: `burst-300`. */
  name: string;
  /** When each is sent, in milliseconds after the first. */
  sendAt: number[];
}

/** All at once. */
export function burst(sessions: number): Load {
  return { name: `burst-${sessions}`, sendAt: Array(sessions).fill(0) };
}

/** Evenly for a while. */
export function steady(perSecond: number, seconds: number): Load {
  return {
    name: `steady-${perSecond}`,
    sendAt: Array.from(
      { length: perSecond * seconds },
      (_, n) => (n * 1_000) / perSecond,
    ),
  };
}

/** One object on its way; times are milliseconds of `performance.now()`. */
export interface Sample {
  name: string;
  sentAt: number;
  /** When the reply to its creation had come. */
  createdAt: number;
  /** When the watch told that it is ready. */
  readyAt: number;
}

/** Makes objects as the load says, and waits until all are ready. */
export async function runLoad(
  { sendAt, name: prefix }: Load,
  options: {
    transport: Transport;
    contender: Contender;
    running: RunningContender;
    observer: ReadyObserver;
    namespace: string;
  },
): Promise<Sample[]> {
  const { transport, contender, running, observer, namespace } = options;
  const start = performance.now();
  return Promise.all(
    sendAt.map(async (after, index) => {
      const name = `${prefix}-${String(index).padStart(5, '0')}`;
      const wait = start + after - performance.now();
      if (wait > 0) await delay(wait);
      const sentAt = performance.now();
      const object = await transport.create<KubeObject>(
        contender.resource,
        contender.object(namespace, name),
      );
      const createdAt = performance.now();
      running.created?.(object);
      const readyAt = await observer.ready(keyOf(object));
      return { name, sentAt, createdAt, readyAt };
    }),
  );
}
