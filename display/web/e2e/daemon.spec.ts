// The pages against the real daemon: a clerk without a mouse, a phone without JavaScript, a power cut behind a board.
import { expect, test, watch } from './fixtures';
import { Daemon } from './daemon';

let daemon: Daemon;
test.beforeEach(async () => { daemon = new Daemon(); await daemon.start(); });
test.afterEach(() => daemon.stop());

test('a clerk serves twenty citizens with the keyboard alone', async ({ page, browser }) => {
  test.setTimeout(120_000);
  const errors: string[] = [];
  watch(page, errors);
  const kiosk = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await kiosk.goto(`${daemon.url}/kiosk?lang=fr`);
  const numbers: string[] = [];
  for (let i = 0; i < 20; i += 1) {
    if (i >= 3) { numbers.push((await daemon.post('/tickets', { service: i % 4 === 0 ? 'copies' : 'birth', locale: 'ar' })).number); continue; }
    // The citizens use keys as well: Tab to a tile, Enter, Tab to the button, Enter.
    await kiosk.locator('.tile').first().waitFor();
    await kiosk.locator('.tile').first().focus();
    await kiosk.keyboard.press('Enter');
    await kiosk.locator('button.take').focus();
    await kiosk.keyboard.press('Enter');
    numbers.push((await kiosk.locator('.huge').textContent())!);
    await kiosk.keyboard.press('Escape');
  }
  await kiosk.close();
  expect(new Set(numbers).size).toBe(20);

  await page.goto(`${daemon.url}/counter`);
  // From the list of counters to the first one, by Tab and Enter.
  await page.locator('.choose a').first().waitFor();
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement?.getAttribute('href')?.endsWith('/c1'))); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('button.main').waitFor();
  const view = () => page.evaluate(() => ({ hand: document.querySelector('.hand .number')?.textContent ?? '', main: document.querySelector('button.main')!.textContent }));
  const press = async (key: string) => { await page.keyboard.press(key); };
  const inHand = () => page.locator('.hand .number').textContent();

  await press('Space');
  await expect(page.locator('.state.open')).toBeVisible();
  const served = new Set<string>();
  let before = '';
  for (let i = 0; served.size < 20 && i < 60; i += 1) {
    await page.waitForTimeout(420);
    await press('Space');
    await expect.poll(async () => (await view()).hand, { timeout: 15_000 }).not.toBe(before);
    before = (await inHand())!;
    served.add(before);
    if (i === 2) { await press('r'); await expect(page.locator('.tags')).toContainText(/1/); }
    if (i === 4) {
      await press('p');
      await page.locator('dialog').waitFor();
      await press('1');
      await expect(page.locator('.hand.empty')).toBeVisible();
      await page.waitForTimeout(420);
      await press('s');
      await page.locator('dialog').waitFor();
      await press('1');
      await expect(page.locator('.aside-key')).toHaveCount(0);
      served.delete(before);
      before = '';
    }
    if (i === 6) {
      // The call just made is taken back, and made again with the next press.
      await press('u');
      await expect(page.locator('.toast.shown')).toHaveCount(0);
      served.delete(before);
      before = (await view()).hand;
    }
    if (i === 8) { await press('a'); await expect(page.locator('.hand.empty')).toBeVisible(); before = ''; }
    if (i === 10) { await press('2'); await page.locator('dialog').waitFor(); await press('2'); await expect.poll(inHand).not.toBe(before); before = (await inHand())!; served.add(before); }
    if (i === 12) { await press('n'); await page.locator('dialog').waitFor(); await press('2'); await expect(page.locator('dialog')).toHaveCount(0); }
  }
  expect([...served].sort()).toEqual([...numbers].sort());
  await page.waitForTimeout(420);
  await press('f');
  await expect(page.locator('.hand.empty')).toBeVisible();
  await press('e');
  await page.locator('dialog').waitFor();
  await press('Enter');
  await expect(page.locator('.helpbar.own')).toBeVisible();
  await page.waitForTimeout(420);
  await press('e');
  await expect(page.locator('.helpbar')).toHaveCount(0);
  await press('x');
  await page.locator('dialog').waitFor();
  await press('1');
  await expect(page.locator('.state.paused')).toBeVisible();
  await press('q');
  await page.locator('dialog').waitFor();
  await press('Enter');
  await expect(page.locator('.state.closed')).toBeVisible();
  await expect(page.locator('.today dd').first()).toHaveText(/^(?:19|2\d)$/);
  expect(errors).toEqual([]);
});

