import { ConfigReader } from '@backstage/config';
import { readQuotaOptions } from './readQuotaOptions';

const read = (quotas?: object) =>
  readQuotaOptions(new ConfigReader({ vdi: { quotas } }));

it('bounds nobody where nothing is said', () => {
  expect(read()).toEqual({
    eachUser: {},
    users: [],
    groups: [],
    sources: { timeoutMs: 2_000, allowWithout: false },
  });
});

it('reads whose quotas these are, and leaves to each user what their own leave open', () => {
  expect(
    read({
      eachUser: { running: 3, gpus: 2 },
      users: [{ user: 'user:default/Alice', gpus: 4, homeSize: '1Ti' }],
      groups: [{ group: 'group:default/film', gpus: 0 }],
      sources: { timeout: '5s', onFailure: 'allow' },
    }),
  ).toEqual({
    eachUser: { running: 3, gpus: 2 },
    users: [
      {
        subject: 'user:default/alice',
        allowed: { running: 3, gpus: 4, homeSize: 2 ** 40 },
      },
    ],
    groups: [{ subject: 'group:default/film', allowed: { gpus: 0 } }],
    sources: { timeoutMs: 5_000, allowWithout: true },
  });
});

it('reads whole bytes', () => {
  const { eachUser } = read({ eachUser: { homeSize: '1.1Gi' } });
  expect(eachUser.homeSize).toBe(1_181_116_007);
});

it.each([
  [{ eachUser: { running: -1 } }, 'vdi.quotas.eachUser.running is -1'],
  [{ eachUser: { gpus: 1.5 } }, 'vdi.quotas.eachUser.gpus is 1.5'],
  [
    { eachUser: { homeSize: 'much' } },
    'vdi.quotas.eachUser.homeSize is "much"',
  ],
  [{ users: [{ user: 'alice' }] }, 'vdi.quotas.users[0].user is "alice"'],
  [
    { groups: [{ group: 'user:default/alice' }] },
    'vdi.quotas.groups[0].group is "user:default/alice"',
  ],
  [
    { users: [{ user: 'user:a/b' }, { user: 'User:a/B' }] },
    'vdi.quotas.users has "user:a/b" twice',
  ],
  [{ eachUser: { gpu: 2 } }, 'vdi.quotas.eachUser has "gpu"'],
  [{ groups: [{ group: 'group:a/b', home: '1Gi' }] }, 'groups[0] has "home"'],
  [{ user: [] }, 'vdi.quotas has "user"'],
  [{ sources: { onfailure: 'allow' } }, 'vdi.quotas.sources has "onfailure"'],
  [{ sources: { timeout: '0s' } }, 'vdi.quotas.sources.timeout must be longer'],
  [{ sources: { onFailure: 'ask' } }, 'onFailure is "ask"'],
])('refuses %j', (quotas, message) => {
  expect(() => read(quotas)).toThrow(message);
});
