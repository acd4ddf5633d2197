/* Four digits behind a MAX7219 (or its copies) on SPI. */
#ifndef NOUBA_DISPLAY_H
#define NOUBA_DISPLAY_H

#include <stdbool.h>
#include <stdint.h>

void display_init(void);

/* Shows `text`; false, and a dark display, when it cannot be shown. It is readable on return. */
bool display_text(const char *text, uint8_t len);

/* Tells the chip everything again: static electricity can switch it off or into its test. Call each second. */
void display_refresh(void);

#endif
