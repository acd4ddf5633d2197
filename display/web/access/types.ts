// What `/api/v1/access/everybody` says, and what is shown once.

export interface Account { id: string; role: string; state: 'on' | 'off' | 'locked'; failures: number; otp: boolean }
export interface Machine { id: string; kind: 'kiosk' | 'board' | 'counter' | 'tablet' | 'monitor'; counter: string | null }
export interface Everybody {
  accounts: Account[];
  machines: Machine[];
  counters: { id: string; label: string }[];
}

/** A secret or a code, and the words that say what it is. */
export interface Shown { id: string; k: string; text: string; url?: string | undefined; minutes?: number }
