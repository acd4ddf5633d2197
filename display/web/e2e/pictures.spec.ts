// Every page × language × size × state as a picture that is compared; and in each: no violation of WCAG 2.2 AA, no
// word cut off, no letter in a foreign font, no error, nothing from elsewhere.
import { compare, scaleOf } from './picture';
import { AT, expect, stopClock, test, watch } from './fixtures';
import { cutWords, foreignLetters, violations } from './look';
import { LANGS, SIZES, STATES } from './states';

for (const state of STATES) for (const size of state.sizes) for (const lang of LANGS) {
  const name = `${state.name}-${size}-${lang}`;
  test(name, async ({ browser, mock }) => {
    const viewport = { width: SIZES[size][0], height: SIZES[size][1] };
    const context = await browser.newContext({ viewport, deviceScaleFactor: scaleOf(SIZES[size]), timezoneId: 'UTC', reducedMotion: 'reduce' });
    const page = await context.newPage();
    const errors: string[] = [];
    watch(page, errors);
    stopClock(AT);
    mock.office.reset();
    Object.assign(mock.office.scene, state.scene ?? {});
    await page.clock.setFixedTime(mock.at);
    await page.goto(mock.url + state.path(lang));
    await page.locator(state.ready).first().waitFor();
    await state.steps?.(page, mock);
    await page.evaluate(() => document.fonts.ready);
    // Measured layouts settle within two frames.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
    let wrong: string | undefined;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      wrong = compare(name, await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: size === 'phone' }));
      if (wrong === undefined) break;
      await page.waitForTimeout(150);
    }
    expect.soft(wrong).toBeUndefined();
    expect.soft(errors, 'errors').toEqual([]);
    expect.soft(await cutWords(page), 'cut off').toEqual([]);
    // Once per language is enough for what does not depend on the size.
    if (size === state.sizes[0]) {
      expect.soft(await foreignLetters(page), 'foreign letters').toEqual([]);
      expect.soft(await violations(page), 'WCAG 2.2 AA').toEqual([]);
    }
    await context.close();
  });
}
