import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  end,
  endOwned,
  findOwned,
  identify,
  isAlive,
  OWNER_VARIABLE,
  parseStat,
} from './identity';

const stat = (name: string, state: string, threads = 1) =>
  `42 (${name}) ${state} 1 42 42 0 -1 4194560 1 0 0 0 1 0 0 0 20 0 ${threads} 0 98765 1000 1 18446744073709551615`;

describe('parseStat', () => {
  it.each(['etcd', 'a b', 'a) S 1 2', '((', ''])(
    'finds the start of a program called "%s"',
    name => {
      expect(parseStat(42, stat(name, 'S'))).toEqual({
        pid: 42,
        startTime: 98765,
      });
    },
  );

  it.each(['Z', 'X'])('takes a process in state %s for gone', state => {
    expect(parseStat(42, stat('etcd', state))).toBeUndefined();
  });

  it('takes a process for alive while any of its threads is', () => {
    expect(parseStat(42, stat('etcd', 'Z', 2))).toBeDefined();
  });

  it('takes a process without a file for gone', () => {
    expect(parseStat(42, '')).toBeUndefined();
  });
});

describe('a process', () => {
  it('is not mistaken for an earlier one with the same number', async () => {
    const self = await identify(process.pid);
    expect(await isAlive(self!)).toBe(true);
    const earlier = { ...self!, startTime: self!.startTime - 1 };
    expect(await isAlive(earlier)).toBe(false);
  });

  it('is found by the mark of its cluster, its children too, and ended', async () => {
    const owner = `/test/${process.pid}`;
    // The grandchild itself says that it runs: in the midst of its exec it has no environment yet.
    const family = 'exec 3<&0; sh -c "echo; read line <&3" & read line';
    const child = spawn('sh', ['-c', family], {
      env: { ...process.env, [OWNER_VARIABLE]: owner },
    });
    await once(child.stdout, 'data');
    const owned = await findOwned(owner);
    expect(owned).toHaveLength(2);
    const { pid } = child;
    expect(owned).toContainEqual(
      expect.objectContaining({ pid, program: 'sh' }),
    );
    expect(await findOwned('/test')).toEqual([]);

    await endOwned(owner, process => process.pid !== pid);
    expect(await findOwned(owner)).toMatchObject([{ pid }]);
    await endOwned(owner);
    expect(await findOwned(owner)).toEqual([]);
  });

  it('that ignores a polite signal is not waited for longer than asked', async () => {
    // With no child of its own: that would outlive it with its output, which keeps this process from exiting.
    const child = spawn('sh', ['-c', `trap '' TERM; echo; read line`]);
    await once(child.stdout, 'data');
    const target = (await identify(child.pid!))!;
    await end([target], 'SIGTERM', 50);
    expect(await isAlive(target)).toBe(true);
    await end([target]);
    expect(await isAlive(target)).toBe(false);
  });
});
