import { ConfigReader } from '@backstage/config';
import { readUsageOptions } from './readUsageOptions';

const DAY_MS = 24 * 3_600_000;

const read = (retention?: unknown) =>
  readUsageOptions(new ConfigReader({ vdi: { usage: { retention } } } as never))
    .retentionMs / DAY_MS;

it.each([
  [undefined, 400],
  [{ days: 90 }, 90],
  ['P1W', 7],
  ['24h', 1],
])('reads a retention of %j as %d days', (retention, days) => {
  expect(read(retention)).toBe(days);
});

it.each([
  [{ hours: 23 }, 'vdi.usage.retention must be a day or more'],
  ['a year', 'vdi.usage.retention'],
])('refuses a retention of %j', (retention, message) => {
  expect(() => read(retention)).toThrow(message);
});
