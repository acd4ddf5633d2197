// The pages driven as people do, against the mock office: touches, keys, lost answers, a lost link.
import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';
import { stopClock, test, watch, type Mock } from './fixtures';

let mock: Mock;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Ticket = any;
const tickets = (): Ticket[] => [...mock.office.tickets.values()].filter((t: Ticket) => Date.now() - Date.parse(t.issued_at) < 60_000);
const until = async (what: string, check: () => unknown): Promise<void> => {
  const end = Date.now() + 15_000;
  for (;;) {
    if (await check()) return;
    assert(Date.now() < end, `not within 15 s: ${what}`);
    await new Promise((r) => setTimeout(r, 40));
  }
};

const tests: Record<string, (page: Page) => Promise<void>> = {
  async 'two quick touches on the kiosk give one ticket'(page: Page) {
    await page.goto(`${mock.url}/kiosk?lang=fr`);
    await page.locator('.tile').first().click();
    await page.locator('button.take').dblclick();
    await page.locator('.huge').waitFor();
    await page.waitForTimeout(300);
    assert.equal(tickets().length, 1);
    assert.equal(await page.locator('.huge').textContent(), tickets()[0].number);
  },
  async 'a lost answer gives the same ticket, not a second one'(page: Page) {
    mock.office.scene.drop = 2;
    await page.goto(`${mock.url}/kiosk?lang=ar`);
    await page.locator('.tile').first().click();
    await page.locator('button.take').click();
    await page.locator('.huge').waitFor();
    assert.equal(tickets().length, 1);
    assert.equal(await page.locator('.huge').textContent(), tickets()[0].number);
  },
  async 'the kiosk says to remember the number when the paper stalls after the answer'(page: Page) {
    mock.office.scene.print = 'stalled';
    await page.goto(`${mock.url}/kiosk?lang=fr`);
    await page.locator('.tile').first().click();
    await page.locator('button.take').click();
    await page.locator('.advice.coming').waitFor();
    await page.locator('.advice.missing').waitFor();
  },
  async 'the kiosk goes back to its language after the countdown, and a touch stops it'(page: Page) {
    mock.office.scene.reset_ms = 600;
    await page.goto(`${mock.url}/kiosk?lang=ar`);
    await page.getByRole('button', { name: 'Français' }).click();
    await page.locator('.warning button').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    await page.locator('.warning').waitFor({ state: 'detached' });
    await page.locator('.warning').waitFor();
    await page.clock.install();
    await page.clock.fastForward(16_000);
    await until('Arabic again', async () => (await page.locator('html').getAttribute('lang')) === 'ar');
  },
  async 'the kiosk can be used with the keyboard alone'(page: Page) {
    await page.goto(`${mock.url}/kiosk?lang=fr`);
    await page.locator('.tile').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('button.take').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.huge').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tile').first().waitFor();
  },
  async 'a press of Space at the counter reaches the board'(page: Page) {
    const board = await page.context().newPage();
    await board.goto(`${mock.url}/board`);
    await board.locator('.now .figure').first().waitFor();
    await page.goto(`${mock.url}/counter/3?lang=fr`);
    await page.locator('button.main').waitFor();
    await page.keyboard.press('Space');
    await page.locator('.hand .number').waitFor();
    const number = await page.locator('.hand .number').textContent();
    await until('the board shows it', async () => (await board.locator('.now .figure').first().textContent()) === number);
    assert.equal(await board.locator('.now .place').textContent(), '3');
    await board.close();
  },
  async 'two calls at once are shown one after the other'(page: Page) {
    await page.goto(`${mock.url}/board`);
    await page.locator('.now .figure').first().waitFor();
    mock.office.command('3', 'next', {});
    mock.office.command('1', 'next', {});
    const [second, first] = mock.office.calls;
    mock.push();
    const shown = () => page.locator('.now .figure').first().textContent();
    await until('the first', async () => (await shown()) === first.number);
    await until('the second', async () => (await shown()) === second.number);
  },
  async 'an undone call leaves the board'(page: Page) {
    await page.goto(`${mock.url}/board`);
    await page.locator('.now .figure').first().waitFor();
    const shown = () => page.locator('.now .figure').first().textContent();
    const before = await shown();
    mock.office.command('3', 'next', {});
    mock.push();
    await until('the call', async () => (await shown()) !== before);
    mock.office.command('3', 'undo', {});
    mock.push();
    await until('the call before', async () => (await shown()) === before);
  },
  async 'a held Space calls once'(page: Page) {
    await page.goto(`${mock.url}/counter/3?lang=fr`);
    await page.locator('button.main').waitFor();
    const waiting = mock.office.waiting().length;
    await page.keyboard.down('Space');
    for (let i = 0; i < 20; i += 1) { await page.keyboard.down('Space'); await page.waitForTimeout(40); }
    await page.keyboard.up('Space');
    assert.equal(mock.office.waiting().length, waiting - 1);
  },
  async 'a held Enter on the focused button calls once'(page: Page) {
    await page.goto(`${mock.url}/counter/3?lang=fr`);
    await page.locator('button.main').focus();
    const waiting = mock.office.waiting().length;
    for (let i = 0; i < 25; i += 1) { await page.keyboard.down('Enter'); await page.waitForTimeout(40); }
    await page.keyboard.up('Enter');
    assert.equal(mock.office.waiting().length, waiting - 1);
  },
  async 'letters typed in the note do nothing at the counter'(page: Page) {
    await page.goto(`${mock.url}/counter/2?lang=fr`);
    await page.locator('.hand .number').waitFor();
    const state = () => mock.office.inHand('2')?.state;
    await page.keyboard.press('t');
    await page.locator('dialog input').fill('');
    await page.locator('dialog input').pressSequentially('a b p 1 papier');
    assert.equal(state(), 'called');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('t');
    await page.locator('dialog input').fill('dossier incomplet');
    await page.locator('dialog .choices button').first().click();
    await until('transferred', () => mock.office.inHand('2') === undefined);
    assert(mock.office.waiting().some((t: Ticket) => t.note === 'dossier incomplet'));
  },
  async 'park, no-show, return and undo work from the keyboard'(page: Page) {
    await page.goto(`${mock.url}/counter/2?lang=fr`);
    await page.locator('.hand .number').waitFor();
    await page.keyboard.press('p');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('2');
    await until('parked', () => [...mock.office.tickets.values()].some((t: Ticket) => t.state === 'parked' && t.park_reason === 'archive'));
    await page.locator('.toast.shown').waitFor();
    await page.keyboard.press('u');
    await until('undone', () => mock.office.inHand('2')?.state === 'called');
    await page.locator('.hand .number').waitFor();
    await page.keyboard.press('b');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('1');
    await until('returned first', () => mock.office.waiting().some((t: Ticket) => t.first));
    await page.waitForTimeout(500);
    await page.keyboard.press('Space');
    await until('called again', () => mock.office.inHand('2')?.state === 'called');
    await page.waitForTimeout(500);
    await page.keyboard.press('a');
    await until('no-show', () => [...mock.office.tickets.values()].some((t: Ticket) => t.state === 'no_show'));
  },
  async 'closing with a ticket in hand asks what becomes of it'(page: Page) {
    await page.goto(`${mock.url}/counter/2?lang=fr`);
    await page.locator('.hand .number').waitFor();
    await page.keyboard.press('q');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('2');
    await until('closed', () => mock.office.counters.get('2').state === 'closed' && mock.office.inHand('2') === undefined);
    await until('the large button opens', async () => /Ouvrir/.test(await page.locator('button.main').textContent() ?? ''));
  },
  async 'an unreachable journal is told in words and the same press is tried again'(page: Page) {
    mock.office.scene.fail = 4;
    await page.goto(`${mock.url}/counter/3?lang=fr`);
    await page.locator('button.main').waitFor();
    await page.keyboard.press('Space');
    await page.locator('.message .info').waitFor();
    await page.locator('.hand .number').waitFor({ timeout: 9_000 });
    assert.equal(await page.locator('.message p').count(), 0);
  },
  async 'the board says that it is stale, and is right again when the link is back'(page: Page) {
    await page.goto(`${mock.url}/board`);
    await page.locator('.now .figure').first().waitFor();
    mock.office.scene.mute = true;
    await page.clock.install();
    await page.clock.fastForward(40_000);
    await page.locator('.banner').waitFor();
    mock.office.command('3', 'next', {});
    mock.office.scene.mute = false;
    mock.push();
    await page.locator('.banner').waitFor({ state: 'detached' });
    await until('the newest call', async () => (await page.locator('.now .figure').first().textContent()) === mock.office.calls[0].number);
  },
  async 'the phone follows a ticket through a reload'(page: Page) {
    await page.goto(`${mock.url}/t/tokA045?lang=fr`);
    await page.locator('.ahead').waitFor();
    const mine = [...mock.office.tickets.values()].find((t: Ticket) => t.token === 'tokA045');
    mock.office.next('3', Date.now(), mine);
    mock.push();
    await page.locator('.come .place').waitFor();
    await page.reload();
    await page.locator('.come .place').waitFor();
    assert.match(await page.locator('.place').textContent() ?? '', /3/);
  },
  async 'the tablet asks in the language of the ticket, keeps the one the citizen chose, and thanks'(page: Page) {
    await page.goto(`${mock.url}/tablet/2?lang=ar`);
    await page.locator('.sign').waitFor();
    mock.office.inHand('2').locale = 'fr';
    mock.office.command('2', 'finish', {});
    mock.push();
    await page.locator('html[lang=fr] .faces').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    // Something happens elsewhere in the office: the tablet is sent a new view.
    mock.office.issue({ service: 'copy', locale: 'ar' });
    mock.push();
    await page.waitForTimeout(200);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    // With keys alone, as by a switch or an external keyboard.
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'good');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.scan').waitFor();
    await until('said once', () => mock.office.leaving('2').given === 'fair');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    // Then it is the office's again.
    stopClock(Date.now() + 31_000);
    mock.push();
    await page.clock.install();
    await page.clock.fastForward(13_000);
    await page.locator('html[lang=ar] .sign').waitFor();
  },
  async 'a service done elsewhere gives no ticket, and a closed one says when it opens'(page: Page) {
    await page.goto(`${mock.url}/kiosk?lang=fr`);
    await page.locator('.tile', { hasText: 'Certificat de résidence' }).click();
    await page.locator('.where').waitFor();
    assert.equal(await page.locator('button.take').count(), 0);
    await page.keyboard.press('Escape');
    await page.locator('.tile', { hasText: 'Rectification' }).click();
    await page.locator('.notice', { hasText: '08:30' }).waitFor();
    assert.equal(await page.locator('button.take').count(), 0);
  },
};


for (const [name, run] of Object.entries(tests)) {
  test(name, async ({ page, mock: own }) => {
    mock = own;
    stopClock(undefined);
    mock.office.reset();
    page.setDefaultTimeout(15_000);
    const errors: string[] = [];
    watch(page, errors);
    await run(page);
    assert.deepEqual(errors, []);
  });
}
