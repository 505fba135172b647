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
  const { width, height, places } = find(png, colour, tolerance);
  return places.length / (width * height);
}

/**
 * The smallest area that holds all of a picture's pixels of a colour.
 *
 * @throws Error where there is none
 */
export function areaOfColour(png: Buffer, colour: Colour): Area {
  const { width, places } = find(png, colour, TOLERANCE);
  if (places.length === 0) throw new Error(`Nothing is of colour ${colour}.`);
  const area = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
  for (const place of places) {
    const x = place % width;
    const y = Math.floor(place / width);
    area.left = Math.min(area.left, x);
    area.top = Math.min(area.top, y);
    area.right = Math.max(area.right, x);
    area.bottom = Math.max(area.bottom, y);
  }
  return area;
}

/** The pixels of a colour, counted in reading order. */
function find(
  png: Buffer,
  [red, green, blue]: Colour,
  tolerance: number,
): { width: number; height: number; places: number[] } {
  const { data, width, height } = PNG.sync.read(png);
  const places: number[] = [];
  for (let at = 0; at < data.length; at += 4) {
    if (
      Math.abs(data[at] - red) <= tolerance &&
      Math.abs(data[at + 1] - green) <= tolerance &&
      Math.abs(data[at + 2] - blue) <= tolerance
    ) {
      places.push(at / 4);
    }
  }
  return { width, height, places };
}
