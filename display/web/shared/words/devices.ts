import ar from '../../../../config/locales/ar.ftl?words=devices';
import en from '../../../../config/locales/en.ftl?words=devices';
import fr from '../../../../config/locales/fr.ftl?words=devices';
import zgh from '../../../../config/locales/zgh.ftl?words=devices';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
