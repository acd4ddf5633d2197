// The decisions of the pages that are not drawing: announcements, the large button, paper, time-out, sizes.
import { describe, expect, it } from 'vitest';
import { allowed, helpWanted, mainAction, ownHelp, recallExhausted, undoSeconds } from '../counter/actions';
import { grade, worstFirst } from '../devices/grade';
import { Idle, WARNING_MS } from '../kiosk/idle';
import { paperAdvice, PATIENCE_MS, tilesPerPage } from '../kiosk/paper';
import { Announcer, HOLD_MS, NEWS_MS, QUEUE_MAX } from '../shared/announce';
import { boardSizes, CAP_EM } from '../shared/sizes';
import { Alert, spelt } from '../track/alert';
import { canSpeak } from '../track/speak';
import type { Call, CounterView, TicketCard, TicketView } from '../shared/types';

const T0 = Date.parse('2026-11-24T09:00:00.000Z');
const call = (seq: number, more: Partial<Call> = {}): Call => ({ seq, at: new Date(T0).toISOString(), number: `A${String(seq).padStart(3, '0')}`, counter: '1', label: '1', class: 'normal', recalls: 0, ...more });

describe('announcements', () => {
  it('leave alone what was called before the board came up', () => {
    const a = new Announcer();
    a.receive([call(3), call(2)], T0);
    expect(a.next(T0)).toBeUndefined();
    expect(a.current([call(3), call(2)], T0)?.seq).toBe(3);
  });
  it('are made one after the other, none cutting off another', () => {
    const a = new Announcer();
    a.receive([], T0);
    const calls = [call(2), call(1)];
    a.receive(calls, T0);
    expect(a.next(T0)?.seq).toBe(1);
    expect(a.next(T0 + HOLD_MS - 1)).toBeUndefined();
    expect(a.current(calls, T0 + 100)?.seq).toBe(1);
    expect(a.next(T0 + HOLD_MS)?.seq).toBe(2);
    expect(a.current(calls, T0 + HOLD_MS)?.seq).toBe(2);
    expect(a.next(T0 + 9 * HOLD_MS)).toBeUndefined();
  });
  it('are not repeated when the same view comes again', () => {
    const a = new Announcer();
    a.receive([], T0);
    a.receive([call(1)], T0);
    a.next(T0);
    a.receive([call(1)], T0 + HOLD_MS);
    expect(a.next(T0 + 2 * HOLD_MS)).toBeUndefined();
  });
  it('are made again for a recall, which has a new number', () => {
    const a = new Announcer();
    a.receive([call(1)], T0);
    a.receive([call(4, { number: 'A001', recalls: 1 })], T0);
    expect(a.next(T0)).toMatchObject({ seq: 4, recalls: 1 });
  });
  it('never name a withdrawn call, and take it off the large place', () => {
    const a = new Announcer();
    a.receive([call(1)], T0);
    a.receive([call(3), call(2), call(1)], T0);
    expect(a.next(T0)?.seq).toBe(2);
    const undone = [call(3, { withdrawn: true }), call(2, { withdrawn: true }), call(1)];
    a.receive(undone, T0 + 10);
    expect(a.next(T0 + HOLD_MS)).toBeUndefined();
    expect(a.current(undone, T0 + 10)?.seq).toBe(1);
  });
  it('skip what is no news any more after a long silence', () => {
    const a = new Announcer();
    a.receive([call(1)], T0);
    a.receive([call(3, { at: new Date(T0 + NEWS_MS).toISOString() }), call(2)], T0 + NEWS_MS + 1);
    expect(a.next(T0 + NEWS_MS + 1)?.seq).toBe(3);
    expect(a.next(T0 + 9 * NEWS_MS)).toBeUndefined();
  });
  it('keep a bounded queue, newest last', () => {
    const a = new Announcer();
    a.receive([], T0);
    a.receive(Array.from({ length: 8 }, (_, i) => call(8 - i)), T0);
    expect(a.next(T0)?.seq).toBe(8 - QUEUE_MAX + 1);
  });
  it('go on after the server was rebuilt and counts from a lower number', () => {
    const a = new Announcer();
    a.receive([call(900)], T0);
    a.receive([call(5)], T0);
    a.receive([call(6), call(5)], T0);
    expect(a.next(T0)?.seq).toBe(6);
  });
});

const ticket = (state: TicketCard['state'], recalls = 0): TicketCard => ({ id: 't', number: 'A001', service: 's', service_names: {}, class: 'normal', state, issued_at: '', recalls, target_wait_ms: 0, print: 'printed' });
const desk = (more: Partial<CounterView> = {}, state: CounterView['counter']['state'] = 'open'): CounterView => ({
  seq: 1, server_time: '', office: { id: 'o', names: {} }, counter: { id: '1', label: '1', state, services: [] }, next: [], parked: [], no_shows: [], waiting: 3,
  today: { served: 0, no_shows: 0, transferred: 0 }, policy: { recall_limit: 2, recall_gap_ms: 0, start_step: true, next_gap_ms: 0 }, services: [], counters: [], park_reasons: [], devices: { printer: 'ok', pad: 'none' }, ...more,
});

