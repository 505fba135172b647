import { aSession } from '../testing/objects';
import { isOwner } from './ownership';

const alice = { userRef: 'user:default/alice', email: 'alice@example.com' };

describe('isOwner', () => {
  it.each([
    ['her ref', alice, { userRef: 'user:default/alice' }, true],
    ['her ref in capitals', alice, { userRef: 'User:default/ALICE' }, true],
    ["somebody else's ref", alice, { userRef: 'user:default/bob' }, false],
    [
      'the same name in another namespace',
      alice,
      { userRef: 'user:x/alice' },
      false,
    ],
    [
      "somebody else's ref and her address",
      alice,
      { userRef: 'user:default/bob', user: 'alice@example.com' },
      false,
    ],
    ['no ref and her address', alice, { userRef: undefined }, true],
    [
      'no ref and her address in capitals',
      alice,
      { userRef: undefined, user: 'Alice@Example.com' },
      true,
    ],
    [
      'no ref and another address',
      alice,
      { userRef: undefined, user: 'bob@example.com' },
      false,
    ],
    [
      'no ref, while her own address is not known',
      { userRef: alice.userRef },
      { userRef: undefined },
      false,
    ],
  ])('of a session with %s', (_, caller, spec, mine) => {
    expect(isOwner(caller, aSession('a', spec))).toBe(mine);
  });
});
