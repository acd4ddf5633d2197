import ar from '../../../../config/locales/ar.ftl?words=dates';
import en from '../../../../config/locales/en.ftl?words=dates';
import fr from '../../../../config/locales/fr.ftl?words=dates';
import zgh from '../../../../config/locales/zgh.ftl?words=dates';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
