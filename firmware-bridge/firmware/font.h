/* Texts as segments. Pure C. The shapes are in PROTOCOL.md "The reference pad". */
#ifndef NOUBA_FONT_H
#define NOUBA_FONT_H

#include <stdbool.h>
#include <stdint.h>

#define DIGITS 4

/* Writes `text` to the right of `digits`, the leftmost first, each a MAX7219 segment byte: bit 7 the point, then A to G.
 * Returns false, and leaves `digits` dark, when it does not fit or has a sign without a shape: half a number is a
 * wrong number. */
bool font_text(const char *text, uint8_t len, uint8_t digits[DIGITS]);

#endif
