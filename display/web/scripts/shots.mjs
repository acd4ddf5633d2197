// Takes a picture of every page × language × size × state against the mock office, into /tmp/shots (or $OUT).
// `npm run shots -- kiosk` takes only the pictures whose name begins so. Browser: /usr/bin/chromium (or $CHROMIUM).
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { startMock } from '../mock/server.mjs';

const OUT = process.env.OUT ?? '/tmp/shots';
const only = process.argv[2] ?? '';
const LANGS = ['ar', 'fr', 'zgh', 'en'];
export const SIZES = { portrait: [1080, 1920], tablet: [1280, 800], hd: [1280, 720], fhd: [1920, 1080], uhd: [3840, 2160], wall: [1080, 1920], desk: [1366, 768], phone: [360, 740] };

const tap = (text) => async (page) => { await page.locator(text).first().click(); await page.waitForTimeout(150); };
const kioskTicket = async (page) => { await page.locator('.tile').first().click(); await page.locator('button.take').click(); await page.locator('.huge').waitFor(); await page.waitForTimeout(1700); };
// The link goes silent for 40 s of the page's time, and a new connection brings nothing either.
const lost = async (page, mock) => { mock.office.scene.mute = true; await page.clock.install(); await page.clock.fastForward(40_000); await page.waitForTimeout(1_500); };
const shots = [];
const add = (name, size, path, scene = {}, steps = async () => {}) => shots.push({ name: `${name}-${size}`, size, path, scene, steps });

for (const lang of LANGS) {
  for (const size of ['portrait', 'tablet']) {
    add(`kiosk-home-${lang}`, size, `/kiosk?lang=${lang}`);
    add(`kiosk-service-${lang}`, size, `/kiosk?lang=${lang}`, {}, tap('.tile'));
    add(`kiosk-result-${lang}`, size, `/kiosk?lang=${lang}`, {}, kioskTicket);
  }
  add(`kiosk-nopaper-${lang}`, 'portrait', `/kiosk?lang=${lang}`, { printer: 'out_of_order', print: 'stalled' }, kioskTicket);
  add(`kiosk-roll-${lang}`, 'portrait', `/kiosk?lang=${lang}`, { printer: 'out_of_order', print: 'none', roll: 'R017' }, kioskTicket);
  add(`counter-roll-${lang}`, 'desk', `/counter/1?lang=${lang}`, { printer: 'out_of_order', roll: 'R017' });
  add(`counter-printerout-${lang}`, 'desk', `/counter/1?lang=${lang}`, { printer: 'out_of_order' });
  add(`kiosk-closed-${lang}`, 'portrait', `/kiosk?lang=${lang}`, { day: 'closed' });
  add(`counter-serving-${lang}`, 'desk', `/counter/1?lang=${lang}`);
  add(`counter-list-${lang}`, 'desk', `/counter?lang=${lang}`);
  add(`devices-trouble-${lang}`, 'desk', `/devices?lang=${lang}`, { printer: 'out_of_order', pad: 'lost' });
  add(`phone-waiting-${lang}`, 'phone', `/t/tokA045?lang=${lang}`);
  add(`phone-called-${lang}`, 'phone', `/t/tokE013?lang=${lang}`);
  add(`index-${lang}`, 'desk', `/?lang=${lang}`);
}
for (const size of ['portrait', 'tablet']) {
  add('kiosk-large-fr', size, '/kiosk?lang=fr', {}, tap('.bar button'));
  add('kiosk-largeresult-ar', size, '/kiosk?lang=ar', {}, async (p) => { await tap('.bar button')(p); await kioskTicket(p); });
  add('kiosk-contrast-ar', size, '/kiosk?lang=ar', {}, tap('.bar button:nth-child(2)'));
  add('kiosk-low-ar', size, '/kiosk?lang=ar', {}, tap('.bar button:nth-child(3)'));
  add('kiosk-lowservice-fr', size, '/kiosk?lang=fr', {}, async (p) => { await tap('.bar button:nth-child(3)')(p); await tap('.tile')(p); });
  add('kiosk-lowresult-fr', size, '/kiosk?lang=fr', {}, async (p) => { await tap('.bar button:nth-child(3)')(p); await kioskTicket(p); });
  add('kiosk-elsewhere-fr', size, '/kiosk?lang=fr', {}, tap('.tile >> nth=8'));
  add('kiosk-printerout-ar', size, '/kiosk?lang=ar', { printer: 'out_of_order' });
  add('kiosk-warning-fr', size, '/kiosk?lang=fr', { reset_ms: 1_000 }, async (p) => { await tap('.tile')(p); await p.locator('.warning').waitFor(); });
  add('kiosk-lost-ar', size, '/kiosk?lang=ar', {}, lost);
}
add('kiosk-largeservice-fr', 'portrait', '/kiosk?lang=fr', {}, async (p) => { await tap('.bar button')(p); await tap('.tile >> nth=1')(p); });
add('kiosk-servicelong-zgh', 'portrait', '/kiosk?lang=zgh', {}, tap('.tile >> nth=1'));
add('kiosk-servicelong-zgh', 'tablet', '/kiosk?lang=zgh', {}, tap('.tile >> nth=1'));
add('counter-unknown-fr', 'desk', '/counter/99?lang=fr', {}, async (p) => p.waitForTimeout(2000));
add('kiosk-break-fr', 'tablet', '/kiosk?lang=fr', { breakUntil: true });
for (const size of ['hd', 'fhd', 'uhd', 'wall']) {
  add('board-arfr', size, '/board');
  add('board-fr', size, '/board?lang=fr');
  add('board-zghar', size, '/board?lang=zgh,ar');
  add('board-55in8m', size, '/board?inches=55&meters=8');
  add('board-stale', size, '/board', {}, lost);
}
add('board-43in10m-setup', 'fhd', '/board?inches=43&meters=10&setup');
add('board-closed', 'fhd', '/board', { day: 'closed' });
add('board-empty', 'fhd', '/board', { empty: true });
for (const lang of ['ar', 'fr']) {
  add(`counter-called-${lang}`, 'desk', `/counter/2?lang=${lang}`);
  add(`counter-free-${lang}`, 'desk', `/counter/3?lang=${lang}`);
  add(`counter-paused-${lang}`, 'desk', `/counter/4?lang=${lang}`);
  add(`counter-closed-${lang}`, 'desk', `/counter/5?lang=${lang}`);
  add(`counter-undo-${lang}`, 'desk', `/counter/3?lang=${lang}`, {}, async (p) => { await p.keyboard.press('Space'); await p.waitForTimeout(400); });
  add(`counter-transfer-${lang}`, 'desk', `/counter/2?lang=${lang}`, {}, async (p) => { await p.keyboard.press('t'); await p.waitForTimeout(200); });
  add(`counter-help-${lang}`, 'desk', `/counter/2?lang=${lang}`, {}, async (p) => { await p.keyboard.press('?'); await p.waitForTimeout(200); });
  add(`counter-error-${lang}`, 'desk', `/counter/2?lang=${lang}`, {}, async (p) => { await p.keyboard.press('r'); await p.waitForTimeout(700); await p.keyboard.press('r'); await p.waitForTimeout(400); });
  add(`counter-parked-${lang}`, 'desk', `/counter/2?lang=${lang}`, {}, async (p) => { await p.keyboard.press('p'); await p.keyboard.press('1'); await p.waitForTimeout(700); await p.keyboard.press('Space'); await p.waitForTimeout(700); await p.keyboard.press('a'); await p.waitForTimeout(400); });
}
add('counter-nobody-fr', 'desk', '/counter/3?lang=fr', { empty: true });
add('counter-serving-ar', 'fhd', '/counter/1?lang=ar');
add('counter-serving-fr', 'phone', '/counter/1?lang=fr');
add('phone-unknown-fr', 'phone', '/t/nothing?lang=fr', {}, async (p) => p.waitForTimeout(2000));

