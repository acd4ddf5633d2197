// The plural category of a number, the same in the browser and in the daemon (which has its own PLURAL()).
// Never ask Intl for 'zgh': it answers silently for the browser's own language instead.
import type { Locale } from './types';

export type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

const rules = new Map<Locale, Intl.PluralRules>();

/** CLDR category. Amazigh has no rule in CLDR; ours (0 and 1 together, as in `tzm`) awaits a native speaker. */
export function plural(locale: Locale, n: number): Category {
  if (locale === 'zgh') return n === 0 || n === 1 ? 'one' : 'other';
  let rule = rules.get(locale);
  if (rule === undefined) {
    rule = new Intl.PluralRules(locale);
    rules.set(locale, rule);
  }
  return rule.select(n) as Category;
}
