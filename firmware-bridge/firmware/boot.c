#include "boot.h"

#include <avr/eeprom.h>

#include "frame.h"

/* A cell bears 100 000 writes: taking eight in turn bears 800 000 starts. */
#define SLOTS_AT 0x20
#define SLOT_COUNT 8

struct slot {
    uint32_t count;
    uint16_t crc;
};

static uint16_t crc_of(uint32_t count) {
    return crc16(0xFFFF, (const uint8_t *)&count, sizeof count);
}

static void *address_of(uint8_t slot) {
    return (void *)(uintptr_t)(SLOTS_AT + slot * sizeof(struct slot));
}

/* A slot half written when the power went has a wrong checksum; nothing was said under its number yet. */
static uint32_t read_slot(uint8_t index) {
    struct slot slot;
    eeprom_read_block(&slot, address_of(index), sizeof slot);
    return slot.crc == crc_of(slot.count) ? slot.count : 0;
}

bool boot_count(uint32_t *boot_id) {
    uint32_t last = 0;
    uint8_t at = 0;
    for (uint8_t i = 0; i < SLOT_COUNT; i++) {
        uint32_t count = read_slot(i);
        if (count > last) {
            last = count;
            at = (uint8_t)(i + 1) % SLOT_COUNT;
        }
    }
    const struct slot next = {last + 1, crc_of(last + 1)};
    for (uint8_t tries = 0; tries < SLOT_COUNT; tries++) {
        eeprom_update_block(&next, address_of(at), sizeof next);
        if (read_slot(at) == next.count) {
            *boot_id = next.count;
            return true;
        }
        at = (uint8_t)(at + 1) % SLOT_COUNT; /* worn out */
    }
    return false;
}
