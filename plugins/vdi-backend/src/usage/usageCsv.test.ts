import { usageCsv } from './usageCsv';

const row = (key: string | null) => ({
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  key,
  desktops: 2,
  runs: 3,
  sessionHours: 12.5,
  gpuHours: 25,
  unknownSessionHours: 0,
  unknownGpuHours: 0,
});

const csvOf = (...keys: (string | null)[]) => {
  const items = keys.map(row);
  const [{ key, ...total }] = items;
  const { from, to } = total;
  const period = { from, to, timeZone: 'UTC', by: 'user' as const };
  return usageCsv({ ...period, items, total, coverage: [] });
};

const field = (key: string | null) =>
  csvOf(key)
    .split('\r\n')[1]
    .split('.000Z,')[2]
    .replace(/,2,3,.*/, '');

describe('usageCsv', () => {
  it('writes a line for each row, as RFC 4180 has it', () => {
    expect(csvOf('user:default/alice', null)).toBe(
      [
        'from,to,user,desktops,runs,session_hours,gpu_hours,unknown_session_hours,unknown_gpu_hours',
        '2026-03-01T00:00:00.000Z,2026-04-01T00:00:00.000Z,user:default/alice,2,3,12.5,25,0,0',
        '2026-03-01T00:00:00.000Z,2026-04-01T00:00:00.000Z,,2,3,12.5,25,0,0',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['=1+1@example.com', "'=1+1@example.com"],
    ['+alice@example.com', "'+alice@example.com"],
    ['-alice@example.com', "'-alice@example.com"],
    ['@alice@example.com', "'@alice@example.com"],
    ['"alice"@example.com', '"""alice""@example.com"'],
    [
      '=HYPERLINK("a","b")@example.com',
      `"'=HYPERLINK(""a"",""b"")@example.com"`,
    ],
    ['alice,bob@example.com', '"alice,bob@example.com"'],
  ])('has no spreadsheet take %s for more than a text', (key, written) => {
    expect(field(key)).toBe(written);
  });
});
