// Pictures and their comparison. Small, because only words and places matter: the longest side has 720 pixels
// however large the screen, drawn by the browser at that scale.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export const PICTURES = new URL('./pictures/', import.meta.url);
const FAILED = new URL('../test-results/pictures/', import.meta.url);
export const SIDE_MAX = 720;
/** Pixels that may differ. The smallest word of any page changes more: words.spec.ts hides each and looks. */
export const DIFFERENT_MAX = 4;
/** How far a pixel's colour may be off before it counts (0 to 1, YIQ). */
const COLOUR = 0.1;
/** Distance of the shades kept of each colour. */
const SHADE = 17;
export const UPDATE = process.env.UPDATE === '1';

export function scaleOf([width, height]: readonly [number, number]): number {
  return Math.min(1, SIDE_MAX / Math.max(width, height));
}

/** How many pixels of two pictures differ; all of them when their sizes do. */
export function different(a: Buffer, b: Buffer): number {
  const [one, two] = [shaded(PNG.sync.read(a)), shaded(PNG.sync.read(b))];
  if (one.width !== two.width || one.height !== two.height) return Math.max(one.width * one.height, two.width * two.height);
  return pixelmatch(one.data, two.data, undefined, one.width, one.height, { threshold: COLOUR, includeAA: true });
}

/** Which Chromium drew the kept pictures. Another one draws letters a little differently everywhere. */
const DRAWN_BY = new URL('chromium.txt', PICTURES);

/** Whether pictures of this Chromium can be compared with the kept ones; says so where they cannot. */
export function comparable(version: string): boolean {
  const kept = existsSync(DRAWN_BY) ? readFileSync(DRAWN_BY, 'utf8').trim() : '';
  if (UPDATE) {
    if (kept !== version) writeFileSync(DRAWN_BY, `${version}\n`);
    return true;
  }
  if (major(kept) === major(version)) return true;
  console.warn(`pictures were drawn by Chromium ${kept} and this is ${version}: not compared; take them anew with "npm run pictures"`);
  return false;
}

function major(version: string): string {
  return version.split('.')[0]!;
}

let last: { name: string; taken: Buffer } | undefined;

/** Compares a picture with the kept one (or keeps it, with UPDATE=1); returns what is wrong, if anything. */
export function compare(name: string, taken: Buffer): string | undefined {
  const kept = new URL(`${name}.png`, PICTURES);
  if (UPDATE) {
    // Kept only once two pictures in a row are the same.
    const settled = last?.name === name && different(last.taken, taken) === 0;
    last = { name, taken };
    if (!settled) return `${name}: still moving`;
    if (!existsSync(kept) || different(readFileSync(kept), taken) > 0) writeFileSync(kept, smaller(taken));
    return undefined;
  }
  if (!existsSync(kept)) return `${name}: no picture is kept; look at it and keep it with "npm run pictures"`;
  const before = readFileSync(kept);
  const off = different(before, taken);
  if (off <= DIFFERENT_MAX) return undefined;
  mkdirSync(FAILED, { recursive: true });
  writeFileSync(new URL(`${name}.png`, FAILED), taken);
  return `${name}: ${off} pixels differ (at most ${DIFFERENT_MAX} may); the new picture is in test-results/pictures`;
}

/** The same picture without the alpha channel nobody needs and with 16 shades of each colour: a third of the size. */
function smaller(png: Buffer): Buffer {
  const picture = shaded(PNG.sync.read(png));
  return PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}

function shaded(picture: PNG): PNG {
  for (let i = 0; i < picture.data.length; i += 1) if (i % 4 !== 3) picture.data[i] = Math.round(picture.data[i]! / SHADE) * SHADE;
  return picture;
}
