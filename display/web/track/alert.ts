// Calls the citizen: chime, vibration, voice. A browser allows them after one touch only, hence `arm`.
import { Chime } from '../shared/chime';
import { plain } from '../shared/i18n';
import type { Locale, TicketView } from '../shared/types';
import { speak } from './speak';

/** From so few people ahead the citizen should be in the hall. */
export const NEAR = 3;
const CHIME_MS = 1_400;

export class Alert {
  private readonly chime = new Chime();
  private told = '';
  private near = false;
  armed = false;

  arm(): void {
    this.armed = true;
    this.chime.unlock();
    navigator.vibrate?.(80);
  }

  /** Takes each view: a call and each recall alert once, coming near alerts once. */
  see(view: TicketView, locale: Locale): void {
    if (view.state === 'called') {
      // `seq` moves with everything in the office; the call's time and its count are the call's own.
      const call = `${view.called_at ?? ''} ${view.recalls ?? 0}`;
      if (call === this.told) return;
      this.told = call;
      this.sound([400, 200, 400, 200, 800]);
      const place = view.label ?? '';
      if (this.armed) setTimeout(() => speak(locale, `${plain(locale, 'phone-come')}. ${plain(locale, 'phone-come-say', { number: spelt(view.number ?? ''), label: place })}`), CHIME_MS);
    } else if (view.state === 'waiting' && view.ahead !== undefined && view.ahead <= NEAR && !this.near) {
      this.near = true;
      this.sound([200, 150, 200]);
    }
  }

  private sound(pattern: number[]): void {
    if (!this.armed) return;
    this.chime.play();
    navigator.vibrate?.(pattern);
  }
}

/** "A 47": the letter apart and no leading zeros, as people say it. */
export function spelt(number: string): string {
  return number.replace(/^([A-Z])0*(\d+)$/, '$1 $2');
}
