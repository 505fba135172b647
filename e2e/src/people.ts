import { expect, type Page } from '@playwright/test';

/** Opens the Desktops page as guest. */
export async function signIn(page: Page, portalUrl: string): Promise<void> {
  await page.goto(`${portalUrl}/desktops`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.getByRole('heading', { name: 'My desktops' }),
  ).toBeVisible();
}

/** Asks for a desktop of the template whose name matches. */
export async function requestDesktop(
  page: Page,
  template: RegExp,
): Promise<void> {
  await page.getByRole('link', { name: 'Request desktop' }).first().click();
  await page.getByRole('radio', { name: template }).check();
  await page.getByRole('button', { name: 'Start desktop' }).click();
}