await mkdir(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
let faults = 0;
const wanted = shots.filter((s) => s.name.startsWith(only));
const todo = [...wanted];

async function take(mock, shot) {
  mock.office.reset();
  Object.assign(mock.office.scene, shot.scene);
  const [width, height] = SIZES[shot.size];
  const page = await browser.newPage({ viewport: { width, height }, timezoneId: 'UTC' });
  page.setDefaultTimeout(5_000);
  page.on('console', (m) => { if (m.type() === 'error' && !/404|409/.test(m.text())) { faults += 1; console.log(`${shot.name}: ${m.text()}`); } });
  page.on('pageerror', (e) => { faults += 1; console.log(`${shot.name}: ${e.message}`); });
  page.on('request', (r) => { if (!r.url().startsWith(mock.url)) { faults += 1; console.log(`${shot.name}: outside request ${r.url()}`); } });
  try {
    await page.goto(mock.url + shot.path);
    await page.waitForTimeout(350);
    await shot.steps(page, mock);
    await page.evaluate(() => document.fonts.ready);
    for (const cut of await page.evaluate(cutTexts)) { faults += 1; console.log(`${shot.name}: cut off: ${cut}`); }
    await page.screenshot({ path: `${OUT}/${shot.name}.png` });
  } catch (error) { faults += 1; console.log(`${shot.name}: ${error.message.split('\n')[0]}`); }
  await page.close();
}
await Promise.all(Array.from({ length: 3 }, async () => {
  const mock = await startMock();
  for (let shot = todo.shift(); shot !== undefined; shot = todo.shift()) await take(mock, shot);
  mock.stop();
}));
await browser.close();
console.log(`${wanted.length} pictures in ${OUT}, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;

/** Runs in the page: words that a box with hidden overflow cuts, and a page wider than its window. */
function cutTexts() {
  const cuts = [];
  if (document.documentElement.scrollWidth > window.innerWidth + 1) cuts.push(`page is ${document.documentElement.scrollWidth} px wide`);
  for (const box of document.querySelectorAll('.tile, .service, .service .panel, .kiosk main, .kiosk .strip, .bar, .bar button, .board main > *, .board header, .history, .board footer, button')) {
    if (box.scrollHeight > box.clientHeight + 3 || box.scrollWidth > box.clientWidth + 3) cuts.push(`${box.className || box.tagName} ${box.scrollWidth}×${box.scrollHeight} in ${box.clientWidth}×${box.clientHeight}: ${box.textContent.trim().slice(0, 50)}`);
  }
  return cuts;
}
