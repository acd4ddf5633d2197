#include "record.h"

#include <string.h>

#include "link.h"

/* Not 00 or FF, which erased memory has; changes with the layout. */
#define RECORD_MARK 0x4E
#define BODY_LEN (RECORD_LEN - CRC_LEN)

void record_write(const struct record *record, uint8_t bytes[RECORD_LEN]) {
    bytes[0] = RECORD_MARK;
    bytes[1] = record->address;
    bytes[2] = record->wiring;
    memcpy(bytes + 3, record->uid, sizeof record->uid);
    bytes[11] = record->tells_long;
    bytes[12] = record->tells_double;
    uint16_t crc = crc16(0xFFFF, bytes, BODY_LEN);
    bytes[13] = (uint8_t)crc;
    bytes[14] = (uint8_t)(crc >> 8);
}

bool record_read(struct record *record, const uint8_t bytes[RECORD_LEN]) {
    uint16_t crc = crc16(0xFFFF, bytes, BODY_LEN);
    *record = (struct record){bytes[1], bytes[2], {0}, bytes[11], bytes[12]};
    memcpy(record->uid, bytes + 3, sizeof record->uid);
    bool addressed = record->address >= 1 && record->address <= ADDR_DEVICE_MAX;
    bool alone = record->wiring == WIRING_ALONE;
    return bytes[0] == RECORD_MARK && bytes[13] == (uint8_t)crc && bytes[14] == (uint8_t)(crc >> 8) &&
           (addressed || (alone && record->address == ADDR_UNASSIGNED)) && record->wiring <= WIRING_ALONE;
}
