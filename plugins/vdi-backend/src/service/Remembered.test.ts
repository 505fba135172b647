import { Remembered } from './Remembered';

describe('what is remembered', () => {
  let now: number;
  let asked: number;
  let remembered: Remembered<number>;
  /** Finds how often was asked. */
  const find = async () => {
    asked += 1;
    return asked;
  };
  const fail = async (): Promise<number> => {
    asked += 1;
    throw new Error('away');
  };

  beforeEach(() => {
    now = 1_000;
    asked = 0;
    remembered = new Remembered({
      keepFor: 100,
      freshFor: 10,
      now: () => now,
      isKept: answer => answer !== 3,
    });
  });

  it('is asked for once by all of a moment', async () => {
    const both = [remembered.get('a', find), remembered.get('a', find)];
    expect(await Promise.all(both)).toEqual([1, 1]);
    expect(await remembered.get('b', find)).toBe(2);
  });

  it('is given at once when it is not fresh, and asked anew once meanwhile', async () => {
    await remembered.get('a', find);
    now += 10;
    const all = [1, 2, 3].map(() => remembered.get('a', find));
    expect(await Promise.all(all)).toEqual([1, 1, 1]);
    expect(await remembered.get('a', find)).toBe(2);
    expect(asked).toBe(2);
  });

  it('is waited for when it is too old', async () => {
    await remembered.get('a', find);
    now += 100;
    expect(await remembered.get('a', find)).toBe(2);
  });

  it('is given as long as it is kept where asking anew fails, each time', async () => {
    await remembered.get('a', find);
    now += 10;
    expect(await remembered.get('a', fail)).toBe(1);
    expect(await remembered.get('a', fail)).toBe(1);
    expect(asked).toBe(3);
    now += 90;
    await expect(remembered.get('a', fail)).rejects.toThrow('away');
    expect(await remembered.get('a', find)).toBe(5);
  });

  it('is not what must not be kept', async () => {
    await remembered.get('a', find);
    await remembered.get('b', find);
    expect(await remembered.get('c', find)).toBe(3);
    expect(await remembered.get('c', find)).toBe(4);
  });

  it('is not an older answer that comes after a newer one', async () => {
    await remembered.get('a', find);
    now += 10;
    let answer = (_: number) => {};
    const late = new Promise<number>(resolve => {
      answer = resolve;
    });
    await remembered.get('a', () => late);
    now += 90;
    expect(await remembered.get('a', async () => 8)).toBe(8);
    answer(7);
    await late;
    expect(await remembered.get('a', find)).toBe(8);
  });
});
