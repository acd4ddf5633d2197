// Every state of every page that is drawn: how to get there, at which sizes, in which languages.
// One picture each is kept in pictures/, and axe, cut words and foreign letters are looked for in each.
import type { Page } from '@playwright/test';
import type { Mock } from './fixtures';

export const LANGS = ['ar', 'fr', 'zgh', 'en'] as const;
export type Lang = (typeof LANGS)[number];
/** Width and height in CSS pixels. */
export const SIZES = {
  stand: [1080, 1920], tablet: [1280, 800], hd: [1280, 720], fhd: [1920, 1080], uhd: [3840, 2160], wall: [1080, 1920], desk: [1366, 768], small: [1024, 600], upright: [800, 1280], wide: [1920, 1080], phone: [360, 740],
} as const;
export type Size = keyof typeof SIZES;

export interface State {
  name: string;
  path: (lang: Lang) => string;
  /** Seen once the page is drawn. */
  ready: string;
  sizes: Size[];
  /** The picture is of the whole page, not of the window: pages that scroll. */
  whole?: boolean;
  scene?: Record<string, unknown>;
  steps?: (page: Page, mock: Mock) => Promise<void>;
}

const tile = (n: number) => async (page: Page) => { await page.locator('.tile').nth(n).click(); await page.locator('.choices').waitFor(); };
/** A service by its name, on whichever page of tiles it is. */
const named = (name: RegExp) => async (page: Page) => {
  const found = page.locator('.tile', { hasText: name });
  while ((await found.count()) === 0) await page.locator('.pager button').last().click();
  await found.click();
  await page.locator('.choices').waitFor();
};
const bar = (n: number) => async (page: Page) => { await page.locator('.bar button').nth(n).click(); };
const ticket = (advice: string) => async (page: Page) => {
  await tile(0)(page);
  await page.locator('button.take').click();
  await page.locator(`.advice.${advice}`).waitFor();
};
const key = (keys: string[], wait: string) => async (page: Page) => {
  for (const k of keys) await page.keyboard.press(k);
  await page.locator(wait).first().waitFor();
};
const code = (digits: string) => async (page: Page) => {
  await page.locator('.arrive').click();
  await page.locator('.pad').waitFor();
  await page.keyboard.type(digits, { delay: 90 });
};
/** Nothing has come for forty seconds of the page's time. */
const lost = async (page: Page, mock: Mock) => {
  mock.office.scene.mute = true;
  await page.clock.setFixedTime(mock.at + 40_000);
  await page.locator('.stale, .banner, .full').first().waitFor();
};
/** The clerk's gap between two presses passes. */
const later = async (page: Page, mock: Mock) => { await page.clock.setFixedTime(mock.at + 1_000); };

const kiosk = (name: string, more: Partial<State> = {}): State => ({ name: `kiosk-${name}`, path: (l) => `/kiosk?lang=${l}`, ready: '.tile', sizes: ['stand', 'tablet'], ...more });
const board = (name: string, more: Partial<State> = {}): State => ({ name: `board-${name}`, path: (l) => `/board?lang=${l},${l === 'ar' ? 'fr' : 'ar'}`, ready: '.now .figure', sizes: ['hd', 'fhd', 'uhd', 'wall'], ...more });
const counter = (name: string, id: string, more: Partial<State> = {}): State => ({ name: `counter-${name}`, path: (l) => `/counter/${id}?lang=${l}`, ready: 'button.main', sizes: ['desk'], ...more });
/** The tablet before a counter; whoever was just served at 3 is asked in the language of their ticket. */
const tablet = (name: string, id: string, more: Partial<State> = {}): State => ({ name: `tablet-${name}`, path: (l) => `/tablet/${id}?lang=${l}`, ready: '.tablet .sign', sizes: ['tablet', 'small', 'upright'], ...more });
const asked = async (page: Page, mock: Mock) => {
  const lang = new URL(page.url()).searchParams.get('lang');
  mock.office.leaving('3').locale = lang;
  mock.push();
  await page.locator(`html[lang=${lang}] .faces`).waitFor();
};
const phone = (name: string, token: string, more: Partial<State> = {}): State => ({ name: `phone-${name}`, path: (l) => `/t/${token}?lang=${l}`, ready: '.phone .state', sizes: ['phone'], ...more });

