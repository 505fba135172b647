import { aTemplate } from '../testing/objects';
import { ofType } from '../testing/ofType';
import type { RuntimeType, SaidRuntime } from './definition';
import { resolveRuntime } from './resolveRuntime';

describe('resolveRuntime', () => {
  it.each<[RuntimeType, number, string, string]>([
    ['novnc', 8080, 'http', '/healthz'],
    ['selkies', 8080, 'http', '/api/health'],
    ['selkies-gstreamer', 8080, 'http', '/health'],
    ['kasmvnc', 6901, 'https', '/'],
  ])('knows %s', (type, port, scheme, healthPath) => {
    expect(resolveRuntime(ofType(type))).toMatchObject({
      port,
      scheme,
      healthPath,
    });
  });

  it('takes a template that says nothing for Selkies, as the API server does', () => {
    expect(resolveRuntime(aTemplate({ runtime: undefined }))).toEqual(
      resolveRuntime(ofType('selkies')),
    );
  });

  it('believes the template more', () => {
    const runtime = { port: 9000, homePath: '/data' };
    expect(resolveRuntime(ofType('novnc', { runtime }))).toMatchObject({
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
    expect(resolveRuntime(ofType(type)).activity?.path).toBe(path);
  });

  it('asks a custom one only where the template says how', () => {
    const path = '/who';
    const resolve = (activity?: SaidRuntime['activity']) =>
      resolveRuntime(ofType('custom', { runtime: { activity } })).activity;
    expect(resolve()).toBeUndefined();
    expect(resolve({ path })).toEqual({
      path,
      format: 'json',
      name: 'connections',
    });
    const gauge = { path, format: 'gauge', name: 'clients' } as const;
    expect(resolve(gauge)).toEqual(gauge);
  });

  it('needs the port of a custom one', () => {
    expect(() =>
      resolveRuntime(aTemplate({ runtime: { type: 'custom' } })),
    ).toThrow('needs its port');
  });
});
