import ar from '../../../../config/locales/ar.ftl?words=counter';
import en from '../../../../config/locales/en.ftl?words=counter';
import fr from '../../../../config/locales/fr.ftl?words=counter';
import zgh from '../../../../config/locales/zgh.ftl?words=counter';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
