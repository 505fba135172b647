import type { SessionRequest } from '@backstage-vdi/plugin-vdi-common';
import { aSession } from '../testing/objects';
import { markAnnotation, markOf, markOn } from './requestMark';

const ALICE = 'user:default/alice';
const mark = (request: SessionRequest, key = 'key') =>
  markOf(ALICE, request, 'once', key);

it('is the same for the same request, in whatever order it is written', () => {
  const one = mark({ template: 'a', resources: { cpu: '1', memory: '2Gi' } });
  const other = mark({ resources: { memory: '2Gi', cpu: '1' }, template: 'a' });
  expect(other).toEqual(one);
});

it('tells bodies, keys and callers apart', () => {
  const { key, body } = mark({ template: 'a' });
  expect(mark({ template: 'b' }).key).toBe(key);
  expect(mark({ template: 'b' }).body).not.toBe(body);
  expect(mark({ template: 'a' }, 'other').key).not.toBe(key);
  const bobs = markOf('user:default/bob', { template: 'a' }, 'once', 'key');
  expect(bobs.key).not.toBe(key);
});

it('is different each time where the request has no key', () => {
  const [one, other] = ['once', 'again'].map(attempt =>
    markOf(ALICE, { template: 'a' }, attempt),
  );
  expect(one.key).not.toBe(other.key);
});

it('comes back from the session that carries it', () => {
  const made = mark({ template: 'a' });
  const session = aSession();
  expect(markOn(session)).toBeUndefined();
  const annotations = markAnnotation(made);
  expect(
    markOn({ ...session, metadata: { ...session.metadata, annotations } }),
  ).toEqual(made);
});
