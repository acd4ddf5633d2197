// One touch, one ticket: the key is made at the touch, a second touch finds the door shut, and a retry after a
// lost answer carries the same key, so the daemon gives the same ticket again.
import { command, newKey, unknown, type Problem } from '../shared/api';
import type { IssuedTicket, Locale, Service, ServiceClass } from '../shared/types';

export type Issue =
  | { step: 'idle' }
  | { step: 'issuing'; service: Service }
  | { step: 'issued'; service: Service; ticket: IssuedTicket; at: number }
  | { step: 'unknown'; service: Service }
  | { step: 'refused'; service: Service; problem: Problem };

type Send = typeof command<IssuedTicket>;

export class Issuer {
  state = $state.raw<Issue>({ step: 'idle' });
  private pending: { key: string; body: Record<string, unknown>; service: Service } | undefined;

  constructor(private readonly send: Send = command<IssuedTicket>, private readonly key: () => string = newKey) {}

  /** The touch on "take a ticket". Does nothing while another one is under way. */
  async take(service: Service, serviceClass: ServiceClass, locale: Locale): Promise<void> {
    if (this.state.step !== 'idle') return;
    this.pending = { key: this.key(), service, body: { service: service.id, class: serviceClass, locale } };
    await this.go();
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

  private async go(): Promise<void> {
    const { key, body, service } = this.pending!;
    this.state = { step: 'issuing', service };
    const outcome = await this.send('/tickets', body, key);
    if (outcome.ok) this.state = { step: 'issued', service, ticket: outcome.value, at: Date.now() };
    else if (unknown(outcome.problem)) this.state = { step: 'unknown', service };
    else this.state = { step: 'refused', service, problem: outcome.problem };
  }
}
