import { expect, type Locator, type Page } from '@playwright/test';

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

/** Asks for the first desktop of a template, and gives its row once it runs. */
export async function startDesktop(
  page: Page,
  template: string,
): Promise<Locator> {
  await requestDesktop(page, new RegExp(`^${template}`));
  const row = page.getByRole('listitem', { name: `${template} 1` });
  await expect(row.getByText('Running', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  return row;
}

/** Opens the desktop of a row by its link, in a tab of its own. */
export async function openDesktop(row: Locator): Promise<Page> {
  const [desktop] = await Promise.all([
    row.page().context().waitForEvent('page'),
    row.getByRole('link', { name: /^Open / }).click(),
  ]);
  return desktop;
}

/** Deletes the desktop of a row. */
export async function deleteDesktop(row: Locator): Promise<void> {
  await row.getByRole('button', { name: /^More actions/ }).click();
  const page = row.page();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Delete desktop' })
    .click();
  await expect(row).toBeHidden();
}