/** What the daemon writes itself: `daemon/tests/spine/served.rs` keeps it as files. */
const served = (name: string): State => ({ name: `served-${name}`, path: (l) => `/served/${name}-${l}`, ready: 'main', sizes: ['phone', 'desk'], whole: true });

const dashboard = (name: string, tab: string, more: Partial<State> = {}): State => ({ name: `dashboard-${name}`, path: (l) => `/dashboard?lang=${l}&tab=${tab}`, ready: 'main table', sizes: ['desk', 'wide', 'phone'], whole: true, ...more });
const devices = (name: string, more: Partial<State> = {}): State => ({ name: `devices-${name}`, path: (l) => `/devices?lang=${l}`, ready: '.cards li', sizes: ['desk', 'phone'], whole: true, ...more });
const receipts = (name: string, more: Partial<State> = {}): State => ({ name: `receipts-${name}`, path: (l) => `/receipts?counter=3&lang=${l}`, ready: 'main li', sizes: ['desk', 'tablet', 'phone'], whole: true, ...more });
const enter = (name: string, who: Record<string, unknown> | undefined, more: Partial<State> = {}): State => ({ name: `sign-in-${name}`, path: (l) => `/sign-in?lang=${l}`, ready: 'h1', sizes: ['desk', 'tablet', 'phone'], whole: true, scene: { who: { open: false, needs_setup: false, person: null, machine: null, ...who } }, ...more });
/** Everything folded away is opened. */
const opened = (folds: string, wait?: string) => async (page: Page) => {
  for (const fold of await page.locator(folds).all()) await fold.click();
  if (wait !== undefined) await page.locator(wait).first().waitFor();
};

