/* Who the pad is, as written to its EEPROM once (tools/identity.c makes the image), checked by a checksum. Pure C. */
#ifndef NOUBA_RECORD_H
#define NOUBA_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#define RECORD_LEN 15
#define RECORD_AT 0

struct record {
    uint8_t address;      /* 1-239, or ADDR_UNASSIGNED alone with the host */
    uint8_t wiring;       /* enum wiring */
    uint8_t uid[8];       /* never shared with another device */
    uint8_t tells_long;   /* a bit for each button: tells long presses apart */
    uint8_t tells_double; /* the same for double presses */
};

void record_write(const struct record *record, uint8_t bytes[RECORD_LEN]);
bool record_read(struct record *record, const uint8_t bytes[RECORD_LEN]);

#endif
