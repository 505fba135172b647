import { shareOfColour } from '@backstage-vdi/e2e';
import type { Page } from '@playwright/test';

/** Small pictures: looking at them must not take the processors from the desktop. */
const SIZE = { maxWidth: 360, maxHeight: 225 };

/** Red, green and blue of the terminal's background, which both desktops show first and neither of their pages has. */
const TERMINAL: [number, number, number] = [22, 28, 40];

/** How much video may change it; the pages' own backgrounds are further away. */
const TOLERANCE = 4;

/** The least part of the picture that is the terminal. */
const SHARE = 0.2;

/** What takes longer does not come any more. Milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * When the browser first showed the desktop, in milliseconds since 1970.
 *
 * @throws Error when it does not in a minute
 */
export async function firstFrame(page: Page): Promise<number> {
  const browser = await page.context().newCDPSession(page);
  let timer: NodeJS.Timeout | undefined;
  const shown = new Promise<number>((resolve, reject) => {
    const giveUp = () => reject(new Error(`${page.url()} shows no desktop.`));
    timer = setTimeout(giveUp, PATIENCE_MS);
    browser.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      const png = Buffer.from(data, 'base64');
      if (shareOfColour(png, TERMINAL, TOLERANCE) > SHARE) {
        // In seconds, as it went to the screen.
        resolve(metadata.timestamp! * 1_000);
      } else {
        browser.send('Page.screencastFrameAck', { sessionId }).catch(reject);
      }
    });
  });
  try {
    await browser.send('Page.startScreencast', { format: 'png', ...SIZE });
    return await shown;
  } finally {
    clearTimeout(timer);
    await browser.detach();
  }
}
