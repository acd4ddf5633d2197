#include "font.h"

#include <string.h>

#ifdef __AVR__
#include <avr/pgmspace.h>
#else
#define PROGMEM
#define pgm_read_byte(address) (*(address))
#endif

enum { G = 1, F = 2, E = 4, D = 8, C = 16, B = 32, A = 64, POINT = 128 };

static const uint8_t digit_shapes[10] PROGMEM = {
    A | B | C | D | E | F,     /* 0 */
    B | C,                     /* 1 */
    A | B | D | E | G,         /* 2 */
    A | B | C | D | G,         /* 3 */
    B | C | F | G,             /* 4 */
    A | C | D | F | G,         /* 5 */
    A | C | D | E | F | G,     /* 6 */
    A | B | C,                 /* 7 */
    A | B | C | D | E | F | G, /* 8 */
    A | B | C | D | F | G,     /* 9 */
};

static const uint8_t letter_shapes[26] PROGMEM = {
    A | B | C | E | F | G, /* A */
    C | D | E | F | G,     /* b */
    A | D | E | F,         /* C */
    B | C | D | E | G,     /* d */
    A | D | E | F | G,     /* E */
    A | E | F | G,         /* F */
    A | C | D | E | F,     /* G */
    C | E | F | G,         /* h */
    E | F,                 /* I: on the left, 1 is on the right */
    B | C | D | E,         /* J */
    A | C | E | F | G,     /* K: by agreement */
    D | E | F,             /* L */
    A | B | C | E | F,     /* M: by agreement, an arch */
    C | E | G,             /* n */
    C | D | E | G,         /* o: low, 0 is high */
    A | B | E | F | G,     /* P */
    A | B | C | F | G,     /* q */
    E | G,                 /* r */
    A | C | D | F | G,     /* S: as 5 */
    D | E | F | G,         /* t */
    B | C | D | E | F,     /* U */
    C | D | E,             /* v: by agreement, a low u */
    B | D | F,             /* W: by agreement */
    B | C | E | F | G,     /* X: by agreement, as a high H */
    B | C | D | F | G,     /* y */
    A | B | D | E,         /* Z: 2 without its middle */
};

static bool shape_of(char sign, uint8_t *shape) {
    if (sign >= '0' && sign <= '9') {
        *shape = pgm_read_byte(&digit_shapes[sign - '0']);
    } else if (sign >= 'A' && sign <= 'Z') {
        *shape = pgm_read_byte(&letter_shapes[sign - 'A']);
    } else if (sign >= 'a' && sign <= 'z') {
        *shape = pgm_read_byte(&letter_shapes[sign - 'a']);
    } else if (sign == '-') {
        *shape = G;
    } else if (sign == ' ') {
        *shape = 0;
    } else {
        return false;
    }
    return true;
}

bool font_text(const char *text, uint8_t len, uint8_t digits[DIGITS]) {
    uint8_t at = DIGITS, point = 0;
    bool fits = true;
    memset(digits, 0, DIGITS);
    while (fits && len > 0) {
        char sign = text[--len];
        if (sign == '.' && point == 0) {
            point = POINT; /* shares the digit before it */
            continue;
        }
        uint8_t shape = 0;
        fits = at > 0 && shape_of(sign, &shape);
        if (fits) {
            digits[--at] = shape | point;
            point = 0;
        }
    }
    fits = fits && point == 0;
    if (!fits) {
        memset(digits, 0, DIGITS);
    }
    return fits;
}
