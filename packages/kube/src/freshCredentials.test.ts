import type { Credentials } from './connection';
import { freshCredentials } from './freshCredentials';
import { ManualClock } from './testing/ManualClock';

const of = (token: string): Credentials => ({
  headers: { authorization: token },
  tls: {},
});

it('keeps what is known while it cannot be read, whichever way that is said', async () => {
  const clock = new ManualClock();
  const readings: Array<() => Promise<Credentials>> = [
    async () => of('one'),
    async () => {
      throw new Error('No such file');
    },
    () => {
      throw new Error('No such entry');
    },
    async () => of('two'),
  ];
  const credentials = await freshCredentials(
    () => readings.shift()?.() ?? Promise.reject(),
    clock,
  );
  const told: Array<string | undefined> = [];
  for (let i = 0; i < 4; i += 1) {
    told.push((await credentials()).headers.authorization);
    clock.advance(60_000);
  }
  expect(told).toEqual(['one', 'one', 'one', 'two']);
});
