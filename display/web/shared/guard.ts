// Decides whether a key or touch is a new intention or an echo: a held key repeats, a tired finger presses
// twice, a Space meant for an input or a focused button must not call the next citizen.

/** A second press of the same action within this time is the same press. */
export const ECHO_MS = 400;

export class RepeatGuard {
  private last = new Map<string, number>();
  private busy = false;

  /** Returns whether the press may act, and remembers it when it may. */
  press(action: string, now: number): boolean {
    if (this.busy) return false;
    const before = this.last.get(action);
    if (before !== undefined && now - before < ECHO_MS) return false;
    this.last.set(action, now);
    return true;
  }

  /** Runs one command at a time; a press meanwhile is refused by `press`. */
  async while<T>(run: () => Promise<T>): Promise<T> {
    this.busy = true;
    try {
      return await run();
    } finally {
      this.busy = false;
    }
  }
}

export interface KeyPress { key: string; repeat: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean; isComposing?: boolean }
export interface Focus { tag: string; role?: string | null; editable: boolean; inDialog: boolean }

export type CounterKey =
  | 'main' | 'recall' | 'no-show' | 'park' | 'transfer' | 'return' | 'finish' | 'undo' | 'next-service'
  | 'bring-back' | 'pause' | 'close' | 'emergency' | 'help' | 'pick-1' | 'pick-2' | 'pick-3' | 'pick-4' | 'pick-5';
const KEYS: Record<string, CounterKey> = {
  ' ': 'main', Enter: 'main', r: 'recall', a: 'no-show', p: 'park', t: 'transfer', b: 'return', f: 'finish', u: 'undo',
  n: 'next-service', s: 'bring-back', x: 'pause', q: 'close', e: 'emergency', '?': 'help',
};
/** The same keys on an Arabic keyboard, by their place: ق ش ح ف لا ب ع ؟ stand where r a p t b f u ? are. */
const CODES: Record<string, string> = {
  KeyR: 'r', KeyA: 'a', KeyP: 'p', KeyT: 't', KeyB: 'b', KeyF: 'f', KeyU: 'u', KeyN: 'n', KeyS: 's', KeyX: 'x', KeyQ: 'q', KeyE: 'e',
};

/** The digit of a key by its place: on a French keyboard the row of digits needs Shift to write one. */
export function digitOf(press: { key: string; code?: string }): number | undefined {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code ?? '')?.[1] ?? /^[1-9]$/.exec(press.key)?.[0];
  return digit === undefined ? undefined : Number(digit);
}

/** The counter action a key stands for, or undefined when the key belongs to something else. */
export function counterKey(press: KeyPress & { code?: string }, focus: Focus): CounterKey | undefined {
  if (press.repeat || press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return undefined;
  if (focus.editable || focus.inDialog || ['INPUT', 'TEXTAREA', 'SELECT'].includes(focus.tag)) return undefined;
  const activates = press.key === ' ' || press.key === 'Enter';
  if (activates && (['BUTTON', 'A', 'SUMMARY'].includes(focus.tag) || focus.role === 'button')) return undefined;
  const digit = digitOf(press);
  if (digit !== undefined) return digit <= 5 ? (`pick-${digit}` as CounterKey) : undefined;
  const latin = /^[\x20-\x7e]$|^Enter$/.test(press.key);
  const key = latin ? press.key : press.key === '؟' ? '?' : (CODES[press.code ?? ''] ?? press.key);
  return KEYS[key.length === 1 ? key.toLowerCase() : key];
}

/** What the guard needs to know of the focused element. */
export function focusOf(element: Element | null): Focus {
  return {
    tag: element?.tagName ?? 'BODY',
    role: element?.getAttribute('role'),
    editable: element instanceof HTMLElement && element.isContentEditable,
    inDialog: element?.closest('dialog,[role=dialog]') != null,
  };
}