describe('the large button', () => {
  const cases: [string, CounterView, string | undefined][] = [
    ['opens a closed counter', desk({}, 'closed'), 'open'],
    ['resumes a paused one', desk({}, 'paused'), 'open'],
    ['calls the next', desk(), 'next'],
    ['waits when nobody does', desk({ waiting: 0 }), undefined],
    ['starts the one who came', desk({ ticket: ticket('called') }), 'start'],
    ['finishes and calls', desk({ ticket: ticket('serving') }), 'next'],
    ['finishes and calls at once where the office has no start', desk({ ticket: ticket('called'), policy: { ...desk().policy, start_step: false } }), 'next'],
    ['only finishes when nobody waits', desk({ ticket: ticket('serving'), waiting: 0 }), 'finish'],
    ['only finishes at a pausing counter', desk({ ticket: ticket('serving') }, 'paused'), 'finish'],
  ];
  for (const [what, view, action] of cases) it(what, () => expect(mainAction(view).action).toBe(action));

  it('leaves the others to what the ticket allows', () => {
    expect(allowed(desk())).toMatchObject({ recall: false, 'no-show': false, park: false, pause: true, undo: false });
    expect(allowed(desk({ ticket: ticket('called') }))).toMatchObject({ recall: true, 'no-show': true, park: true });
    expect(allowed(desk({ ticket: ticket('serving') }))).toMatchObject({ recall: false, 'no-show': false, transfer: true, return: true });
    expect(allowed(desk({ ticket: ticket('called', 2) })).recall).toBe(false);
    expect(recallExhausted(desk({ ticket: ticket('called', 2) }))).toBe(true);
    expect(recallExhausted(desk({ ticket: ticket('called', 1) }))).toBe(false);
  });
  it('counts the seconds left to undo and never below none', () => {
    const view = desk({ undo: { what: 'ticket_called', until: new Date(T0 + 9_400).toISOString() } });
    expect(undoSeconds(view, T0)).toBe(10);
    expect(undoSeconds(view, T0 + 9_400)).toBe(0);
    expect(undoSeconds(view, T0 + 60_000)).toBe(0);
    expect(undoSeconds(desk(), T0)).toBe(0);
  });
});

describe('the kiosk', () => {
  it('warns before it starts over, and any touch stops it', () => {
    const idle = new Idle(0);
    expect(idle.status(29_999, 30_000)).toEqual({ state: 'active' });
    expect(idle.status(30_000, 30_000)).toEqual({ state: 'warning', seconds: WARNING_MS / 1000 });
    expect(idle.status(30_000 + WARNING_MS - 1, 30_000)).toEqual({ state: 'warning', seconds: 1 });
    expect(idle.status(30_000 + WARNING_MS, 30_000)).toEqual({ state: 'over' });
    idle.touch(40_000);
    expect(idle.status(45_000, 30_000)).toEqual({ state: 'active' });
  });
  it('tells what the paper does, and never to wait for one that cannot come', () => {
    expect(paperAdvice('pending', 'ok', 0)).toBe('coming');
    expect(paperAdvice('sending', 'near_end', PATIENCE_MS)).toBe('coming');
    expect(paperAdvice('sending', 'ok', PATIENCE_MS + 1)).toBe('unsure');
    expect(paperAdvice('pending', 'out_of_order', 0)).toBe('missing');
    expect(paperAdvice('pending', 'none', 0)).toBe('missing');
    expect(paperAdvice('printed', 'out_of_order', 0)).toBe('printed');
    for (const print of ['stalled', 'expired', 'none'] as const) expect(paperAdvice(print, 'ok', 0)).toBe('missing');
    expect(paperAdvice('unknown', 'ok', 0)).toBe('unsure');
  });
  it('puts fewer tiles on a page when letters are large or hands are low', () => {
    expect(tilesPerPage(true, false, false)).toBeGreaterThan(tilesPerPage(true, true, false));
    expect(tilesPerPage(true, false, false)).toBeGreaterThan(tilesPerPage(true, false, true));
    expect(tilesPerPage(false, false, false)).toBeGreaterThan(tilesPerPage(false, true, false));
  });
});

