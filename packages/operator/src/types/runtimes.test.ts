import { aTemplate } from '../testing/objects';
import { resolveRuntime, type RuntimeType } from './runtimes';

describe('resolveRuntime', () => {
  it.each<[RuntimeType, number, string]>([
    ['novnc', 8080, '/healthz'],
    ['selkies', 8080, '/api/health'],
    ['selkies-gstreamer', 8080, '/health'],
    ['kasmvnc', 6901, '/'],
  ])('knows %s', (type, port, healthPath) => {
    expect(resolveRuntime(aTemplate({ runtime: { type } }))).toMatchObject({
      port,
      healthPath,
    });
  });

  it('believes the template more', () => {
    const runtime = { type: 'novnc', port: 9000, homePath: '/data' } as const;
    expect(resolveRuntime(aTemplate({ runtime }))).toMatchObject({
      port: 9000,
      homePath: '/data',
      healthPath: '/healthz',
    });
  });

  it.each<[RuntimeType, string | undefined]>([
    ['novnc', '/activity'],
    ['selkies', '/api/sessions'],
    ['selkies-gstreamer', '/metrics'],
    ['kasmvnc', undefined],
  ])('knows where %s tells of its connections', (type, path) => {
    const { activity } = resolveRuntime(aTemplate({ runtime: { type } }));
    expect(activity?.path).toBe(path);
  });

  it('asks a custom one only where the template says how', () => {
    const custom = { type: 'custom', port: 1 } as const;
    const path = '/who';
    const resolve = (activity?: object) =>
      resolveRuntime(
        aTemplate({
          runtime: {
            ...custom,
            ...(activity && { activity: { path, ...activity } }),
          },
        }),
      ).activity;
    expect(resolve()).toBeUndefined();
    expect(resolve({})).toEqual({ path, format: 'json', name: 'connections' });
    const gauge = { format: 'gauge', name: 'clients' };
    expect(resolve(gauge)).toEqual({ path, ...gauge });
  });

  it('needs the port of a custom one', () => {
    expect(() =>
      resolveRuntime(aTemplate({ runtime: { type: 'custom' } })),
    ).toThrow('needs its port');
  });
});
