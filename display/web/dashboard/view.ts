// The live part of the manager's page, as the daemon streams it.
import type { CounterState, Day, Device, Locale, Names, View } from '../shared/types';
import type { Row } from './figures';

export interface Wait { low_min: number; high_min: number }
export interface Desk {
  id: string; label: string; state: CounterState; number?: string; service?: string; serving: boolean; since?: string;
  served: number; service_ms_mean?: number;
}
export interface Line {
  id: string; letter: string; names: Names; waiting: number; longest_since?: string; target_wait_ms: number;
  wait?: Wait; last_ticket_at?: string;
}
export interface DashboardView extends View {
  locales: Locale[]; day: Day; waiting: number; parked: number; longest_since?: string;
  counters: Desk[]; services: Line[]; today?: Row; last_hour?: Row; troubles: Device[];
}
