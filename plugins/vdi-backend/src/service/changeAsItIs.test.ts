import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession } from '../testing/objects';
import { changeAsItIs } from './changeAsItIs';

let desktops: MemoryDesktops;

beforeEach(() => {
  desktops = new MemoryDesktops();
  desktops.put(aSession('alice-blender-1', { timeout: '1h' }));
});

const stored = () => desktops.sessions()[0].session;
const found = () => ({ cluster: 'default', session: stored() });

/** Gives a session an hour more than it has. */
const addHour = (
  seen: { cluster: string; session: VDISession },
  version?: string,
) => {
  const hours = parseInt(seen.session.spec.timeout ?? '', 10);
  const change = { spec: { timeout: `${hours + 1}h` } };
  return desktops.changeSession(seen, change, version);
};
const extend = (it = found(), only?: string) =>
  changeAsItIs({ desktops, found: it, only, change: addHour });

it('counts each of many at once', async () => {
  const it = found();
  await Promise.all([1, 2, 3, 4, 5].map(() => extend(it)));
  expect(stored().spec.timeout).toBe('6h');
});

it('changes the one version that is named, however old what memory has', async () => {
  const old = found();
  await extend();
  const { resourceVersion } = stored().metadata;
  await extend(old, resourceVersion);
  expect(stored().spec.timeout).toBe('3h');
});

it('refuses every other version', async () => {
  const old = found();
  await extend();
  for (const it of [old, found()]) {
    await expect(
      extend(it, old.session.metadata.resourceVersion),
    ).rejects.toMatchObject({ code: 'VDI_CHANGED_MEANWHILE' });
  }
  expect(stored().spec.timeout).toBe('2h');
});

it('says that it is gone, or that another has its name', async () => {
  const old = found();
  await extend();
  jest.spyOn(desktops, 'readSession').mockResolvedValueOnce(undefined);
  await expect(extend(old)).rejects.toMatchObject({
    code: 'VDI_SESSION_NOT_FOUND',
  });
  const { session } = old;
  desktops.put({
    ...session,
    metadata: { ...session.metadata, uid: 'another', resourceVersion: '500' },
  });
  await expect(extend(old)).rejects.toMatchObject({ code: 'VDI_REPLACED' });
  expect(stored().spec.timeout).toBe('1h');
});

it('gives up, and says so, where others change it each time', async () => {
  const change = jest.fn((seen: ReturnType<typeof found>, version?: string) => {
    desktops.put({
      ...stored(),
      metadata: { ...stored().metadata, resourceVersion: `${version}0` },
    });
    return addHour(seen, version);
  });
  await expect(
    changeAsItIs({ desktops, found: found(), change }),
  ).rejects.toMatchObject({
    name: 'ConflictError',
    code: 'VDI_CONTENDED',
    message: expect.stringContaining('try again'),
  });
  expect(change).toHaveBeenCalledTimes(10);
  expect(stored().spec.timeout).toBe('1h');
});

it('passes on why it cannot be changed', async () => {
  const change = () => Promise.reject(new RangeError('too long'));
  await expect(
    changeAsItIs({ desktops, found: found(), change }),
  ).rejects.toThrow('too long');
});
