import { ConfigReader } from '@backstage/config';
import { readAdmins } from './readAdmins';

const read = (admins?: unknown) =>
  readAdmins(new ConfigReader({ vdi: { admins } } as object));

describe('readAdmins', () => {
  it('has none by itself', () => {
    expect(read()).toEqual([]);
  });

  it('has users and groups in lower case', () => {
    expect(read(['Group:default/Platform', 'user:default/alice'])).toEqual([
      'group:default/platform',
      'user:default/alice',
    ]);
  });

  it.each(['alice', 'user:alice', 'component:default/portal', ''])(
    'refuses "%s"',
    ref => {
      expect(() => read([ref])).toThrow('vdi.admins');
    },
  );
});
