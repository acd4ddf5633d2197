#include "frame.h"

#define CRC_START 0xFFFF

/* Bit by bit: a table of 512 bytes would make it faster, and 20 bytes take 0.1 ms as it is. */
static uint16_t crc16_byte(uint16_t crc, uint8_t byte) {
    crc ^= (uint16_t)((uint16_t)byte << 8);
    for (uint8_t bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) ? (uint16_t)(crc << 1) ^ 0x1021 : (uint16_t)(crc << 1);
    }
    return crc;
}

uint16_t crc16(uint16_t crc, const uint8_t *bytes, uint8_t len) {
    while (len--) {
        crc = crc16_byte(crc, *bytes++);
    }
    return crc;
}

/* Stuffs bytes as they come, so that no second buffer is needed. */
struct stuffer {
    uint8_t *wire;
    uint8_t len;
    uint8_t code_at; /* where the distance to the next zero goes */
};

static void stuff(struct stuffer *to, uint8_t byte) {
    if (byte != 0) {
        to->wire[to->len++] = byte;
        return;
    }
    to->wire[to->code_at] = (uint8_t)(to->len - to->code_at);
    to->code_at = to->len++;
}

static void stuff_all(struct stuffer *to, const uint8_t *bytes, uint8_t len) {
    while (len--) {
        stuff(to, *bytes++);
    }
}

uint8_t frame_encode(uint8_t *wire, const struct frame *frame) {
    const uint8_t header[HEADER_LEN] = {frame->flags, frame->dst, frame->src, frame->type,
                                        frame->seq,   frame->ack, frame->len};
    uint16_t crc = crc16(crc16(CRC_START, header, HEADER_LEN), frame->payload, frame->len);
    struct stuffer to = {wire, 2, 1};
    wire[0] = 0; /* ends whatever noise came before */
    stuff_all(&to, header, HEADER_LEN);
    stuff_all(&to, frame->payload, frame->len);
    stuff(&to, (uint8_t)crc);
    stuff(&to, (uint8_t)(crc >> 8));
    wire[to.code_at] = (uint8_t)(to.len - to.code_at);
    wire[to.len++] = 0;
    return to.len;
}

void decoder_init(struct decoder *decoder, uint8_t address) {
    *decoder = (struct decoder){.address = address};
}

void count_up(uint16_t *counter) {
    if (*counter != UINT16_MAX) {
        ++*counter;
    }
}

static enum received drop(uint16_t *counter) {
    count_up(counter);
    return RECEIVED_NOTHING;
}

#define UNSTUFF_FAILED (-1)

/* Undoes the stuffing in place. Returns how many bytes are left, or UNSTUFF_FAILED. */
static int16_t unstuff(uint8_t *buffer, uint8_t len) {
    uint8_t from = 0, to = 0;
    while (from < len) {
        uint8_t code = buffer[from++];
        for (uint8_t left = code - 1; left > 0; left--) {
            if (from >= len) {
                return UNSTUFF_FAILED;
            }
            buffer[to++] = buffer[from++];
        }
        if (code != 0xFF && from < len) {
            buffer[to++] = 0;
        }
    }
    return to;
}

static enum received check(struct decoder *decoder, uint8_t len, struct frame *frame) {
    const uint8_t *raw = decoder->buffer;
    struct drops *drops = &decoder->drops;
    if (len < FRAME_OVERHEAD) {
        return drop(&drops->too_short);
    }
    if (raw[HEADER_LEN - 1] != len - FRAME_OVERHEAD) {
        return drop(&drops->length);
    }
    uint16_t crc = crc16(CRC_START, raw, len - CRC_LEN);
    if (raw[len - 2] != (uint8_t)crc || raw[len - 1] != (uint8_t)(crc >> 8)) {
        return drop(&drops->crc);
    }
    *frame = (struct frame){raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw + HEADER_LEN};
    if (frame->src == decoder->address) {
        return drop(&drops->echo);
    }
    if (frame->dst != decoder->address && frame->dst != ADDR_BROADCAST) {
        return drop(&drops->not_for_me);
    }
    if (frame->flags >> VERSION_SHIFT == LINK_VERSION) {
        return RECEIVED_FRAME;
    }
    count_up(&drops->version);
    return frame->dst == ADDR_BROADCAST ? RECEIVED_NOTHING : RECEIVED_OTHER_VERSION;
}

enum received decoder_push(struct decoder *decoder, uint8_t byte, struct frame *frame) {
    if (byte != 0) {
        if (decoder->len == STUFFED_MAX) {
            decoder->overrun = true;
        } else {
            decoder->buffer[decoder->len++] = byte;
        }
        return RECEIVED_NOTHING;
    }
    uint8_t len = decoder->len;
    bool overrun = decoder->overrun;
    decoder->len = 0;
    decoder->overrun = false;
    if (overrun) {
        return drop(&decoder->drops.cobs);
    }
    if (len == 0) {
        return RECEIVED_NOTHING;
    }
    int16_t left = unstuff(decoder->buffer, len);
    return left == UNSTUFF_FAILED ? drop(&decoder->drops.cobs) : check(decoder, (uint8_t)left, frame);
}

uint16_t decoder_damaged(const struct decoder *decoder) {
    const struct drops *drops = &decoder->drops;
    uint32_t sum = (uint32_t)drops->cobs + drops->too_short + drops->length + drops->crc;
    return sum > UINT16_MAX ? UINT16_MAX : (uint16_t)sum;
}
