import ar from '../../../../config/locales/ar.ftl?words=rate';
import en from '../../../../config/locales/en.ftl?words=rate';
import fr from '../../../../config/locales/fr.ftl?words=rate';
import zgh from '../../../../config/locales/zgh.ftl?words=rate';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
