import fc from 'fast-check';
import { canonicalOwner, childName, homeName, hostName } from './names';

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const session = { namespace: 'vdi', name: 'blender-1' };
const host = (userRef: string, of = session) =>
  hostName({ userRef, user: 'a@b.c' }, of, 'vdi.example.com');
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
    expect(hostName({ user: 'Bob.Smith@example.com' }, session, 'd')).toMatch(
      /^bob-smith-[a-z2-7]{10}\.d$/,
    );
  });

  it.each(['山田太郎', '12345', 'a`) || Host(`b', '---', '\u202Eevil'])(
    'makes a label of %s',
    name => {
      expect(label(host(`user:default/${name}`))).toMatch(LABEL);
    },
  );

  it('is a DNS label of at most 35 characters without "--", whoever asks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (user, name) => {
          const made = label(hostName({ user }, { namespace: 'n', name }, 'd'));
          expect(made).toMatch(LABEL);
          expect(made).not.toContain('--');
          expect(made.length).toBeLessThanOrEqual(35);
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
