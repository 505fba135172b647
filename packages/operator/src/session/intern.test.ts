import { intern, internAll, share, shareUnder } from './intern';

beforeAll(() => jest.useFakeTimers());
afterAll(() => jest.useRealTimers());

const parsed = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('intern', () => {
  it('changes nothing', () => {
    for (const text of [undefined, null, '', 'render', 'x'.repeat(1_000)]) {
      expect(intern(text)).toBe(text);
    }
  });

  it('leaves a JSON value as it is, keys of any name included', () => {
    const value = parsed({
      name: 'render',
      list: ['a', 1, null, { b: true }],
      nothing: null,
    });
    const hostile = JSON.parse('{"__proto__": "x", "a": {"__proto__": {}}}');
    expect(internAll(value)).toEqual(parsed(value));
    expect(JSON.stringify(internAll(hostile))).toBe(
      '{"__proto__":"x","a":{"__proto__":{}}}',
    );
    expect(internAll('text')).toBe('text');
  });
});

describe('share', () => {
  it('gives the same object for the same content', () => {
    const first = share(parsed([{ port: 8080 }]));
    expect(share(parsed([{ port: 8080 }]))).toBe(first);
    expect(share(parsed([{ port: 80 }]))).not.toBe(first);
  });

  it('does not take a text for an object of that JSON', () => {
    share(['a']);
    expect(intern('["a"]')).toBe('["a"]');
  });

  it('forgets at rest what nobody asks for, and keeps what somebody does', () => {
    const asked = share(parsed(['asked for']));
    const left = share(parsed(['left']));
    for (let minute = 0; minute < 5; minute++) {
      expect(share(parsed(['asked for']))).toBe(asked);
      jest.advanceTimersByTime(60_000);
    }
    expect(share(parsed(['left']))).not.toBe(left);
    jest.advanceTimersByTime(120_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('forgets in time, and goes on', () => {
    const first = share(['kept']);
    for (let i = 0; i < 100_001; i++) share([i]);
    expect(share(['kept'])).not.toBe(first);
    expect(share(['kept'])).toEqual(first);
  });
});

describe('shareUnder', () => {
  const labels = (session: string) => ({ session });

  it('gives what was there before under its key while the content is the same', () => {
    const first = shareUnder('one', labels('one'));
    expect(shareUnder('one', labels('one'))).toBe(first);
    expect(shareUnder('two', labels('one'))).not.toBe(first);
  });

  it('never gives another content', () => {
    const first = shareUnder('three', labels('three'));
    const changed = shareUnder('three', labels('four'));
    expect(changed).toEqual(labels('four'));
    expect(first).toEqual(labels('three'));
    expect(shareUnder('three', labels('four'))).toBe(changed);
  });

  it('leaves alone what has no key', () => {
    const value = labels('five');
    expect(shareUnder(undefined, value)).toBe(value);
  });
});
