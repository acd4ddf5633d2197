// One live view: the server sends the whole view each time, so the latest one is the state.
// `LiveState` is the pure part (what a message means); `connectLive` owns the EventSource and its timers.
// A half-open link sends nothing and no error: only the silence tells, hence the watchdog.
import { toSignIn } from './api';
import { ServerClock } from './clock';

/** The daemon pings every 10 s; two missed pings and a half mean the page is out of date. */
export const STALE_MS = 25_000;
export const RETRY_MIN_MS = 500;
export const RETRY_MAX_MS = 8_000;

export type Link = 'connecting' | 'live' | 'stale';

export class LiveState<V extends { seq: number; server_time: string }> {
  view: V | undefined;
  readonly clock = new ServerClock();
  private heardAt: number | undefined;
  private freshConnection = true;
  private leaving = false;

  /** A new connection begins: the server may have been rebuilt, so its next view is taken whatever its number. */
  opened(): void {
    this.freshConnection = true;
  }

  /** A view arrived. Returns whether it was taken: within one connection an older number is refused. */
  receive(view: V, localNow: number): boolean {
    this.heard(view.server_time, localNow);
    this.leaving = false;
    if (!this.freshConnection && this.view !== undefined && view.seq < this.view.seq) return false;
    this.freshConnection = false;
    this.view = view;
    return true;
  }

  heard(serverTime: string | undefined, localNow: number): void {
    this.heardAt = localNow;
    if (serverTime !== undefined) this.clock.learn(serverTime, localNow);
  }

  /** The server said goodbye: what is shown stays true for a moment, but a reconnect should not wait. */
  bye(): void {
    this.leaving = true;
  }

  link(localNow: number): Link {
    if (this.heardAt === undefined) return 'connecting';
    if (localNow - this.heardAt > STALE_MS) return 'stale';
    return this.leaving ? 'connecting' : 'live';
  }

  /** True when nothing came for so long that the connection must be thrown away and made again. */
  silent(localNow: number, openedAt: number): boolean {
    return localNow - Math.max(this.heardAt ?? openedAt, openedAt) > STALE_MS;
  }
}

/** Doubling delay with jitter, so that forty boards do not come back in the same millisecond. */
export function retryDelay(attempt: number, random: number): number {
  const ceiling = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export interface LiveHandle { close(): void }

/** Keeps `state` fed from `/api/v1/live/<name>` until closed. `changed` runs after each message and once a second. */
export function connectLive<V extends { seq: number; server_time: string }>(
  name: string, event: string, state: LiveState<V>, changed: () => void,
): LiveHandle {
  let source: EventSource | undefined;
  let openedAt = Date.now();
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const open = (): void => {
    if (closed) return;
    timer = undefined;
    openedAt = Date.now();
    state.opened();
    source = new EventSource(`/api/v1/live/${name}`);
    source.addEventListener('open', () => state.opened());
    source.addEventListener(event, (message) => {
      const view = parse<V>((message as MessageEvent<string>).data);
      if (view === undefined) return;
      attempt = 0;
      state.receive(view, Date.now());
      changed();
    });
    source.addEventListener('ping', (message) => {
      attempt = 0;
      state.heard(parse<{ server_time?: string }>((message as MessageEvent<string>).data)?.server_time, Date.now());
      changed();
    });
    source.addEventListener('bye', () => { state.bye(); reopen(); });
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      void liveStatus(name).then((status) => { if (status === 401 || status === 403) toSignIn(status === 403); });
      reopen();
    });
  };
  const reopen = (): void => {
    source?.close();
    source = undefined;
    if (closed || timer !== undefined) return;
    timer = setTimeout(open, retryDelay(attempt, Math.random()));
    attempt += 1;
  };
  const tick = setInterval(() => {
    if (source !== undefined && state.silent(Date.now(), openedAt)) reopen();
    changed();
  }, 1_000);
  const wake = (): void => { if (!document.hidden && state.link(Date.now()) !== 'live') { attempt = 0; reopen(); } };
  document.addEventListener('visibilitychange', wake);
  open();
  return {
    close(): void {
      closed = true;
      clearInterval(tick);
      clearTimeout(timer);
      source?.close();
      document.removeEventListener('visibilitychange', wake);
    },
  };
}

/** The status of a live view's address: an EventSource does not say why it failed, one plain request does. */
export async function liveStatus(name: string): Promise<number | undefined> {
  const abort = new AbortController();
  const answer = await fetch(`/api/v1/live/${name}`, { signal: abort.signal }).catch(() => undefined);
  abort.abort();
  return answer?.status;
}

function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
