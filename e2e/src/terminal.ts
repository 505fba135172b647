import { expect, type Page } from '@playwright/test';
import { type Colour, shareOfColour } from './pixels';

/** Of the wallpaper below the terminal. No page that still waits for its desktop has anything like it. */
const WALLPAPER: Colour = [48, 76, 112];
/** Behind the terminal's text. */
const TERMINAL: Colour = [22, 28, 40];
/** The wallpaper is almost as dark in a corner. A compressed picture is off by less. */
const EXACT = 8;
const MAGENTA: Colour = [255, 0, 255];

/** Share of a colour, from 0 to 1, in what is seen of a desktop now. */
export const share = async (
  desktop: Page,
  colour: Colour,
  tolerance?: number,
): Promise<number> =>
  shareOfColour(await desktop.screenshot(), colour, tolerance);

/** Clicks into the terminal that each desktop begins with. */
export const pointAtTerminal = (desktop: Page): Promise<void> =>
  desktop.mouse.click(720, 450);

/** A command that fills the terminal with one of the 256 colours, which the shell adds up: what is seen is a result, not an echo. */
export const fillWith = (sum: string): string =>
  `printf "\\033[48;5;$((${sum}))m\\033[2J"`;

/** Waits for the desktop's picture, types a command, and waits for what comes of it. */
export async function seeAndType(desktop: Page): Promise<void> {
  await expect.poll(() => share(desktop, WALLPAPER)).toBeGreaterThan(0.1);
  // Where it is not there yet, a click opens the menu.
  await expect.poll(() => share(desktop, TERMINAL, EXACT)).toBeGreaterThan(0.2);
  expect(await share(desktop, MAGENTA)).toBe(0);
  await pointAtTerminal(desktop);
  // 201 is magenta.
  await desktop.keyboard.type(`${fillWith('101+100')}\n`);
  await expect.poll(() => share(desktop, MAGENTA)).toBeGreaterThan(0.1);
}
