import type { BrowserContext, Page } from '@playwright/test';

/** One way that a page and a desktop have to each other. */
export interface Route {
  /** `relay`, `host`, or another type of candidate of ICE. */
  type: string;
  /** Bytes that came by it. */
  bytesReceived: number;
}

/** Runs in the page, before all else there: connections may go through relays only, whatever the page wants. */
function relayOnly() {
  const connections: RTCPeerConnection[] = [];
  const Original = RTCPeerConnection;
  class Relayed extends Original {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
      connections.push(this);
    }

    override setConfiguration(configuration?: RTCConfiguration) {
      super.setConfiguration({ ...configuration, iceTransportPolicy: 'relay' });
    }
  }
  Object.assign(window, { RTCPeerConnection: Relayed, connections });
}

/** Leaves pages that are opened from now on no way but relays, and has {@link iceServers} and {@link routes} tell of it. */
export const allowRelayOnly = (context: BrowserContext) =>
  context.addInitScript(relayOnly);

/** The servers that a page was told to use. */
export const iceServers = (page: Page) =>
  page.evaluate(() => {
    const { connections } = window as unknown as {
      connections: RTCPeerConnection[];
    };
    return connections.flatMap(it =>
      (it.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls),
    );
  });

/** The ways that a page's connections have taken. */
export const routes = (page: Page): Promise<Route[]> =>
  page.evaluate(async () => {
    const { connections } = window as unknown as {
      connections: RTCPeerConnection[];
    };
    const reports = await Promise.all(connections.map(it => it.getStats()));
    return reports.flatMap(report =>
      [...report.values()]
        .filter(it => it.type === 'transport' && it.selectedCandidatePairId)
        .map(({ selectedCandidatePairId }) => {
          const pair = report.get(selectedCandidatePairId);
          return {
            type: report.get(pair.localCandidateId).candidateType,
            bytesReceived: pair.bytesReceived,
          };
        }),
    );
  });
