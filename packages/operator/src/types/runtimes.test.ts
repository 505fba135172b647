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

  it('needs the port of a custom one', () => {
    expect(() =>
      resolveRuntime(aTemplate({ runtime: { type: 'custom' } })),
    ).toThrow('needs its port');
  });
});
