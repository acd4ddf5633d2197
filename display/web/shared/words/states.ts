import ar from '../../../../config/locales/ar.ftl?words=states';
import en from '../../../../config/locales/en.ftl?words=states';
import fr from '../../../../config/locales/fr.ftl?words=states';
import zgh from '../../../../config/locales/zgh.ftl?words=states';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
