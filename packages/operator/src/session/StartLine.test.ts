import { StartLine } from './StartLine';

describe('StartLine', () => {
  it('moves for whoever was asked for no earlier', () => {
    const line = new StartLine();
    line.moved(100, 1_000);
    line.moved(300, 2_000);
    expect(line.movedAt(99)).toBeUndefined();
    expect(line.movedAt(100)).toBe(1_000);
    expect(line.movedAt(299)).toBe(1_000);
    expect(line.movedAt(300)).toBe(2_000);
  });

  it('remembers a bounded number of moves', () => {
    const line = new StartLine();
    line.moved(100, 1_000);
    for (let n = 0; n < 32; n += 1) line.moved(500, 2_000 + n);
    expect(line.movedAt(100)).toBeUndefined();
    expect(line.movedAt(500)).toBe(2_031);
  });
});
