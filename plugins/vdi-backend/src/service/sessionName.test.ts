import { childName } from '@backstage-vdi/plugin-vdi-common';
import fc from 'fast-check';
import { freeSessionName, keyedSessionName, sessionName } from './sessionName';

const owner = (userRef: string) => ({ userRef, user: '' });
const alice = owner('user:default/alice');

describe('sessionName', () => {
  it.each([
    ['user:default/alice', 'blender', /^alice-blender-1$/],
    ['User:Default/Alice', 'blender', /^alice-blender-1$/],
    ['user:default/guest', 'ubuntu-24.04', /^guest-ubuntu-24-04-1$/],
    ['user:default/alice-b', 'blender', /^alice-b-[0-9a-f]{6}-blender-1$/],
    ['user:other/alice', 'blender', /^alice-[0-9a-f]{6}-blender-1$/],
    ['user:default/4you', 'blender', /^u-4you-[0-9a-f]{6}-blender-1$/],
  ])('is made of %s and %s', (userRef, template, expected) => {
    expect(sessionName(owner(userRef), template, 1)).toMatch(expected);
  });

  const templateName = fc
    .stringMatching(/^[a-z0-9]([-a-z0-9.]{0,80}[a-z0-9])?$/)
    .filter(name => name.length <= 253);
  const userRef = fc
    .tuple(fc.string(), fc.string({ unit: 'grapheme' }))
    .map(([namespace, name]) => `user:${namespace}/${name}`);
  const number = fc.integer({ min: 1, max: 99_999 });

  it('is a DNS label of at most 50 characters that starts with a letter', () => {
    fc.assert(
      fc.property(userRef, templateName, number, (ref, template, n) => {
        const name = sessionName(owner(ref), template, n);
        expect(name).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
        expect(name.length).toBeLessThanOrEqual(50);
      }),
    );
  });

  it('is never the same for two people, whose kept homes would meet', () => {
    const person = fc.stringMatching(/^[a-z]{1,3}([-.][a-z]{1,3})?$/);
    fc.assert(
      fc.property(person, person, templateName, (a, b, template) => {
        fc.pre(a !== b);
        const name = (who: string, of: string) =>
          sessionName(owner(`user:default/${who}`), of, 1);
        expect(name(a, template)).not.toBe(name(b, template));
        expect(name(`${a}-x`, 'y')).not.toBe(name(a, 'x-y'));
      }),
    );
  });
});

describe('keyedSessionName', () => {
  const key = '3fa9c15b0e7d24861c0ffee0deadbeef';

  it.each([
    ['user:default/alice', /^alice-3fa9c15b0e7d2486$/],
    ['user:other/Alice.B', /^alice-b-[0-9a-f]{6}-3fa9c15b0e7d2486$/],
  ])('is made of %s and the key', (userRef, expected) => {
    expect(keyedSessionName(owner(userRef), key)).toMatch(expected);
  });

  it('is a name that the desktop can have as it is', () => {
    const longest = owner(`user:other/${'x'.repeat(200)}`);
    const name = keyedSessionName(longest, key);
    expect(childName(name)).toBe(name);
  });
});

describe('freeSessionName', () => {
  it.each([
    [[], 'alice-blender-1'],
    [['alice-blender-1', 'alice-blender-2'], 'alice-blender-3'],
    [['alice-blender-2'], 'alice-blender-1'],
  ])('with %j taken is %s', (taken: string[], name) => {
    expect(
      freeSessionName(alice, 'blender', wanted => taken.includes(wanted)),
    ).toBe(name);
  });
});
