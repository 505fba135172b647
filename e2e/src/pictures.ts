/**
 * `npm run pictures`: makes the pictures of the documentation from the running product.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { installChromium, launchChromium } from './chromium';
import { root } from './folders';
import { requestDesktop, signIn } from './people';
import { startPortal } from './startedPortal';

const folder = path.join(root, 'docs/pictures');

async function takePictures(portalUrl: string) {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    const take = (name: string, of: Page = page) =>
      of.screenshot({ path: path.join(folder, `${name}.png`) });

    const row = (title: string) => page.getByRole('listitem', { name: title });
    const openLink = (title: string) =>
      row(title).getByRole('link', { name: `Open ${title}` });

    await signIn(page, portalUrl);
    await requestDesktop(page, /^Linux desktop/);
    await expect(openLink('Linux desktop 1')).toBeVisible({ timeout: 60_000 });
    await requestDesktop(page, /^GPU desktop/);
    await expect(openLink('GPU desktop 1')).toBeVisible({ timeout: 60_000 });
    await requestDesktop(page, /^Linux desktop/);
    await expect(row('Linux desktop 2')).toBeVisible();
    await take('desktops');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(openLink('Linux desktop 2')).toBeVisible({ timeout: 60_000 });
    await take('desktops-dark');
    await page.emulateMedia({ colorScheme: 'light' });

    const [desktop] = await Promise.all([
      context.waitForEvent('page'),
      openLink('Linux desktop 1').click(),
    ]);
    await expect(desktop.locator('canvas')).toBeVisible();
    await desktop.waitForLoadState('networkidle');
    await take('desktop', desktop);

    await page.getByRole('link', { name: 'Request desktop' }).first().click();
    await expect(
      page.getByRole('button', { name: 'Start desktop' }),
    ).toBeVisible();
    await take('request');
  } finally {
    await browser.close();
  }
}

async function main() {
  await mkdir(folder, { recursive: true });
  await installChromium({
    log: line => process.stderr.write(`${line}\n`),
  });
  const portal = await startPortal('pictures');
  try {
    await takePictures(portal.url);
  } finally {
    await portal.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
