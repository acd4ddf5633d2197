// Letter sizes of the board from the screen's diagonal and the farthest seat.
// Current call: a capital seen under 0.7° (EN 301 549 5.1.4), history: 1/200 of the distance (the floor used
// for signs read from afar). Sizes are CSS pixels of font size; a capital is 0.698 em in IBM Plex Sans.

export const CAP_EM = 0.698;
export const HERO_RATIO = Math.tan((0.7 * Math.PI) / 180);
export const HISTORY_RATIO = 1 / 200;

export interface BoardSizes { hero: number; history: number; text: number; rows: number; heroMeets: boolean; historyMeets: boolean }

export interface Screen { width: number; height: number; inches?: number; meters?: number }

/** A digit is 0.6 em wide; the widest call is four signs, an arrow and a two-digit counter. */
const HERO_EMS_WIDE = 4 * 0.62 + 1.0 + 2 * 0.62 + 0.5;

export function boardSizes(screen: Screen): BoardSizes {
  const { width, height } = screen;
  const portrait = height > width;
  const heroWidth = portrait ? width * 0.94 : width * 0.64;
  // Stacked labels stand above the figures, so the hero may take this much of the height.
  const heroMax = Math.min(heroWidth / HERO_EMS_WIDE, height * (portrait ? 0.22 : 0.34));
  const text = Math.min(width, height) * (portrait ? 0.030 : 0.032);
  const physical = screen.inches !== undefined && screen.meters !== undefined;
  if (!physical) {
    const history = Math.min(width, height) * 0.085;
    return { hero: heroMax, history, text, rows: rows(height, heroMax, history, text, portrait), heroMeets: true, historyMeets: true };
  }
  const pxPerMm = Math.hypot(width, height) / (screen.inches! * 25.4);
  const distance = screen.meters! * 1000;
  const heroWanted = ((distance * HERO_RATIO) / CAP_EM) * pxPerMm;
  const historyWanted = ((distance * HISTORY_RATIO) / CAP_EM) * pxPerMm;
  const hero = Math.min(Math.max(heroWanted, height * 0.16), heroMax);
  const history = Math.min(Math.max(historyWanted, Math.min(width, height) * 0.06), hero * 0.8);
  return {
    hero, history, text: Math.max(text, Math.min(historyWanted * 0.42, text * 1.6)),
    rows: rows(height, hero, history, text, portrait),
    heroMeets: hero >= heroWanted * 0.99, historyMeets: history >= historyWanted * 0.99,
  };
}

/** How many earlier calls fit under the current one without cutting any. */
function rows(height: number, hero: number, history: number, text: number, portrait: boolean): number {
  const head = text * 4.2;
  const foot = text * 3.2;
  const heroBlock = hero * 1.2 + text * 4.2;
  const side = portrait ? height * 0.24 : 0;
  const left = height - head - foot - heroBlock - side;
  return Math.max(1, Math.min(7, Math.floor(left / (history * 1.32))));
}
