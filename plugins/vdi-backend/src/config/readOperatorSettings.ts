import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readSettings, type Settings } from '@backstage-vdi/operator';
import type { TurnOptions } from './readTurnOptions';

/**
 * Reads the settings of the operator from the `vdi` section. The operator knows them, their defaults and what is wrong with them; here is
 * only where they are written.
 *
 * @throws InputError naming the setting when one is not what it must be.
 */
export function readOperatorSettings(
  root: Config,
  turn: TurnOptions | undefined,
): Settings {
  const { enabled, ...own } = root.getOptional<object & { enabled?: unknown }>(
    'vdi.operator',
  ) ?? { enabled: undefined };
  const { kind, ...routing } =
    root.getOptional<object & { kind?: unknown }>('vdi.routing') ?? {};
  const file = {
    domain: root.getOptionalString('vdi.domain'),
    urlPort: root.getOptionalNumber('vdi.urlPort'),
    routingKind: kind,
    ...routing,
    reservedHosts: root
      .getOptionalStringArray('vdi.routing.reservedHosts')
      ?.join(','),
    turnService: turn?.service,
    turnKey: turn?.keys[0],
    ...own,
  };
  try {
    return readSettings({ file });
  } catch (error) {
    throw new InputError('The vdi section of app-config cannot be used', error);
  }
}
