// Which words of the catalogue a page loads: all pages the common ones, and each its own groups.
// A key that belongs to no group is common, so a new word is never missing, only heavier than it need be.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

export const GROUPS: Record<string, RegExp> = {
  kiosk: /^kiosk-(?!closed-opens$)/,
  board: /^board-/,
  counter: /^(?:counter-(?!label$|waiting$|state-)|key-|event-|reason-)/,
  devices: /^(?:devices-(?!attention$)|kind-|cause-|remedy-|detail-|note-|place-|log-|test-)/,
  states: /^(?:state-|devices-attention$)/,
  dates: /^(?:date-full$|weekday-|month-)/,
  phone: /^phone-/,
  rate: /^rate-/,
  index: /^index-/,
  rlist: /^(?:rlist-|problem-(?:no-receipts|unknown-receipt|wrong-receipt-state)$)/,
  signin: /^(?:sign-in-|role-|problem-(?:wrong-secret|locked|not-here|wrong-code|weak-secret)$)/,
  access: /^(?:access-(?!title$)|problem-(?:account-exists|bad-account|last-technician|too-many-accounts|unknown-account|unknown-machine)$)/,
  problem: /^problem-/,
  // What the daemon alone writes into its own pages: no script needs it.
  served: /^(?:receipt-|book-|too-many-)/,
  // What the daemon says in mails; no page loads it.
  mail: /^alert-/,
  privacy: /^privacy-/,
};

export function groupOf(key: string): string {
  return Object.keys(GROUPS).find((group) => GROUPS[group]!.test(key)) ?? 'common';
}

/** The messages of one group: each begins at the start of a line and goes on until the next does. */
export function wordsOf(source: string, group: string): string {
  const messages = source.split(/^(?=[a-z])/m).filter((m) => /^[a-z][a-z0-9-]* =/.test(m));
  const own = messages.filter((m) => groupOf(/^[a-z0-9-]+/.exec(m)![0]) === group);
  return own.map((m) => m.replace(/^#.*$/gm, '').trimEnd()).join('\n') + '\n';
}

/** `import words from '…/fr.ftl?words=kiosk'` */
export function words(): Plugin {
  return {
    name: 'nouba-words',
    enforce: 'pre',
    load(id) {
      const [, file, group] = /^(.*\.ftl)\?words=(\w+)$/.exec(id) ?? [];
      if (file === undefined || group === undefined) return undefined;
      this.addWatchFile(file);
      return `export default ${JSON.stringify(wordsOf(readFileSync(file, 'utf8'), group))};`;
    },
  };
}
