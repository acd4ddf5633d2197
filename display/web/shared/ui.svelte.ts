// The language of the page: kept by address (`?lang=`), by choice, and told to the document for direction,
// fonts and screen readers.
import { direction, isLocale } from './i18n';
import type { Locale } from './types';

class Ui {
  locale = $state<Locale>('ar');
}
export const ui = new Ui();

export function setLocale(locale: Locale, remember?: string): void {
  ui.locale = locale;
  document.documentElement.lang = locale;
  document.documentElement.dir = direction(locale);
  if (remember !== undefined) store(remember, locale);
}

/** From `?lang=fr`, else what was chosen before, else the browser's language when asked for, else Arabic. */
export function initialLocale(remembered?: string, browserToo = false): Locale {
  const asked = new URLSearchParams(location.search).get('lang')?.split(',')[0];
  if (isLocale(asked)) return asked;
  const before = remembered === undefined ? null : load(remembered);
  if (isLocale(before)) return before;
  const browser = navigator.language.slice(0, 2);
  return browserToo && isLocale(browser) ? browser : 'ar';
}

// A browser may refuse storage; the page works without it.
export function store(key: string, value: string): void {
  try { localStorage.setItem(`nouba.${key}`, value); } catch { /* nothing to keep it in */ }
}
export function load(key: string): string | null {
  try { return localStorage.getItem(`nouba.${key}`); } catch { return null; }
}
