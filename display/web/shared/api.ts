// Commands to the daemon. One touch makes one key; whatever is retried carries the same key, so a lost
// answer can never become a second ticket or a second call.

export interface Problem { code: string; status: number; detail?: string; [param: string]: unknown }
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** How long a command is tried again before the page says that it does not know. */
export const GIVE_UP_MS = 20_000;
const RETRY_MS = [300, 700, 1_500, 3_000];
const ANSWER_TIMEOUT_MS = 8_000;

/** `crypto.randomUUID` exists only in secure contexts, and an office page is plain http. */
export function newKey(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export interface Io {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  sleep: (ms: number) => Promise<void>;
  now: () => number;
}
const browser: Io = {
  fetch: (url, init) => fetch(url, init),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  now: () => Date.now(),
};

/**
 * Posts a command and repeats it with the same key while the outcome is unknown: no answer, or 503
 * (`busy`, `journal_unavailable`). Any other refusal is an answer and is returned at once.
 */
export async function command<T>(path: string, body: unknown, key: string, io: Io = browser): Promise<Outcome<T>> {
  const started = io.now();
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await once<T>(path, body, key, io);
    if (outcome.ok || !unknown(outcome.problem)) return outcome;
    const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]!;
    if (io.now() - started + pause > GIVE_UP_MS) return outcome;
    await io.sleep(pause);
  }
}

/** Whether the command may or may not have happened. */
export function unknown(problem: Problem): boolean {
  return problem.code === 'no_answer' || problem.status === 503;
}

async function once<T>(path: string, body: unknown, key: string, io: Io): Promise<Outcome<T>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  try {
    const answer = await io.fetch(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
      signal: abort.signal,
    });
    if (answer.ok) return { ok: true, value: (await answer.json().catch(() => ({}))) as T };
    const problem = await problemOf(answer);
    if (problem.code === 'sign_in') toSignIn();
    return { ok: false, problem };
  } catch {
    return { ok: false, problem: { code: 'no_answer', status: 0 } };
  } finally {
    clearTimeout(timer);
  }
}

/** Leaves for the page where people sign in, which leads back here. `refused`: whoever is signed in may not see this page. */
export function toSignIn(refused = false): void {
  if (typeof location === 'undefined' || location.pathname === '/sign-in') return;
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}${refused ? '&refused=1' : ''}`);
}

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const fallback = answer.status === 503 ? 'busy' : answer.status >= 500 ? 'fault' : 'refused';
  return { ...body, code: typeof body.code === 'string' ? body.code : fallback, status: answer.status };
}
