import { canonicalOwner, hostName } from './names';

/** Numbers that are the same in each run and look like none: Mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What user names are made of, and what somebody would put into one who wants something from it. */
const PIECES = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  ...'-._+~!\'"`$&()[]{}<>|\\;,*?#%^= \t\n\0',
  ...'äöüßéñçøłžİıſKŭЖаеор山田太郎한글שלוםمرحبا🙂👩‍💻',
  '--',
  'xn--',
  '`) || Host(`',
  '`) || PathPrefix(`/',
  '../',
  '\u0301',
  '\u200b',
  '\u202e',
  'admin',
  'www',
  '.vdi.example.com',
];

const COUNT = 200_000;
/** Of those pieces. */
const LONGEST = 24;

describe('the host names of 200,000 users', () => {
  it('are labels of their own, each', () => {
    const random = randomFrom(20_261_121);
    const owners = new Map<string, string>();
    const hosts = new Map<string, string>();
    const wrong: string[] = [];
    while (owners.size < COUNT) {
      const name = Array.from(
        { length: 1 + random(LONGEST) },
        () => PIECES[random(PIECES.length)],
      ).join('');
      const userRef = `user:${random(2) ? 'default' : 'acme'}/${name}`;
      const owner = { userRef, user: 'a@b.c' };
      const canonical = canonicalOwner(owner);
      if (owners.has(canonical)) continue;
      const host = hostName(
        owner,
        { namespace: 'vdi', name: 'blender-1' },
        { domain: 'vdi.example.com' },
      );
      owners.set(canonical, host);
      const label = host.slice(0, -'.vdi.example.com'.length);
      const isLabel =
        host.endsWith('.vdi.example.com') &&
        /^[a-z]([-a-z0-9]{0,61}[a-z0-9])$/.test(label) &&
        !label.includes('--');
      if (!isLabel || hosts.has(host)) wrong.push(`${canonical}: ${host}`);
      hosts.set(host, canonical);
    }
    expect(wrong).toEqual([]);
    expect(hosts.size).toBe(COUNT);
  });
});
