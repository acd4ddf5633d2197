// Runs axe (WCAG 2.0–2.2, A and AA) on every page, language and main state against the mock office.
// axe misses what it cannot see (focus ring, non-text contrast): test/style.test.ts computes those.
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { startMock } from '../mock/server.mjs';

const states = [];
for (const lang of ['ar', 'fr', 'zgh', 'en']) {
  const kiosk = `/kiosk?lang=${lang}`;
  states.push([`index ${lang}`, `/?lang=${lang}`], [`kiosk home ${lang}`, kiosk], [`kiosk service ${lang}`, kiosk, {}, async (p) => p.locator('.tile').first().click()],
    [`kiosk contrast ${lang}`, kiosk, {}, async (p) => p.locator('.bar button').nth(1).click()],
    [`kiosk result ${lang}`, kiosk, {}, async (p) => { await p.locator('.tile').first().click(); await p.locator('button.take').click(); await p.locator('.huge').waitFor(); }],
    [`kiosk no paper ${lang}`, kiosk, { printer: 'out_of_order', print: 'stalled' }, async (p) => { await p.locator('.tile').first().click(); await p.locator('button.take').click(); await p.locator('.advice.missing').waitFor(); }],
    [`kiosk closed ${lang}`, kiosk, { day: 'closed' }], [`board ${lang}`, `/board?lang=${lang},ar`], [`board closed ${lang}`, `/board?lang=${lang}`, { day: 'closed' }],
    [`counter serving ${lang}`, `/counter/1?lang=${lang}`], [`counter called ${lang}`, `/counter/2?lang=${lang}`], [`counter closed ${lang}`, `/counter/5?lang=${lang}`],
    [`counter transfer ${lang}`, `/counter/2?lang=${lang}`, {}, async (p) => { await p.locator('.number').waitFor(); await p.keyboard.press('t'); await p.locator('dialog').waitFor(); }],
    [`counter undo ${lang}`, `/counter/3?lang=${lang}`, {}, async (p) => { await p.locator('button.main').waitFor(); await p.keyboard.press('Space'); await p.locator('.toast.shown').waitFor(); }],
    [`counter list ${lang}`, `/counter?lang=${lang}`], [`devices ${lang}`, `/devices?lang=${lang}`, { printer: 'out_of_order', pad: 'lost' }],
    [`phone waiting ${lang}`, `/t/tokA045?lang=${lang}`], [`phone called ${lang}`, `/t/tokE013?lang=${lang}`]);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const mock = await startMock();
let violations = 0;
for (const [name, path, scene = {}, step] of states) {
  mock.office.reset();
  Object.assign(mock.office.scene, scene);
  const context = await browser.newContext({ viewport: name.startsWith('phone') ? { width: 360, height: 740 } : { width: 1280, height: 800 }, bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  await page.goto(mock.url + path);
  await page.waitForTimeout(300);
  await step?.(page);
  await page.waitForTimeout(150);
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  for (const v of result.violations) {
    violations += 1;
    console.log(`${name}: ${v.id} (${v.impact}) ${v.help}\n    ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join('\n    ')}`);
  }
  await context.close();
}
await browser.close();
mock.stop();
console.log(`${states.length} states, ${violations} violations`);
process.exitCode = violations > 0 ? 1 : 0;
