// Announcements on a board: in order, never two at once, none twice, and nothing holds them up.
import { describe, expect, it } from 'vitest';
import type { Announcement } from '../shared/types';
import { LATE_MS, OVERRUN_MS, Voice, type Player } from '../shared/voice';

class Fake implements Player {
  onend: (well: boolean) => void = () => undefined;
  played: string[] = [];
  sounding: string | undefined;
  refuse: string | undefined;
  play(url: string): Promise<unknown> {
    expect(this.sounding).toBeUndefined();
    if (this.refuse !== undefined) return Promise.reject(Object.assign(new Error(), { name: this.refuse }));
    this.played.push(url);
    this.sounding = url;
    return Promise.resolve();
  }
  stop(): void { this.sounding = undefined; }
  end(well = true): void { this.sounding = undefined; this.onend(well); }
}

const T0 = Date.parse('2026-11-24T09:00:00.000Z');
const one = (id: string, after = 0): Announcement => ({ id, url: id, number: 'A001', label: '1', languages: ['fr'], at: new Date(T0 + after).toISOString(), duration_ms: 5_000 });
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

function board(): { fake: Fake; voice: Voice; failed: () => number } {
  const fake = new Fake();
  let failures = 0;
  const voice = new Voice(fake, () => { failures += 1; });
  voice.receive([], T0);
  return { fake, voice, failed: () => failures };
}

describe('the voice of a board', () => {
  it('plays what comes in the given order, each once and never two at once', () => {
    const { fake, voice } = board();
    voice.receive([one('1'), one('2')], T0);
    voice.receive([one('1'), one('2'), one('3')], T0 + 100);
    voice.step(T0 + 200);
    expect(fake.played).toEqual(['1']);
    fake.end();
    voice.step(T0 + 5_000);
    fake.end();
    voice.receive([one('1'), one('2'), one('3')], T0 + 9_000);
    fake.end();
    voice.step(T0 + 14_000);
    expect(fake.played).toEqual(['1', '2', '3']);
  });
  it('plays nothing of what was said before the page came', () => {
    const fake = new Fake();
    const voice = new Voice(fake, () => undefined);
    voice.receive([one('1')], T0);
    voice.receive([one('1'), one('2')], T0);
    expect(fake.played).toEqual(['2']);
  });
  it('keeps nothing of a day of calls', () => {
    const { fake, voice } = board();
    for (let n = 0; n < 5_000; n += 1) {
      const at = n * 6_000;
      voice.receive(Array.from({ length: 4 }, (_, i) => one(String(n + i), at + i)), T0 + at);
      fake.end();
    }
    const kept = voice as unknown as { seen: Set<string>; queue: Announcement[] };
    expect(kept.seen.size).toBe(4);
    expect(kept.queue.length).toBeLessThanOrEqual(4);
    expect(fake.played.length).toBeGreaterThan(4_000);
  });
  it('stops what was taken back and goes on', () => {
    const { fake, voice } = board();
    voice.receive([one('1'), one('2')], T0);
    voice.receive([one('2')], T0 + 1_000);
    expect(fake.played).toEqual(['1', '2']);
    voice.receive([], T0 + 2_000);
    expect(fake.sounding).toBeUndefined();
  });
  it('gives up on a sound that never ends', () => {
    const { fake, voice } = board();
    voice.receive([one('1'), one('2')], T0);
    voice.step(T0 + 5_000 + OVERRUN_MS);
    expect(fake.played).toEqual(['1']);
    voice.step(T0 + 5_000 + OVERRUN_MS + 1);
    expect(fake.played).toEqual(['1', '2']);
  });
  it('leaves out what comes too late', () => {
    const { fake, voice } = board();
    voice.receive([one('1')], T0 + LATE_MS + 1);
    expect(fake.played).toEqual([]);
    voice.receive([one('1'), one('2')], T0 + LATE_MS);
    expect(fake.played).toEqual(['2']);
  });
  it('says that the browser wants a touch, and plays after it what is still news', async () => {
    const { fake, voice, failed } = board();
    fake.refuse = 'NotAllowedError';
    voice.receive([one('1'), one('2', 9_000)], T0 + 9_000);
    await settled();
    expect([voice.blocked, failed()]).toEqual([true, 0]);
    fake.refuse = undefined;
    voice.step(T0 + 10_000);
    expect(fake.played).toEqual([]);
    voice.unlock(T0 + LATE_MS + 1);
    expect([fake.played, voice.blocked]).toEqual([['2'], false]);
  });
  it('chimes in place of a sound that cannot be had or breaks off', async () => {
    const { fake, voice, failed } = board();
    fake.refuse = 'NotSupportedError';
    voice.receive([one('1'), one('2')], T0);
    await settled();
    expect([failed(), voice.blocked]).toEqual([1, false]);
    fake.refuse = undefined;
    voice.step(T0 + 300);
    fake.end(false);
    expect(failed()).toBe(2);
  });
});
