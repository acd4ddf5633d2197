// Cuts the embedded fonts down to the letters an office writes, from the @fontsource packages.
// Run by hand when a package or the letter list changes; the results in public/fonts are committed.
import { readFile, writeFile, mkdir, copyFile } from 'node:fs/promises';
import subsetFont from 'subset-font';
import { arabic, latin, tifinagh } from './letters.mjs';

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
