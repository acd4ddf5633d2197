// One touch, one deed: echoes, held keys, lost answers.
import { describe, expect, it } from 'vitest';
import { command, GIVE_UP_MS, newKey, type Io } from '../shared/api';
import { counterKey, digitOf, ECHO_MS, RepeatGuard, type Focus } from '../shared/guard';
import { GAP_MS, Wedge } from '../kiosk/wedge';
import { Issuer } from '../kiosk/issue.svelte';
import type { IssuedTicket, Service } from '../shared/types';

const body: Focus = { tag: 'BODY', editable: false, inDialog: false };
const key = (k: string, more = {}) => ({ key: k, repeat: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('the repeat guard', () => {
  it('refuses an echo within its time and takes the press after it', () => {
    const guard = new RepeatGuard();
    expect(guard.press('next', 0)).toBe(true);
    expect(guard.press('next', ECHO_MS - 1)).toBe(false);
    expect(guard.press('next', ECHO_MS)).toBe(true);
  });
  it('lets another action through at once', () => {
    const guard = new RepeatGuard();
    guard.press('next', 0);
    expect(guard.press('recall', 10)).toBe(true);
  });
  it('refuses everything while a command is under way, also when it fails', async () => {
    const guard = new RepeatGuard();
    let release = (_: Error): void => undefined;
    const running = guard.while(() => new Promise((_, fail) => { release = fail; }));
    expect(guard.press('next', 10_000)).toBe(false);
    release(new Error('lost'));
    await expect(running).rejects.toThrow('lost');
    expect(guard.press('next', 10_001)).toBe(true);
  });
});

describe('the keys of the counter', () => {
  it('stand for their actions, in capitals too', () => {
    const pairs: [string, string][] = [[' ', 'main'], ['Enter', 'main'], ['r', 'recall'], ['A', 'no-show'], ['p', 'park'], ['t', 'transfer'], ['b', 'return'], ['F', 'finish'], ['u', 'undo'], ['n', 'next-service'], ['s', 'bring-back'], ['x', 'pause'], ['q', 'close'], ['e', 'emergency'], ['2', 'pick-2'], ['?', 'help']];
    for (const [k, action] of pairs) expect(counterKey(key(k), body), k).toBe(action);
    for (const k of ['z', '6', '0', 'Tab', 'Escape']) expect(counterKey(key(k), body), k).toBeUndefined();
  });
  it('work on an Arabic keyboard by their place', () => {
    expect(counterKey(key('ق', { code: 'KeyR' }), body)).toBe('recall');
    expect(counterKey(key('ف', { code: 'KeyT' }), body)).toBe('transfer');
    expect(counterKey(key('؟', { code: 'Slash' }), body)).toBe('help');
  });
  it('work on a French keyboard by their letter', () => {
    expect(counterKey(key('a', { code: 'KeyQ' }), body)).toBe('no-show');
    expect(counterKey(key('q', { code: 'KeyA' }), body)).toBe('close');
    // The row of digits writes & é " there; Arabic keyboards may write ١ ٢ ٣.
    expect(counterKey(key('&', { code: 'Digit1' }), body)).toBe('pick-1');
    expect(digitOf({ key: 'é', code: 'Digit2' })).toBe(2);
    expect(digitOf({ key: '٣', code: 'Digit3' })).toBe(3);
    expect(digitOf({ key: 'End', code: 'Numpad1' })).toBe(1);
  });
  it('do nothing while held, with a modifier, or while a word is being composed', () => {
    for (const more of [{ repeat: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) expect(counterKey(key('r', more), body)).toBeUndefined();
  });
  it('belong to the input, the dialog or the focused button first', () => {
    for (const tag of ['INPUT', 'TEXTAREA', 'SELECT']) expect(counterKey(key('r'), { ...body, tag })).toBeUndefined();
    expect(counterKey(key('r'), { ...body, editable: true })).toBeUndefined();
    expect(counterKey(key('r'), { ...body, inDialog: true })).toBeUndefined();
    expect(counterKey(key(' '), { ...body, tag: 'BUTTON' })).toBeUndefined();
    expect(counterKey(key('Enter'), { ...body, tag: 'A' })).toBeUndefined();
    expect(counterKey(key('r'), { ...body, tag: 'BUTTON' })).toBe('recall');
  });
});

/** A made-up network: answers in order, and remembers the keys it was sent. */
function network(answers: (Response | Error)[]) {
  const keys: string[] = [];
  let clock = 0;
  const io: Io = {
    fetch: async (_, init) => {
      keys.push((init.headers as Record<string, string>)['idempotency-key']!);
      const answer = answers.shift() ?? new Error('no answer left');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sleep: async (ms) => { clock += ms; },
    now: () => clock,
  };
  return { io, keys, elapsed: () => clock };
}
const json = (status: number, value: unknown) => new Response(JSON.stringify(value), { status });

describe('a command', () => {
  it('is repeated with the same key after a lost answer', async () => {
    const net = network([new TypeError('network'), json(503, { code: 'journal_unavailable' }), json(201, { number: 'A042' })]);
    expect(await command('/tickets', {}, 'k1', net.io)).toEqual({ ok: true, value: { number: 'A042' } });
    expect(net.keys).toEqual(['k1', 'k1', 'k1']);
  });
  it('takes a refusal as an answer and does not ask again', async () => {
    const net = network([json(409, { code: 'recall_too_soon', wait_ms: 2_000 })]);
    const outcome = await command('/counters/1/recall', {}, 'k', net.io);
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'recall_too_soon', wait_ms: 2_000, status: 409 } });
    expect(net.keys.length).toBe(1);
  });
  it('gives up in time and says that it does not know', async () => {
    const net = network([]);
    const outcome = await command('/tickets', {}, 'k', net.io);
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'no_answer' } });
    expect(net.elapsed()).toBeLessThanOrEqual(GIVE_UP_MS);
    expect(net.keys.length).toBeGreaterThan(3);
  });
  it('names a broken answer by its status', async () => {
    expect(await command('/x', {}, 'k', network([new Response('oops', { status: 500 })]).io)).toMatchObject({ problem: { code: 'fault', status: 500 } });
    expect(await command('/x', {}, 'k', network([new Response('', { status: 404 })]).io)).toMatchObject({ problem: { code: 'refused' } });
  });
  it('has a key of its own each time, in the form of a UUID', () => {
    const keys = Array.from({ length: 200 }, newKey);
    expect(new Set(keys).size).toBe(200);
    for (const k of keys) expect(k).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the kiosk', () => {
  const service = { id: 'birth' } as Service;
  const ticket = { number: 'A042' } as IssuedTicket;

  it('makes one ticket of two touches', async () => {
    const sent: string[] = [];
    let answer = (_: { ok: true; value: IssuedTicket }): void => undefined;
    const issuer = new Issuer(((_p: string, _b: unknown, k: string) => { sent.push(k); return new Promise((done) => { answer = done; }); }) as never);
    const first = issuer.take(service, 'normal', 'ar');
    await issuer.take(service, 'normal', 'ar');
    await issuer.take(service, 'priority', 'ar');
    expect(sent.length).toBe(1);
    answer({ ok: true, value: ticket });
    await first;
    expect(issuer.state).toMatchObject({ step: 'issued', ticket });
    await issuer.take(service, 'normal', 'ar');
    expect(sent.length).toBe(1);
  });
  it('asks again with the key of the first touch when no answer came', async () => {
    const sent: string[] = [];
    const answers = [{ ok: false, problem: { code: 'no_answer', status: 0 } }, { ok: true, value: ticket }];
    const issuer = new Issuer((async (_p: string, _b: unknown, k: string) => { sent.push(k); return answers.shift(); }) as never);
    await issuer.take(service, 'normal', 'fr');
    expect(issuer.state.step).toBe('unknown');
    await issuer.retry();
    expect(issuer.state.step).toBe('issued');
    expect(sent[0]).toBe(sent[1]);
  });
  it('makes a new key for the next citizen', async () => {
    const sent: string[] = [];
    const issuer = new Issuer((async (_p: string, _b: unknown, k: string) => { sent.push(k); return { ok: true, value: ticket }; }) as never);
    await issuer.take(service, 'normal', 'fr');
    issuer.reset();
    await issuer.take(service, 'normal', 'fr');
    expect(new Set(sent).size).toBe(2);
  });
  it('shows a refusal and cannot be reset while a ticket is on its way', async () => {
    const issuer = new Issuer((async () => { issuer.reset(); return { ok: false, problem: { code: 'cap_reached', status: 409 } }; }) as never);
    await issuer.take(service, 'normal', 'fr');
    expect(issuer.state).toMatchObject({ step: 'refused', problem: { code: 'cap_reached' } });
  });
});

describe('a reader of QR codes', () => {
  const type = (wedge: Wedge, codes: string[], gap: number, from = 1_000) => codes.map((code, i) => wedge.key(code, from + i * gap)).filter((c) => c !== undefined);
  const digits = [...'40713852'].map((d) => `Digit${d}`);

  it('is told from fingers by its speed', () => {
    expect(type(new Wedge(), [...digits, 'Enter'], 5)).toEqual(['40713852']);
    expect(type(new Wedge(), [...digits, 'Enter'], GAP_MS + 1)).toEqual([]);
  });
  it('may send a whole address, whatever the keyboard of the kiosk writes', () => {
    const codes = [...'HTTP', ' ', '/', '/', ...'NOUBA', '/', ...'T', '/', ...'0123456789abcdef'.toUpperCase()].map((c) => (c === '/' ? 'Slash' : c === ' ' ? 'Semicolon' : /\d/.test(c) ? `Digit${c}` : `Key${c}`));
    expect(type(new Wedge(), [...codes, 'Enter'], 3)).toEqual(['http//nouba/t/0123456789abcdef']);
  });
  it('has nothing to say with too little, and begins anew after each code', () => {
    const wedge = new Wedge();
    expect(type(wedge, ['Digit1', 'Digit2', 'Enter'], 5)).toEqual([]);
    expect(type(wedge, [...digits, 'Enter'], 5, 1_020)).toEqual(['40713852']);
  });
});
