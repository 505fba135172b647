import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/** Where the permission framework is asked, by whichever plugin. */
const DECISIONS = '/api/permission/authorize';

/** Counts at the portal's door how often the permission framework is asked. */
export class DecisionCounter {
  #count = 0;

  /** How often since the start. */
  get count(): number {
    return this.#count;
  }

  /** The portal's HTTP server, with everything that it has by default. */
  readonly feature = rootHttpRouterServiceFactory({
    configure: ({ app, applyDefaults }) => {
      app.use((request, _, next) => {
        if (request.path === DECISIONS) this.#count += 1;
        next();
      });
      applyDefaults();
    },
  });
}
