import { expect, test } from 'vitest';
import { THANKS_MS, turn } from '../tablet/turn';
import type { TabletView } from '../shared/types';

const start = Date.parse('2026-11-24T09:00:00.000Z');
const asks = (ticket: string, given?: 'good'): TabletView => ({
  seq: 1, server_time: '', office: { id: 'o', names: {}, utc_offset_ms: 0 }, locales: ['ar'], label: '3',
  ask: { ticket, number: 'A001', service_names: {}, until: '2026-11-24T09:00:30.000Z', ...(given ? { given } : {}) },
});

test('a tablet asks until its time is over, thanks once, and goes back by itself', () => {
  expect(turn(undefined, undefined, start)).toBe('idle');
  expect(turn(asks('t1'), undefined, start)).toBe('asks');
  expect(turn(asks('t1'), undefined, start + 29_999)).toBe('asks');
  expect(turn(asks('t1'), undefined, start + 30_000)).toBe('idle');
  const said = { ticket: 't1', at: start };
  expect(turn(asks('t1'), said, start + THANKS_MS - 1)).toBe('thanks');
  expect(turn(asks('t1'), said, start + THANKS_MS)).toBe('idle');
  expect(turn(asks('t2'), said, start + 1)).toBe('asks');
  expect(turn(asks('t1', 'good'), undefined, start)).toBe('idle');
});
