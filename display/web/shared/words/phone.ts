import ar from '../../../../config/locales/ar.ftl?words=phone';
import en from '../../../../config/locales/en.ftl?words=phone';
import fr from '../../../../config/locales/fr.ftl?words=phone';
import zgh from '../../../../config/locales/zgh.ftl?words=phone';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
