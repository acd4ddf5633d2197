// Every page × language × size × state as a picture that is compared; and in each: no violation of WCAG 2.2 AA, no
// word cut off, no key shown instead of a word, no letter in a foreign font, no error, nothing from elsewhere.
import { readdirSync } from 'node:fs';
import { comparable, compare, PICTURES, scaleOf, UPDATE } from './picture';
import { AT, expect, stopClock, test, watch } from './fixtures';
import { cutWords, foreignLetters, rawKeys, violations } from './look';
import { LANGS, SIZES, STATES, type Size } from './states';

/** Layouts that measure themselves settle within a few frames; a picture taken before is taken again. */
const ATTEMPTS = 6;

test('every kept picture is of a state that is drawn', () => {
  const drawn = new Set(STATES.flatMap((s) => s.sizes.flatMap((size) => LANGS.map((lang) => `${s.name}-${size}-${lang}.png`))));
  expect(readdirSync(PICTURES).filter((name) => name.endsWith('.png') && !drawn.has(name))).toEqual([]);
});

/** With QUICK=1 pictures are taken anew and nothing else is looked for. */
const QUICK = UPDATE && process.env.QUICK === '1';

/** With PICTURES=first each state is drawn at the first of its sizes only: the share of every test run. */
const sizesOf = (sizes: Size[]): Size[] => (process.env.PICTURES === 'first' ? sizes.slice(0, 1) : sizes);

for (const state of STATES) for (const size of sizesOf(state.sizes)) {
  test(`${state.name} at ${size}`, async ({ browser, mock }) => {
    const viewport = { width: SIZES[size][0], height: SIZES[size][1] };
    const context = await browser.newContext({ viewport, deviceScaleFactor: scaleOf(SIZES[size]), timezoneId: 'UTC', reducedMotion: 'reduce' });
    const page = await context.newPage();
    const errors: string[] = [];
    watch(page, errors);
    const compared = comparable(browser.version());
    for (const lang of LANGS) {
      stopClock(AT);
      mock.office.reset();
      Object.assign(mock.office.scene, state.scene ?? {});
      await page.clock.setFixedTime(AT);
      // What the page needs is waited for below: not all that it loads.
      await page.goto(mock.url + state.path(lang), { waitUntil: 'commit' });
      await page.locator(state.ready).first().waitFor();
      await state.steps?.(page, mock);
      // What loads only when it is scrolled to would be there or not as it happens.
      await page.evaluate(() => Promise.all([...document.images].map((image) => { image.loading = 'eager'; return image.decode().catch(() => undefined); })));
      await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
      // A select laid out before its letters came keeps the place they had in another font: as if they had been there.
      await page.evaluate(() => { for (const select of document.querySelectorAll('select')) { select.style.display = 'none'; select.getBoundingClientRect(); select.style.display = ''; } });
      // A first column that stays while its table is scrolled is drawn by itself, a pixel higher or lower as it happens;
      // here nothing is scrolled, and it lies where it would without.
      await page.evaluate(() => { for (const head of document.querySelectorAll<HTMLElement>("th[scope='row']")) head.style.position = 'static'; });
      let wrong: string | undefined;
      for (let attempt = 0; compared && attempt < ATTEMPTS; attempt += 1) {
        wrong = compare(`${state.name}-${size}-${lang}`, await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: state.whole === true || size === 'phone' }));
        if (wrong === undefined) break;
        await page.waitForTimeout(attempt === 0 ? 30 : 200);
      }
      expect.soft(wrong, lang).toBeUndefined();
      if (QUICK) continue;
      expect.soft(errors, `${lang}: errors`).toEqual([]);
      expect.soft(await cutWords(page), `${lang}: cut off`).toEqual([]);
      expect.soft(await rawKeys(page), `${lang}: keys instead of words`).toEqual([]);
      // Once per language is enough for what does not depend on the size; on a phone some things scroll that do not elsewhere.
      if (size === state.sizes[0]) expect.soft(await foreignLetters(page), `${lang}: foreign letters`).toEqual([]);
      if (size === state.sizes[0] || size === 'phone') expect.soft(await violations(page), `${lang}: WCAG 2.2 AA`).toEqual([]);
    }
    await context.close();
  });
}
