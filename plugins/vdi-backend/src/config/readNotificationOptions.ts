import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { readDesktopsPath } from './readDesktopsPath';

/** Of what people are notified. */
export interface NotificationOptions {
  enabled: boolean;
  /** How long before a desktop stops its owner is notified, in milliseconds. */
  beforeMs: number;
  /** Where the owner is led to: path of the Desktops page. */
  link: string;
}

/** As long before as the page says so by itself (`vdi.operator.warnBefore`): enough to come back to the desktop and save one's work. */
const DEFAULT_BEFORE: HumanDuration = { minutes: 15 };

/** It is looked every few seconds, and people need a moment too. */
const SHORTEST_MS = 60_000;

/**
 * Reads `vdi.notifications`.
 *
 * @throws InputError naming the setting when it is not what it must be.
 */
export function readNotificationOptions(root: Config): NotificationOptions {
  const key = 'vdi.notifications.before';
  const before = root.has(key)
    ? readDurationFromConfig(root, { key })
    : DEFAULT_BEFORE;
  const beforeMs = durationToMilliseconds(before);
  if (beforeMs < SHORTEST_MS) {
    throw new InputError(
      `${key} must be a minute or more. To notify nobody, set vdi.notifications.enabled to false.`,
    );
  }
  return {
    enabled: root.getOptionalBoolean('vdi.notifications.enabled') ?? true,
    beforeMs,
    link: readDesktopsPath(root),
  };
}
