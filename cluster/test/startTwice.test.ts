import { clusterFolder, startCluster } from '../src';
import { NOTHING, tracesOf } from './traces';

const name = 'test-twice';

describe('two starts of one cluster at the same moment', () => {
  it('give one cluster, and tell the other of it', async () => {
    const starts = await Promise.allSettled([
      startCluster({ name, node: 'none' }),
      startCluster({ name, node: 'none' }),
    ]);
    const started = starts.flatMap(it =>
      it.status === 'fulfilled' ? it.value : [],
    );
    const refused = starts.flatMap(it =>
      it.status === 'rejected' ? it.reason : [],
    );
    expect(refused).toMatchObject([{ code: 'ALREADY_RUNNING' }]);
    expect(await started[0].kubectl(['get', '--raw=/readyz'])).toBe('ok');
    await started[0].down();
    expect(await tracesOf(clusterFolder(name))).toEqual(NOTHING);
  });
});
