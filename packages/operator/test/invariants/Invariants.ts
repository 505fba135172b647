import type { KubeObject, Resource, Transport } from '@backstage-vdi/kube';
import { touchesOf } from './foreignObjects';
import { HomeHistory } from './HomeHistory';
import { OperatorLog } from './OperatorLog';
import { PodHistory } from './PodHistory';

/**
 * What holds whatever happens to operators, network and API server, watched from outside: at most one pod of a session at any
 * moment, no home lost, nothing of another owner touched, no rejection unhandled, no bug in a log.
 */
export class Invariants {
  readonly log = new OperatorLog();
  readonly #foreign: Array<[Resource, KubeObject]> = [];
  readonly #rejections: string[] = [];
  readonly #onRejection = (reason: unknown) =>
    this.#rejections.push(`nobody handled the rejection ${reason}`);

  private constructor(
    private readonly transport: Transport,
    readonly pods: PodHistory,
    readonly homes: HomeHistory,
  ) {
    process.on('unhandledRejection', this.#onRejection);
  }

  /**
   * @param transport - straight to the API server
   * @param namespace - default: all
   */
  static async watch(
    transport: Transport,
    namespace?: string,
  ): Promise<Invariants> {
    return new Invariants(
      transport,
      await PodHistory.watch(transport, namespace),
      await HomeHistory.watch(transport, namespace),
    );
  }

  /** Sees to it that nobody touches this object. */
  protect(resource: Resource, object: KubeObject): void {
    this.#foreign.push([resource, object]);
  }

  /** Ends the watch; to be called before what was watched is cleared away. @throws Error with everything that did not hold */
  async verify(): Promise<void> {
    const touches = await Promise.all(
      this.#foreign.map(([resource, object]) =>
        touchesOf(this.transport, resource, object),
      ),
    );
    await Promise.all([this.pods.stop(), this.homes.stop()]);
    process.off('unhandledRejection', this.#onRejection);
    const violations = [
      ...this.pods.violations,
      ...this.homes.violations,
      ...touches.flat(),
      ...this.#rejections,
      ...this.log.violations,
    ];
    if (violations.length) throw new Error(violations.join('\n'));
  }
}
