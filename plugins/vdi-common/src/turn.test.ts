import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { turnCredentials, turnToken, turnUser } from './turn';

const key = 'k'.repeat(32);
const uid = '7f1f2a4e-0000-4000-8000-000000000001';

describe('turnToken', () => {
  it('fits in a path, and is long enough that nobody guesses it', () => {
    expect(turnToken(key, uid)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('is the HMAC-SHA-256 that OpenSSL makes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.uuid(), (any, session) => {
        expect(turnToken(any, session)).toBe(
          createHmac('sha256', any)
            .update(`vdi-turn-token-v1\0${session}`)
            .digest('base64url'),
        );
      }),
    );
  });
});

describe('turnUser', () => {
  it('stays the same for a session, and tells nothing of it', () => {
    expect(turnUser(uid)).toMatch(/^[0-9a-f]{32}$/);
    expect(turnUser(uid)).toBe(turnUser(uid));
    expect(turnUser(uid)).not.toBe(turnUser(`${uid}2`));
  });
});

describe('turnCredentials', () => {
  // By `printf %s '1433895918:filtr' | openssl dgst -sha1 -hmac north -binary | base64`
  it('are the ones of a known vector', () => {
    expect(
      turnCredentials({
        secret: 'north',
        user: 'filtr',
        ttlSeconds: 600,
        now: 1_433_895_318_999,
      }),
    ).toEqual({
      username: '1433895918:filtr',
      password: '4Cbgbl4ehE3ynnhNMhQDxIU2CM4=',
    });
  });

  it('have the password that OpenSSL makes of the user name', () => {
    const ttl = fc.integer({ min: 1, max: 86_400 });
    const now = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), ttl, now, (secret, s, ms) => {
        const { username, password } = turnCredentials({
          secret,
          user: turnUser(uid),
          ttlSeconds: s,
          now: ms,
        });
        expect(Number(username.split(':')[0])).toBe(Math.floor(ms / 1000) + s);
        expect(password).toBe(
          createHmac('sha1', secret).update(username).digest('base64'),
        );
      }),
    );
  });
});
