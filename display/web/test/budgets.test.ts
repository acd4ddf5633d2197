// What a page may weigh: the committed build, compressed as a server would, with the fonts its language needs.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path.replace(/^\//, ''), dist));
const packed = (path: string) => gzipSync(read(path), { level: 9 }).length;
const FONTS = { ar: ['plex-arabic-400', 'plex-arabic-700', 'plex-latin-400', 'plex-latin-700'], fr: ['plex-latin-400', 'plex-latin-700'], zgh: ['noto-tifinagh-400', 'plex-latin-400', 'plex-latin-700', 'plex-arabic-400'] };
const PAGES = ['index', 'kiosk', 'board', 'counter', 'devices', 't', 'dashboard', 'sign-in', 'receipts', 'access', 'tablet'].filter((page) => existsSync(new URL(`${page}.html`, dist)));
/** First paint: everything a page asks for before it shows something, in bytes. */
const FIRST_PAINT_MAX = 100_000;
/** Code alone, so that fonts are no excuse. */
const CODE_MAX = 60_000;
const STYLE_MAX = 8_000;
/** Over HTTP/1.1 a browser opens six connections: three rounds at most. */
const REQUESTS_MAX = 18;

describe('the budget', () => {
  for (const page of PAGES) {
    it(`of ${page} is kept`, () => {
      const files = [...read(`${page}.html`).toString().matchAll(/(?:src|href)="(\/[^"]+\.(js|css|svg))"/g)].map((m) => ({ path: m[1]!, kind: m[2]! })).concat({ path: '/pictograms.svg', kind: 'svg' });
      const weigh = (kind?: string) => files.filter((f) => kind === undefined || f.kind === kind).reduce((sum, f) => sum + packed(f.path), 0);
      for (const [locale, fonts] of Object.entries(FONTS)) {
        const total = packed(`${page}.html`) + weigh() + fonts.reduce((sum, f) => sum + read(`fonts/${f}.woff2`).length, 0);
        expect.soft(total, `${page} in ${locale}`).toBeLessThanOrEqual(FIRST_PAINT_MAX);
        expect.soft(files.length + fonts.length + 1, `requests of ${page}`).toBeLessThanOrEqual(REQUESTS_MAX);
      }
      expect.soft(weigh('js'), `scripts of ${page}`).toBeLessThanOrEqual(CODE_MAX);
      expect.soft(weigh('css'), `styles of ${page}`).toBeLessThanOrEqual(STYLE_MAX);
    });
  }
  it('of the phone without scripts is kept small', () => {
    // The daemon writes the rest, below 6 kB (daemon/tests/spine/http_phone.rs).
    expect(packed('/plain.js')).toBeLessThan(300);
  });
});
