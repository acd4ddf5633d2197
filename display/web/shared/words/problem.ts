import ar from '../../../../config/locales/ar.ftl?words=problem';
import en from '../../../../config/locales/en.ftl?words=problem';
import fr from '../../../../config/locales/fr.ftl?words=problem';
import zgh from '../../../../config/locales/zgh.ftl?words=problem';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
