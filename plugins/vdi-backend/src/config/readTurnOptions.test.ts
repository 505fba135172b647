import { ConfigReader } from '@backstage/config';
import { readTurnOptions } from './readTurnOptions';

const secret = 's'.repeat(32);
const key = 'k'.repeat(32);
const earlier = 'e'.repeat(32);
const uris = ['turn:turn.example.com:3478?transport=udp'];
const baseUrl = 'https://portal.example.com';

const read = (turn?: object, backend: object = { baseUrl }) =>
  readTurnOptions(new ConfigReader({ vdi: { turn }, backend }));

describe('readTurnOptions', () => {
  it('is nothing where nothing is said', () => {
    expect(read()).toBeUndefined();
  });

  it('has a default for what can have one', () => {
    expect(read({ secret, key, uris })).toEqual({
      secret,
      keys: [key],
      uris,
      ttl: 600,
      service: 'https://portal.example.com/api/vdi/turn',
    });
  });

  it('reads every setting', () => {
    const service = 'http://backstage.backstage.svc/api/vdi/turn';
    const many = [...uris, 'turns:10.1.2.3:443?transport=tcp', 'turn:relay:1'];
    const said = { secret, key: [key, earlier], uris: many, ttl: '1h' };
    expect(read({ ...said, service }, {})).toEqual({
      secret,
      keys: [key, earlier],
      uris: many,
      ttl: 3_600,
      service,
    });
  });

  it.each([
    [{ secret: undefined }, 'vdi.turn.secret must be a secret of 32'],
    [{ secret: 'too short' }, 'vdi.turn.secret must be'],
    [{ key: undefined }, 'vdi.turn.key must be a secret of 32'],
    [{ key: [] }, 'vdi.turn.key must be'],
    [{ key: [key, 'short'] }, 'vdi.turn.key must be'],
    [{ uris: undefined }, 'vdi.turn.uris is empty. It must have'],
    [{ uris: [] }, 'vdi.turn.uris is empty'],
    [{ uris: ['stun:turn.example.com:3478'] }, 'vdi.turn.uris has "stun:'],
    [{ uris: ['turn:turn.example.com'] }, 'and a port, such as'],
    [{ uris: ['turn:[::1]:3478'] }, 'a host name or an IPv4 address'],
    [{ ttl: '10 minutes' }, 'vdi.turn.ttl is "10 minutes" and must be'],
    [{ ttl: '90s' }, 'a duration of two minutes or more'],
  ])('refuses %j and names the setting', (wrong, message) => {
    expect(() => read({ secret, key, uris, ...wrong })).toThrow(message);
  });

  it('asks for the address where it cannot be known', () => {
    expect(() => read({ secret, key, uris }, {})).toThrow(
      'vdi.turn.service is missing, and so is backend.baseUrl',
    );
  });

  it('repeats no secret', () => {
    for (const name of ['secret', 'key']) {
      const wrong = { [name]: 'swordfish' };
      expect(() => read({ secret, key, uris, ...wrong })).toThrow(
        expect.not.objectContaining({
          message: expect.stringContaining('swordfish'),
        }),
      );
    }
  });
});
