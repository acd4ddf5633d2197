// One touch, one ticket: the key is made at the touch, a second touch finds the door shut, and a retry after a
// lost answer carries the same key, so the daemon gives the same ticket again.
import { command, newKey, unknown, type Problem } from '../shared/api';
import type { IssuedTicket, Locale, Service, ServiceClass } from '../shared/types';

/** `from`: the screen a citizen goes back to when nothing came of it. */
export type From = 'home' | 'appointment';
export type Issue =
  | { step: 'idle' }
  | { step: 'issuing' }
  | { step: 'issued'; ticket: IssuedTicket; at: number }
  | { step: 'unknown'; from: From }
  | { step: 'refused'; from: From; problem: Problem };

type Send = typeof command<IssuedTicket>;

export class Issuer {
  state = $state.raw<Issue>({ step: 'idle' });
  private pending: { path: string; key: string; body: Record<string, unknown>; from: From } | undefined;

  constructor(private readonly send: Send = command<IssuedTicket>, private readonly key: () => string = newKey) {}

  /** The touch on "take a ticket". Does nothing while another one is under way. */
  take(service: Service, serviceClass: ServiceClass, locale: Locale): Promise<void> {
    return this.begin('/tickets', { service: service.id, class: serviceClass, locale }, 'home');
  }

  /** The code of an appointment, typed or read. */
  checkIn(code: string): Promise<void> {
    return this.begin('/appointments/check-in', { code }, 'appointment');
  }

  /** Asks again for the very same ticket. */
  async retry(): Promise<void> {
    if (this.state.step !== 'unknown') return;
    await this.go();
  }

  reset(): void {
    if (this.state.step === 'issuing') return;
    this.pending = undefined;
    this.state = { step: 'idle' };
  }

  private async begin(path: string, body: Record<string, unknown>, from: From): Promise<void> {
    if (this.state.step !== 'idle') return;
    this.pending = { path, key: this.key(), body, from };
    await this.go();
  }

  private async go(): Promise<void> {
    const { path, key, body, from } = this.pending!;
    this.state = { step: 'issuing' };
    const outcome = await this.send(path, body, key);
    if (outcome.ok) this.state = { step: 'issued', ticket: outcome.value, at: Date.now() };
    else if (unknown(outcome.problem)) this.state = { step: 'unknown', from };
    else this.state = { step: 'refused', from, problem: outcome.problem };
  }
}
