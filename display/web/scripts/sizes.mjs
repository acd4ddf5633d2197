// What each page loads before its first paint, compressed as a server would (gzip 9; fonts are compressed already).
// The fonts counted are those its default language needs. Fails above 100 kB.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../../dist/', import.meta.url);
const LIMIT = 100_000;
const read = (path) => readFileSync(new URL(path.replace(/^\//, ''), DIST));
const fonts = { ar: ['plex-arabic-400', 'plex-arabic-700', 'plex-latin-400', 'plex-latin-700'], fr: ['plex-latin-400', 'plex-latin-700'] };
const fontBytes = (lang) => fonts[lang].reduce((sum, f) => sum + read(`fonts/${f}.woff2`).length, 0);
let over = false;
for (const page of ['index', 'kiosk', 'board', 'counter', 'dashboard', 'devices', 'sign-in', 'receipts', 'access', 'tablet', 't']) {
  const html = read(`${page}.html`);
  const files = [...html.toString().matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg))"/g)].map((m) => m[1]).concat('/pictograms.svg');
  const code = [html, ...files.map(read)].reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0);
  over ||= code + fontBytes('ar') > LIMIT;
  console.log(`${page.padEnd(8)} code, words and pictograms ${(code / 1000).toFixed(1)} kB; with fonts: Arabic ${((code + fontBytes('ar')) / 1000).toFixed(1)} kB, French ${((code + fontBytes('fr')) / 1000).toFixed(1)} kB`);
}
process.exitCode = over ? 1 : 0;
