/* Frames of "nouba link" version 1 (PROTOCOL.md "Frame"): checksum, stuffing, finding frames in a stream of bytes.
 * Pure C, no registers: the same file runs on the AVR and in the tests on a PC. */
#ifndef NOUBA_FRAME_H
#define NOUBA_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#define LINK_VERSION 1
#define ADDR_HOST 0x00
#define ADDR_DEVICE_MAX 0xEF
#define ADDR_UNASSIGNED 0xF0
#define ADDR_BROADCAST 0xFF

#define FLAG_RETX 0x10
#define FLAG_PENDING 0x08
#define VERSION_SHIFT 5

#define HEADER_LEN 7
#define PAYLOAD_MAX 200
#define CRC_LEN 2
#define FRAME_OVERHEAD (HEADER_LEN + CRC_LEN)
#define FRAME_MAX (FRAME_OVERHEAD + PAYLOAD_MAX)
/* COBS adds one byte to anything up to 254. */
#define STUFFED_MAX (FRAME_MAX + 1)
/* What a payload of `len` bytes takes on the line, with a delimiter at both ends. */
#define WIRE_LEN(len) (FRAME_OVERHEAD + (len) + 3)

struct frame {
    uint8_t flags; /* version in bits 7-5, FLAG_* */
    uint8_t dst;
    uint8_t src;
    uint8_t type;
    uint8_t seq;
    uint8_t ack;
    uint8_t len;
    const uint8_t *payload;
};

/* Frames thrown away, by cause. Counters stay at 65535. */
struct drops {
    uint16_t cobs, too_short, length, crc, version, not_for_me, echo;
};

struct decoder {
    uint8_t address;
    uint8_t len;
    bool overrun;
    uint8_t buffer[STUFFED_MAX];
    struct drops drops;
};

enum received {
    RECEIVED_NOTHING,
    RECEIVED_FRAME,         /* for this address or for everybody */
    RECEIVED_OTHER_VERSION, /* undamaged, for this address; answered with NAK 2 */
};

/* CRC-16/IBM-3740, continued from `crc`; begin with 0xFFFF. */
uint16_t crc16(uint16_t crc, const uint8_t *bytes, uint8_t len);

/* Writes `frame` as it goes on the line; returns how many bytes, WIRE_LEN(frame->len). */
uint8_t frame_encode(uint8_t *wire, const struct frame *frame);

void decoder_init(struct decoder *decoder, uint8_t address);

/* Takes one byte. What `frame` points to is good until the next byte. */
enum received decoder_push(struct decoder *decoder, uint8_t byte, struct frame *frame);

/* Frames that came damaged: everything but other versions, other receivers and echoes. */
uint16_t decoder_damaged(const struct decoder *decoder);

/* Counts up and stays at 65535. */
void count_up(uint16_t *counter);

#endif
