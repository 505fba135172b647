import { aSession } from '../testing/objects';
import { markAnnotation, markOf, markOn } from './requestMark';

const ALICE = 'user:default/alice';

it('is the same for the same request, in whatever order it is written', () => {
  const one = markOf(ALICE, 'key', {
    template: 'a',
    resources: { cpu: '1', memory: '2Gi' },
  });
  const other = markOf(ALICE, 'key', {
    resources: { memory: '2Gi', cpu: '1' },
    template: 'a',
  });
  expect(other).toEqual(one);
});

it('tells bodies, keys and callers apart', () => {
  const { key, body } = markOf(ALICE, 'key', { template: 'a' });
  expect(markOf(ALICE, 'key', { template: 'b' }).key).toBe(key);
  expect(markOf(ALICE, 'key', { template: 'b' }).body).not.toBe(body);
  expect(markOf(ALICE, 'other', { template: 'a' }).key).not.toBe(key);
  expect(markOf('user:default/bob', 'key', { template: 'a' }).key).not.toBe(
    key,
  );
});

it('comes back from the session that carries it', () => {
  const mark = markOf(ALICE, 'key', { template: 'a' });
  const session = aSession();
  expect(markOn(session)).toBeUndefined();
  const annotations = markAnnotation(mark);
  expect(
    markOn({ ...session, metadata: { ...session.metadata, annotations } }),
  ).toEqual(mark);
});
