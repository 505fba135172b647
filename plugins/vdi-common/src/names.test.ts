import fc from 'fast-check';
import { canonicalOwner, childName, homeName, hostName } from './names';

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const session = { namespace: 'vdi', name: 'blender-1' };
const domain = 'vdi.example.com';
const host = (userRef: string, of = session) =>
  hostName({ userRef, user: 'a@b.c' }, of, { domain });
const label = (name: string) => name.split('.')[0];

describe('hostName', () => {
  it('is the readable name and a hash below the domain', () => {
    expect(host('user:default/alice')).toMatch(
      /^alice-[a-z2-7]{10}\.vdi\.example\.com$/,
    );
  });

  it.each([
    ['user:default/Alice', 'user:default/alice'],
    ['USER:default/josé', 'user:default/jose\u0301'],
  ])('is the same for %s and %s, which Backstage takes for one', (a, b) => {
    expect(host(a)).toBe(host(b));
  });

  it.each([
    ['user:default/alice.b', 'user:default/alice-b'],
    ['user:default/alice', 'user:other/alice'],
  ])('differs for %s and %s', (a, b) => {
    expect(host(a)).not.toBe(host(b));
  });

  it('differs for two desktops of one person', () => {
    expect(host('user:default/alice')).not.toBe(
      host('user:default/alice', { namespace: 'vdi', name: 'blender-2' }),
    );
  });

  it('takes the local part of an e-mail address where there is no ref', () => {
    const bob = { user: 'Bob.Smith@example.com' };
    expect(hostName(bob, session, { domain })).toMatch(
      /^bob-smith-[a-z2-7]{10}\.vdi/,
    );
  });

  // Written down once and for all: desktops are known by these to browsers, bookmarks and certificates.
  it.each([
    ['alice', 'alice-3gov24fl7j'],
    ['alice.b', 'alice-b-5fvrphrmkr'],
    ['alice-b', 'alice-b-an3bxo6lyo'],
    ['josé', 'jose-ygojw37fbi'],
    ['山田太郎', 'u-fehljoafwz'],
    ['12345', 'u-12345-vfzziqtefl'],
    ['a`) || Host(`b', 'a-host-b-ijnzmrhfj2'],
    ['---', 'u-hp5whs5qbt'],
    ['\u202Eevil', 'evil-tf74h5iqcz'],
    ['xn--bcher-kva', 'xn-bcher-kva-bc33ba7i3c'],
    ['ab--cd', 'ab-cd-qzjepdvi4p'],
  ])('of the user %j is for ever %s', (name, expected) => {
    expect(label(host(`user:default/${name}`))).toBe(expected);
  });

  it('is a DNS label of at most 35 characters without "--", whoever asks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (user, name) => {
          const of = { namespace: 'n', name };
          const made = label(hostName({ user }, of, { domain }));
          expect(made).toMatch(LABEL);
          expect(made).not.toContain('--');
          expect(made.length).toBeLessThanOrEqual(35);
        },
      ),
    );
  });
});

describe('a plain label', () => {
  const plain = (pattern: string, name: string, of = session) =>
    label(
      hostName({ userRef: `user:default/${name}`, user: 'a@b.c' }, of, {
        domain,
        label: pattern,
      }),
    );

  it.each([
    ['{user}', 'alice', 'alice'],
    ['{user}', 'Alice.B', 'alice-b'],
    ['{user}-{name}', 'alice', 'alice-blender-1'],
    ['vdi-{user}', 'josé', 'vdi-jose'],
    ['{user}', '12345', 'u-12345'],
    ['{user}', 'xn--bcher-kva', 'xn-bcher-kva'],
    ['{user}', 'a`) || Host(`b', 'a-host-b'],
    ['{user}--{name}', '{name}', 'name-blender-1'],
  ])('of the pattern %s and the user %j is %s', (pattern, name, expected) => {
    expect(plain(pattern, name)).toBe(expected);
  });

  it.each(['$&', '山田太郎', '---'])(
    'is a hashed one where nothing of %j can be written',
    name => {
      expect(plain('{user}', name)).toBe(label(host(`user:default/${name}`)));
    },
  );

  it('is the name before the @ where there is no ref', () => {
    const bob = { user: 'Bob.Smith@example.com' };
    expect(hostName(bob, session, { domain, label: '{user}' })).toBe(
      'bob-smith.vdi.example.com',
    );
  });

  it('is a DNS label, whoever asks', () => {
    const pattern = fc
      .array(fc.constantFrom('{user}', '{name}', '-', 'a', '9'), {
        minLength: 1,
      })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (of, user, name) => {
          const made = plain(of, user, { namespace: 'n', name });
          expect(made).toMatch(LABEL);
          expect(made).not.toContain('--');
          expect(made.length).toBeLessThanOrEqual(63);
        },
      ),
    );
  });
});

describe('canonicalOwner', () => {
  it('tells an entity ref from an e-mail address', () => {
    expect(canonicalOwner({ user: 'Alice@Example.com' })).toBe(
      'email:alice@example.com',
    );
    expect(
      canonicalOwner({
        user: 'alice@example.com',
        userRef: 'User:Default/Alice',
      }),
    ).toBe('user:default/alice');
  });
});

describe('childName', () => {
  it('is the name of the session where a Service may be called so', () => {
    expect(childName('blender-1')).toBe('blender-1');
    expect(homeName('blender-1')).toBe('blender-1-home');
  });

  it.each(['1st', 'with.dots', 'x'.repeat(253), 'a-abcdefghij'])(
    'is shortened and hashed for %s',
    name => {
      expect(childName(name)).toMatch(/-[a-z2-7]{10}$/);
    },
  );

  const sessionName = fc
    .stringMatching(/^[a-z0-9]([-a-z0-9.]{0,80}[a-z0-9])?$/)
    .filter(name => name.length <= 253);

  it('is a Service name and a label value with room for a suffix, for every name of a session', () => {
    fc.assert(
      fc.property(sessionName, name => {
        expect(childName(name)).toMatch(LABEL);
        expect(homeName(name).length).toBeLessThanOrEqual(63);
      }),
    );
  });

  it('never is the name of another session, nor of its child', () => {
    fc.assert(
      fc.property(sessionName, sessionName, (a, b) => {
        fc.pre(a !== b);
        expect(childName(a)).not.toBe(childName(b));
        expect(childName(childName(`${a}.`))).not.toBe(childName(`${a}.`));
      }),
    );
  });
});
