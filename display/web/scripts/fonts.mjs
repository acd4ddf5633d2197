// Cuts the embedded fonts down to the letters an office writes, from the @fontsource packages.
// Run by hand when a package or the letter list changes; the results in public/fonts are committed.
import { readFile, writeFile, mkdir, copyFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
// Arabic language letters, vowel marks and digits, and the four letters Moroccan names add (گ ڭ ڤ پ).
const arabic = range(0x060c, 0x060c) + '؛؟' + range(0x0621, 0x063a) + range(0x0640, 0x0652) + range(0x0660, 0x066c) + '\u0670گڭڤپ\u200c\u200d\u200e\u200f';
// ASCII, French letters, and the signs the pages use.
const latin = range(0x20, 0x7e) + '\u00a0«»°·×àâäæçèéêëîïôöœùûüÿÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸ‘’“”–—…•€→←\u202f';
// Tifinagh as IRCAM standardised it (U+2D30–2D67 is a superset), labialisation mark and separator.
const tifinagh = range(0x2d30, 0x2d67) + '\u2d6f\u2d70\u2d7f\u200d ';

// What joins and places letters, and figures of one width; no swashes, small capitals or fractions.
const FEATURES = ['ccmp', 'isol', 'init', 'medi', 'fina', 'rlig', 'calt', 'liga', 'locl', 'mark', 'mkmk', 'curs', 'kern', 'tnum', 'abvm', 'blwm'];

const root = new URL('../', import.meta.url);
const jobs = [
  ['ibm-plex-sans-arabic', 'ibm-plex-sans-arabic-arabic-400-normal', 'plex-arabic-400', arabic],
  ['ibm-plex-sans-arabic', 'ibm-plex-sans-arabic-arabic-700-normal', 'plex-arabic-700', arabic],
  ['ibm-plex-sans', 'ibm-plex-sans-latin-400-normal', 'plex-latin-400', latin],
  ['ibm-plex-sans', 'ibm-plex-sans-latin-700-normal', 'plex-latin-700', latin],
  ['noto-sans-tifinagh', 'noto-sans-tifinagh-tifinagh-400-normal', 'noto-tifinagh-400', tifinagh],
];
await mkdir(new URL('public/fonts/', root), { recursive: true });
for (const [pack, file, out, letters] of jobs) {
  const source = await readFile(new URL(`node_modules/@fontsource/${pack}/files/${file}.woff2`, root));
  const cut = await subsetFont(source, letters, { targetFormat: 'woff2', noHinting: true, keepFeatures: FEATURES });
  await writeFile(new URL(`public/fonts/${out}.woff2`, root), cut);
  console.log(`${out}: ${source.length} → ${cut.length} bytes`);
}
for (const [pack, name] of [['ibm-plex-sans-arabic', 'plex-arabic'], ['ibm-plex-sans', 'plex'], ['noto-sans-tifinagh', 'noto-tifinagh']]) {
  await copyFile(new URL(`node_modules/@fontsource/${pack}/LICENSE`, root), new URL(`public/fonts/OFL-${name}.txt`, root));
}
