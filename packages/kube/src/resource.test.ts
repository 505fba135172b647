import { NAMESPACE, POD, Resource, resourcePath } from './resource';

const WIDGET: Resource = {
  group: 'example.com',
  version: 'v1alpha1',
  plural: 'widgets',
  kind: 'Widget',
  namespaced: true,
};

describe('resourcePath', () => {
  it.each([
    [POD, {}, '/api/v1/pods'],
    [POD, { namespace: 'a' }, '/api/v1/namespaces/a/pods'],
    [POD, { namespace: 'a', name: 'b' }, '/api/v1/namespaces/a/pods/b'],
    [
      WIDGET,
      { namespace: 'a', name: 'b', subresource: 'status' },
      '/apis/example.com/v1alpha1/namespaces/a/widgets/b/status',
    ],
    [NAMESPACE, { name: 'a' }, '/api/v1/namespaces/a'],
    [NAMESPACE, { namespace: 'ignored', name: 'a' }, '/api/v1/namespaces/a'],
    [
      WIDGET,
      { namespace: 'a', name: 'x/y?z#%20' },
      '/apis/example.com/v1alpha1/namespaces/a/widgets/x%2Fy%3Fz%23%2520',
    ],
  ])('%#: %p %p', (resource, ref, path) => {
    expect(resourcePath(resource, ref)).toBe(path);
  });

  it.each(['.', '..'])('refuses the segment "%s"', name => {
    expect(() => resourcePath(POD, { namespace: 'a', name })).toThrow(
      /cannot be part/,
    );
  });

  it('refuses an object of a namespace without its namespace', () => {
    expect(() => resourcePath(POD, { name: 'b' })).toThrow(
      'Pod "b" is named without its namespace',
    );
  });
});
