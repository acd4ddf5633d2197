import ar from '../../../../config/locales/ar.ftl?words=signin';
import en from '../../../../config/locales/en.ftl?words=signin';
import fr from '../../../../config/locales/fr.ftl?words=signin';
import zgh from '../../../../config/locales/zgh.ftl?words=signin';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
