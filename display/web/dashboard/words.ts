// The manager's own words; the other pages do not load them.
import arSource from '../../../config/locales/dashboard/ar.ftl?raw';
import enSource from '../../../config/locales/dashboard/en.ftl?raw';
import frSource from '../../../config/locales/dashboard/fr.ftl?raw';
import { learn } from '../shared/i18n';

learn({ ar: arSource, fr: frSource, en: enSource });
