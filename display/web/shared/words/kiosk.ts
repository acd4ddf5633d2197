import ar from '../../../../config/locales/ar.ftl?words=kiosk';
import en from '../../../../config/locales/en.ftl?words=kiosk';
import fr from '../../../../config/locales/fr.ftl?words=kiosk';
import zgh from '../../../../config/locales/zgh.ftl?words=kiosk';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
