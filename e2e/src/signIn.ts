import { expect, type Page } from '@playwright/test';

/** Opens the Desktops page as guest. */
export async function signIn(page: Page, portalUrl: string): Promise<void> {
  await page.goto(`${portalUrl}/desktops`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.getByRole('heading', { name: 'My desktops' }),
  ).toBeVisible();
}
