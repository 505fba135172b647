import { runLoad } from './load';

it('has each client wait for its answer before it asks again', async () => {
  let [busy, most] = [0, 0];
  const { took } = await runLoad({ clients: 3, seconds: 0.05 }, async () => {
    busy += 1;
    most = Math.max(most, busy);
    await new Promise(resolve => setImmediate(resolve));
    busy -= 1;
  });
  expect(took.length).toBeGreaterThan(3);
  expect(most).toBe(3);
});

it('asks in an open load whatever becomes of what was asked', async () => {
  let answer = () => {};
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  let asked = 0;
  const load = runLoad({ clients: 1, seconds: 60, perSecond: 1_000 }, () => {
    asked += 1;
    // Whoever waits for the first would never ask a second time.
    if (asked === 2) answer();
    return asked > 2 ? Promise.reject(new Error('enough')) : answered;
  });
  await expect(load).rejects.toThrow('enough');
  expect(asked).toBeGreaterThanOrEqual(3);
});

it('fails with what was not answered', async () => {
  await expect(
    runLoad({ clients: 2, seconds: 1 }, async () => {
      throw new Error('refused');
    }),
  ).rejects.toThrow('refused');
});
