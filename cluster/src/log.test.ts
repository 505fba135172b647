import { everySoOften } from './log';

describe('everySoOften', () => {
  it('passes on one line of progress in 15 seconds', () => {
    const lines: string[] = [];
    let now = 0;
    const progress = everySoOften(
      line => lines.push(line),
      () => now,
    );
    for (now = 0; now <= 31_000; now += 1000) progress(`${now / 1000} s`);
    expect(lines).toEqual(['15 s', '30 s']);
  });
});
