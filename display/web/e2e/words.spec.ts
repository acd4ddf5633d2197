// Proves that the pictures' threshold sees a single missing word: each word of a page is hidden in turn, and each
// time the picture must differ by more than is forgiven. And that a key shown instead of its word is seen.
import { different, DIFFERENT_MAX, scaleOf } from './picture';
import { AT, expect, stopClock, test } from './fixtures';
import { rawKeys } from './look';
import { SIZES, STATES } from './states';

/** Words hidden on each page. */
const TRIED = 24;
const PROVED = [['kiosk-home', 'stand', 'fr'], ['kiosk-result', 'tablet', 'ar'], ['board-calls', 'uhd', 'fr'], ['counter-serving', 'wide', 'ar'], ['phone-waiting', 'phone', 'zgh']] as const;

test('a key shown instead of its word is seen, wherever it stands', async ({ page, mock }) => {
  await page.goto(`${mock.url}/sign-in?lang=fr`);
  await page.locator('h1').first().waitFor();
  expect(await rawKeys(page)).toEqual([]);
  const shown: [string, string[]][] = [
    ['<p>counter-state-open</p>', ['counter-state-open']],
    ['<p>Guichet 3 · counter-state-paused</p>', ['Guichet 3 · counter-state-paused']],
    ['<p>cause-nobody-has-written</p>', ['cause-nobody-has-written']],
    ['<button aria-label="dash-print">P</button>', ['aria-label="dash-print"']],
    ['<p><bdi>printer-kiosk</bdi> rendez-vous, peut-être; noubad-ca</p>', []],
  ];
  for (const [html, found] of shown) {
    await page.evaluate((text) => { document.body.innerHTML = text; }, html);
    expect(await rawKeys(page), html).toEqual(found);
  }
});

for (const [name, size, lang] of PROVED) {
  test(`a word missing from ${name} at ${size} in ${lang} is seen`, async ({ browser, mock }) => {
    const state = STATES.find((s) => s.name === name)!;
    const context = await browser.newContext({ viewport: { width: SIZES[size][0], height: SIZES[size][1] }, deviceScaleFactor: scaleOf(SIZES[size]), timezoneId: 'UTC', reducedMotion: 'reduce' });
    const page = await context.newPage();
    stopClock(AT);
    mock.office.reset();
    await page.clock.setFixedTime(AT);
    await page.goto(mock.url + state.path(lang));
    await page.locator(state.ready).first().waitFor();
    await state.steps?.(page, mock);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(300);
    // Each word becomes a box of its own that can be hidden without moving the others.
    const words = await page.evaluate(() => {
      const texts: Text[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        const box = node.parentElement!;
        const style = getComputedStyle(box);
        if (node.textContent!.trim() !== '' && style.visibility !== 'hidden' && !box.closest('.unseen, [aria-hidden=true]') && !/^(?:SCRIPT|NOSCRIPT|STYLE)$/.test(box.tagName)) texts.push(node as Text);
      }
      const said: string[] = [];
      for (const text of texts) {
        const parts = text.textContent!.split(/(\s+)/).map((part) => {
          if (part.trim() === '') return document.createTextNode(part);
          const word = document.createElement('span');
          word.className = 'word-of-test';
          word.textContent = part;
          if (/[\p{L}\p{N}]/u.test(part)) said.push(part); else word.className = '';
          return word;
        });
        text.replaceWith(...parts);
      }
      return said;
    });
    expect(words.length).toBeGreaterThan(8);
    const shot = () => page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: size === 'phone' });
    const whole = await shot();
    expect(different(whole, await shot()), 'a picture is the same twice').toBe(0);
    const unseen: string[] = [];
    // Every word would take a minute: a spread of them, the shortest ones always.
    const short = words.map((_, i) => i).sort((a, b) => words[a]!.length - words[b]!.length).slice(0, TRIED / 2);
    const spread = words.map((_, i) => i).filter((i) => i % Math.ceil(words.length / (TRIED / 2)) === 0);
    for (const i of new Set([...short, ...spread])) {
      const hide = (hidden: boolean) => page.evaluate(([n, h]) => { document.querySelectorAll<HTMLElement>('.word-of-test')[n as number]!.style.visibility = h ? 'hidden' : ''; }, [i, hidden] as const);
      await hide(true);
      const off = different(whole, await shot());
      if (off <= DIFFERENT_MAX) unseen.push(`${words[i]} (${off} pixels)`);
      await hide(false);
    }
    expect(unseen).toEqual([]);
    await context.close();
  });
}
