// What the clerk may do now, from the view alone. The large button is always the next right thing.
import type { CounterView } from '../shared/types';

export type Action =
  | 'next' | 'recall' | 'start' | 'finish' | 'no-show' | 'park' | 'resume' | 'reinstate'
  | 'transfer' | 'return' | 'pick' | 'open' | 'pause' | 'close' | 'undo' | 'cancel'
  | 'call-for-help' | 'answer-help' | 'end-help'
  | 'receipt';

/** `action` undefined: there is nothing to do but wait, and `label` says so. */
export interface Main { action: Action | undefined; label: string }

export function mainAction(view: CounterView): Main {
  const { counter, ticket, waiting, policy } = view;
  if (ticket === undefined && counter.state === 'closed') return { action: 'open', label: 'counter-open' };
  if (ticket === undefined && counter.state === 'paused') return { action: 'open', label: 'counter-resume-work' };
  if (ticket === undefined) return waiting > 0 ? { action: 'next', label: 'counter-next' } : { action: undefined, label: 'counter-nobody' };
  if (ticket.state === 'called' && policy.start_step) return { action: 'start', label: 'counter-start' };
  // At a pausing counter the one in hand is finished, and nobody else is called.
  if (waiting > 0 && counter.state === 'open') return { action: 'next', label: 'counter-finish-next' };
  return { action: 'finish', label: 'counter-finish' };
}

/** Which of the smaller buttons can work; the daemon decides in the end. */
export function allowed(view: CounterView): Record<'recall' | 'no-show' | 'park' | 'transfer' | 'return' | 'finish' | 'undo' | 'next-service' | 'pause' | 'close', boolean> {
  const state = view.ticket?.state;
  const called = state === 'called';
  const inHand = called || state === 'serving';
  return {
    recall: called && view.ticket!.recalls < view.policy.recall_limit,
    'no-show': called,
    park: inHand, transfer: inHand, return: inHand, finish: inHand, 'next-service': inHand,
    undo: view.undo !== undefined,
    pause: view.counter.state === 'open',
    close: view.counter.state !== 'closed',
  };
}

/** Recalled as often as the office allows, so the next step is "did not come". */
export function recallExhausted(view: CounterView): boolean {
  return view.ticket?.state === 'called' && view.ticket.recalls >= view.policy.recall_limit;
}

/** Whole seconds in which the last command can still be undone; 0 when it cannot. */
export function undoSeconds(view: CounterView, now: number): number {
  if (view.undo === undefined) return 0;
  return Math.max(0, Math.ceil((Date.parse(view.undo.until) - now) / 1000));
}

export type Help = NonNullable<CounterView['help']>[number];

/** This counter's own call for help, if it has made one. */
export function ownHelp(view: CounterView): Help | undefined {
  return view.help?.find((h) => h.counter === view.counter.id);
}

/** Calls of colleagues that nobody has answered, oldest first. */
export function helpWanted(view: CounterView): Help[] {
  const open = (view.help ?? []).filter((h) => h.counter !== view.counter.id && h.answered_by === undefined);
  return open.sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
}
