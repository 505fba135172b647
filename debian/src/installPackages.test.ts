import { installPackages } from './installPackages';

/** A machine whose apt does what `succeeds` says, call by call; the last answer holds. */
function machine(...succeeds: boolean[]) {
  const calls: string[] = [];
  const execute = async (program: string, args: string[]) => {
    calls.push([program, ...args].join(' '));
    const ok = succeeds.length > 1 ? succeeds.shift() : succeeds[0];
    if (!ok) throw new Error('E: Unable to locate package');
  };
  return { calls, options: { able: true, execute } };
}

const INSTALL =
  /^flock \S+ apt-get -q -y \S+ install --no-install-recommends --no-remove runc$/;
const UPDATE = /^flock \S+ apt-get -q -y \S+ update$/;

describe('installPackages', () => {
  it('asks the mirror for nothing when the lists are good', async () => {
    const { calls, options } = machine(true);
    const lines: string[] = [];
    await installPackages(['runc'], {
      ...options,
      log: line => lines.push(line),
    });
    expect(calls).toEqual([expect.stringMatching(INSTALL)]);
    expect(lines).toEqual(['Installing runc']);
  });

  it('reads the lists anew when a package is not in them', async () => {
    const { calls, options } = machine(false, true);
    await installPackages(['runc'], options);
    expect(calls).toEqual([
      expect.stringMatching(INSTALL),
      expect.stringMatching(UPDATE),
      expect.stringMatching(INSTALL),
    ]);
  });

  it('says what could not be installed, and why', async () => {
    const { options } = machine(false);
    await expect(installPackages(['runc'], options)).rejects.toMatchObject({
      code: 'DEBIAN_INSTALL',
      message:
        'apt-get could not install runc: Error: E: Unable to locate package',
    });
  });

  it('says what to install where it may not', async () => {
    const { calls, options } = machine(true);
    await expect(
      installPackages(['a', 'b'], { ...options, able: false }),
    ).rejects.toThrow('a, b must be installed.');
    expect(calls).toEqual([]);
  });

  it('does not begin again when it was told to end', async () => {
    const { calls, options } = machine(false);
    const reason = new Error('Ctrl-C');
    await expect(
      installPackages(['runc'], {
        ...options,
        signal: AbortSignal.abort(reason),
      }),
    ).rejects.toBe(reason);
    expect(calls).toHaveLength(1);
  });
});
