import type { Leadership } from '@backstage-vdi/kube';
import type { NodeCache } from '../nodes/nodeRecord';
import { OptionalCache } from '../OptionalCache';
import { DAEMON_SET } from '../resources';
import type { SessionsClient } from '../sessionsClient';
import { projectDaemonSet } from './daemonSet';
import { enqueueTemplates } from './enqueue';
import type { TemplateSources } from './observe';
import { TemplateTerm, type TemplateTermOptions } from './TemplateTerm';

/** Options of {@link TemplateWork}. */
export interface TemplateWorkOptions extends Omit<
  TemplateTermOptions,
  'sources' | 'namespace'
> {
  client: SessionsClient;
  nodes: NodeCache;
}

/** Keeps the status of all templates true, and their images fetched where that is asked for: reads at all times, works while it leads. */
export class TemplateWork {
  readonly #options: TemplateWorkOptions;
  readonly #sources: TemplateSources;
  readonly #namespace: string;
  #term: TemplateTerm | undefined;

  constructor(options: TemplateWorkOptions) {
    const { transport, client, nodes, settings, logger } = options;
    const namespace = settings.prePullNamespace ?? transport.namespace;
    const { templates, sessions } = client;
    this.#options = options;
    this.#namespace = namespace;
    this.#sources = {
      templates,
      sessions: sessions.store,
      nodes,
      ...(settings.prePull && {
        daemonSets: {
          namespace,
          cache: new OptionalCache({
            transport,
            resource: DAEMON_SET,
            namespace,
            logger,
            project: projectDaemonSet,
          }),
        },
      }),
    };
    enqueueTemplates(
      (name, how) => this.#term?.add(name, how),
      client,
      this.#sources,
    );
  }

  /** Reads until the signal aborts. Never rejects. To be called once. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#sources.daemonSets?.cache.run(signal);
  }

  /** Works while the leadership lasts and until `stopping` aborts; what is in work then has `graceMs()` to end. Never rejects. */
  async lead(
    leadership: Leadership,
    stopping: AbortSignal,
    graceMs: () => number,
  ): Promise<void> {
    this.#term = new TemplateTerm(leadership, {
      ...this.#options,
      sources: this.#sources,
      namespace: this.#namespace,
    });
    await this.#term.run(stopping, graceMs);
    this.#term = undefined;
  }
}
