// The server's clock as this page can know it, from the stamps on what it receives.
// A stamp is always late by the time the message travelled, so the best estimate of the offset is the
// largest of the last few; a jump of the server's clock beyond JUMP_MS replaces them all.

export const SAMPLES = 12;
export const JUMP_MS = 3_000;

export class ServerClock {
  private offsets: number[] = [];

  /** Takes the server's time of a message and the local time at which it arrived. */
  learn(serverTime: string, localNow: number): void {
    const server = Date.parse(serverTime);
    if (Number.isNaN(server)) return;
    const offset = server - localNow;
    if (this.offsets.length > 0 && Math.abs(offset - this.offset()) > JUMP_MS) this.offsets = [];
    this.offsets.push(offset);
    if (this.offsets.length > SAMPLES) this.offsets.shift();
  }

  /** Milliseconds to add to the local clock; 0 until anything was learnt. */
  offset(): number {
    return this.offsets.length > 0 ? Math.max(...this.offsets) : 0;
  }

  now(localNow: number): number {
    return localNow + this.offset();
  }
}

/** Milliseconds since an instant, never negative; undefined when the instant is missing or no date. */
export function age(instant: string | undefined, now: number): number | undefined {
  const at = instant === undefined ? Number.NaN : Date.parse(instant);
  return Number.isNaN(at) ? undefined : Math.max(0, now - at);
}

/** The office's wall clock of an instant. Without the office's offset the browser's own zone is all there is. */
export function wallClock(instantMs: number, utcOffsetMs: number | undefined): { hour: number; minute: number; weekday: number; day: number; month: number; date: string } {
  const offset = utcOffsetMs ?? -new Date(instantMs).getTimezoneOffset() * 60_000;
  const shifted = new Date(instantMs + offset);
  return {
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    weekday: shifted.getUTCDay(),
    day: shifted.getUTCDate(),
    month: shifted.getUTCMonth(),
    date: shifted.toISOString().slice(0, 10),
  };
}

/** "09:05" in the office's zone. Always Latin digits, hours first, in every language. */
export function hhmm(instant: string | number, utcOffsetMs?: number): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  if (Number.isNaN(ms)) return '—';
  const { hour, minute } = wallClock(ms, utcOffsetMs);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
