import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Desktops } from '../desktops/Desktops';
import type { Spec } from '../openapi/readSpec';
import type { Access } from '../permissions/Access';
import type { Identity } from '../service/identity';
import type { SessionVerbs } from '../service/SessionVerbs';

/** What the actions stand on: the same as the routes of the session API. */
export interface ActionOptions {
  registry: ActionsRegistryService;
  identity: Identity;
  access: Access;
  sessions: Pick<
    SessionVerbs,
    'list' | 'create' | 'get' | 'start' | 'stop' | 'extend'
  >;
  desktops: Desktops;
  /** The description of the API, whose bounds hold for actions too. */
  spec: Spec;
  /** Address of the Desktops page, to which agents lead people. */
  desktopsUrl: string;
}
