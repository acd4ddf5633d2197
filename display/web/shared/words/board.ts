import ar from '../../../../config/locales/ar.ftl?words=board';
import en from '../../../../config/locales/en.ftl?words=board';
import fr from '../../../../config/locales/fr.ftl?words=board';
import zgh from '../../../../config/locales/zgh.ftl?words=board';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
