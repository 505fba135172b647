import { FaultProxy, type LoggedRequest } from '@backstage-vdi/kube/testing';
import type { Settings } from '../../../src/settings';
import { Invariants } from '../../invariants/Invariants';
import { type RunningOperator, runOperator } from '../../runOperator';
import { TestNamespace } from '../../TestNamespace';
import { Crowd } from './Crowd';

/** So late that every start has the same writes, however long it takes. */
const PROGRESS_AFTER_MS = 600_000;

/** An operator behind a proxy, and the sessions that it looks after. */
export class Scene {
  private constructor(
    readonly ns: TestNamespace,
    readonly invariants: Invariants,
    readonly proxy: FaultProxy,
    private readonly start: () => Promise<RunningOperator>,
    private run: RunningOperator,
    readonly crowd: Crowd,
  ) {}

  static async set(settings: Partial<Settings> = {}): Promise<Scene> {
    const ns = await TestNamespace.create();
    const invariants = await Invariants.watch(ns.transport, ns.name);
    const proxy = await FaultProxy.start(ns.connection);
    const start = () =>
      runOperator(
        proxy.connection,
        { namespace: ns.name, progressAfter: PROGRESS_AFTER_MS, ...settings },
        { logger: invariants.log.logger },
      );
    const run = await start();
    const crowd = await Crowd.gather(ns, await ns.template());
    return new Scene(ns, invariants, proxy, start, run, crowd);
  }

  /**
   * To be called between two tests: the proxy does nothing more, and there is another operator, which does not wait long because of
   * what failed before.
   */
  async reset(): Promise<void> {
    this.proxy.clear();
    await this.run.stop();
    this.run = await this.start();
    this.proxy.requests.length = 0;
  }

  /** Asks the crowd's next step, and does something as soon as the operator works on it. */
  async amid(strike: () => Promise<unknown>): Promise<void> {
    const working = this.proxy.next(({ method }) => method === 'POST');
    await this.crowd.ask();
    await working;
    await strike();
  }

  /** What the proxy did something to. */
  get struck(): LoggedRequest[] {
    return this.proxy.requests.filter(({ fault }) => fault !== undefined);
  }

  /** @throws Error with everything that must not happen and did */
  async end(): Promise<void> {
    this.proxy.clear();
    await this.run.stop();
    await this.proxy.close();
    await this.invariants.verify();
    await this.ns.remove();
  }
}
