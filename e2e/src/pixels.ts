import { PNG } from 'pngjs';

/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Share of a picture's pixels, from 0 to 1, whose red, green and blue are all within `tolerance` of a colour's. */
export function shareOfColour(
  png: Buffer,
  [red, green, blue]: Colour,
  tolerance = 24,
): number {
  const { data, width, height } = PNG.sync.read(png);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (
      Math.abs(data[at] - red) <= tolerance &&
      Math.abs(data[at + 1] - green) <= tolerance &&
      Math.abs(data[at + 2] - blue) <= tolerance
    ) {
      found += 1;
    }
  }
  return found / (width * height);
}
