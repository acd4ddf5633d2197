// Letter sizes of the board from the screen's diagonal and the farthest seat.
// Current call: a capital seen under 0.7° (EN 301 549 5.1.4), history: 1/200 of the distance (the floor used
// for signs read from afar). Sizes are CSS pixels of font size; a capital is 0.698 em in IBM Plex Sans.

export const CAP_EM = 0.698;
export const HERO_RATIO = Math.tan((0.7 * Math.PI) / 180);
export const HISTORY_RATIO = 1 / 200;

export interface BoardSizes { hero: number; history: number; text: number; heroMeets: boolean; historyMeets: boolean }

/** `numberChars`, `labelChars`: the longest ticket number and counter label to expect, so that sizes never jump. */
export interface Screen { width: number; height: number; inches?: number; meters?: number; numberChars?: number; labelChars?: number }

/** A bold capital or digit with its share of the gaps; the arrow with its own. */
const GLYPH_EM = 0.64;
const ARROW_EM = 1;

export function boardSizes(screen: Screen): BoardSizes {
  const { width, height } = screen;
  const portrait = height > width;
  const shorter = Math.min(width, height);
  const ems = ((screen.numberChars ?? 4) + (screen.labelChars ?? 2)) * GLYPH_EM + ARROW_EM;
  const heroMax = Math.min((width * (portrait ? 0.88 : 0.6)) / ems, height * (portrait ? 0.2 : 0.36));
  const text = shorter * (portrait ? 0.030 : 0.032);
  if (screen.inches === undefined || screen.meters === undefined) {
    return { hero: heroMax, history: Math.min(shorter * 0.09, heroMax * 0.6), text, heroMeets: true, historyMeets: true };
  }
  const pxPerMm = Math.hypot(width, height) / (screen.inches * 25.4);
  const distance = screen.meters * 1000;
  const heroWanted = ((distance * HERO_RATIO) / CAP_EM) * pxPerMm;
  const historyWanted = ((distance * HISTORY_RATIO) / CAP_EM) * pxPerMm;
  // The current call takes the place it can get in any case; the rest follows the distance.
  const hero = heroMax;
  const history = Math.min(Math.max(historyWanted, shorter * 0.06), hero * 0.8);
  return {
    hero, history, text: Math.max(text, Math.min(historyWanted * 0.42, text * 1.25)),
    heroMeets: hero >= heroWanted * 0.99, historyMeets: history >= historyWanted * 0.99,
  };
}
