/* Makes the EEPROM image of one pad: identity ADDRESS bus|alone UID(16 hex digits) [LONG-MASK [DOUBLE-MASK]] > image
 * Masks have a bit for each button; without them all three tell long presses apart, and button 0 double ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../link.h"
#include "../record.h"

static int usage(void) {
    fputs("usage: identity ADDRESS bus|alone UID [LONG-MASK [DOUBLE-MASK]]\n"
          "  ADDRESS 1 to 239, or 240 to be given one (alone only); UID 16 hexadecimal digits\n", stderr);
    return 2;
}

int main(int argc, char **argv) {
    if (argc < 4 || strlen(argv[3]) != 16 || strspn(argv[3], "0123456789abcdefABCDEF") != 16) {
        return usage();
    }
    struct record record = {.address = (uint8_t)atoi(argv[1]), .tells_long = 7, .tells_double = 1}, again;
    record.wiring = strcmp(argv[2], "alone") == 0 ? WIRING_ALONE : WIRING_BUS;
    for (int i = 0; i < 8; i++) {
        char digits[3] = {argv[3][2 * i], argv[3][2 * i + 1], 0};
        record.uid[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
    if (argc > 4) {
        record.tells_long = (uint8_t)strtoul(argv[4], NULL, 0);
    }
    if (argc > 5) {
        record.tells_double = (uint8_t)strtoul(argv[5], NULL, 0);
    }
    uint8_t bytes[RECORD_LEN];
    record_write(&record, bytes);
    if (!record_read(&again, bytes) || atoi(argv[1]) != record.address) {
        return usage();
    }
    return fwrite(bytes, 1, sizeof bytes, stdout) == sizeof bytes ? 0 : 1;
}
