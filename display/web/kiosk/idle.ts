// When the kiosk goes back to its start: a quiet time, then a countdown that any touch stops (WCAG 2.2.1).

/** How long the countdown lasts after the quiet time of the configuration. */
export const WARNING_MS = 15_000;

export type IdleStatus = { state: 'active' } | { state: 'warning'; seconds: number } | { state: 'over' };

export class Idle {
  constructor(private touchedAt: number) {}

  touch(now: number): void {
    this.touchedAt = now;
  }

  status(now: number, quietMs: number): IdleStatus {
    const idle = now - this.touchedAt;
    if (idle < quietMs) return { state: 'active' };
    if (idle >= quietMs + WARNING_MS) return { state: 'over' };
    return { state: 'warning', seconds: Math.ceil((quietMs + WARNING_MS - idle) / 1000) };
  }
}
