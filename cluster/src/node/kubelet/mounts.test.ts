import { parseMounts } from './mounts';

describe('parseMounts', () => {
  it('reads points and types, with optional fields and spaces in paths', () => {
    const text = `22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:26 / /sys/fs/cgroup/cpu rw,relatime shared:9 master:1 - cgroup cgroup rw,cpu
31 22 0:27 / /home/a\\040b/c rw - overlay overlay rw,lowerdir=/x
`;
    expect(parseMounts(text)).toEqual([
      { point: '/', type: 'ext4' },
      { point: '/sys/fs/cgroup/cpu', type: 'cgroup' },
      { point: '/home/a b/c', type: 'overlay' },
    ]);
  });
});
