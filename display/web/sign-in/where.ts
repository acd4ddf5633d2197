// Where to go once in: only ever to a page of this daemon.

export interface Who {
  open: boolean;
  needs_setup: boolean;
  person: { account: string; role: string; counter: string | null } | null;
  machine: { id: string; kind: 'kiosk' | 'board' | 'counter' | 'tablet' | 'monitor'; counter: string | null } | null;
}

/** The page somebody was sent away from, if it is one of ours. */
export function wanted(search: string): string | undefined {
  const next = new URLSearchParams(search).get('next');
  // Two slashes, or a backslash some browsers take for one, would lead to another host.
  return next !== null && /^\/[^/\\]/.test(next) ? next : undefined;
}

/** The page a person or machine works with. */
export function home(who: Who): string {
  if (who.person !== null) {
    if (who.person.role === 'clerk') return `/counter/${encodeURIComponent(who.person.counter ?? '')}`;
    return who.person.role === 'technician' ? '/devices' : who.person.role === 'manager' ? '/dashboard' : '/';
  }
  if (who.machine === null || who.machine.kind === 'counter' || who.machine.kind === 'monitor') return '/';
  if (who.machine.kind === 'tablet') return `/tablet/${encodeURIComponent(who.machine.counter ?? '')}`;
  return `/${who.machine.kind}`;
}
