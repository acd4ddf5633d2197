// A reader of QR codes that types like a keyboard ("wedge"): what comes faster than fingers and ends with Enter.
// Read by the place of the keys: readers send the keys of an American keyboard whatever layout the kiosk has.

/** Fingers take longer than this between two keys; readers are done within a few milliseconds. */
export const GAP_MS = 60;
/** The shortest code there is: the eight digits of an appointment. */
export const LENGTH_MIN = 8;
const LENGTH_MAX = 300;

export class Wedge {
  private text = '';
  private at = 0;

  /** Takes each key; returns the code with the Enter that ends one. */
  key(code: string, now: number): string | undefined {
    if (now - this.at > GAP_MS) this.text = '';
    this.at = now;
    if (code === 'Enter' || code === 'NumpadEnter') {
      const read = this.text;
      this.text = '';
      return read.length >= LENGTH_MIN ? read : undefined;
    }
    const typed = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1] ?? (code === 'Slash' || code === 'NumpadDivide' ? '/' : '');
    if (this.text.length < LENGTH_MAX) this.text += typed.toLowerCase();
    return undefined;
  }
}
