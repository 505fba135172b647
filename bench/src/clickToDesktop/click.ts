import type { Browser, Page } from '@playwright/test';
import { requestDesktop, signIn } from '@backstage-vdi/e2e';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { epochNow } from './epochNow';
import { firstFrame } from './firstFrame';
import type { MeasuredImage } from './images';
import type { Way } from './way';

/** What of a way the browser tells. */
export type BrowserTimes = Pick<
  Way,
  'clicked' | 'replied' | 'offered' | 'loaded' | 'shown'
>;

/** A whole start on two processors, many times over. Milliseconds. */
const START_MS = 120_000;

/** Run in the page: the last click is the one on "Start desktop". */
function rememberClicks() {
  window.addEventListener(
    'click',
    () => Object.assign(window, { clickedAt: Date.now() }),
    { capture: true },
  );
}

/** Asks for a desktop in a fresh browser profile, opens it as soon as the page offers it, and closes everything once it is seen. */
export async function click(
  browser: Browser,
  portalUrl: string,
  image: MeasuredImage,
): Promise<{ session: SessionView; times: BrowserTimes }> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1440, height: 900 },
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(rememberClicks);
    await signIn(page, portalUrl);
    const answer = page.waitForResponse(
      response =>
        response.request().method() === 'POST' &&
        response.url().endsWith('/v1/sessions'),
    );
    await requestDesktop(page, image.template);
    const response = await answer;
    const session: SessionView = await response.json();
    const { startTime, responseEnd } = response.request().timing();
    const clicked = await page.evaluate(
      () => (window as unknown as { clickedAt: number }).clickedAt,
    );

    const open = page
      .locator(`[data-uid="${session.uid}"]`)
      .getByRole('link', { name: `Open ${session.title}` });
    await open.waitFor({ timeout: START_MS });
    const offered = epochNow();
    const [desktop] = await Promise.all([
      context.waitForEvent('page'),
      open.click(),
    ]);
    const [shown, loaded] = await Promise.all([
      firstFrame(desktop),
      loadedAt(desktop),
    ]);
    return {
      session,
      times: {
        clicked,
        replied: startTime + responseEnd,
        offered,
        loaded,
        shown,
      },
    };
  } finally {
    await context.close();
  }
}

/** When the page and all that it names were loaded. */
async function loadedAt(page: Page): Promise<number> {
  await page.waitForLoadState('load');
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const { loadEventStart } = navigation as PerformanceNavigationTiming;
    return performance.timeOrigin + loadEventStart;
  });
}
