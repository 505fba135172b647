import { setTimeout as delay } from 'node:timers/promises';
import { type KubeObject, type Resource, SERVICE } from '@backstage-vdi/kube';
import type { TestNamespace } from '../../TestNamespace';

type Wish = 'Running' | 'Stopped' | 'gone';

/** What people who come and go want in the end, turn about. */
const WISHES: Wish[] = ['gone', 'Running', 'gone', 'Stopped', 'gone'];

const GUEST = 'guest-';

/** Makes an object of somebody else's with the name of a guest's service. That guest wants to be gone in the end. */
export async function inTheWay(
  ns: TestNamespace,
): Promise<[Resource, KubeObject]> {
  const name = `${GUEST}${WISHES.length}`;
  const spec = { ports: [{ port: 80 }] };
  return [SERVICE, await ns.foreign('service', name, spec)];
}

/** People who make desktops all the time, stop some, and delete most. */
export class Traffic {
  readonly #wishes = new Map<string, Wish>();
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;

  /**
   * @param everyMs - how long until the next comes
   * @param staysMs - how long a desktop is left alone before it is stopped or deleted
   */
  constructor(
    private readonly ns: TestNamespace,
    private readonly template: string,
    private readonly everyMs: number,
    private readonly staysMs: number,
  ) {
    this.#running = this.#run();
  }

  /** How many sessions there were. */
  get count(): number {
    return this.#wishes.size;
  }

  /** Resolves when somebody who comes from now on has a pod. */
  async served(): Promise<void> {
    const { count } = this;
    await this.ns.until(() =>
      this.ns
        .names('pod')
        .some(name => Number(name.slice(GUEST.length)) >= count),
    );
  }

  /** Nobody comes any more. Resolves when everybody has what they wanted. */
  async settled(): Promise<void> {
    this.#abort.abort();
    await this.#running;
    await this.ns.until(() =>
      [...this.#wishes].every(([name, wish]) => {
        const session = this.ns.get('session', name);
        return wish === 'gone'
          ? !session && !this.ns.get('pod', name)
          : session?.status?.phase === wish;
      }),
    );
  }

  async #run(): Promise<void> {
    const visits: Promise<void>[] = [];
    for (let number = 0; !this.#abort.signal.aborted; number++) {
      visits.push(
        this.#visit(`${GUEST}${number}`, WISHES[number % WISHES.length]),
      );
      await this.#wait(this.everyMs);
    }
    await Promise.all(visits);
  }

  async #visit(name: string, wish: Wish): Promise<void> {
    const { ns, template } = this;
    this.#wishes.set(name, wish);
    await ns.session(name, { template, resources: { memory: '1Mi' } });
    await this.#wait(this.staysMs);
    if (wish === 'gone') await ns.delete('session', name);
    if (wish === 'Stopped') await ns.patchSession(name, { running: false });
  }

  async #wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#abort.signal }).catch(() => {});
  }
}