describe('the sizes of the board', () => {
  const capMm = (fontPx: number, width: number, height: number, inches: number) => (fontPx * CAP_EM * inches * 25.4) / Math.hypot(width, height);

  it('let a capital of the current call be seen under 0.7° from the farthest seat, where the screen can', () => {
    for (const [w, h] of [[1280, 720], [1920, 1080], [3840, 2160]] as const) {
      const sizes = boardSizes({ width: w, height: h, inches: 55, meters: 8, labelChars: 1 });
      expect(sizes.heroMeets).toBe(true);
      expect(capMm(sizes.hero, w, h, 55)).toBeGreaterThanOrEqual(8_000 / 82);
      expect(capMm(sizes.history, w, h, 55)).toBeGreaterThanOrEqual(8_000 / 200 - 0.5);
    }
  });
  it('say so when the screen is too small for the room', () => {
    expect(boardSizes({ width: 1920, height: 1080, inches: 43, meters: 10 }).heroMeets).toBe(false);
    expect(boardSizes({ width: 1920, height: 1080, inches: 75, meters: 6, labelChars: 1 }).heroMeets).toBe(true);
  });
  it('grow with the resolution and keep the longest call within the width', () => {
    expect(boardSizes({ width: 3840, height: 2160 }).hero).toBeCloseTo(2 * boardSizes({ width: 1920, height: 1080 }).hero);
    const wide = boardSizes({ width: 1080, height: 1920, numberChars: 6, labelChars: 2 });
    expect(wide.hero).toBeLessThan(boardSizes({ width: 1080, height: 1920 }).hero);
    expect(wide.hero * (8 * 0.62 + 0.6)).toBeLessThan(1080);
  });
});

describe('the devices', () => {
  it('that need someone come first, and an unknown state is not taken for well', () => {
    expect(['ready', 'degraded', 'lost', 'on_fire'].map(grade)).toEqual(['good', 'fair', 'bad', 'bad']);
    const order = worstFirst([{ id: 'a', kind: 'clock', state: 'ready' }, { id: 'b', kind: 'pad', state: 'lost' }, { id: 'c', kind: 'line', state: 'degraded' }, { id: 'd', kind: 'pad', state: 'lost' }]);
    expect(order.map((d) => d.id)).toEqual(['b', 'd', 'c', 'a']);
  });
});

describe('help', () => {
  const help = [
    { counter: '3', label: '3', since: '2026-11-24T09:00:05.000Z' },
    { counter: '2', label: '2', since: '2026-11-24T09:00:01.000Z', answered_by: '4' },
    { counter: '1', label: '1', since: '2026-11-24T09:00:02.000Z' },
    { counter: '5', label: '5', since: '2026-11-24T09:00:03.000Z' },
  ];
  it('is wanted by colleagues nobody has answered, oldest first', () => {
    expect(helpWanted(desk({ help })).map((h) => h.counter)).toEqual(['5', '3']);
    expect(ownHelp(desk({ help }))?.since).toContain('09:00:02');
    expect(helpWanted(desk())).toEqual([]);
  });
});

describe('the phone', () => {
  const seen = (more: Partial<TicketView>): TicketView => ({ seq: 1, server_time: '', office: { id: 'o', names: {} }, number: 'A047', service_names: {}, class: 'normal', state: 'waiting', print: 'printed', ...more });
  it('vibrates once for each call and recall, and once when the turn comes near', () => {
    const patterns: unknown[] = [];
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { vibrate: (p: unknown) => patterns.push(p) } });
    Object.defineProperty(globalThis, 'window', { configurable: true, value: {} });
    const alert = new Alert();
    alert.see(seen({ ahead: 2 }), 'fr');
    expect(patterns, 'never before a touch').toEqual([]);
    const touched = new Alert();
    touched.arm();
    const said = () => patterns.splice(0).length;
    said();
    for (const [view, times] of [
      [seen({ ahead: 9 }), 0], [seen({ ahead: 3 }), 1], [seen({ ahead: 1 }), 0],
      [seen({ state: 'called', called_at: 'x', recalls: 0 }), 1], [seen({ state: 'called', called_at: 'x', recalls: 0, seq: 9 }), 0],
      [seen({ state: 'called', called_at: 'x', recalls: 1 }), 1], [seen({ state: 'serving' }), 0],
    ] as const) {
      touched.see(view, 'zgh');
      expect(said(), JSON.stringify(view)).toBe(times);
    }
  });
  it('says a number as people do, and never speaks a language it has no voice for', () => {
    expect([spelt('A047'), spelt('B100'), spelt('C003')]).toEqual(['A 47', 'B 100', 'C 3']);
    Object.defineProperty(globalThis, 'window', { configurable: true, value: { speechSynthesis: { getVoices: () => [{ lang: 'fr-FR', localService: true }] } } });
    expect([canSpeak('fr'), canSpeak('ar'), canSpeak('zgh')]).toEqual([true, false, false]);
  });
});
