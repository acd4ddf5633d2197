import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { arabic, latin, tifinagh } from '../scripts/letters.mjs';

const LOCALES = new URL('../../../config/locales/', import.meta.url);
/** Marks of direction: they have no shape. */
const UNSEEN = '\u200e\u200f\u2066\u2067\u2068\u2069';

/** The catalogue's files: of all pages, of one page, of the portal. */
function files(): string[] {
  const all = readdirSync(LOCALES, { recursive: true, encoding: 'utf8' });
  return all.filter((name) => name.endsWith('.ftl'));
}

test('every sign of the catalogue is in the fonts: on the next machine a sign of its own fonts looks otherwise, or like nothing', () => {
  const there = new Set(arabic + latin + tifinagh + UNSEEN);
  const missing = files().flatMap((name) => {
    const lines = readFileSync(new URL(name, LOCALES), 'utf8').split('\n').filter((line) => !line.startsWith('#'));
    const signs = new Set(lines.join(''));
    return [...signs].filter((sign) => !there.has(sign)).map((sign) => `${name}: ${sign} (U+${sign.codePointAt(0)?.toString(16)})`);
  });
  expect(files().length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});
