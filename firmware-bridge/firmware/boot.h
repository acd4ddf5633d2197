/* Counts the starts in EEPROM, so that two boots never share a number. */
#ifndef NOUBA_BOOT_H
#define NOUBA_BOOT_H

#include <stdbool.h>
#include <stdint.h>

/* Writes and returns the number of this start; false when the EEPROM does not keep it. */
bool boot_count(uint32_t *boot_id);

#endif
