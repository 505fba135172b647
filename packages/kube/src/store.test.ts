import { ChangeCause, Store } from './store';
import {
  contents,
  gone,
  item,
  Pod,
  progress,
  replace,
  upsert,
} from './testing/storeEvents';

type Change = [string[], ChangeCause];

function create() {
  const store = new Store<Pod>({ indexes: { owner: pod => [pod.owner] } });
  const changes: Change[] = [];
  store.onChange((keys, cause) => changes.push([[...keys], cause]));
  return { store, changes };
}

describe('Store', () => {
  it('holds what it is told', () => {
    const { store, changes } = create();
    store.apply(replace(5, item('a', 3), item('b', 4)));
    store.apply(upsert(item('b', 6)));
    store.apply(upsert(item('c', 7)));
    store.apply(gone(item('a', 3), 8));
    expect(contents(store)).toEqual({ b: 6, c: 7 });
    expect(changes).toEqual([
      [['a', 'b'], 'sync'],
      [['b'], 'watch'],
      [['c'], 'watch'],
      [['a'], 'watch'],
    ]);
  });

  it('tells what a new list changed, at once and nothing else', () => {
    const { store, changes } = create();
    store.apply(replace(5, item('same', 1), item('old', 2), item('gone', 3)));
    store.onChange(() => {
      expect(contents(store)).toEqual({ same: 1, old: 8, new: 9 });
    });
    changes.length = 0;
    store.apply(replace(9, item('same', 1), item('old', 8), item('new', 9)));
    expect(changes).toEqual([[['old', 'new', 'gone'], 'sync']]);
  });

  it('ignores what is older than what it knows', () => {
    const { store, changes } = create();
    store.apply(replace(5, item('a', 3)));
    store.apply(upsert(item('a', 10)));
    store.apply(gone(item('b', 8), 11));
    changes.length = 0;
    store.apply(upsert(item('a', 9)));
    store.apply(upsert(item('a', 10)));
    store.apply(upsert(item('b', 8)));
    store.apply(gone(item('a', 3), 4));
    expect(contents(store)).toEqual({ a: 10 });
    expect(changes).toEqual([]);
  });

  it('believes a list even if it is older: a server restored from a copy counts anew', () => {
    const { store } = create();
    store.apply(replace(500, item('a', 400)));
    store.apply(replace(50, item('a', 40)));
    store.apply(upsert(item('a', 51)));
    expect(contents(store)).toEqual({ a: 51 });
  });

  it('keeps the record of an object that exists but could not be read', () => {
    const { store, changes } = create();
    store.apply(replace(5, item('a', 3), item('b', 4)));
    changes.length = 0;
    const event = replace(9);
    store.apply({ ...event, unreadable: ['a', 'never read'] } as typeof event);
    expect(contents(store)).toEqual({ a: 3 });
    expect(changes).toEqual([[['b'], 'sync']]);
  });

  it('forgets its own writes when the server was restored from a copy', () => {
    const { store } = create();
    store.apply(replace(500, item('a', 400, { uid: 'old' })));
    store.recordDelete('a', 'old');
    store.recordWrite(item('b', 501));
    store.apply(replace(50, item('a', 40, { uid: 'older' })));
    expect(contents(store)).toEqual({ a: 40 });
  });

  it('compares versions as numbers', () => {
    const { store } = create();
    store.apply(replace(9, item('a', 9)));
    store.apply(upsert(item('a', 10)));
    expect(contents(store)).toEqual({ a: 10 });
  });

  describe('indexes', () => {
    it('find records, and forget them', () => {
      const { store } = create();
      store.apply(
        replace(
          5,
          item('a', 1, { owner: 'alice' }),
          item('b', 2, { owner: 'alice' }),
          item('c', 3, { owner: 'bob' }),
        ),
      );
      const sizes = (owner: string) =>
        store.by('owner', owner).map(pod => pod.size);
      expect(sizes('alice')).toEqual([1, 2]);
      store.apply(upsert(item('a', 6, { owner: 'bob' })));
      store.apply(gone(item('b', 2), 7));
      expect(sizes('alice')).toEqual([]);
      expect(sizes('bob').sort()).toEqual([3, 6]);
      expect(sizes('__proto__')).toEqual([]);
    });

    it('tell under which values something changed, before and after', () => {
      const { store } = create();
      const touched: string[][] = [];
      store.onIndexChange('owner', values => touched.push([...values]));
      store.apply(replace(1, item('a', 1, { owner: 'alice' })));
      store.apply(upsert(item('a', 2, { owner: 'bob' })));
      store.apply(gone(item('a', 2), 3));
      expect(touched).toEqual([['alice'], ['alice', 'bob'], ['bob']]);
    });

    it('must exist to be asked', () => {
      const { store } = create();
      expect(() => store.by('colour', 'red')).toThrow(
        'There is no index "colour"',
      );
    });
  });

  it('is not harmed by what a listener or an index throws', () => {
    const errors: unknown[] = [];
    const store = new Store<Pod>({
      indexes: {
        owner: () => {
          throw new Error('index');
        },
      },
      onError: error => errors.push(error),
    });
    const keys: string[] = [];
    store.onChange(() => {
      throw new Error('listener');
    });
    store.onChange(changed => keys.push(...changed));
    store.apply(replace(1, item('a', 1)));
    expect(store.get('a')).toBeDefined();
    expect(keys).toEqual(['a']);
    expect(errors).toEqual([new Error('index'), new Error('listener')]);
  });

  it('stops calling a listener that left', () => {
    const { store } = create();
    const listener = jest.fn();
    store.onChange(listener)();
    store.onIndexChange('owner', listener)();
    store.apply(replace(1, item('a', 1)));
    expect(listener).not.toHaveBeenCalled();
  });

  describe('own writes', () => {
    it('are seen at once, and the watch telling them is no change', () => {
      const { store, changes } = create();
      store.apply(replace(5, item('a', 3)));
      changes.length = 0;
      store.recordWrite(item('a', 7));
      store.recordWrite(item('b', 8));
      expect(contents(store)).toEqual({ a: 7, b: 8 });
      store.apply(upsert(item('a', 7)));
      store.apply(upsert(item('b', 8)));
      expect(contents(store)).toEqual({ a: 7, b: 8 });
      expect(changes).toEqual([
        [['a'], 'own'],
        [['b'], 'own'],
      ]);
    });

    it('are not hidden by older events that come later', () => {
      const { store } = create();
      store.apply(replace(5, item('a', 3)));
      store.recordWrite(item('a', 9));
      store.apply(upsert(item('a', 6)));
      store.apply(replace(7, item('a', 6)));
      expect(contents(store)).toEqual({ a: 9 });
      store.apply(upsert(item('a', 10)));
      expect(contents(store)).toEqual({ a: 10 });
    });

    it('do not hide newer events that came before their reply', () => {
      const { store } = create();
      store.apply(replace(5));
      store.apply(upsert(item('a', 6)));
      store.apply(upsert(item('a', 7)));
      store.recordWrite(item('a', 6));
      expect(contents(store)).toEqual({ a: 7 });
      store.apply(gone(item('a', 6), 8));
      store.recordWrite(item('a', 6));
      expect(contents(store)).toEqual({});
    });

    it('of an object that the watch does not tell of do not stay', () => {
      const { store, changes } = create();
      store.apply(replace(5));
      store.recordWrite(item('not selected', 6));
      store.apply(progress(6));
      expect(contents(store)).toEqual({});
      expect(changes).toEqual([
        [['not selected'], 'own'],
        [['not selected'], 'watch'],
      ]);
    });

    it('of an object made again under its name outlive the end of the old one', () => {
      const { store } = create();
      const old = item('a', 3, { uid: 'old' });
      store.apply(replace(5, old));
      store.recordWrite(item('a', 9, { uid: 'new' }));
      store.apply(gone(old, 8));
      expect(contents(store)).toEqual({ a: 9 });
    });
  });

  describe('own deletes', () => {
    it('are seen at once, and the watch telling them is no change', () => {
      const { store, changes } = create();
      const a = item('a', 3);
      store.apply(replace(5, a));
      store.recordDelete('a', a.uid);
      expect(contents(store)).toEqual({});
      expect(store.by('owner', 'nobody')).toEqual([]);
      changes.length = 0;
      store.apply(upsert(item('a', 6)));
      store.apply(gone(a, 7));
      store.apply(progress(20));
      expect(contents(store)).toEqual({});
      expect(changes).toEqual([]);
    });

    it('do not hide another object of that name', () => {
      const { store } = create();
      store.apply(replace(5, item('a', 3, { uid: 'old' })));
      store.recordDelete('a', 'old');
      store.apply(upsert(item('a', 9, { uid: 'new' })));
      expect(contents(store)).toEqual({ a: 9 });
      store.recordDelete('a', 'old');
      expect(contents(store)).toEqual({ a: 9 });
    });

    it('are not undone by the late reply of an earlier write', () => {
      const { store } = create();
      const a = item('a', 3);
      store.apply(replace(5, a));
      store.recordDelete('a', a.uid);
      store.recordWrite(item('a', 6));
      expect(contents(store)).toEqual({});
    });

    it('of an object the watch has not told yet hold until it has', () => {
      const { store } = create();
      const a = item('a', 7);
      store.apply(replace(5));
      store.recordWrite(a);
      store.recordDelete('a', a.uid);
      store.apply(upsert(a));
      expect(contents(store)).toEqual({});
      store.apply(gone(a, 8));
      store.apply(upsert(item('a', 9, { uid: 'new' })));
      expect(contents(store)).toEqual({ a: 9 });
    });

    it('are confirmed by a list without the object', () => {
      const { store } = create();
      const a = item('a', 3);
      store.apply(replace(5, a));
      store.recordDelete('a', a.uid);
      store.apply(replace(9));
      store.apply(upsert(item('a', 10)));
      expect(contents(store)).toEqual({ a: 10 });
    });
  });

  describe('reached', () => {
    const never = new AbortController().signal;

    it('waits until the watch has told a version, and what was written before', async () => {
      const { store } = create();
      store.apply(replace(5));
      const found = store
        .reached('7', never)
        .then(() => Object.keys(contents(store)));
      store.recordWrite(item('own', 7));
      store.apply(upsert(item('before', 6)));
      store.apply(upsert(item('own', 7)));
      expect(await found).toEqual(['before', 'own']);
      expect(await store.reached('7', never)).toBeUndefined();
    });

    it.each([
      ['a bookmark', progress(9)],
      ['a new list', replace(9)],
    ])('takes %s for an answer', async (_, event) => {
      const { store } = create();
      const reached = store.reached('9', never);
      store.apply(event);
      expect(await reached).toBeUndefined();
    });

    it('gives up when it is told to', async () => {
      const { store } = create();
      const abort = new AbortController();
      const reached = store.reached('9', abort.signal);
      abort.abort(new Error('too late'));
      await expect(reached).rejects.toThrow('too late');
      await expect(store.reached('9', abort.signal)).rejects.toThrow(
        'too late',
      );
    });
  });
});
