import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  Quota,
  QuotaOwner,
  QuotaSource,
} from '@backstage-vdi/plugin-vdi-node';
import type { QuotaOptions } from '../config/readQuotaOptions';
import { QuotasUnavailableError } from './QuotasUnavailableError';

/**
 * Where quotas come from: app-config, and what modules add.
 *
 * A source that does not answer keeps desktops from being started, where the configuration does not say otherwise: a quota that is gone
 * whenever its source is down is none, and what it holds back costs money. Desktops that run are not affected.
 */
export class QuotaSources {
  readonly #options: QuotaOptions;
  readonly #logger: LoggerService;
  readonly #added: readonly QuotaSource[];

  constructor(from: {
    options: QuotaOptions;
    /** What modules have added. */
    added: readonly QuotaSource[];
    logger: LoggerService;
  }) {
    this.#options = from.options;
    this.#logger = from.logger;
    this.#added = from.added;
  }

  /** Whether anybody's groups have to be known. */
  get usesGroups(): boolean {
    return this.#options.groups.length + this.#added.length > 0;
  }

  /**
   * The quotas that hold for an owner, with subjects in lower case.
   *
   * @throws QuotasUnavailableError when a source did not answer.
   */
  async of(owner: QuotaOwner): Promise<Quota[]> {
    const user = owner.userRef ?? '';
    const { eachUser, users, groups } = this.#options;
    const own = users.find(({ subject }) => subject === user);
    const configured: Quota[] = [
      own ?? { subject: user, allowed: eachUser },
      ...groups.filter(({ subject }) => owner.groups.includes(subject)),
    ];
    const added = await Promise.all(
      this.#added.map(it => this.#ask(it, owner)),
    );
    return [...configured, ...added.flat()];
  }

  async #ask(source: QuotaSource, owner: QuotaOwner): Promise<Quota[]> {
    const { timeoutMs, allowWithout } = this.#options.sources;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const quotas = await Promise.race([
        source.quotasFor(owner, { signal }),
        late(signal, timeoutMs),
      ]);
      return quotas.map(quota => checked(quota, owner));
    } catch (error) {
      const consequence = allowWithout
        ? 'desktops are started as if it had none'
        : 'no desktop is started';
      this.#logger.warn(
        `Quotas of "${source.name}" are not known, ${consequence}: ${stringifyError(error)}`,
      );
      if (allowWithout) return [];
      throw new QuotasUnavailableError(
        'The portal cannot find out at the moment what you may use. Desktops that run are not affected. Try again.',
      );
    }
  }
}

function late(signal: AbortSignal, timeoutMs: number): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new Error(`no answer within ${timeoutMs} ms`)),
    );
  });
}

/** @throws Error when it is nobody's who was asked for: it would bound others' desktops. */
function checked({ subject, allowed }: Quota, owner: QuotaOwner): Quota {
  const ref = subject.toLowerCase();
  if (ref === owner.userRef || owner.groups.includes(ref)) {
    return { subject: ref, allowed };
  }
  throw new Error(`it gave a quota of ${subject} for ${owner.userRef}`);
}
