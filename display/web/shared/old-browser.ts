// What TV browsers of about 2018 lack and the pages use. Syntax is lowered by the build; these are functions.
/* eslint-disable @typescript-eslint/no-explicit-any */
const w = window as any;
if (w.globalThis === undefined) w.globalThis = w;
if (w.queueMicrotask === undefined) w.queueMicrotask = (run: () => void) => { void Promise.resolve().then(run); };
if ((Object as any).fromEntries === undefined) {
  (Object as any).fromEntries = (entries: Iterable<[string, unknown]>) => {
    const out: Record<string, unknown> = {};
    for (const [key, value] of entries) out[key] = value;
    return out;
  };
}
if ((Array.prototype as any).at === undefined) {
  Object.defineProperty(Array.prototype, 'at', { configurable: true, writable: true, value(this: unknown[], i: number) { return this[i < 0 ? this.length + i : i]; } });
}
if ((Array.prototype as any).flat === undefined) {
  Object.defineProperty(Array.prototype, 'flat', { configurable: true, writable: true, value(this: unknown[]) { return ([] as unknown[]).concat(...this); } });
  Object.defineProperty(Array.prototype, 'flatMap', { configurable: true, writable: true, value(this: unknown[], f: (v: unknown, i: number) => unknown) { return ([] as unknown[]).concat(...this.map(f)); } });
}
if ((String.prototype as any).replaceAll === undefined) {
  Object.defineProperty(String.prototype, 'replaceAll', { configurable: true, writable: true, value(this: string, from: string, to: string) { return this.split(from).join(to); } });
}
if ((Element.prototype as any).replaceChildren === undefined) {
  (Element.prototype as any).replaceChildren = function replaceChildren(this: Element, ...nodes: (Node | string)[]) { this.textContent = ''; this.append(...nodes); };
}
export {};
