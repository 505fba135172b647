import type { Bound } from './Bound';
import type { Excess } from './findExcess';
import { tellExcess } from './tellExcess';

const own: Bound = {
  subject: 'user:default/bob',
  isGroup: false,
  owners: new Set(),
  allowed: {},
};
const group = { ...own, subject: 'group:default/film', isGroup: true };
const tell = (
  excess: Partial<Excess>,
  titles: string[] = [],
  isReader = true,
) =>
  tellExcess(
    {
      bound: own,
      resource: 'running',
      used: 2,
      allowed: 2,
      asked: 1,
      ...excess,
    },
    { isReader, titles },
  );

it.each([
  [
    tell({}, ['a', 'b']),
    'You use 2 of 2 desktops. Stop "a" or "b" to start this one.',
  ],
  [
    tell({}, ['a', 'b', 'c', 'd']),
    'You use 2 of 2 desktops. Stop "a", "b", "c" or another to start this one.',
  ],
  [
    tell({ used: 1, allowed: 1 }, ['a'], false),
    'bob uses 1 of 1 desktop. Stop "a" to start this one.',
  ],
  [
    tell({ resource: 'gpus', used: 3, allowed: 4, asked: 2 }, ['a']),
    'You use 3 of 4 GPUs, and this takes 2 more. Stop "a" to start this one.',
  ],
  [
    tell({ resource: 'gpus', used: 0, allowed: 1, asked: 2 }),
    'You use 0 of 1 GPU, and this takes 2 more. Ask for less, or an administrator for a higher quota.',
  ],
  [
    tell({ bound: group, used: 20, allowed: 20 }),
    'The group "film" uses 20 of 20 desktops. Wait until another desktop is stopped, or ask an administrator for a higher quota.',
  ],
  [
    tell(
      {
        resource: 'homeSize',
        used: 190 * 2 ** 30,
        allowed: 200 * 2 ** 30,
        asked: 20 * 2 ** 30,
      },
      ['a'],
    ),
    'You use 190 GiB of 200 GiB of home volumes, and this takes 20 GiB more. Delete "a" to make room for it.',
  ],
])('says %j', (told, sentence) => {
  expect(told).toBe(sentence);
});
