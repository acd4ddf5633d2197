// The views and answers of the daemon's HTTP contract (v1), as the pages read them.
// Optional fields are really optional: an older daemon may leave them out.

export type Locale = 'ar' | 'fr' | 'zgh' | 'en';
export type Names = Partial<Record<Locale, string>>;
/** A wait as people read it: so many minutes, or a few more. Left out where nothing is known. */
export interface Wait { low_min: number; high_min: number }
export type PrintState = 'none' | 'pending' | 'sending' | 'printed' | 'stalled' | 'unknown' | 'expired';
export type TicketState =
  | 'booked' | 'waiting' | 'called' | 'serving' | 'parked' | 'no_show'
  | 'finished' | 'cancelled' | 'expired' | 'void';
export type ServiceClass = 'normal' | 'priority' | 'appointment';
export type CounterState = 'open' | 'paused' | 'closed';

/** `utc_offset_ms`: the office's offset now, so that a TV with old zone rules still shows the right hour. */
export interface Office { id: string; names: Names; utc_offset_ms?: number }
export interface Day { state: 'open' | 'closed'; day?: string; opens_at?: string; closes_at?: string; break_until?: string }

export interface Service {
  id: string; letter: string; names: Names; description?: Names; pictogram?: string;
  open: boolean; closed_reason?: 'closed' | 'cap_reached' | 'day_closed'; opens_at?: string;
  target_wait_ms?: number; papers?: Names[]; elsewhere?: { names: Names };
  waiting: number; wait?: Wait; last_ticket_at?: string;
}

export interface View { seq: number; server_time: string; office: Office }

export interface KioskView extends View {
  locales: Locale[]; day: Day;
  printer: { state: 'ok' | 'near_end' | 'out_of_order' | 'none'; cause?: string };
  /** The next slip, where numbers come from a roll. */
  roll?: string;
  services: Service[]; reset_ms: number;
  /** Whether anybody has an appointment today, so that the kiosk asks for it. */
  appointments?: boolean;
}

export interface IssuedTicket {
  id: string; number: string; service: string; class: ServiceClass; ahead: number;
  issued_at: string; token: string; follow_url?: string; print: PrintState;
}

export interface Call {
  seq: number; at: string; number: string; counter: string; label: string; class: ServiceClass;
  locale?: Locale; recalls: number; out_of_order?: boolean; withdrawn?: boolean;
}
export interface BoardService { id: string; letter: string; names: Names; waiting: number; last_number?: string; wait?: Wait; last_ticket_at?: string }
/** A sound to play once: chime and voice of one call. */
export interface Announcement { id: string; url: string; number: string; label: string; languages: Locale[]; at: string; duration_ms: number }
export interface BoardView extends View {
  locales: Locale[]; day: Day; calls: Call[];
  counters: { id: string; label: string; state: CounterState; number?: string }[];
  services: BoardService[]; notices: Names[];
  /** What to play, oldest first; left out where the office has no voice: the board then chimes by itself. */
  announcements?: Announcement[];
}

export interface Reason {
  rule: 'score' | 'cap_reached' | 'interleave' | 'appointment' | 'returned_first' | 'for_counter' | 'picked';
  class: ServiceClass; waited_ms: number; passed?: number;
}
export interface TicketCard {
  id: string; number: string; service: string; service_names: Names; class: ServiceClass; locale?: Locale;
  state: TicketState; counter?: string; issued_at: string; called_at?: string; started_at?: string;
  parked_at?: string; recalls: number; note?: string; park_reason?: string; target_wait_ms: number;
  print: PrintState; reason?: Reason; wait?: Wait;
}
export interface CounterView extends View {
  counter: { id: string; label: string; state: CounterState; services: string[] };
  ticket?: TicketCard; next: TicketCard[]; parked: TicketCard[]; no_shows: TicketCard[]; waiting: number;
  undo?: { what: string; until: string };
  today: { served: number; no_shows: number; transferred: number; wait_ms_mean?: number; service_ms_mean?: number };
  policy: { recall_limit: number; recall_gap_ms: number; start_step: boolean; auto_start_ms?: number; next_gap_ms: number };
  services: { id: string; letter: string; names: Names }[];
  counters: { id: string; label: string; state: CounterState }[];
  park_reasons: { id: string; names: Names }[];
  /** What this counter has to do with receipts. */
  receipts?: { can_give: boolean; gives: boolean; open: number; overdue: number };
  /** The next slip, where numbers come from a roll. */
  roll?: string;
  /** Counters that ask their colleagues to come. */
  help?: { counter: string; label: string; since: string; answered_by?: string }[];
  devices: { printer: string; pad: 'ready' | 'lost' | 'none' };
}

export type ReceiptState = 'registered' | 'in_progress' | 'ready' | 'closed';
export interface ReceiptCard {
  id: string; number: string; service: string; service_names: Names; state: ReceiptState;
  registered_at: string; changed_at: string; due?: string; overdue: boolean; outcome?: string; counter: string; print: PrintState;
}

export type Rating = 'good' | 'fair' | 'bad';
/** The tablet before a counter: whom it asks how it was, if anybody. */
export interface TabletView extends View {
  locales: Locale[]; label: string; complaint_url?: string;
  ask?: { ticket: string; number: string; service_names: Names; locale?: Locale; until: string; given?: Rating };
}

export interface TicketView extends View {
  /** Missing until an appointment has checked in. */
  number?: string;
  service_names: Names; class: ServiceClass; state: TicketState; ahead?: number;
  wait?: Wait; counter?: string; label?: string; called_at?: string; recalls?: number; print: PrintState;
  booked_at?: string; code?: string; locale?: Locale;
  /** Once the service is over, where the office asks. */
  feedback?: { open: boolean; given?: Rating; complaint_url?: string };
}

export interface Device {
  id: string; kind: string; names?: Names; state: string; since?: string;
  /** Words of the catalogue: `cause-…`, `remedy-…`. */
  cause?: string; remedy?: string;
  /** What the device or the system said in its own words, in English, for support. */
  said?: string;
  /** The device whose trouble this one's trouble is: the line it hangs on. Nobody has to look at this one. */
  because_of?: string;
  last_contact?: string;
  details?: Record<string, unknown>;
}
/** What became of a device in a period: durations in seconds. */
export interface DeviceRow { device: string; down_s: number; paper_out_s: number; failures: number; repair_s?: number }
export interface LogLine { seq: number; at: string; what: string; state?: string; cause?: string; number?: string }
export interface TrialOutcome { outcome: 'printed' | 'stalled' | 'unknown' | 'failed' | 'shown' | 'not_shown' | 'played' | 'not_played' | 'busy'; confirmed: boolean; cause?: string }
export interface DevicesView extends View { devices: Device[]; tickets: { number: string; at: string; url: string }[] }
