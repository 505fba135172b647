import { parseUsage, readUsage } from './processUsage';

describe('parseUsage', () => {
  it('adds user and system time, whatever the program is called', () => {
    const stat = `7 (a) b) R ${Array.from({ length: 10 }, (_, i) => i).join(' ')} 250 50 0 0`;
    const status = 'Name:\ta\nVmHWM:\t    4096 kB\nVmRSS:\t    2048 kB\n';
    expect(parseUsage(stat, status)).toEqual({
      cpuSeconds: 3,
      residentMiB: 2,
      peakMiB: 4,
    });
  });
});

describe('readUsage', () => {
  it('sees this very process', async () => {
    const usage = await readUsage(process.pid);
    const { user, system } = process.cpuUsage();
    expect(usage.cpuSeconds).toBeLessThanOrEqual((user + system) / 1e6 + 0.02);
    expect(usage.peakMiB).toBeGreaterThanOrEqual(usage.residentMiB);
    expect(usage.residentMiB).toBeGreaterThan(10);
  });
});
