import { ConfigReader } from '@backstage/config';
import { readNotificationOptions } from './readNotificationOptions';

const read = (notifications?: object) =>
  readNotificationOptions(
    new ConfigReader({ vdi: { notifications } } as never),
  );

it.each([
  [undefined, { enabled: true, beforeMs: 900_000 }],
  [{ enabled: false }, { enabled: false, beforeMs: 900_000 }],
  [{ before: { minutes: 30 } }, { enabled: true, beforeMs: 1_800_000 }],
  [{ before: '1h' }, { enabled: true, beforeMs: 3_600_000 }],
])('reads %j', (notifications, options) => {
  expect(read(notifications)).toEqual({ ...options, link: '/desktops' });
});

it.each([
  [{ before: '59s' }, 'vdi.notifications.before must be a minute or more'],
  [{ before: 'soon' }, 'vdi.notifications.before'],
  [{ enabled: 'maybe' }, 'vdi.notifications.enabled'],
])('refuses %j', (notifications, message) => {
  expect(() => read(notifications)).toThrow(message);
});
