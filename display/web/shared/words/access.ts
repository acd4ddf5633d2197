import ar from '../../../../config/locales/ar.ftl?words=access';
import en from '../../../../config/locales/en.ftl?words=access';
import fr from '../../../../config/locales/fr.ftl?words=access';
import zgh from '../../../../config/locales/zgh.ftl?words=access';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
