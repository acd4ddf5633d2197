// What the tablet shows: nobody, a question, or thanks; it always goes back by itself.
import type { TabletView } from '../shared/types';

/** How long thanks stay, in ms: long enough to scan the code for a complaint. */
export const THANKS_MS = 12_000;

export type Turn = 'idle' | 'asks' | 'thanks';

/** `said`: the ticket that was answered on this very tablet, and when. */
export function turn(view: TabletView | undefined, said: { ticket: string; at: number } | undefined, now: number): Turn {
  if (said !== undefined && now - said.at < THANKS_MS && (view?.ask === undefined || view.ask.ticket === said.ticket)) return 'thanks';
  const ask = view?.ask;
  if (ask === undefined || ask.given !== undefined || ask.ticket === said?.ticket) return 'idle';
  return now < Date.parse(ask.until) ? 'asks' : 'idle';
}
