import { ConfigReader } from '@backstage/config';
import { readAuditOptions } from './readAuditOptions';
import { readUsageOptions } from './readUsageOptions';

const DAY_MS = 24 * 3_600_000;

const read = {
  usage: (retention?: unknown) =>
    readUsageOptions(
      new ConfigReader({ vdi: { usage: { retention } } } as never),
    ),
  audit: (retention?: unknown) =>
    readAuditOptions(
      new ConfigReader({ vdi: { audit: { retention } } } as never),
    ),
};

describe.each(['usage', 'audit'] as const)('vdi.%s.retention', part => {
  it.each([
    [undefined, 400],
    [{ days: 90 }, 90],
    ['P1W', 7],
    ['24h', 1],
  ])('%j is %d days', (retention, days) => {
    expect(read[part](retention).retentionMs / DAY_MS).toBe(days);
  });

  it.each([
    [{ hours: 23 }, `vdi.${part}.retention must be a day or more`],
    ['a year', `vdi.${part}.retention`],
  ])('%j is refused', (retention, message) => {
    expect(() => read[part](retention)).toThrow(message);
  });
});
