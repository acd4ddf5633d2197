// Words for people, from the one Fluent catalogue in config/locales (bundled at build time). Here are the common ones;
// each page adds its own groups in its main.ts (shared/words, scripts/words.ts).
// A word missing in Amazigh is shown in French and Arabic together; a word missing elsewhere is a failed test.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import arSource from '../../../config/locales/ar.ftl?words=common';
import enSource from '../../../config/locales/en.ftl?words=common';
import frSource from '../../../config/locales/fr.ftl?words=common';
import zghSource from '../../../config/locales/zgh.ftl?words=common';
import { plural } from './plural';
import type { Locale, Names, Wait } from './types';

export type Args = Record<string, string | number>;
export interface Part { lang: Locale; text: string }

export const LOCALES: readonly Locale[] = ['ar', 'fr', 'zgh', 'en'];
const FALLBACK: Record<Locale, readonly Locale[]> = { ar: ['fr'], fr: ['ar'], zgh: ['fr', 'ar'], en: ['fr', 'ar'] };
/** The locale Intl formats numbers with: Latin digits everywhere, and never 'zgh'. */
const NUMBERS: Record<Locale, string> = { ar: 'ar-MA-u-nu-latn', fr: 'fr-MA', zgh: 'fr-MA', en: 'en-GB' };

export function bundleOf(locale: Locale, source: string): FluentBundle {
  const bundle = new FluentBundle(NUMBERS[locale], {
    functions: { PLURAL: ([n]) => plural(locale, Number((n as { valueOf(): unknown } | undefined)?.valueOf() ?? 0)) },
  });
  for (const error of bundle.addResource(new FluentResource(source))) console.error(error);
  return bundle;
}

const bundles: Record<Locale, FluentBundle> = {
  ar: bundleOf('ar', arSource), fr: bundleOf('fr', frSource), zgh: bundleOf('zgh', zghSource), en: bundleOf('en', enSource),
};

/** Adds the words of a page that the other pages need not load. */
export function learn(words: Partial<Record<Locale, string>>): void {
  for (const [locale, source] of Object.entries(words)) for (const error of bundles[locale as Locale].addResource(new FluentResource(source))) console.error(error);
}

/** Adds a group of the catalogue. */
export function addWords(sources: Record<Locale, string>): void {
  for (const locale of LOCALES) for (const error of bundles[locale].addResource(new FluentResource(sources[locale]))) console.error(error);
}

export function direction(locale: Locale): 'rtl' | 'ltr' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

export function isLocale(value: string | null | undefined): value is Locale {
  return LOCALES.includes(value as Locale);
}

function format(locale: Locale, key: string, args?: Args): string | undefined {
  const value = bundles[locale].getMessage(key)?.value;
  return value == null ? undefined : bundles[locale].formatPattern(value, args as Record<string, FluentVariable>, []);
}

/** Whether the catalogue of this very language has the word. */
export function has(locale: Locale, key: string): boolean {
  return bundles[locale].getMessage(key)?.value != null;
}

/** The word in the language, or in each of its stand-ins: one part, or French and Arabic for Amazigh. */
export function parts(locale: Locale, key: string, args?: Args): Part[] {
  const own = format(locale, key, args);
  if (own !== undefined) return [{ lang: locale, text: own }];
  const found = FALLBACK[locale].flatMap((lang) => {
    const text = format(lang, key, argsIn(lang, args));
    return text === undefined ? [] : [{ lang, text }];
  });
  if (found.length === 0) return [{ lang: 'en', text: key }];
  return locale === 'zgh' ? found : found.slice(0, 1);
}

/** One line of text, for titles and labels a screen reader speaks. */
export function plain(locale: Locale, key: string, args?: Args): string {
  return parts(locale, key, args).map((p) => p.text).join(' · ');
}

/** An argument may itself be a phrase that has to be said in the language it lands in. */
const PHRASES = new Map<string, Record<Locale, string>>();
function argsIn(lang: Locale, args?: Args): Args | undefined {
  if (args === undefined) return undefined;
  return Object.fromEntries(Object.entries(args).map(([k, v]) => [k, typeof v === 'string' ? (PHRASES.get(v)?.[lang] ?? v) : v]));
}

/** Remembers how a phrase reads in each language, and returns it in this one. */
function phrase(locale: Locale, say: (lang: Locale) => string): string {
  const all = Object.fromEntries(LOCALES.map((l) => [l, say(l)])) as Record<Locale, string>;
  const own = all[locale];
  if (PHRASES.size > 500) PHRASES.clear();
  if (locale === 'zgh') PHRASES.set(own, all);
  return own;
}

/** A name out of the configuration: the language, else French, else Arabic, else whatever there is. */
export function name(locale: Locale, names: Names | undefined): Part {
  for (const lang of [locale, 'fr', 'ar', ...LOCALES] as Locale[]) {
    const text = names?.[lang];
    if (text) return { lang, text };
  }
  return { lang: 'fr', text: '—' };
}

/** A name in several languages, none twice: where Amazigh has none, French and Arabic stand for it. */
export function namesIn(locales: readonly Locale[], names: Names | undefined): Part[] {
  const asked = locales.flatMap((l): readonly Locale[] => (l === 'zgh' && !names?.zgh ? FALLBACK.zgh : [l]));
  const all = asked.map((l) => name(l, names));
  return all.filter((part, i) => all.findIndex((p) => p.text === part.text) === i);
}

/** A second language to show small beside the first, or undefined when it would repeat it. */
export function secondName(locale: Locale, names: Names | undefined): Part | undefined {
  const first = name(locale, names);
  const second = name(first.lang === 'ar' ? 'fr' : 'ar', names);
  return second.lang === first.lang || second.text === first.text ? undefined : second;
}

/** "12 minutes", "1 h 20 min"; whole minutes, as people say it. */
export function duration(locale: Locale, ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  return phrase(locale, (lang) => {
    if (minutes < 1) return say(lang, 'less-than-minute');
    if (minutes < 90) return say(lang, 'minutes', { n: minutes });
    return say(lang, 'hours-minutes', { h: Math.floor(minutes / 60), m: minutes % 60 });
  });
}

/** A named word used as an argument of another sentence. */
export function word(locale: Locale, key: string): string {
  return phrase(locale, (lang) => say(lang, key));
}

function say(lang: Locale, key: string, args?: Args): string {
  return parts(lang, key, args)[0]!.text;
}

/** The wait as a catalogue key; nothing where nothing is known. The daemon has rounded outward already. */
export function waitRange(wait: Wait | undefined): { key: string; args: Args } | undefined {
  if (wait === undefined || !(wait.high_min >= wait.low_min)) return undefined;
  const { low_min: lo, high_min: hi } = wait;
  if (hi > 120) return { key: 'wait-between-hours', args: { lo: Math.max(1, Math.floor(lo / 60)), hi: Math.ceil(hi / 60) } };
  return lo <= 0 ? { key: 'wait-under', args: { hi: Math.max(1, hi) } } : { key: 'wait-between', args: { lo, hi } };
}

/** Which word says until when a ticket of a service is worth taking: it is soon, or it has passed. */
export function lastTicket(at: string, now: number): string {
  return Date.parse(at) > now ? 'last-ticket-soon' : 'last-ticket-passed';
}
