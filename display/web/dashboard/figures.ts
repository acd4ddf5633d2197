// The reports as the daemon gives them, and how their numbers are written.
import type { Locale, Names } from '../shared/types';

export interface Spread { n: number; mean_s?: number; p10_s?: number; p50_s?: number; p90_s?: number; p95_s?: number; max_s?: number }
export interface Score { n: number; held: number; early: number; error_ms: number; width_ms: number }
export interface DeskTime { free_s: number; idle_s: number; walking_s: number; serving_s: number; paused_s: number }
export interface Row {
  key: string; arrived: number; served: number; passed_on: number; no_shows: number; abandoned: number; unserved: number; open: number;
  waiting: Spread; walking: Spread; service: Spread; parked: Spread; total: Spread;
  level: { within: number; of: number }; level_pm?: number; no_show_pm?: number;
  wait_classes: number[]; desks?: DeskTime; utilisation_pm?: number; occupancy_pm?: number; forecast?: Score; read?: Score;
  ratings?: { good: number; fair: number; bad: number };
}
export interface Report { from: string; to: string; days: number; complete: boolean; rows: Row[] }
export interface Quarter { place: number; arrived: number; called: number; finished: number; waiting: number }
export type Doing = 'free' | 'idle' | 'walking' | 'serving' | 'paused';
export interface Desk { counter: string; stretches: [number, number, Doing][] }
export interface DayReport {
  day: string; opens_at: string; closes_at: string; utc_offset_ms: number;
  quarters: Quarter[]; desks: Desk[]; hours: Row[]; by_quarter: Row[]; all?: Row; services: Row[];
}
export type Class = 'normal' | 'priority' | 'appointment';
export interface OutOfOrder {
  at: string; number: string; service: string; class: Class; counter: string; rule: string; waited_ms: number; passed: number; pick_reason?: string;
}
export interface PassedOver { number: string; service: string; class: Class; waited_ms: number; times: number; by_priority: number; by_pick: number }
export interface Fairness {
  calls: number; out_of_order: number; rules: Record<string, number>; past_cap: number; longest_passed_ms?: number;
  list: OutOfOrder[]; passed_over: PassedOver[];
}
export interface Figured { all?: Row; services: Row[]; classes: Row[]; fairness: Fairness }
export interface WhatIf {
  from: string; to: string; days: number; fidelity: { calls: number; same: number }; refused: number;
  stays: { gave_up: number; known: boolean }; was: Figured; then: Figured; utc_offset_ms: number; lasted_ms: number; took_ms: number;
}
export interface Known { first?: string; last?: string; services: Record<string, Names>; counters: Record<string, string> }

/** What a report could not be had for: the status, or 0 when the daemon was not reached. */
export class Failed extends Error {
  constructor(readonly status: number) { super(String(status)); }
}

export async function get<T>(path: string): Promise<T> {
  const answer = await fetch(`/api/v1/${path}`).catch(() => undefined);
  if (answer === undefined || !answer.ok) throw new Failed(answer?.status ?? 0);
  return (await answer.json()) as T;
}

/** Numbers in Latin digits everywhere; Amazigh writes them as French does. */
const NUMBERS: Record<Locale, string> = { ar: 'ar-MA-u-nu-latn', fr: 'fr-MA', zgh: 'fr-MA', en: 'en-GB' };

export function number(locale: Locale, n: number, digits = 0): string {
  return new Intl.NumberFormat(NUMBERS[locale], { maximumFractionDigits: digits }).format(n);
}

/** Seconds as minutes: with a decimal below ten, or a dash where nothing is known. */
export function minutes(locale: Locale, seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  return number(locale, seconds / 60, seconds < 600 ? 1 : 0);
}

/** Per mille as per cent. */
export function percent(locale: Locale, perMille: number | undefined): string {
  return perMille === undefined ? '–' : `${number(locale, perMille / 10, 1)}\u00a0%`;
}

export function share(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.round((part * 1000) / whole) : undefined;
}

/** How many said how it was. */
export function answers(row: Row | undefined): number {
  const said = row?.ratings;
  return said === undefined ? 0 : said.good + said.fair + said.bad;
}

/** Those who said "good", in per mille of all who said something. */
export function satisfied(row: Row | undefined): number | undefined {
  return share(row?.ratings?.good ?? 0, answers(row));
}

/** "08:45" of a quarter of the day. */
export function quarterTime(place: number): string {
  return `${String(Math.floor(place / 4)).padStart(2, '0')}:${String((place % 4) * 15).padStart(2, '0')}`;
}

/** A date as it is written here: "24/11/2026". */
export function written(date: string): string {
  return date.split('-').reverse().join('/');
}

/** Days from the first to the one before `to`, as they are written: "01/11/2026 – 07/11/2026". */
export function writtenSpan({ from, to }: Period): string {
  return `${written(from)} – ${written(later(to, -1))}`;
}
/** A date some days later; dates are names of days, without a zone. */
export function later(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export type Span = 'day' | 'week' | 'month' | 'year';
export interface Period { from: string; to: string }

/** The half-open period of that kind a date lies in. Weeks begin on Monday. */
export function periodOf(span: Span, date: string): Period {
  const at = new Date(`${date}T00:00:00Z`);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const iso = (y: number, m: number): string => new Date(Date.UTC(y, m, 1)).toISOString().slice(0, 10);
  if (span === 'day') return { from: date, to: later(date, 1) };
  if (span === 'month') return { from: iso(year, month), to: iso(year, month + 1) };
  if (span === 'year') return { from: iso(year, 0), to: iso(year + 1, 0) };
  const monday = later(date, -((at.getUTCDay() + 6) % 7));
  return { from: monday, to: later(monday, 7) };
}

/** A round number at or above `max` for the top of a scale, and the step of its lines. */
export function scale(max: number): { top: number; step: number } {
  const step = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 500, 1000].find((s) => max / s <= 5) ?? 2000;
  return { top: Math.max(step, Math.ceil(max / step) * step), step };
}

/** The link to the same figures as a table; the semicolon is what spreadsheets expect where the comma is decimal. */
export function tableLink(locale: Locale, query: string): string {
  return `/api/v1/reports/figures.csv?${query}&lang=${locale}${locale === 'en' ? '' : '&separator=semicolon'}`;
}