export const STATES: State[] = [
  kiosk('home'),
  kiosk('service', { steps: tile(0) }),
  kiosk('papers-many', { steps: tile(1) }),
  kiosk('closed-service', { sizes: ['stand'], steps: named(/Rectification d’actes|Correction of records/) }),
  kiosk('elsewhere', { sizes: ['stand'], steps: named(/Certificat de résidence|Residence certificate/) }),
  kiosk('result', { steps: ticket('printed') }),
  kiosk('printing', { sizes: ['stand'], scene: { print_ms: 60_000 }, steps: ticket('coming') }),
  kiosk('paper-failed', { scene: { print: 'stalled', printer: 'out_of_order' }, steps: ticket('missing') }),
  kiosk('paper-unsure', { sizes: ['stand'], scene: { print: 'unknown' }, steps: ticket('unsure') }),
  kiosk('printer-out', { scene: { printer: 'out_of_order' } }),
  kiosk('day-closed', { scene: { day: 'closed' }, ready: '.full' }),
  kiosk('break', { sizes: ['tablet'], scene: { breakUntil: true }, ready: '.full' }),
  kiosk('lost', { sizes: ['tablet'], steps: lost }),
  kiosk('warning', { scene: { reset_ms: 1_000 }, steps: async (p, m) => { await tile(0)(p); await p.clock.setFixedTime(m.at + 3_000); await p.locator('.warning').waitFor(); } }),
  kiosk('roll', { sizes: ['stand'], scene: { printer: 'out_of_order', print: 'none', roll: 'R017' } }),
  kiosk('roll-result', { sizes: ['stand'], scene: { printer: 'out_of_order', print: 'none', roll: 'R017' }, steps: ticket('slip') }),
  kiosk('last-ticket', { sizes: ['stand'], scene: { lastTicket: true }, steps: tile(0) }),
  kiosk('no-answer', { sizes: ['stand'], scene: { fail: 99 }, steps: async (p, m) => { await tile(0)(p); await p.locator('button.take').click(); await p.clock.setFixedTime(m.at + 21_000); await p.locator('.full .take').waitFor(); } }),
  kiosk('appointment', { steps: code('4071') }),
  kiosk('appointment-early', { sizes: ['stand'], steps: async (p) => { await code('22222222')(p); await p.keyboard.press('Enter'); await p.locator('.full').waitFor(); } }),
  kiosk('refused', { sizes: ['stand'], steps: async (p, m) => { await tile(0)(p); m.office.scene.refuse = 'cap_reached'; await p.locator('button.take').click(); await p.locator('.full h1').waitFor(); } }),
  kiosk('large', { steps: bar(0) }),
  kiosk('large-result', { sizes: ['stand'], steps: async (p) => { await bar(0)(p); await ticket('printed')(p); } }),
  kiosk('contrast', { sizes: ['stand'], steps: bar(1) }),
  kiosk('low', { steps: bar(2) }),
  kiosk('low-service', { steps: async (p) => { await bar(2)(p); await tile(1)(p); } }),
  kiosk('low-result', { sizes: ['stand'], steps: async (p) => { await bar(2)(p); await ticket('printed')(p); } }),

  board('calls'),
  board('sized', { path: (l) => `/board?lang=${l},${l === 'ar' ? 'fr' : 'ar'}&inches=55&meters=8`, sizes: ['fhd', 'wall'] }),
  board('out-of-order', { sizes: ['fhd', 'wall'], steps: async (p, m) => { const last = m.office.ranked().pop(); m.office.next('3', undefined, last); m.push(); await p.locator('.tag:not(.none)').first().waitFor(); } }),
  board('last-ticket', { sizes: ['fhd'], scene: { lastTicket: true } }),
  board('one-language', { path: (l) => `/board?lang=${l}`, sizes: ['fhd'] }),
  board('stale', { steps: lost, sizes: ['fhd', 'wall'] }),
  board('day-closed', { scene: { day: 'closed' }, ready: '.shut', sizes: ['fhd', 'wall'] }),
  board('empty', { scene: { empty: true }, ready: '.empty', sizes: ['fhd', 'wall'] }),

  counter('serving', '1', { sizes: ['desk', 'wide'] }),
  counter('called', '2', { sizes: ['desk', 'wide'] }),
  counter('free', '3', { sizes: ['desk', 'wide'] }),
  counter('paused', '4'),
  counter('closed', '5'),
  counter('nobody', '3', { scene: { empty: true } }),
  counter('undo', '3', { sizes: ['desk', 'wide'], steps: key(['Space'], '.toast.shown') }),
  counter('park', '2', { steps: key(['p'], 'dialog') }),
  counter('transfer', '2', { sizes: ['desk', 'wide'], steps: key(['t'], 'dialog') }),
  counter('pick', '2', { steps: key(['3'], 'dialog') }),
  counter('keys', '2', { sizes: ['desk', 'wide'], steps: key(['?'], 'dialog') }),
  counter('aside', '2', { sizes: ['desk', 'wide'], steps: async (p, m) => { await key(['p', '1'], '.aside-key')(p); await later(p, m); await key(['Space'], '.hand .number')(p); await key(['a'], '.hand.empty')(p); } }),
  counter('bring-back', '2', { steps: async (p) => { await key(['p', '1'], '.aside-key')(p); await key(['s'], 'dialog')(p); } }),
  counter('help-asked', '1', { steps: async (p) => { await key(['e'], 'dialog')(p); await key(['1'], '.helpbar.own')(p); } }),
  counter('help-needed', '1', { sizes: ['desk', 'wide'], steps: async (p, m) => { m.office.command('3', 'call-for-help', {}); m.push(); await p.locator('.helpbar').waitFor(); } }),
  counter('refused', '2', { steps: async (p, m) => { await key(['r'], '.toast.shown')(p); await later(p, m); await key(['r'], '.message p')(p); await p.locator('.toast.shown', { hasText: '9' }).waitFor(); } }),
  counter('devices-lost', '2', { scene: { printer: 'out_of_order', pad: 'lost' } }),
  counter('roll', '2', { scene: { printer: 'out_of_order', roll: 'R017' } }),
  counter('receipts', '1', { sizes: ['desk', 'wide'], scene: { receipts: true } }),
  counter('stale', '2', { steps: lost }),
  { name: 'counter-list', path: (l) => `/counter?lang=${l}`, ready: '.choose li', sizes: ['desk'] },
  counter('unknown', '99', { ready: '.loading a', sizes: ['desk'] }),

  phone('waiting', 'tokA047'),
  phone('near', 'tokE012', { steps: async (p) => { await p.locator('.near').waitFor(); await p.locator('button.alert').click(); } }),
  phone('called', 'tokE013'),
  phone('leaving', 'tokA045', { steps: async (p) => { await p.locator('button.leave').click(); await p.locator('.sure').waitFor(); } }),
  phone('booked', 'tokbooked'),
  phone('parked', 'tokA045', { steps: async (p, m) => { m.office.byToken('tokA045').state = 'parked'; m.push(); await p.locator('.say').waitFor(); } }),
  phone('missed', 'tokA045', { steps: async (p, m) => { m.office.byToken('tokA045').state = 'no_show'; m.push(); await p.locator('.say.alert').waitFor(); } }),
  phone('after', 'tokA045', { steps: async (p, m) => { m.office.byToken('tokA045').state = 'finished'; m.push(); await p.locator('.faces').waitFor(); } }),
  phone('said', 'tokA045', { steps: async (p, m) => { m.office.byToken('tokA045').state = 'finished'; m.push(); await p.locator('.faces button').first().click(); await p.locator('.say.good').waitFor(); } }),
  phone('left', 'tokA045', { steps: async (p, m) => { m.office.leave('tokA045'); m.push(); await p.locator('.say').waitFor(); } }),
  phone('stale', 'tokA045', { steps: lost }),
  phone('unknown', 'nothing', { ready: '.say', steps: async (p) => { await p.waitForTimeout(1_900); } }),

  dashboard('now', 'now', { ready: '.desks' }),
  dashboard('now-trouble', 'now', { ready: '.troubles', sizes: ['desk'], scene: { printer: 'out_of_order', pad: 'lost', devices: 'sick' } }),
  dashboard('now-empty', 'now', { ready: '.desks', sizes: ['desk'], scene: { day: 'closed', empty: true } }),
  dashboard('now-stale', 'now', { ready: '.desks', sizes: ['desk'], steps: lost }),
  dashboard('day', 'day', { ready: 'summary >> nth=3' }),
  dashboard('day-tables', 'day', { ready: 'summary >> nth=3', sizes: ['desk', 'phone'], steps: opened('main summary') }),
  dashboard('day-none', 'day', { ready: 'p.loading', sizes: ['desk'], scene: { reports: 'none' } }),
  dashboard('compare', 'compare', { ready: '.figures .formula span' }),
  dashboard('compare-none', 'compare', { ready: 'p.loading', sizes: ['desk'], scene: { reports: 'none' } }),
  dashboard('whatif', 'whatif', { ready: '.what-if' }),
  dashboard('whatif-answer', 'whatif', { ready: '.what-if', steps: async (p) => { await p.locator('button.go').click(); await p.locator('.worth').waitFor(); } }),

  devices('well'),
  devices('sick', { scene: { printer: 'out_of_order', devices: 'sick' } }),
  devices('one-cause', { sizes: ['desk'], scene: { line: 'lost' } }),
  devices('history', { sizes: ['desk'], scene: { printer: 'out_of_order' }, steps: opened('.cards > li:first-child summary', '.log li') }),
  devices('test-page', { sizes: ['desk'], steps: async (p) => { await p.locator('.test button').first().click(); await p.locator('.test p:not(:empty)').first().waitFor(); } }),
  devices('test-others', { sizes: ['desk'], steps: async (p) => { for (const id of ['panel-hall', 'sound-card']) { const card = p.locator('.cards li', { hasText: id }); await card.locator('.test button').click(); await card.locator('.test p:not(:empty)').waitFor(); } } }),
  devices('notes', { sizes: ['desk'], scene: { devices: 'notes' }, steps: async (p) => { for (const id of ['button-7', 'broker']) await p.locator('.cards li', { hasText: id }).locator('details:has(dl) summary').click(); } }),
  devices('none', { sizes: ['desk'], scene: { devices: 'none' }, ready: '.help' }),
  devices('stale', { sizes: ['desk'], steps: lost }),

  receipts('open'),
  receipts('closing', { sizes: ['desk', 'phone'], steps: async (p) => { await p.locator('main li').first().locator('.steps button').last().click(); await p.locator('.outcomes').waitFor(); } }),
  receipts('found', { sizes: ['desk'], steps: async (p) => { await p.locator('input').fill('00014'); await p.locator('main li').nth(1).waitFor({ state: 'detached' }); await p.locator('h1').click(); } }),
  receipts('refused', { sizes: ['desk'], steps: async (p, m) => { m.office.receipts[0].state = 'closed'; await p.locator('.steps button').first().click(); await p.locator('.banner').waitFor(); } }),
  receipts('none', { sizes: ['desk'], scene: { empty: true }, ready: '.none' }),

  enter('person', undefined),
  enter('set-up', { needs_setup: true }, { sizes: ['desk', 'phone'] }),
  enter('refused', undefined, { sizes: ['desk', 'phone'], steps: async (p) => { await p.locator('input').nth(0).fill('driss'); await p.locator('input').nth(1).fill('abc'); await p.locator('form .go').click(); await p.locator('.problem').waitFor(); await p.locator('body').click({ position: { x: 2, y: 2 } }); } }),
  enter('counter', { machine: { id: 'pc-3', kind: 'counter', counter: '3' } }, { sizes: ['desk'] }),
  enter('kiosk', { machine: { id: 'kiosk-1', kind: 'kiosk', counter: null } }, { sizes: ['tablet'] }),
  ...['clerk', 'supervisor', 'technician', 'manager', 'auditor'].map((role) => enter(`as-${role}`, { person: { account: 'driss', role, counter: role === 'clerk' ? '3' : null } }, { sizes: role === 'clerk' ? ['desk', 'phone'] : ['desk'] })),
  enter('not-yours', { person: { account: 'driss', role: 'technician', counter: null } }, { sizes: ['desk'], path: (l) => `/sign-in?lang=${l}&next=/dashboard&refused=1` }),
  enter('open', { open: true }, { sizes: ['desk'] }),

  tablet('idle', '2'),
  tablet('asks', '3', { ready: '.faces', steps: asked }),
  tablet('thanks', '3', { ready: '.faces', steps: async (p, m) => { await asked(p, m); await p.locator('.faces button').first().click(); await p.locator('.scan').waitFor(); } }),
  tablet('lost', '2', { sizes: ['tablet'], steps: lost }),
  tablet('unknown', '99', { sizes: ['tablet'], ready: '.tablet .unknown' }),

  ...['waiting', 'called', 'asked', 'booked', 'book', 'book-times', 'book-refused', 'receipt-ask', 'receipt', 'privacy'].map(served),

  { name: 'access', path: (l) => `/access?lang=${l}`, ready: 'li', sizes: ['desk', 'phone'], whole: true },
  { name: 'access-secret', path: (l) => `/access?lang=${l}`, ready: 'li', sizes: ['desk'], steps: async (p) => { await p.locator('input').first().fill('clerk-9'); await p.locator('button.go').first().click(); await p.locator('.secret').waitFor(); } },
  { name: 'index', path: (l) => `/?lang=${l}`, ready: 'a', sizes: ['desk', 'phone'] },
];
