import ar from '../../../../config/locales/ar.ftl?words=index';
import en from '../../../../config/locales/en.ftl?words=index';
import fr from '../../../../config/locales/fr.ftl?words=index';
import zgh from '../../../../config/locales/zgh.ftl?words=index';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
