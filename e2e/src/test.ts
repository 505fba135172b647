import { randomBytes } from 'node:crypto';
import { test as base } from '@playwright/test';
import { startTurnserver } from '@backstage-vdi/cluster';
import { nodeAddress } from './nodeAddress';
import { returnLease, takeLease } from './operatorLease';
import { startSecondPortal } from './secondPortal';

/** What a project of `playwright.config.ts` says about the portal that its tests run on. */
export interface PortalOptions {
  /** What leads people to desktops: what the portal's operator makes of itself, or what one with other settings makes in its place. */
  routingKind: 'ingressroute' | 'ingress';
}

/** What tests are given beside Playwright's own. */
export interface PortalFixtures {
  /** Address of the relay of WebRTC desktops; `undefined` where there is none, with the portal's own operator. */
  relay: string | undefined;
}

/** Has a second portal's operator work in place of the first one's, and make desktops with a relay, until `use` has returned. */
async function withSecondPortal(
  routingKind: string,
  use: (relay: string) => Promise<void>,
): Promise<void> {
  const address = await nodeAddress();
  const pods = address.replace(/\d+$/, '');
  const secret = randomBytes(32).toString('hex');
  const turnserver = await startTurnserver(secret, {
    address,
    peers: `${pods}2-${pods}254`,
  });
  const relay = `turn:${address}:${turnserver.port}?transport=udp`;
  try {
    await takeLease();
    const stop = await startSecondPortal({
      address,
      routingKind,
      turn: { secret, uris: [relay] },
    });
    await use(relay);
    await stop();
  } finally {
    await returnLease();
    await turnserver.stop();
  }
}

/**
 * Playwright's `test`, on a portal whose desktops are reached by `routingKind`. Another whole portal would cost a minute: a second
 * backend takes seconds, and is a replica as people have them, of which the lease says whose operator works.
 */
export const test = base.extend<object, PortalOptions & PortalFixtures>({
  routingKind: ['ingressroute', { scope: 'worker', option: true }],
  relay: [
    ({ routingKind }, use) =>
      routingKind === 'ingressroute'
        ? use(undefined)
        : withSecondPortal(routingKind, use),
    { scope: 'worker', auto: true, timeout: 240_000 },
  ],
});
