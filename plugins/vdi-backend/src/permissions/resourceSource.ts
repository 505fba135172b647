import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import type { EntityOwners } from '../service/EntityOwners';
import { ClusterUnavailableError } from '../service/errors';
import type { SessionResource } from './resources';
import { viewResource } from './viewResource';

/** What the framework asks for by its ref when it decides on one resource itself, as for a page's button. */
export interface ResourceSource {
  /** By `<cluster>/<namespace>/<name>`; `undefined` for what does not exist, or is in a cluster that was never read. */
  sessions(refs: string[]): Promise<(SessionResource | undefined)[]>;
  /** By `<cluster>/<name>`, or by name for the first cluster's that has one; `undefined` for what does not exist. */
  templates(refs: string[]): Promise<(VDITemplate | undefined)[]>;
}

/** {@link ResourceSource} of the desktops that there are. */
export function createResourceSource(options: {
  desktops: Pick<Desktops, 'session' | 'template' | 'templates'>;
  emails: EmailAddresses;
  entityOwners: EntityOwners;
  /** Milliseconds since the epoch. */
  now(): number;
}): ResourceSource {
  const { desktops, emails, now } = options;
  return {
    async sessions(refs) {
      const sessions = refs.map(ref => {
        const [cluster, namespace = '', name = ''] = ref.split('/');
        return orNothing(() => desktops.session({ cluster, namespace, name }));
      });
      const entityOwners = await options.entityOwners.of(
        sessions.flatMap(session => session?.spec.entityRef ?? []),
      );
      const usersOf = (owner: string) => emails.usersOf(owner);
      return sessions.map(
        session =>
          session &&
          viewResource(session, { usersOf, entityOwners, now: now() }),
      );
    },

    async templates(refs) {
      return refs.map(ref => orNothing(() => findTemplate(ref, desktops)));
    },
  };
}

function findTemplate(
  ref: string,
  desktops: Pick<Desktops, 'template' | 'templates'>,
): VDITemplate | undefined {
  const [cluster, name] = ref.split('/');
  if (name !== undefined) return desktops.template({ cluster, name });
  return desktops
    .templates()
    .find(({ template }) => template.metadata.name === ref)?.template;
}

/** What cannot be known is allowed to nobody, and keeps no answer back that is about another cluster too. */
function orNothing<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof ClusterUnavailableError) return undefined;
    throw error;
  }
}
