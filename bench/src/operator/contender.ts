import type { KubeObject, Resource } from '@backstage-vdi/kube';
import type { BenchCluster } from '../benchCluster';
import type { ControllerProcess } from '../operatorProcess';

/** A contender that works on one namespace. */
export interface RunningContender extends ControllerProcess {
  /** Called with the reply to each object that was made: for who does not watch them. */
  created?(object: KubeObject): void;
}

/** A column of the table: somebody who makes something of objects. Every controller can be one; see the README on adapters. */
export interface Contender {
  /** Heading of its column; lower-case letters and dashes, as its namespace is named after it. */
  readonly name: string;
  /** How the user agent of its writes begins. */
  readonly userAgent: string;
  /** What it makes something of. */
  readonly resource: Resource;
  /** What else it makes in the object's namespace, to be removed after each measurement. */
  readonly children: readonly Resource[];
  /** An object to make, of {@link Contender.resource}. Its children's names are its own, perhaps with more behind it. */
  object(namespace: string, name: string): KubeObject;
  /** Whether all is made and somebody is told: by the object's status. */
  isReady(object: KubeObject): boolean;
  /** Starts it for one namespace; resolves when it watches. */
  start(bench: BenchCluster, namespace: string): Promise<RunningContender>;
}
