import { PNG } from 'pngjs';

/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Where a colour is seen, in pixels from the picture's upper left corner; the last row and column are within. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** By how much each of red, green and blue may be off. */
const TOLERANCE = 24;

/** Share of a picture's pixels, from 0 to 1, whose red, green and blue are all within `tolerance` of a colour's. */
export function shareOfColour(
  png: Buffer,
  colour: Colour,
  tolerance = TOLERANCE,
): number {
  let found = 0;
  const { width, height } = visit(png, colour, tolerance, () => {
    found += 1;
  });
  return found / (width * height);
}

/**
 * The smallest area that holds all of a picture's pixels of a colour.
 *
 * @throws Error where there is none
 */
export function areaOfColour(png: Buffer, colour: Colour): Area {
  const area = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
  visit(png, colour, TOLERANCE, (x, y) => {
    area.left = Math.min(area.left, x);
    area.top = Math.min(area.top, y);
    area.right = Math.max(area.right, x);
    area.bottom = Math.max(area.bottom, y);
  });
  if (area.right < 0) throw new Error(`Nothing is of colour ${colour}.`);
  return area;
}

/** Calls `found` for each of a picture's pixels of a colour. */
function visit(
  png: Buffer,
  [red, green, blue]: Colour,
  tolerance: number,
  found: (x: number, y: number) => void,
): { width: number; height: number } {
  const { data, width, height } = PNG.sync.read(png);
  for (let at = 0; at < data.length; at += 4) {
    if (
      Math.abs(data[at] - red) <= tolerance &&
      Math.abs(data[at + 1] - green) <= tolerance &&
      Math.abs(data[at + 2] - blue) <= tolerance
    ) {
      const pixel = at / 4;
      found(pixel % width, Math.floor(pixel / width));
    }
  }
  return { width, height };
}
