/**
 * `npm run pictures`: makes the pictures of the documentation from the running product.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { CHROMIUM, CHROMIUM_FLAGS, installChromium } from './chromium';
import { requestDesktop, signIn } from './people';
import { startPortal } from './startedPortal';

const folder = path.join(
  path.dirname(require.resolve('../../package.json')),
  'docs/pictures',
);

async function takePictures(portalUrl: string) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: CHROMIUM_FLAGS,
  });
  try {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    const take = (name: string, of: Page = page) =>
      of.screenshot({ path: path.join(folder, `${name}.png`) });

    await signIn(page, portalUrl);
    await requestDesktop(page, /^Linux desktop/);
    const open = page.getByRole('link', { name: /^Open/ });
    await expect(open).toHaveCount(1, { timeout: 60_000 });
    await requestDesktop(page, /^GPU desktop/);
    await expect(open).toHaveCount(2, { timeout: 60_000 });
    await take('desktops');
    await page.emulateMedia({ colorScheme: 'dark' });
    await take('desktops-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('link', { name: 'Request desktop' }).first().click();
    await expect(
      page.getByRole('button', { name: 'Start desktop' }),
    ).toBeVisible();
    await take('request');
    await page.keyboard.press('Escape');

    const [desktop] = await Promise.all([
      context.waitForEvent('page'),
      open.first().click(),
    ]);
    await expect(desktop.locator('canvas')).toBeVisible();
    await desktop.waitForLoadState('networkidle');
    await take('desktop', desktop);
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
