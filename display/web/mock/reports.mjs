// @ts-check
// The made-up office's past: days, figures, the order of calls and "what if", in the shapes of the daemon's reports
// (dashboard/figures.ts; `npm run check` holds them against it). The same numbers for the same day, always.
import { SERVICES } from './office.mjs';

/** @typedef {import('../dashboard/figures').Row} Row */
/** @typedef {import('../dashboard/figures').Spread} Spread */
/** @typedef {import('../dashboard/figures').Doing} Doing */

export const FIRST = '2026-09-01';
/** The quarter hour an office day begins with: open from 8:30 to 16:30. */
const OPENS = 34;
const COUNTERS = ['1', '2', '3', '4', '5'];
/** Which share of all come for a service, in per cent. */
const SHARES = /** @type {Record<string, number>} */ ({ 'birth-extract': 38, birth: 6, death: 4, 'family-book': 8, 'life-certificate': 6, signature: 20, copy: 14, info: 4 });
/** Per quarter, how many come: full in the morning, less after noon. */
const COMES = [9, 11, 12, 12, 11, 10, 9, 8, 8, 7, 6, 6, 5, 4, 3, 3, 3, 4, 5, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0];

/** A number from 0 to 1 that belongs to a text. @param {string} text */
function chance(text) {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  h = Math.imul(h ^ (h >>> 15), 2246822507);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}
/** @param {string} day */
const weekday = (day) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
/** Monday is full; nobody comes at the weekend. @param {string} day */
const weight = (day) => [0, 1.35, 1.05, 0.95, 1, 0.85, 0, 0][weekday(day)] ?? 0;
/** @param {number} n @param {number} mid minutes @returns {Spread} */
const spread = (n, mid) => (n < 5 ? { n } : { n, mean_s: Math.round(mid * 66), p10_s: Math.round(mid * 18), p50_s: Math.round(mid * 60), p90_s: Math.round(mid * 126), p95_s: Math.round(mid * 150), max_s: Math.round(mid * 198) });

/** Figures of so many people who waited so long. @param {string} key @param {number} n @param {number} wait minutes @param {boolean} deep @returns {Row} */
export function row(key, n, wait, deep = true) {
  const of = Math.round(n * 0.96);
  const within = Math.round(of * Math.max(0.2, Math.min(0.99, 1.25 - wait / 40)));
  return {
    key, arrived: n, served: Math.round(n * 0.9), passed_on: Math.round(n * 0.03), no_shows: Math.round(n * 0.04), abandoned: Math.round(n * 0.02), unserved: Math.round(n * 0.01), open: 0,
    waiting: spread(n, wait), walking: spread(n, 0.6), service: spread(n, 6.2), parked: spread(Math.round(n * 0.05), 9), total: spread(n, wait + 7),
    level: { within, of }, ...(of > 0 ? { level_pm: Math.round((within * 1000) / of), no_show_pm: 40 } : {}), wait_classes: [within, of - within],
    ...(deep ? { desks: { free_s: 4_260, idle_s: 1_140, walking_s: 5_400, serving_s: 88_200, paused_s: 9_000 }, utilisation_pm: 861, occupancy_pm: 912, forecast: { n: of, held: Math.round(of * 0.83), early: Math.round(of * 0.06), error_ms: of * 42_000, width_ms: of * 560_000 }, read: { n: of, held: Math.round(of * 0.85), early: Math.round(of * 0.05), error_ms: of * 30_000, width_ms: of * 540_000 } } : {}),
  };
}

