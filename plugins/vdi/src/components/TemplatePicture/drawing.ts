/** Colours of a drawing: ground, its lighter layer, quiet lines, accent. */
export type Palette = readonly [string, string, string, string];

const PALETTES: readonly Palette[] = [
  ['#2b2f36', '#3a404a', '#7f8a99', '#e8935a'],
  ['#14241f', '#1f3a32', '#57736a', '#8fd0ab'],
  ['#142d33', '#1d4048', '#6f9299', '#e3b277'],
  ['#3a2742', '#4f3657', '#9a7fa0', '#e8875a'],
  ['#26374d', '#34496a', '#8299bb', '#9cc9ff'],
  ['#33302a', '#474238', '#9c917c', '#f2c572'],
  ['#2d2438', '#3f3350', '#8d80a6', '#b79cf2'],
  ['#37272b', '#4d363c', '#a5858c', '#f0a3b0'],
];

/** FNV-1a, then the finaliser of MurmurHash3: names that differ in one letter look different, everywhere in the same way. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** What the picture of a template without one is drawn with: a palette, and numbers to choose and vary by. */
export function drawingOf(name: string): {
  palette: Palette;
  /** A number from 0 below `limit`, the same for the same `index`. */
  pick(index: number, limit: number): number;
} {
  const pick = (index: number, limit: number) =>
    hash(`${index} ${name}`) % limit;
  return { palette: PALETTES[hash(name) % PALETTES.length], pick };
}
