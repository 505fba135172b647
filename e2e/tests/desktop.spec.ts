import { expect, type Page } from '@playwright/test';
import {
  deleteDesktop,
  openDesktop,
  signIn,
  startDesktop,
} from '../src/people';
import { listenToPages, loudness } from '../src/sound';
import {
  fillWith,
  GREEN,
  placeOfWord,
  pointAtTerminal,
  seeAndType,
  share,
} from '../src/terminal';
import { test } from '../src/test';
import { kubectl } from '../src/testCluster';

const inNamespace = (...args: string[]) =>
  kubectl(['--namespace', 'vdi-sessions', ...args]);

/** Names of what there is in the cluster of these kinds. */
const names = async (kinds: string) =>
  (await inNamespace('get', kinds, '--output=name')).trim().split('\n');

async function hear(desktop: Page) {
  expect(await loudness(desktop)).toBe(0);
  await desktop.keyboard.type('timeout 20 pacat < /dev/urandom\n');
  await expect.poll(() => loudness(desktop)).toBeGreaterThan(0.1);
  await desktop.keyboard.press('Control+c');
}

async function paste(desktop: Page) {
  await desktop.evaluate(
    text => navigator.clipboard.writeText(text),
    // 46 is green.
    fillWith('23*2'),
  );
  await pointAtTerminal(desktop);
  await desktop.keyboard.press('Control+Shift+V');
  // The terminal asks for what it pastes, and keys may overtake the answer.
  await expect(async () => {
    await desktop.keyboard.press('Enter');
    expect(await share(desktop, GREEN)).toBeGreaterThan(0.1);
  }).toPass();
}

async function copy(desktop: Page) {
  const { x, y } = await placeOfWord(desktop, GREEN);
  await desktop.keyboard.type('yes desktop | head -40\n');
  await expect(async () => {
    await desktop.mouse.dblclick(x, y);
    await desktop.keyboard.press('Control+Shift+C');
    const text = await desktop.evaluate(() => navigator.clipboard.readText());
    expect(text).toBe('desktop');
  }).toPass();
}

/** A test that failed leaves nothing to the next. */
test.afterEach(() => inNamespace('delete', 'vdi', '--all'));

for (const { template, hasSound } of [
  { template: 'Linux desktop', hasSound: false },
  { template: 'Desktop with sound', hasSound: true },
]) {
  test(`a ${template} from request to pixels, clipboard and its end, to nothing`, async ({
    page,
    context,
    routingKind,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await listenToPages(context);
    await signIn(page, process.env.VDI_E2E_PORTAL!);
    const row = await startDesktop(page, template);
    expect(await inNamespace('get', 'vdi')).toMatch(
      /guest@example\.com\s+Running\s+https:/,
    );
    expect(await names('ingressroute,ingress')).toEqual([
      expect.stringMatching(`^${routingKind}\\.`),
    ]);

    const desktop = await openDesktop(row);
    await seeAndType(desktop);
    if (hasSound) await hear(desktop);
    await paste(desktop);
    await copy(desktop);

    const [session] = await names('vdi');
    await inNamespace(
      'patch',
      session,
      '--type=merge',
      '--patch={"spec":{"idleTimeout":"10s"}}',
    );
    await desktop.close();
    await expect(row.getByText('Stopped', { exact: true })).toBeVisible();
    await inNamespace(
      'wait',
      session,
      '--for=jsonpath={.status.stopReason}=Idle',
      '--timeout=0',
    );

    await deleteDesktop(row);
    await expect
      .poll(() => names('vdi,pod,service,ingressroute,ingress'))
      .toEqual(['']);
  });
}
