import { expect, test } from '@playwright/test';
import { kubectl } from '../src/testCluster';
import { shareOfColour } from '../src/pixels';
import { requestDesktop, signIn } from '../src/people';

/** Everything in the cluster that a desktop is made of, one name a line. */
const remains = () =>
  kubectl([
    'get',
    'vdi,pod,service,ingressroute',
    '--namespace',
    'vdi-sessions',
    '--output',
    'name',
  ]);

test('a desktop from request to pixels to nothing', async ({
  page,
  context,
}) => {
  await signIn(page, process.env.VDI_E2E_PORTAL!);

  await requestDesktop(page, /^Linux desktop/);

  const row = page.getByRole('listitem', { name: 'Linux desktop 1' });
  await expect(row.getByText('Running', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  expect(await kubectl(['get', 'vdi', '--all-namespaces'])).toMatch(
    /guest@example\.com\s+Running\s+https:/,
  );

  const [desktop] = await Promise.all([
    context.waitForEvent('page'),
    row.getByRole('link', { name: 'Open Linux desktop 1' }).click(),
  ]);
  await expect(desktop.locator('canvas')).toBeVisible();
  const share = async () =>
    shareOfColour(await desktop.screenshot(), [255, 0, 255]);
  expect(await share()).toBe(0);
  // The shell adds 101 and 100, so the colour is a result, not an echo: 201 is magenta.
  await desktop.locator('canvas').click();
  await desktop.keyboard.type(`printf "\\033[48;5;$((101+100))m\\033[2J"\n`);
  await expect.poll(share).toBeGreaterThan(0.1);
  await desktop.close();

  await row.getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page
    .getByRole('dialog', { name: /^Delete Linux desktop 1/ })
    .getByRole('button', { name: 'Delete desktop' })
    .click();
  await expect(row).toBeHidden();
  await expect.poll(remains).toBe('');
});
