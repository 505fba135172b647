import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const USER_OR_GROUP = /^(user|group):[^\s:/]+\/[^\s:/]+$/;

/**
 * Reads `vdi.admins`: entity refs, in lower case. None where it is absent.
 *
 * @throws InputError naming the first that is none of a user or a group.
 */
export function readAdmins(root: Config): string[] {
  const admins = (root.getOptionalStringArray('vdi.admins') ?? []).map(ref =>
    ref.toLowerCase(),
  );
  const wrong = admins.find(ref => !USER_OR_GROUP.test(ref));
  if (wrong === undefined) return admins;
  throw new InputError(
    `vdi.admins has "${wrong}". It must have the full entity refs of users and groups, such as group:default/platform.`,
  );
}
