// One catalogue, four languages: nothing missing, nothing said in one language only, and every plural agrees.
import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import '../dashboard/words';
import { groupOf, GROUPS, wordsOf } from '../scripts/words';
import { direction, duration, has, learn, name, namesIn, parts, plain, secondName, waitRange, word } from '../shared/i18n';
import { plural } from '../shared/plural';
import type { Locale } from '../shared/types';

const root = new URL('../../../config/locales/', import.meta.url);
const sources = Object.fromEntries(readdirSync(root).filter((f) => f.endsWith('.ftl')).map((f) => [f.slice(0, -4), readFileSync(new URL(f, root), 'utf8')])) as Record<Locale, string>;
// The manager's page has words of its own beside those of all pages.
const of = (folder: string, locale: Locale) => readFileSync(new URL(`${folder}/${locale}.ftl`, root), 'utf8');
for (const locale of ['ar', 'fr', 'en'] as const) {
  sources[locale] += of('dashboard', locale) + of('whatif', locale);
  learn({ [locale]: of('whatif', locale) });
}
const keysOf = (source: string) => [...source.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((m) => m[1]!);
const entry = (source: string, key: string) => new RegExp(`^${key} =.*(?:\\n[ }].*)*`, 'm').exec(source)?.[0] ?? '';
const variables = (text: string) => [...new Set([...text.matchAll(/\$([a-z]+)/g)].map((m) => m[1]))].sort();
const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

describe('the catalogue', () => {
  const full = ['ar', 'fr', 'en'] as const;

  it('has the same words in Arabic, French and English, each once', () => {
    for (const locale of full) {
      const keys = keysOf(sources[locale]);
      expect(new Set(keys).size, `${locale} says a word twice`).toBe(keys.length);
      expect(keys.filter((k) => !keysOf(sources.fr).includes(k)), `${locale} has words French lacks`).toEqual([]);
      expect(keysOf(sources.fr).filter((k) => !keys.includes(k)), `${locale} lacks words`).toEqual([]);
    }
  });

  it('parses without an error and uses the same arguments in every language', () => {
    for (const locale of ['ar', 'fr', 'zgh', 'en'] as const) {
      expect(new FluentBundle('fr', { functions: { PLURAL: () => 'other' } }).addResource(new FluentResource(sources[locale]))).toEqual([]);
      for (const key of keysOf(sources[locale])) {
        const ours = variables(entry(sources[locale], key)).filter((v) => v !== 'n');
        expect(ours, `${locale}: ${key}`).toEqual(variables(entry(sources.fr, key)).filter((v) => v !== 'n'));
      }
    }
  });

  it('selects a plural form only through PLURAL()', () => {
    for (const [locale, source] of Object.entries(sources)) {
      for (const [line] of source.matchAll(/^.*->.*$/gm)) expect(line, locale).toMatch(/\{ PLURAL\(\$n\) ->$/);
    }
  });

  it('never breaks a French line before : ; ? ! or beside « »', () => {
    for (const folder of ['.', 'dashboard', 'whatif', 'portal']) {
      const values = of(folder, 'fr').split('\n').filter((line) => !line.startsWith('#'));
      for (const line of values) expect.soft(line, `${folder}/fr.ftl`).not.toMatch(/ [:;?!»](?=\s|$|[.,)])|« /);
    }
  });

  it('gives every Arabic plural all six forms', () => {
    for (const key of keysOf(sources.ar)) {
      const text = entry(sources.ar, key);
      if (!text.includes('PLURAL')) continue;
      for (const form of ['[zero]', '[one]', '[two]', '[few]', '[many]', '*[other]']) expect(text, key).toContain(form);
    }
  });

  it('formats every word in every language without leaving a hole', () => {
    const args = { n: 3, h: 1, m: 20, lo: 5, hi: 20, time: '09:00', date: '24/11/2026', day: 'x', label: '3', page: 1, pages: 2, weekday: 'x', month: 'x', class: 'x', waited: 'x', duration: 'x', what: 'x', code: 'x', number: 'A001', account: 'x', id: 'x', counter: 'x', share: '80 %', early: '5 %', same: 9, calls: 10, past: 1, down: 'x', repair: 'x', device: 'x', state: 'x' };
    for (const locale of ['ar', 'fr', 'zgh', 'en'] as const) {
      for (const key of keysOf(sources.fr)) for (const part of parts(locale, key, args)) {
        expect(part.text, `${locale}: ${key}`).not.toMatch(/[{}]/);
        expect(part.text.trim(), `${locale}: ${key}`).not.toBe('');
      }
    }
  });

  it('holds every key the pages name', () => {
    const web = new URL('../', import.meta.url);
    const known = new Set(keysOf(sources.fr));
    const files = ['kiosk', 'board', 'counter', 'dashboard', 'devices', 'track', 'index', 'shared'].flatMap((d) => readdirSync(new URL(`${d}/`, web)).filter((f) => /\.(svelte|ts)$/.test(f)).map((f) => `${d}/${f}`));
    for (const file of files) {
      const text = readFileSync(new URL(file, web), 'utf8');
      for (const [, key] of text.matchAll(/(?<![\w-])(?:k="|k=\{'|k: '|label: '|title="|'|")((?:kiosk|board|counter|phone|devices|index|link|wait|problem|reason|people|nobody|event)-[a-z0-9-]*[a-z0-9])["']/g)) {
        if (/\.(css|svelte|ts)$/.test(key!) || known.has(key!) || ['counter-state', 'counter-return', 'counter-pick', 'counter-pause', 'counter-close'].includes(key!)) continue;
        expect.soft(known.has(key!), `${file} names ${key}`).toBe(true);
      }
    }
    for (const state of ['open', 'paused', 'closed']) expect(known.has(`counter-state-${state}`)).toBe(true);
    for (const state of ['waiting', 'parked', 'finished', 'cancelled', 'booked']) expect(known.has(`phone-${state}`)).toBe(true);
    for (const rule of ['score', 'cap_reached', 'interleave', 'appointment', 'returned_first', 'for_counter', 'picked']) expect(known.has(`reason-${rule.replace(/_/g, '-')}`), rule).toBe(true);
    for (const code of 'day_closed service_closed cap_reached counter_closed counter_paused nobody_waiting no_ticket_in_hand ticket_in_hand wrong_state recall_too_soon recall_limit not_eligible reason_needed grace_over nothing_to_undo undo_too_late press_too_soon unknown_service unknown_counter unknown_ticket busy journal_unavailable'.split(' ')) expect(known.has(`problem-${code.replace(/_/g, '-')}`), code).toBe(true);
    for (const kind of ['printer', 'pad', 'panel', 'line', 'camera', 'portal', 'clock', 'journal', 'broker', 'bridge']) expect(known.has(`kind-${kind}`), kind).toBe(true);
  });

  it('gives each page the groups of the words it names', () => {
    const web = new URL('../', import.meta.url);
    const keys = keysOf(sources.fr);
    const pages = ['kiosk', 'board', 'counter', 'dashboard', 'devices', 'track', 'index', 'sign-in'];
    const text = (folder: string) => readdirSync(new URL(`${folder}/`, web)).filter((f) => /\.(svelte|ts)$/.test(f)).map((f) => readFileSync(new URL(`${folder}/${f}`, web), 'utf8')).join('\n');
    for (const page of pages) {
      const code = text(page);
      const given = [...code.matchAll(/shared\/words\/([a-z]+)'/g)].map((m) => m[1]).concat('common');
      const named = keys.filter((key) => code.includes(`'${key}'`) || code.includes(`"${key}"`));
      // A key that is put together: every key that begins so may be meant.
      const begun = [...code.matchAll(/["'`]([a-z]+-(?:[a-z]+-)*)(?:\$\{|\{)/g)].flatMap((m) => keys.filter((key) => key.startsWith(m[1]!)));
      for (const key of [...named, ...begun]) expect.soft(given, `${page} names ${key}`).toContain(groupOf(key));
    }
    // What shared code names is common, or belongs to a page that says so: refusals, by problem.ts.
    const shared = keys.filter((key) => text('shared').includes(`'${key}'`) || text('shared').includes(`"${key}"`));
    for (const key of shared) expect.soft(['common', 'problem'], `shared names ${key}`).toContain(groupOf(key));
  });

  it('loses no word when it is divided into groups', () => {
    for (const source of Object.values(sources)) {
      const divided = ['common', ...Object.keys(GROUPS)].flatMap((group) => keysOf(wordsOf(source, group)));
      expect(divided.sort()).toEqual(keysOf(source).sort());
    }
  });

  it('writes Amazigh in Tifinagh only, and lists in README.md that the rest waits for a native speaker', () => {
    for (const key of keysOf(sources.zgh)) {
      const value = entry(sources.zgh, key).split(' = ')[1]!.replace(/\{[^}]*\}/g, '');
      if (!key.startsWith('lang-')) expect(value, key).toMatch(/^[\u2d30-\u2d7f\s]*$/);
    }
    expect(readFileSync(new URL('README.md', root), 'utf8')).toContain('native');
  });

  it('says the days and months of Amazigh as CLDR does', () => {
    // Node's ICU has zgh; Chromium has not, which is why the pages never ask Intl for it.
    if (!Intl.DateTimeFormat.supportedLocalesOf('zgh').includes('zgh')) return;
    for (let month = 1; month <= 12; month += 1) expect(plain('zgh', `month-${month}`)).toBe(new Intl.DateTimeFormat('zgh', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 5))));
    for (let day = 0; day < 7; day += 1) expect(plain('zgh', `weekday-${day}`)).toBe(new Intl.DateTimeFormat('zgh', { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 10, 22 + day))));
  });
});

describe('plurals', () => {
  it('follow CLDR for Arabic, also beyond a hundred', () => {
    const cases: [number, string][] = [[0, 'zero'], [1, 'one'], [2, 'two'], [3, 'few'], [10, 'few'], [11, 'many'], [99, 'many'], [100, 'other'], [102, 'other'], [103, 'few'], [110, 'few'], [111, 'many'], [120, 'many'], [200, 'other'], [1003, 'few']];
    for (const [n, category] of cases) expect(plural('ar', n), String(n)).toBe(category);
  });
  it('count zero as singular in French but not in English', () => {
    expect([plural('fr', 0), plural('fr', 1), plural('fr', 2)]).toEqual(['one', 'one', 'other']);
    expect([plural('en', 0), plural('en', 1), plural('en', 2)]).toEqual(['other', 'one', 'other']);
  });
  it('never ask Intl about Amazigh', () => {
    expect([plural('zgh', 0), plural('zgh', 1), plural('zgh', 2), plural('zgh', 11)]).toEqual(['one', 'one', 'other', 'other']);
  });
  it('read right in a sentence', () => {
    expect(bare(plain('ar', 'people-ahead', { n: 2 }))).toBe('شخصان قبلك');
    expect(bare(plain('ar', 'people-ahead', { n: 7 }))).toBe('7 أشخاص قبلك');
    expect(bare(plain('ar', 'people-ahead', { n: 103 }))).toBe('103 أشخاص قبلك');
    expect(bare(plain('fr', 'people-ahead', { n: 1 }))).toBe('1 personne avant vous');
    expect(bare(plain('en', 'people-ahead', { n: 1 }))).toBe('1 person before you');
  });
});

describe('falling back', () => {
  it('shows French and Arabic together where Amazigh has no word', () => {
    expect(has('zgh', 'kiosk-take')).toBe(false);
    expect(parts('zgh', 'kiosk-take').map((p) => p.lang)).toEqual(['fr', 'ar']);
    expect(parts('zgh', 'month-1')).toEqual([{ lang: 'zgh', text: 'ⵉⵏⵏⴰⵢⵔ' }]);
  });
  it('says a phrase inside a phrase in the language it lands in', () => {
    const said = parts('zgh', 'counter-over-target', { duration: duration('zgh', 15 * 60_000) }).map((p) => bare(p.text));
    expect(said).toEqual(['Au-delà de l’objectif de 15 minutes', 'تجاوز الهدف المحدد في 15 دقيقة']);
    expect(bare(parts('zgh', 'reason-score', { class: word('zgh', 'priority'), waited: duration('zgh', 120_000) })[1]!.text)).toBe('أولوية، مدة انتظاره: دقيقتان');
  });
  it('takes a configured name in the language, else French, else Arabic, else what there is', () => {
    expect(name('en', { ar: 'أ', fr: 'F' })).toEqual({ lang: 'fr', text: 'F' });
    expect(name('fr', { ar: 'أ' })).toEqual({ lang: 'ar', text: 'أ' });
    expect(name('ar', { en: 'E' })).toEqual({ lang: 'en', text: 'E' });
    expect(name('ar', undefined).text).toBe('—');
  });
  it('adds a second language that differs from the first', () => {
    expect(secondName('ar', { ar: 'أ', fr: 'F' })?.lang).toBe('fr');
    expect(secondName('zgh', { ar: 'أ', fr: 'F' })?.lang).toBe('ar');
    expect(secondName('fr', { fr: 'F' })).toBeUndefined();
  });
  it('says a name in several languages, and none twice', () => {
    const said = (locales: Locale[], names: Record<string, string>) => namesIn(locales, names).map((p) => p.lang);
    expect(said(['ar', 'fr'], { ar: 'أ', fr: 'F', en: 'E' })).toEqual(['ar', 'fr']);
    expect(said(['zgh', 'fr'], { ar: 'أ', fr: 'F' })).toEqual(['fr', 'ar']);
    expect(said(['zgh', 'fr'], { zgh: 'ⵣ', fr: 'F' })).toEqual(['zgh', 'fr']);
    expect(said(['en', 'fr'], { fr: 'F' })).toEqual(['fr']);
    expect(said(['fr'], {})).toEqual(['fr']);
  });
  it('writes only Arabic from right to left', () => {
    expect((['ar', 'fr', 'zgh', 'en'] as const).map(direction)).toEqual(['rtl', 'ltr', 'ltr', 'ltr']);
  });
});

describe('waiting time', () => {
  const min = 60_000;
  it('is said in minutes, and in hours where minutes would promise too much', () => {
    expect(waitRange({ low_min: 4, high_min: 13 })).toEqual({ key: 'wait-between', args: { lo: 4, hi: 13 } });
    expect(waitRange({ low_min: 95, high_min: 130 })).toEqual({ key: 'wait-between-hours', args: { lo: 1, hi: 3 } });
  });
  it('says "less than" when it may be at once, and nothing where nothing is known', () => {
    expect(waitRange({ low_min: 0, high_min: 5 })).toEqual({ key: 'wait-under', args: { hi: 5 } });
    expect(waitRange({ low_min: 0, high_min: 0 })).toEqual({ key: 'wait-under', args: { hi: 1 } });
    expect(waitRange(undefined)).toBeUndefined();
    expect(waitRange({ low_min: 5, high_min: 3 })).toBeUndefined();
  });
  it('is said as people say it', () => {
    expect(bare(duration('fr', 30_000))).toBe('moins d’une minute');
    expect(bare(duration('ar', 2 * min))).toBe('دقيقتان');
    expect(bare(duration('en', 100 * min))).toBe('1 h 40 min');
  });
});
