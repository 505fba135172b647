import { identify } from '../process/identity';
import { renderStatus } from './renderStatus';

describe('renderStatus', () => {
  it('shows what is alive, with its memory, and what is dead', async () => {
    const self = (await identify(process.pid))!;
    const launched = { program: '', args: [], logFile: '' };
    const table = await renderStatus([
      { ...self, ...launched, name: 'etcd', port: 2379, alive: true },
      { pid: 7, startTime: 1, ...launched, name: 'traefik', alive: false },
    ]);
    const [head, alive, dead] = table.split('\n');
    expect(head).toMatch(/^COMPONENT +PID +ALIVE +MEMORY +PORT$/);
    expect(alive).toMatch(/^etcd +\d+ +yes +[1-9]\d* MiB +2379$/);
    expect(dead).toMatch(/^traefik +7 +DEAD$/);
  });
});
