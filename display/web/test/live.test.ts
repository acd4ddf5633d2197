// What a message of the live stream means, and what silence means.
import { describe, expect, it } from 'vitest';
import { age, hhmm, JUMP_MS, ServerClock, wallClock } from '../shared/clock';
import { LiveState, RETRY_MAX_MS, RETRY_MIN_MS, retryDelay, STALE_MS } from '../shared/live';

const T0 = Date.parse('2026-11-24T09:00:00.000Z');
const view = (seq: number, at = T0) => ({ seq, server_time: new Date(at).toISOString() });

describe('the live view', () => {
  it('is connecting until something is heard, then live', () => {
    const state = new LiveState();
    expect(state.link(0)).toBe('connecting');
    state.receive(view(1), 1_000);
    expect(state.link(1_000)).toBe('live');
  });
  it('takes the latest view and refuses an older one within a connection', () => {
    const state = new LiveState();
    expect(state.receive(view(5), 0)).toBe(true);
    expect(state.receive(view(4), 10)).toBe(false);
    expect(state.view?.seq).toBe(5);
    expect(state.receive(view(5), 20)).toBe(true);
    expect(state.receive(view(6), 30)).toBe(true);
  });
  it('takes a lower number after a new connection, because the server may have been restored', () => {
    const state = new LiveState();
    state.receive(view(500), 0);
    state.opened();
    expect(state.receive(view(3), 10)).toBe(true);
    expect(state.view?.seq).toBe(3);
  });
  it('is stale after 25 s of silence, not at 25 s, and live again at the first sign of life', () => {
    const state = new LiveState();
    state.receive(view(1), 0);
    expect(state.link(STALE_MS)).toBe('live');
    expect(state.link(STALE_MS + 1)).toBe('stale');
    state.heard(undefined, STALE_MS + 2);
    expect(state.link(STALE_MS + 3)).toBe('live');
  });
  it('keeps the last view while stale', () => {
    const state = new LiveState();
    state.receive(view(7), 0);
    expect(state.link(10 * STALE_MS)).toBe('stale');
    expect(state.view?.seq).toBe(7);
  });
  it('gives up a connection that never spoke, counted from its opening', () => {
    const state = new LiveState();
    expect(state.silent(STALE_MS, 0)).toBe(false);
    expect(state.silent(STALE_MS + 1, 0)).toBe(true);
    state.receive(view(1), 0);
    expect(state.silent(STALE_MS + 1, STALE_MS)).toBe(false);
  });
  it('after a goodbye says it is connecting until the next view', () => {
    const state = new LiveState();
    state.receive(view(1), 0);
    state.bye();
    expect(state.link(1)).toBe('connecting');
    state.receive(view(2), 2);
    expect(state.link(3)).toBe('live');
  });
  it('waits longer between attempts, within bounds, never in step with the others', () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      expect(retryDelay(attempt, 0)).toBeGreaterThanOrEqual(RETRY_MIN_MS / 2);
      expect(retryDelay(attempt, 1)).toBeLessThanOrEqual(RETRY_MAX_MS);
    }
    expect(retryDelay(3, 0)).not.toBe(retryDelay(3, 0.9));
    expect(retryDelay(2, 0.5)).toBeGreaterThan(retryDelay(0, 0.5));
  });
});

describe("the server's clock", () => {
  it('is the local one until something is learnt', () => {
    expect(new ServerClock().now(123)).toBe(123);
  });
  it('takes the message that travelled least', () => {
    const clock = new ServerClock();
    clock.learn(new Date(10_000).toISOString(), 9_000 + 400);
    clock.learn(new Date(11_000).toISOString(), 10_000 + 20);
    clock.learn(new Date(12_000).toISOString(), 11_000 + 900);
    expect(clock.offset()).toBe(980);
  });
  it('follows a jump at once in either direction', () => {
    const clock = new ServerClock();
    clock.learn(new Date(0).toISOString(), 0);
    clock.learn(new Date(3_600_000).toISOString(), 1_000);
    expect(clock.offset()).toBe(3_599_000);
    clock.learn(new Date(2_000).toISOString(), 2_000);
    expect(clock.offset()).toBe(0);
    clock.learn(new Date(3_000 - JUMP_MS).toISOString(), 3_000);
    expect(clock.offset(), 'a late message is no jump').toBe(0);
  });
  it('ignores a stamp that is no date', () => {
    const clock = new ServerClock();
    clock.learn('soon', 5);
    expect(clock.offset()).toBe(0);
  });
  it('never shows a negative age', () => {
    expect(age('2026-11-24T09:00:10.000Z', T0)).toBe(0);
    expect(age('2026-11-24T08:59:00.000Z', T0)).toBe(60_000);
    expect(age(undefined, T0)).toBeUndefined();
    expect(age('x', T0)).toBeUndefined();
  });
  it("shows the office's hour whatever the browser's zone believes", () => {
    expect(hhmm('2026-11-24T23:30:00.000Z', 3_600_000)).toBe('00:30');
    expect(hhmm('2026-11-24T09:05:00.000Z', 0)).toBe('09:05');
    expect(wallClock(Date.parse('2026-11-24T23:30:00Z'), 3_600_000)).toMatchObject({ weekday: 3, day: 25, month: 10 });
    expect(hhmm('nonsense')).toBe('—');
  });
});
