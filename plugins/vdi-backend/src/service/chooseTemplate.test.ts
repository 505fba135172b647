import type { ClusterState } from '@backstage-vdi/plugin-vdi-common';
import { aTemplate } from '../testing/objects';
import { chooseTemplate } from './chooseTemplate';

type State = ClusterState['state'];

/** Clusters with these templates, and what of a request they come to. */
function choose(
  clusters: Record<string, { has: string[]; state?: State }>,
  request: { template: string; cluster?: string },
  { isKeyed = false, refused = [] as string[] } = {},
): string {
  const { cluster, template } = chooseTemplate({
    desktops: {
      clusters: () =>
        Object.entries(clusters).map(([name, { state = 'ok' }]) => ({
          name,
          state,
          message: 'It does not answer.',
        })),
      template: ({ cluster: of, name }) =>
        clusters[of].has.includes(name)
          ? aTemplate(name, { hidden: name === 'hidden' })
          : undefined,
    },
    decision: { offers: ({ metadata }) => !refused.includes(metadata.name) },
    request,
    isKeyed,
  });
  return `${cluster}/${template.metadata.name}`;
}

const both = { one: { has: ['a', 'b'] }, two: { has: ['a', 'c'] } };

it.each([
  ['the first that has it', { template: 'a' }, 'one/a'],
  ['the only one that has it', { template: 'c' }, 'two/c'],
  ['the one that is named', { template: 'a', cluster: 'two' }, 'two/a'],
])('chooses %s', (_, request, place) => {
  expect(choose(both, request)).toBe(place);
});

it.each([
  [
    { template: 'd' },
    {},
    'template: there is no template "d" that you can request',
  ],
  [
    { template: 'b', cluster: 'two' },
    {},
    'template: there is no template "b" in the cluster "two" that you can request',
  ],
  [
    { template: 'a', cluster: 'three' },
    {},
    'cluster: there is no cluster "three"; there is "one", "two"',
  ],
  [{ template: 'a' }, { refused: ['a'] }, 'there is no template "a"'],
])('refuses %j', (request, options, message) => {
  expect(() => choose(both, request, options)).toThrow(message);
});

it('offers nothing that is hidden', () => {
  const clusters = { one: { has: ['hidden'] } };
  expect(() => choose(clusters, { template: 'hidden' })).toThrow(
    'there is no template',
  );
});

describe('where the first cluster cannot be reached', () => {
  const stale = { ...both, one: { has: ['a', 'b'], state: 'stale' as const } };
  const unread = { ...both, one: { has: [], state: 'unavailable' as const } };
  const unknown = expect.objectContaining({ code: 'VDI_CLUSTER_UNAVAILABLE' });
  const failure = (act: () => unknown) => {
    try {
      return act();
    } catch (error) {
      return error;
    }
  };

  it('means it all the same while its templates are known', () => {
    expect(choose(stale, { template: 'a' })).toBe('one/a');
    expect(choose(stale, { template: 'c' })).toBe('two/c');
  });

  it('takes the next one that has the template where they are not', () => {
    expect(choose(unread, { template: 'a' })).toBe('two/a');
  });

  it('says that it may be there, what of it is known, and what to do', () => {
    expect(failure(() => choose(unread, { template: 'b' }))).toEqual(unknown);
    expect(() => choose(unread, { template: 'b' })).toThrow(
      'Whether the cluster "one" has the template "b" is not known. It does not answer.',
    );
  });

  it('says no more than why where there is no other', () => {
    const only = { one: { has: [], state: 'unavailable' as const } };
    expect(() => choose(only, { template: 'a' })).toThrow(
      /^It does not answer\.$/,
    );
  });

  it('makes no second desktop of a request that may have made one there', () => {
    const again = { isKeyed: true };
    const attempt = () => choose(unread, { template: 'a' }, again);
    expect(failure(attempt)).toEqual(unknown);
    const named = { template: 'a', cluster: 'two' };
    expect(choose(unread, named, again)).toBe('two/a');
  });

  it('never minds one after it', () => {
    const last = { ...both, two: { has: [], state: 'unavailable' as const } };
    expect(choose(last, { template: 'a' }, { isKeyed: true })).toBe('one/a');
  });
});