test('a board says that it lost the daemon and comes back right', async ({ page }) => {
  const ticket = await daemon.post('/tickets', { service: 'birth' });
  await daemon.post('/counters/c1/open');
  await daemon.post('/counters/c1/next');
  await page.clock.install();
  await page.goto(`${daemon.url}/board?lang=fr,ar`);
  await expect(page.locator('.now .figure').first()).toHaveText(ticket.number);
  await daemon.kill();
  await page.clock.fastForward(30_000);
  await expect(page.locator('.banner')).toContainText('Connexion perdue');
  await daemon.start();
  const second = await daemon.post('/tickets', { service: 'birth' });
  await daemon.post('/counters/c2/open');
  await daemon.post('/counters/c2/next');
  await expect.poll(async () => { await page.clock.runFor(2_000); return page.locator('.now .figure').first().textContent(); }, { timeout: 20_000 }).toBe(second.number);
  await expect(page.locator('.banner')).toHaveCount(0);
  await expect(page.locator('.now .place')).toHaveText('2');
  await expect(page.locator('.history li').first()).toContainText(ticket.number);
});

test('a phone without JavaScript follows its ticket and gives it up', async ({ browser }) => {
  const first = await daemon.post('/tickets', { service: 'birth', locale: 'fr' });
  const ticket = await daemon.post('/tickets', { service: 'birth', locale: 'ar' });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 480 } });
  const page = await context.newPage();
  await page.goto(`${daemon.url}/t/${ticket.token}`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('h1 .num')).toHaveText(ticket.number);
  await page.getByRole('link', { name: 'Français' }).click();
  await expect(page.locator('.ahead')).toContainText(/1.? personne avant vous/);
  await daemon.post('/counters/c1/open');
  await daemon.post('/counters/c1/next');
  await page.locator('.again').click();
  await expect(page.locator('.ahead')).toContainText('Personne avant vous');
  await page.locator('details.leave summary').click();
  await page.locator('details.leave button').click();
  await expect(page.locator('.say')).toContainText('annulé');
  await page.goto(`${daemon.url}/t/${first.token}?lang=fr`);
  await expect(page.locator('.come .now')).toContainText('Venez maintenant');
  await context.close();
});

test('with JavaScript the same page follows by itself, in the language of the ticket', async ({ page }) => {
  const ticket = await daemon.post('/tickets', { service: 'birth', locale: 'fr' });
  await page.goto(`${daemon.url}/t/${ticket.token}`);
  await expect(page.locator('button.leave')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.locator('h1 .num')).toHaveCount(1);
  await daemon.post('/counters/c1/open');
  await daemon.post('/counters/c1/next');
  await expect(page.locator('.come .place')).toContainText('1');
});

test('an appointment checks in at the kiosk by a reader that types', async ({ page }) => {
  const at = new Date(Date.now() + 5 * 60_000).toISOString();
  const booking = await daemon.post('/appointments', { service: 'copies', at });
  await page.goto(`${daemon.url}/kiosk?lang=fr`);
  await page.locator('.arrive').waitFor();
  // A tile has the focus: the reader's Enter must not press it.
  await page.locator('.tile').first().focus();
  // As fast as a reader is, whatever this machine is busy with.
  await page.evaluate((codes) => {
    for (const code of codes) document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { code, key: code.slice(-1), bubbles: true, cancelable: true }));
  }, [...[...(booking.code as string)].map((d) => `Digit${d}`), 'Enter']);
  await expect(page.locator('.huge')).toHaveText('B001');
  await expect(page.locator('.which')).toContainText('Rendez-vous');
});
