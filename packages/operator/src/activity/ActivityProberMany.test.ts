import { sleep } from '@backstage-vdi/kube';
import { MINUTE, novnc, ProberRig, SECOND } from '../testing/ProberRig';

describe('an ActivityProber of many', () => {
  it('spreads two thousand desktops, of which a tenth hang, and knows the others', async () => {
    const hangs = (name: string) => name.endsWith('7');
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const rig: ProberRig = new ProberRig({
      answer: async ({ pod }) => {
        if (!hangs(pod.name)) return novnc(1);
        await sleep(rig.clock, 2 * SECOND);
        throw new Error('did not answer within 2 s');
      },
      random,
      hangs,
    });
    for (let number = 0; number < 2_000; number++) rig.desktop(`d${number}`);
    await rig.start();
    await rig.pass(20 * MINUTE);

    const perSecond = new Map<number, number>();
    for (const [second] of rig.probes) {
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    const later = [...perSecond]
      .filter(([second]) => second > 60)
      .map(([, probes]) => probes);
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(220);
    // Each every five minutes: 6.7 a second.
    expect(Math.max(...later)).toBeLessThan(60);
    expect(rig.mostAtOnce).toBeLessThanOrEqual(32);
    for (let number = 0; number < 2_000; number++) {
      const known = rig.of(`d${number}`);
      expect(known?.lastActivity === undefined).toBe(hangs(`d${number}`));
    }
    await rig.stop();
  });
});
