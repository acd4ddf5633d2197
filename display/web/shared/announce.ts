// Which calls the board still has to announce, one after the other. A second call never cuts off the first,
// a recalled ticket is announced again (its entry has a new number), a withdrawn one never is.
import type { Call } from './types';

/** An older call is no news any more: the citizen has looked at the list or the clerk has recalled. */
export const NEWS_MS = 90_000;
/** More than this many waiting announcements would lag behind the hall; the oldest stay in the list only. */
export const QUEUE_MAX = 6;
/** How long a call owns the large place when others wait behind it. */
export const HOLD_MS = 4_000;

export class Announcer {
  private done = 0;
  private started = false;
  private queue: Call[] = [];
  private showing: { call: Call; since: number } | undefined;

  /** Takes the calls of a view (newest first). The first view announces nothing: it is history. */
  receive(calls: Call[], now: number): void {
    const alive = new Map(calls.filter((c) => !c.withdrawn).map((c) => [c.seq, c]));
    this.queue = this.queue.filter((c) => alive.has(c.seq));
    if (this.showing !== undefined && !alive.has(this.showing.call.seq)) this.showing = undefined;
    const newest = calls.reduce((max, c) => Math.max(max, c.seq), 0);
    if (!this.started) {
      this.started = true;
      this.done = newest;
      return;
    }
    const fresh = [...alive.values()]
      .filter((c) => c.seq > this.done && now - Date.parse(c.at) <= NEWS_MS)
      .sort((a, b) => a.seq - b.seq);
    this.queue.push(...fresh);
    if (this.queue.length > QUEUE_MAX) this.queue.splice(0, this.queue.length - QUEUE_MAX);
    // A rebuilt server may count from a lower number again.
    this.done = newest < this.done && calls.length > 0 ? newest : Math.max(this.done, newest);
  }

  /** The call to announce now, if one is due; the caller plays the chime for it. */
  next(now: number): Call | undefined {
    if (this.showing !== undefined && now - this.showing.since < HOLD_MS) return undefined;
    const call = this.queue.shift();
    if (call === undefined) return undefined;
    this.showing = { call, since: now };
    return call;
  }

  /** The call in the large place: the one being announced, else the newest that still stands. */
  current(calls: Call[], now: number): Call | undefined {
    const held = this.showing !== undefined && (now - this.showing.since < HOLD_MS || this.queue.length > 0);
    if (held) return this.showing!.call;
    const alive = calls.filter((c) => !c.withdrawn && !this.queue.some((q) => q.seq === c.seq));
    return alive[0];
  }

  /** Whether this call is being announced at this moment, so that it may stand out. */
  isNew(call: Call | undefined, now: number): boolean {
    return call !== undefined && this.showing?.call.seq === call.seq && now - this.showing.since < HOLD_MS;
  }
}
