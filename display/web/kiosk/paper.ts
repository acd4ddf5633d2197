// What to tell the citizen about the paper. The number is already theirs; only the paper may fail.
import type { KioskView, PrintState } from '../shared/types';

/** A thermal printer is done in about 2 s; after this the citizen should not stare at the slot any longer. */
export const PATIENCE_MS = 12_000;

export type PaperAdvice = 'coming' | 'printed' | 'missing' | 'unsure' | 'slip';

export function paperAdvice(print: PrintState, printer: KioskView['printer']['state'] | undefined, sinceIssueMs: number, roll = false): PaperAdvice {
  if (roll && print === 'none') return 'slip';
  switch (print) {
    case 'printed': return 'printed';
    case 'none': case 'stalled': case 'expired': return 'missing';
    case 'unknown': return 'unsure';
    case 'pending': case 'sending':
      if (printer === 'out_of_order' || printer === 'none') return 'missing';
      return sinceIssueMs > PATIENCE_MS ? 'unsure' : 'coming';
  }
}

/** How many service tiles a page of the kiosk holds without making them small. */
export function tilesPerPage(portrait: boolean, large: boolean, low: boolean): number {
  if (portrait) return large ? (low ? 4 : 6) : low ? 6 : 10;
  return large ? 4 : 9;
}
