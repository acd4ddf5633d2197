// A wide table scrolls within its own box; whoever has only a keyboard must be able to get there and scroll it.
// Browsers of today see to that by themselves, older ones do not.

/** Puts the box among what Tab reaches for as long as it has more than it shows. */
export function scrolls(box: HTMLElement): { destroy: () => void } {
  const look = (): void => {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  };
  const seen = new ResizeObserver(look);
  seen.observe(box);
  for (const inner of box.children) seen.observe(inner);
  look();
  return { destroy: () => seen.disconnect() };
}
