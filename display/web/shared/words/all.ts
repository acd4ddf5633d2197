// Every word, for tests.
import './kiosk';
import './board';
import './counter';
import './devices';
import './states';
import './dates';
import './phone';
import './index';
import './problem';
import './signin';
import './access';
