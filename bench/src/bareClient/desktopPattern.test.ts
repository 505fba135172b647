import { fillPattern } from './desktopPattern';

describe('fillPattern', () => {
  it('puts another session into every place where its name, UID and namespace stand', () => {
    const child = {
      metadata: {
        namespace: 'one',
        name: 'pattern-home',
        labels: { session: 'pattern' },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'A', name: 'pattern', uid: 'u-1' },
        ],
      },
    };
    const desktop = {
      children: { home: child, service: child, route: child, pod: child },
      status: { host: 'pattern.example.com' },
    };
    const session = { namespace: 'one', name: 'pattern', uid: 'u-1' };
    const filled = fillPattern(
      { session, desktop },
      { namespace: 'two', name: 'd1', uid: 'u-2' },
    );
    expect(filled.status).toEqual({ host: 'd1.example.com' });
    expect(filled.children.pod).toEqual({
      metadata: {
        namespace: 'two',
        name: 'd1-home',
        labels: { session: 'd1' },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'A', name: 'd1', uid: 'u-2' },
        ],
      },
    });
  });
});
