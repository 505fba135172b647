import { expect, type Page } from '@playwright/test';
import { areaOfColour, type Colour, shareOfColour } from './pixels';

/** Of the wallpaper below the terminal. No page that still waits for its desktop has anything like it. */
const WALLPAPER: Colour = [48, 76, 112];
/** Behind the terminal's text, which both desktops show first and neither of their pages has. */
export const TERMINAL: Colour = [22, 28, 40];
/** The wallpaper is almost as dark in a corner. A compressed picture is off by less. */
const EXACT = 8;
/** What {@link seeAndType} leaves on the screen. */
export const MAGENTA: Colour = [255, 0, 255];
export const GREEN: Colour = [0, 255, 0];
/** Half of a short word, in pixels: from the terminal's left edge into the first word of a line. */
const INTO_WORD = 36;

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

/** Where the first word of a line in the middle of the terminal will be, which has to be filled with a colour. */
export async function placeOfWord(
  desktop: Page,
  colour: Colour,
): Promise<{ x: number; y: number }> {
  // The terminal stands in the middle of the screen as that was when it started: before or after the browser gave it its size.
  const { left, top, bottom } = areaOfColour(
    await desktop.screenshot(),
    colour,
  );
  return { x: left + INTO_WORD, y: (top + bottom) / 2 };
}

/** A command that fills the terminal with one of the 256 colours, which the shell adds up: what is seen is a result, not an echo. */
export const fillWith = (sum: string): string =>
  `printf "\\033[48;5;$((${sum}))m\\033[2J"`;

/** Has the terminal fill itself with a colour, and waits until that is seen. */
export async function paint(
  desktop: Page,
  sum: string,
  colour: Colour,
): Promise<void> {
  await pointAtTerminal(desktop);
  await desktop.keyboard.type(`${fillWith(sum)}\n`);
  await expect.poll(() => share(desktop, colour)).toBeGreaterThan(0.1);
}

/** Waits for the desktop's picture, types a command, and waits for what comes of it. */
export async function seeAndType(desktop: Page): Promise<void> {
  await expect.poll(() => share(desktop, WALLPAPER)).toBeGreaterThan(0.1);
  // Where it is not there yet, a click opens the menu.
  await expect.poll(() => share(desktop, TERMINAL, EXACT)).toBeGreaterThan(0.2);
  expect(await share(desktop, MAGENTA)).toBe(0);
  // 201 is magenta.
  await paint(desktop, '101+100', MAGENTA);
}
