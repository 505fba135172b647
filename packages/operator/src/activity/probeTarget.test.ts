import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { aPod, aReadyPod, aSession, aTemplate, at } from '../testing/objects';
import { probeTarget } from './probeTarget';

const pod = { ...aReadyPod(at(60)), podIP: '10.1.2.3' };
const NOW = Date.parse(at(120));
const idle = (idleTimeout?: string): VDISession =>
  aSession({ spec: { idleTimeout } });

describe('probeTarget', () => {
  it('is a running desktop that has an idle timeout', () => {
    expect(probeTarget(idle('30m'), aTemplate(), pod, NOW)).toEqual({
      uid: 'uid-session',
      run: 'uid-pod',
      pod: { namespace: 'team', name: 'render', ip: '10.1.2.3' },
      runtime: {
        scheme: 'http',
        port: 8080,
        activity: { path: '/activity', format: 'json', name: 'connections' },
      },
      source: 'novnc',
      idleTimeout: 30 * 60_000,
      startedAt: Date.parse(at(60)),
    });
  });

  it.each([
    ['the session says', idle('5m'), aTemplate({ idleTimeout: '2h' }), 300_000],
    ['the template says', idle(), aTemplate({ idleTimeout: '2h' }), 7_200_000],
  ])('has the idle timeout that %s', (_, session, template, idleTimeout) => {
    expect(probeTarget(session, template, pod, NOW)).toMatchObject({
      idleTimeout,
    });
  });

  it.each([
    ['kasmvnc' as const, undefined, 'none'],
    ['kasmvnc' as const, { path: '/who' }, 'template'],
    ['selkies' as const, undefined, 'selkies'],
    [undefined, undefined, 'selkies'],
  ])('of type %s with %j is known from "%s"', (type, activity, source) => {
    const template = aTemplate({ runtime: { type, activity } });
    expect(probeTarget(idle('5m'), template, pod, NOW)).toMatchObject({
      source,
    });
  });

  it.each([
    ['no idle timeout', idle(), aTemplate(), pod],
    ['no template', idle('5m'), undefined, pod],
    ['no pod', idle('5m'), aTemplate(), undefined],
    ['no address yet', idle('5m'), aTemplate(), aReadyPod()],
    [
      'a pod that is not ready',
      idle('5m'),
      aTemplate(),
      { ...aPod(), podIP: '10.1.2.3' },
    ],
    [
      'a pod that ends',
      idle('5m'),
      aTemplate(),
      { ...aReadyPod(at(1), { deletionTimestamp: at(9) }), podIP: '10.1.2.3' },
    ],
    [
      "somebody else's pod",
      idle('5m'),
      aTemplate(),
      { ...aReadyPod(at(1), { ownerReferences: [] }), podIP: '10.1.2.3' },
    ],
    [
      'a runtime that is not complete',
      idle('5m'),
      aTemplate({ runtime: { type: 'custom' } }),
      pod,
    ],
  ])('is none where there is %s', (_, session, template, found) => {
    expect(probeTarget(session, template, found, NOW)).toBeUndefined();
  });
});
