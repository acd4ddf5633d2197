// The manager's own words; the other pages do not load them.
import arSource from '../../../config/locales/dashboard/ar.ftl?raw';
import enSource from '../../../config/locales/dashboard/en.ftl?raw';
import frSource from '../../../config/locales/dashboard/fr.ftl?raw';
import { learn } from '../shared/i18n';

learn({ ar: arSource, fr: frSource, en: enSource });

/** The words of "What if?", of the order of calls and of the formulas come after the page: its first sight has no room for them. */
import arIf from '../../../config/locales/whatif/ar.ftl?url';
import enIf from '../../../config/locales/whatif/en.ftl?url';
import frIf from '../../../config/locales/whatif/fr.ftl?url';

let asked: Promise<void> | undefined;
export function learnWhatIf(): Promise<void> {
  const source = async (url: string): Promise<string> => (await fetch(url)).text();
  asked ??= Promise.all([source(arIf), source(frIf), source(enIf)]).then(([ar, fr, en]) => learn({ ar, fr, en }));
  asked.catch(() => { asked = undefined; });
  return asked;
}
