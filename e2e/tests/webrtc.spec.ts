import { expect } from '@playwright/test';
import {
  deleteDesktop,
  openDesktop,
  signIn,
  startDesktop,
} from '../src/people';
import { seeAndType } from '../src/terminal';
import { test } from '../src/test';
import { kubectl } from '../src/testCluster';
import { allowRelayOnly, iceServers, routes } from '../src/webrtc';

const TEMPLATE = 'Desktop by WebRTC';

/** The example of a Selkies desktop, by the other transport. */
test.beforeAll(async () => {
  const { spec, ...rest } = JSON.parse(
    await kubectl(['get', 'vditemplate', 'desktop-selkies', '--output=json']),
  );
  await kubectl(
    ['apply', '--filename=-'],
    JSON.stringify({
      apiVersion: rest.apiVersion,
      kind: rest.kind,
      metadata: { name: 'desktop-webrtc' },
      spec: {
        ...spec,
        displayName: TEMPLATE,
        runtime: { ...spec.runtime, transport: 'webrtc' },
      },
    }),
  );
});
test.afterAll(async () => {
  await kubectl(['delete', 'vdi', '--all', '--namespace=vdi-sessions']);
  await kubectl(['delete', 'vditemplate', 'desktop-webrtc']);
});

test('a desktop by WebRTC is seen and typed into where only the relay leads to it', async ({
  page,
  context,
  relay,
}) => {
  await allowRelayOnly(context);
  await signIn(page, process.env.VDI_E2E_PORTAL!);
  const row = await startDesktop(page, TEMPLATE);
  const desktop = await openDesktop(row);
  await seeAndType(desktop);

  const taken = await routes(desktop);
  expect(taken).not.toEqual([]);
  for (const { type, bytesReceived } of taken) {
    expect(type).toBe('relay');
    expect(bytesReceived).toBeGreaterThan(0);
  }
  // No public server either.
  expect(new Set(await iceServers(desktop))).toEqual(new Set([relay]));
  await desktop.close();
  await deleteDesktop(row);
});
