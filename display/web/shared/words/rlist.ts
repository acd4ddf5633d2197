import ar from '../../../../config/locales/ar.ftl?words=rlist';
import en from '../../../../config/locales/en.ftl?words=rlist';
import fr from '../../../../config/locales/fr.ftl?words=rlist';
import zgh from '../../../../config/locales/zgh.ftl?words=rlist';
import { addWords } from '../i18n';

addWords({ ar, fr, zgh, en });
