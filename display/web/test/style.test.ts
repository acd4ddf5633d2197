// What the eye needs and a checker misses: contrast of the colour tokens, sides that follow the language,
// and a build that old TV browsers can read.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';

const web = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, web), 'utf8');

function tokens(selector: string): Record<string, string> {
  const css = read('shared/tokens.css');
  const block = css.slice(css.indexOf(`${selector} {`), css.indexOf('}', css.indexOf(`${selector} {`)));
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
}
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x! + 0.05) / (y! + 0.05);
}

describe('contrast', () => {
  const light = tokens(':root');
  const strong = { ...light, ...tokens(':root.contrast') };
  const text: [string, string][] = [['ink', 'paper'], ['ink', 'card'], ['quiet', 'paper'], ['quiet', 'card'], ['green', 'card'], ['green', 'paper'], ['green', 'green-soft'], ['on-green', 'green'], ['quiet', 'green-soft'], ['red', 'card'], ['red', 'red-soft'], ['ink', 'red-soft'], ['amber', 'card'], ['amber', 'paper'], ['amber', 'amber-soft'], ['ink', 'amber-soft'], ['blue', 'blue-soft'], ['ink', 'blue-soft'], ['paper', 'ink']];
  const edges: [string, string][] = [['line', 'card'], ['line', 'paper'], ['focus', 'card'], ['focus', 'paper'], ['green', 'paper'], ['amber', 'amber-soft']];

  it('knows the values the reference computed', () => {
    expect(contrast('#ffffff', '#0b5d3b')).toBeCloseTo(7.95, 1);
    expect(contrast('#ffbf47', '#101418')).toBeCloseTo(11.27, 1);
  });
  it('of words is at least 4.5 to 1, and 7 to 1 with strong contrast', () => {
    for (const [fg, bg] of text) {
      expect.soft(contrast(light[fg]!, light[bg]!), `${fg} on ${bg}`).toBeGreaterThanOrEqual(4.5);
      expect.soft(contrast(strong[fg]!, strong[bg]!), `strong: ${fg} on ${bg}`).toBeGreaterThanOrEqual(7);
    }
  });
  it('of edges and the focus ring is at least 3 to 1', () => {
    for (const [fg, bg] of edges) for (const set of [light, strong]) expect.soft(contrast(set[fg]!, set[bg]!), `${fg} on ${bg}`).toBeGreaterThanOrEqual(3);
  });
  it('of the board is at least 7 to 1 for its words', () => {
    for (const [fg, bg] of [['#ffffff', '#0d2a1d'], ['#ffffff', '#12382a'], ['#cfe3d8', '#12382a'], ['#cfe3d8', '#081b13'], ['#ffe08a', '#12382a'], ['#10281c', '#ffffff'], ['#10281c', '#ffe9a8'], ['#33463c', '#ffffff'], ['#0b5d3b', '#ffffff'], ['#174a8c', '#ffffff'], ['#1a1200', '#ffcf4a']] as const) {
      expect.soft(contrast(fg, bg), `${fg} on ${bg}`).toBeGreaterThanOrEqual(7);
    }
  });
});

/** Every folder of a page, and what they share. */
const folders = ['shared', ...readdirSync(web).filter((d) => existsSync(new URL(`${d}/App.svelte`, web)))];

describe('the style sheets', () => {
  const files = folders.flatMap((d) => readdirSync(new URL(`${d}/`, web)).filter((f) => f.endsWith('.css')).map((f) => `${d}/${f}`));

  it('know no left and no right, only start and end', () => {
    for (const file of files) {
      const found = read(file).match(/(?:(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|float:|[{;\s](?:left|right):)/g);
      expect.soft(found, file).toBeNull();
    }
  });
  it('load nothing from elsewhere', () => {
    for (const file of files) expect.soft(read(file), file).not.toMatch(/url\(['"]?(?:https?:|\/\/|data:)/);
  });
  it('of the board use nothing a TV browser of 2018 lacks', () => {
    expect(read('board/board.css').replace(/\/\*[\s\S]*?\*\//g, '')).not.toMatch(/[^-]gap:|clamp\(|[ (]min\(|[ (]max\(|inset|:is\(|:where\(|aspect-ratio|dvh|:has\(|(?:margin|padding|border)-inline:|(?:margin|padding)-block:/);
  });
});

describe('the pages', () => {
  it('have no words outside the catalogue', () => {
    expect(folders).toEqual(expect.arrayContaining(['kiosk', 'board', 'counter', 'dashboard', 'devices', 'receipts', 'sign-in', 'access', 'tablet', 'track', 'index']));
    const files = folders.flatMap((d) => readdirSync(new URL(`${d}/`, web)).filter((f) => f.endsWith('.svelte')).map((f) => `${d}/${f}`));
    for (const file of files) {
      const markup = read(file).replace(/<script[\s\S]*?<\/script>/g, '').replace(/<!--[\s\S]*?-->/g, '').replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '').replace(/&nbsp;/g, '');
      const words = [...markup.matchAll(/>([^<>]*)</g)].map((m) => m[1]!.trim()).filter((t) => /\p{L}{2,}/u.test(t) && t !== 'Esc');
      expect.soft(words, file).toEqual([]);
    }
  });
});

describe('the committed build', () => {
  const dist = new URL('../../dist/', import.meta.url);
  const scripts = existsSync(new URL('assets/', dist)) ? readdirSync(new URL('assets/', dist)).filter((f) => f.endsWith('.js')) : [];

  it('is there', () => expect(scripts).toContain('board.js'));
  it('parses as ECMAScript 2017', () => {
    for (const file of scripts) expect(() => parse(readFileSync(new URL(`assets/${file}`, dist), 'utf8'), { ecmaVersion: 2017, sourceType: 'module' }), file).not.toThrow();
  });
  it('has no inline script, no inline style and no address outside', () => {
    for (const page of ['index', 'kiosk', 'board', 'counter', 'dashboard', 'devices', 't']) {
      const html = readFileSync(new URL(`${page}.html`, dist), 'utf8');
      expect(html).not.toMatch(/<style|style=|https?:|<script(?![^>]*src=)/);
    }
    for (const file of scripts) expect(readFileSync(new URL(`assets/${file}`, dist), 'utf8'), file).not.toMatch(/style=\\?"|innerHTML=`[^`]*style=/);
  });
});
