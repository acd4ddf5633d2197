// Sends the clerk's commands: one key per press, one command at a time, and after a lost answer the same key
// again for the same press, so that nothing is done twice.
import { command, newKey, unknown, type Problem } from '../shared/api';
import { RepeatGuard } from '../shared/guard';
import { problemWords } from '../shared/problem';
import type { Args } from '../shared/i18n';
import type { Action } from './actions';

export interface Message { k: string; a?: Args; kind: 'error' | 'info' }

/** After this the clerk is told that the answer is late. */
const LATE_MS = 1_500;
/** Long enough to read a sentence. */
const MESSAGE_MS = 7_000;

export class Desk {
  message = $state.raw<Message | undefined>();
  busy = $state(false);
  private readonly guard = new RepeatGuard();
  private lost: { what: string; key: string; inHand: string | undefined } | undefined;
  private clear: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly counter: string) {}

  /** `inHand`: the ticket the clerk saw when pressing; when it changes, a lost press has had its effect. */
  async act(action: Action, body: Record<string, unknown>, inHand: string | undefined): Promise<boolean> {
    if (!this.guard.press(action, Date.now())) return false;
    const what = `${action} ${JSON.stringify(body)}`;
    const again = this.lost !== undefined && this.lost.what === what && this.lost.inHand === inHand;
    const key = again ? this.lost!.key : newKey();
    this.busy = true;
    this.say(undefined);
    const late = setTimeout(() => this.say({ k: 'counter-unknown-outcome', kind: 'info' }, true), LATE_MS);
    try {
      const outcome = await this.guard.while(() => command(`/counters/${encodeURIComponent(this.counter)}/${action}`, body, key));
      this.lost = !outcome.ok && unknown(outcome.problem) ? { what, key, inHand } : undefined;
      clearTimeout(late);
      this.say(outcome.ok ? undefined : this.words(outcome.problem));
      return outcome.ok;
    } finally {
      clearTimeout(late);
      this.busy = false;
    }
  }

  say(message: Message | undefined, stay = false): void {
    clearTimeout(this.clear);
    this.message = message;
    if (message !== undefined && !stay) this.clear = setTimeout(() => { this.message = undefined; }, MESSAGE_MS);
  }

  private words(problem: Problem): Message | undefined {
    // An echo of the last press is nothing to bother the clerk with.
    if (problem.code === 'press_too_soon') return undefined;
    if (unknown(problem)) return { k: 'counter-unknown-failed', kind: 'error' };
    return { ...problemWords(problem), kind: 'error' };
  }
}
