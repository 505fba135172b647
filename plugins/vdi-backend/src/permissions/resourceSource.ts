import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import type { EntityOwners } from '../service/EntityOwners';
import type { SessionResource } from './resources';
import { viewResource } from './viewResource';

/** What the framework asks for by its ref when it decides on one resource itself, as for a page's button. */
export interface ResourceSource {
  /** By `<cluster>/<namespace>/<name>`; `undefined` for what does not exist. */
  sessions(refs: string[]): Promise<(SessionResource | undefined)[]>;
  /** By name; `undefined` for what does not exist. */
  templates(names: string[]): Promise<(VDITemplate | undefined)[]>;
}

/** {@link ResourceSource} of the desktops that there are. */
export function createResourceSource(options: {
  desktops: Pick<Desktops, 'session' | 'template'>;
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
        return desktops.session({ cluster, namespace, name });
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

    async templates(names) {
      return names.map(name => desktops.template(name));
    },
  };
}
