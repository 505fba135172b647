import type { Spread } from '../spread';

/** One contender under one load. */
export interface Measurement {
  contender: string;
  load: string;
  sessions: number;
  /** Ready objects per second, from the first that was sent to the last that became ready. */
  perSecond: number;
  /** From the reply to an object's creation until a watch tells that it is ready. */
  createToReady: Spread;
  /** The contender's writes for each object, by `verb resource`. */
  writes: Record<string, number>;
  /** The contender's reads of objects and lists for each object, by `verb resource`; watches are none. */
  reads: Record<string, number>;
  /** From the API server's reply to an object's creation to its reply to the last child's, by its audit log. */
  createToLastChild: Spread;
  /** From the pod's becoming Ready to the reply to the status that the contender wrote then, by the audit log. */
  podReadyToStatus: Spread;
  /** Processor seconds of the contender, of who made the objects and watched, and of etcd, API server, controllers and nodes. */
  cpuSeconds: { contender: number; loadGenerator: number; cluster: number };
  /** The contender's memory when all were ready, and the most of it, in MiB. */
  memory: { resident: number; peak: number };
}
