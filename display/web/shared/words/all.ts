// Every word, for tests.
import './kiosk';
import './board';
import './counter';
import './devices';
import './phone';
import './index';
import './problem';
import './signin';
