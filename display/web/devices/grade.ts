// How serious a device's state is. A state unknown to this page counts as one to look at, never as well.
import { has } from '../shared/i18n';
import type { Device } from '../shared/types';

export type Grade = 'bad' | 'fair' | 'good';

const GOOD = new Set(['ready', 'ok', 'open']);
const FAIR = new Set(['starting', 'degraded', 'near_end', 'ticket_not_taken', 'paused', 'none', 'waiting', 'behind', 'unverified', 'quiet']);

export function grade(state: string): Grade {
  return GOOD.has(state) ? 'good' : FAIR.has(state) ? 'fair' : 'bad';
}

/** The word of the catalogue for a state, if it has one. */
export function stateKey(state: string): string | undefined {
  const key = `state-${state.replace(/_/g, '-')}`;
  return has('fr', key) ? key : undefined;
}

const ORDER: Record<Grade, number> = { bad: 0, fair: 1, good: 2 };

/** Troubled devices first; within a grade the office's own order stays. */
export function worstFirst(devices: Device[]): Device[] {
  return devices.map((device, i) => ({ device, i })).sort((a, b) => ORDER[grade(a.device.state)] - ORDER[grade(b.device.state)] || a.i - b.i).map(({ device }) => device);
}
