import type { ClusterState } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../dev/sessions';
import { type KnownDesktops, withAnswer } from './knownDesktops';

const here = { ...newSession('blender', 1, 1_000), cluster: 'here' };
const there = { ...newSession('kicad', 1, 2_000), cluster: 'there' };

const known = (
  sessions: KnownDesktops['sessions'],
  state: ClusterState['state'],
): KnownDesktops => ({
  sessions,
  clusters: [
    { name: 'here', state: 'ok' },
    { name: 'there', state },
  ],
});

it.each<ClusterState['state']>(['ok', 'stale'])(
  'believes an answer of clusters that are %s',
  state => {
    const answer = known([here], state);
    expect(withAnswer(known([there, here], 'ok'), answer)).toEqual(answer);
  },
);

it('keeps the desktops of a cluster that the answer knows nothing of', () => {
  expect(
    withAnswer(known([there, here], 'ok'), known([here], 'unavailable')),
  ).toEqual(known([{ ...there, stale: true }, here], 'unavailable'));
});

it('has none to keep at the beginning', () => {
  const answer = known([here], 'unavailable');
  expect(withAnswer(undefined, answer)).toEqual(answer);
});