/** How many come in a quarter hour of a day. @param {string} day @param {number} i */
const coming = (day, i) => Math.round((COMES[i] ?? 0) * weight(day) * (0.7 + 0.6 * chance(`${day} ${i}`)));
/** Minutes people wait who come then. @param {string} day @param {number} i */
const waitAt = (day, i) => Math.max(1, (COMES[Math.max(0, i - 2)] ?? 0) * 2.1 * weight(day) * (0.8 + 0.4 * chance(`w ${day} ${i}`)));
/** @param {number} place */
const time = (place) => `${String(Math.floor(place / 4)).padStart(2, '0')}:${String((place % 4) * 15).padStart(2, '0')}`;
/** @param {string} from @param {string} to */
function daysOf(from, to) {
  const days = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The days of a made-up past; `until` is the present moment. */
export class Past {
  /** @param {() => number} now @param {() => boolean} none whether nothing has been recorded yet */
  constructor(now, none) { this.now = now; this.none = none; }

  /** @returns {import('../dashboard/figures').Known} */
  known() {
    const services = Object.fromEntries(SERVICES.filter((s) => !s.elsewhere).map((s) => [s.id, s.names]));
    const counters = Object.fromEntries(COUNTERS.map((c) => [c, c]));
    return this.none() ? { services, counters } : { first: FIRST, last: this.today(), services, counters };
  }
  today() { return new Date(this.now()).toISOString().slice(0, 10); }
  /** How many quarters of the day have passed. @param {string} day */
  passed(day) {
    if (this.none() || day < FIRST || day > this.today()) return 0;
    return day < this.today() ? COMES.length : Math.max(0, Math.min(COMES.length, Math.floor((this.now() % 86_400_000) / 900_000) - OPENS + 1));
  }
  /** @param {string} day */
  quarters(day) { return Array.from({ length: this.passed(day) }, (_, i) => ({ i, place: OPENS + i, n: coming(day, i) })); }
  /** People and their mean wait over days and quarters. @param {string[]} days @param {(day: string, i: number) => boolean} among */
  sum(days, among = () => true) {
    const all = days.flatMap((day) => this.quarters(day).filter((q) => among(day, q.i)).map((q) => ({ n: q.n, w: waitAt(day, q.i) })));
    const n = all.reduce((s, q) => s + q.n, 0);
    return { n, wait: n === 0 ? 0 : all.reduce((s, q) => s + q.n * q.w, 0) / n };
  }

  /** @param {string} day @returns {import('../dashboard/figures').DayReport | undefined} */
  day(day) {
    const quarters = this.quarters(day);
    const { n, wait } = this.sum([day]);
    if (n === 0) return undefined;
    let waiting = 0;
    const lines = quarters.map(({ place, n: arrived }) => {
      const called = Math.min(waiting + arrived, 7);
      waiting += arrived - called;
      return { place, arrived, called, finished: Math.max(0, called - 1), waiting };
    });
    return {
      day, opens_at: `${day}T08:30:00.000Z`, closes_at: `${day}T16:30:00.000Z`, utc_offset_ms: 0, quarters: lines, desks: COUNTERS.map((c) => this.desk(day, c, quarters.length * 900)),
      hours: this.hours(day), by_quarter: quarters.map(({ i, place, n: q }) => row(time(place), q, waitAt(day, i), false)), all: row('', n, wait), services: this.services(n, wait),
    };
  }
  /** @param {string} day */
  hours(day) { return [...new Set(this.quarters(day).map((q) => Math.floor(q.place / 4)))].map((h) => { const s = this.sum([day], (_, i) => Math.floor((OPENS + i) / 4) === h); return row(time(h * 4), s.n, s.wait, false); }); }
  /** @param {number} n @param {number} wait */
  services(n, wait) { return Object.entries(SHARES).map(([id, share]) => row(id, Math.round((n * share) / 100), wait * (0.7 + 0.6 * chance(id)))); }
  /** What a counter did: people one after the other, a pause at noon. @param {string} day @param {string} counter @param {number} until */
  desk(day, counter, until) {
    /** @type {[number, number, Doing][]} */
    const stretches = [];
    const pause = 12_600 + Number(counter) * 1_200;
    for (let at = Number(counter) * 40, i = 0; at < until; i += 1) {
      const c = chance(`${day} ${counter} ${i}`);
      /** @type {[number, Doing][]} */
      const next = at >= pause && at < pause + 900 ? [[1_800, 'paused']] : c > 0.9 ? [[150 + c * 200, 'free']] : c > 0.84 ? [[120, 'idle']] : [[25 + c * 40, 'walking'], [180 + c * 420, 'serving']];
      for (const [seconds, doing] of next) { stretches.push([Math.round(at), Math.round(Math.min(until, at + seconds)), doing]); at += seconds; if (at >= until) break; }
    }
    return { counter, stretches };
  }

  /** @param {URLSearchParams} query @returns {import('../dashboard/figures').Report} */
  figures(query) {
    const [from, to, by] = [query.get('from') ?? FIRST, query.get('to') ?? this.today(), query.get('by') ?? 'all'];
    const days = daysOf(from, to).filter((d) => this.passed(d) > 0 && weight(d) > 0);
    const share = query.get('service') === null ? 1 : (SHARES[query.get('service') ?? ''] ?? 0) / 100;
    /** @param {string} key @param {{ n: number, wait: number }} s */
    const of = (key, s) => row(key, Math.round(s.n * share), s.wait);
    if (days.length === 0) return { from, to, days: 0, complete: true, rows: [] };
    if (by === 'day') return { from, to, days: days.length, complete: true, rows: days.map((d) => of(d, this.sum([d]))) };
    if (by !== 'hour_of_week') return { from, to, days: days.length, complete: true, rows: [of('', this.sum(days))] };
    const cells = [...new Set(days.map(weekday))].flatMap((w) => [...new Set(COMES.map((_, i) => Math.floor((OPENS + i) / 4)))].map((h) => of(`${w} ${time(h * 4)}`, this.sum(days.filter((d) => weekday(d) === w), (_, i) => Math.floor((OPENS + i) / 4) === h))));
    return { from, to, days: days.length, complete: true, rows: cells.filter((r) => r.arrived > 0) };
  }

  /** @param {string} day @returns {import('../dashboard/figures').Fairness | undefined} */
  fairness(day, fewer = 0) {
    const { n } = this.sum([day]);
    if (n === 0) return undefined;
    return {
      calls: n, out_of_order: 5 - fewer, rules: { score: n - 3 + fewer, cap_reached: 1, interleave: 1, picked: 1 - fewer }, past_cap: 1, longest_passed_ms: 1_260_000,
      list: [
        { at: `${day}T08:52:10.000Z`, number: 'E014', service: 'signature', class: /** @type {const} */ ('appointment'), counter: '2', rule: 'score', waited_ms: 240_000, passed: 6 },
        { at: `${day}T09:10:40.000Z`, number: 'A047', service: 'birth-extract', class: /** @type {const} */ ('priority'), counter: '1', rule: 'interleave', waited_ms: 420_000, passed: 4 },
        { at: `${day}T09:31:05.000Z`, number: 'B012', service: 'birth', class: /** @type {const} */ ('normal'), counter: '3', rule: 'cap_reached', waited_ms: 2_760_000, passed: 2 },
        { at: `${day}T09:44:00.000Z`, number: 'E016', service: 'signature', class: /** @type {const} */ ('appointment'), counter: '2', rule: 'score', waited_ms: 180_000, passed: 3 },
        { at: `${day}T10:02:30.000Z`, number: 'C013', service: 'family-book', class: /** @type {const} */ ('normal'), counter: '3', rule: 'picked', waited_ms: 660_000, passed: 7, pick_reason: 'دفتر جاهز' },
      ].slice(0, 5 - fewer),
      passed_over: [
        { number: 'A044', service: 'birth-extract', class: 'normal', waited_ms: 1_980_000, times: 5, by_priority: 3, by_pick: 1 },
        { number: 'G012', service: 'copy', class: 'normal', waited_ms: 1_440_000, times: 3, by_priority: 2, by_pick: 1 },
      ],
    };
  }

  /** More counters wait less; that is all this knows. @param {URLSearchParams} query @returns {import('../dashboard/figures').WhatIf} */
  replay(query) {
    const [from, to] = [query.get('from') ?? FIRST, query.get('to') ?? this.today()];
    const days = daysOf(from, to).filter((d) => this.sum([d]).n > 0);
    const { n, wait } = this.sum(days);
    const more = Number(/^\+(\d+)/.exec(query.get('counters') ?? '')?.[1] ?? 0);
    const order = this.fairness(days[0] ?? '') ?? { calls: 0, out_of_order: 0, rules: {}, past_cap: 0, list: [], passed_over: [] };
    /** @param {number} w @returns {import('../dashboard/figures').Figured} */
    const figured = (w) => ({ all: row('', n, w), services: this.services(n, w), classes: [], fairness: w === wait ? order : (this.fairness(days[0] ?? '', 1) ?? order) });
    return { from, to, days: days.length, fidelity: { calls: n, same: Math.round(n * 0.98) }, refused: 0, stays: { gave_up: Math.round(n * 0.02), known: true }, was: figured(wait), then: figured(wait / (1 + more * 0.4)), utc_offset_ms: 0, lasted_ms: 28_800_000, took_ms: 140 };
  }
}
