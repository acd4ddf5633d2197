// What is looked for in every state besides its picture.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations of WCAG 2.2 A and AA that axe finds, one line each. What axe cannot see, test/style.test.ts computes. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async (tags) => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const found = await (window as any).axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    return found.violations.map((v: any) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n: any) => n.html.slice(0, 140)).join(' | ')}`);
  }, WCAG);
}

const LOCALES = new URL('../../../config/locales/', import.meta.url);
/** Every key of the catalogue that cannot be taken for a word: those of several parts. */
const KEYS = [...new Set(readdirSync(LOCALES, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ftl'))
  .flatMap((f) => [...readFileSync(new URL(f, LOCALES), 'utf8').matchAll(/^([a-z][a-z0-9]*(?:-[a-z0-9]+)+) =/gm)].map((m) => m[1]!)))];

/** Keys of the catalogue shown instead of their words: the word is missing, or its group was not loaded. Identifiers stand in <bdi>. */
export async function rawKeys(page: Page): Promise<string[]> {
  return page.evaluate((keys) => {
    const known = new Set(keys);
    const firsts = new Set(keys.map((k) => k.split('-')[0]));
    const looks = (text: string): boolean => /^[a-z][a-z0-9]*(?:-[a-z0-9_]+)+$/.test(text);
    // A known key anywhere; as a whole text also one that begins as keys do, for it may be missing from the catalogue too. With a number behind it, it is somebody's name: kiosk-1.
    const raw = (text: string): boolean => text.split(/[\s\u2066-\u2069]+/).some((word) => looks(word) && known.has(word)) || (looks(text.trim()) && !/-\d+$/.test(text.trim()) && firsts.has(text.trim().split('-')[0]));
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() !== null) {
      const text = texts.currentNode.nodeValue ?? '';
      if (texts.currentNode.parentElement?.closest('bdi, dl, script, style') === null && raw(text)) found.push(text.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) if (raw(element.getAttribute(name) ?? '')) found.push(`${name}="${element.getAttribute(name)}"`);
    }
    if (raw(document.title)) found.push(`title: ${document.title}`);
    return found;
  }, KEYS);
}

/** Words that a box cuts off, and a page wider than its window. */
export async function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cuts: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth + 1) cuts.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    // A tablet before a counter is not scrolled by anybody.
    if (document.querySelector('.tablet') !== null && document.documentElement.scrollHeight > window.innerHeight + 1) cuts.push(`the tablet has to scroll: ${document.documentElement.scrollHeight} in ${window.innerHeight}`);
    // A clerk's buttons are all on the screen, whatever the state.
    const desk = document.querySelector('.counter .columns > main');
    if (desk !== null && window.innerWidth > 900 && desk.scrollHeight > desk.clientHeight + 1) cuts.push(`the clerk has to scroll: ${desk.scrollHeight} in ${desk.clientHeight}`);
    const boxes = '.tablet header, .tablet main, .dash header, .dash .tabs, .dash .numbers > li, .desks > li, .ask, .devices header, .cards > li, .papers li, form, .rlist header, .rlist li, .tile, .service, .service .panel, .kiosk main, .kiosk .strip, .bar, .bar button, .result, .rest, .mine, .board main > *, .board header, .history, .board footer, .helpbar, button, dialog';
    for (const box of document.querySelectorAll(boxes)) {
      // A panel or a dialog may scroll; it may not be wider than itself.
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(box).overflowY);
      const high = !scrolls && box.scrollHeight > box.clientHeight + 3;
      if (high || box.scrollWidth > box.clientWidth + 3) cuts.push(`${box.className || box.tagName} ${box.scrollWidth}×${box.scrollHeight} in ${box.clientWidth}×${box.clientHeight}: ${box.textContent?.trim().slice(0, 50)}`);
    }
    return cuts;
  });
}

/** Letters drawn in a font of the machine instead of the embedded ones: they would look different elsewhere. */
export async function foreignLetters(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'body' });
  const found: string[] = [];
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const font of fonts) if (!font.isCustomFont) found.push(`${font.glyphCount} letters in ${font.familyName}`);
  }
  await session.detach();
  return found;
}
