// The letters an office writes: what the embedded fonts have. Run scripts/fonts.mjs when they change.
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
// Arabic language letters, vowel marks and digits, and the four letters Moroccan names add (گ ڭ ڤ پ).
export const arabic = range(0x060c, 0x060c) + '؛؟' + range(0x0621, 0x063a) + range(0x0640, 0x0652) + range(0x0660, 0x066c) + '\u0670گڭڤپ\u200c\u200d\u200e\u200f';
// ASCII, French letters, and the signs the pages use; the bullet is what a password field shows.
export const latin = range(0x20, 0x7e) + '\u00a0«»°·×àâäæçèéêëîïôöœùûüÿÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸ‘’“”–—•…÷−';
// Tifinagh as IRCAM standardised it (U+2D30–2D67 is a superset), labialisation mark and separator.
export const tifinagh = range(0x2d30, 0x2d67) + '\u2d6f\u2d70\u2d7f\u200d ';
