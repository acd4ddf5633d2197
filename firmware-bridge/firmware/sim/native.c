/* The firmware's pure parts on a PC, driven by lines on stdin; every answer ends with a line ".".
 *   decode ADDRESS HEX       the frames found, then what was dropped by cause
 *   encode HEX               a frame without len and checksum: flags dst src type seq ack payload
 *   font TEXT                the segments, or "no"
 *   link bus|alone ADDRESS UID BOOT NOW      a device that starts
 *   time MS | rx HEX | event INPUT KIND      and what it does then
 *   key LONG DOUBLE CONTACT  a button that starts
 *   hold MS CONTACT          samples of it, and what they mean
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../font.h"
#include "../keys.h"
#include "../link.h"

#define LINE_MAX_LEN 65536

static struct link line;
static struct key key;
static uint32_t clock_ms;

static size_t from_hex(const char *hex, uint8_t *to) {
    size_t len = 0;
    for (unsigned byte; sscanf(hex, "%2x", &byte) == 1; hex += 2) {
        to[len++] = (uint8_t)byte;
    }
    return len;
}

static void print_hex(const char *what, const uint8_t *bytes, size_t len) {
    printf("%s", what);
    while (len--) {
        printf("%02x", *bytes++);
    }
    putchar('\n');
}

static void decode(uint8_t address, const uint8_t *bytes, size_t len) {
    struct decoder decoder;
    struct frame frame;
    decoder_init(&decoder, address);
    while (len--) {
        switch (decoder_push(&decoder, *bytes++, &frame)) {
        case RECEIVED_FRAME:
            printf("frame %u %u %u %u %u %u ", frame.flags, frame.dst, frame.src, frame.type, frame.seq, frame.ack);
            print_hex("", frame.payload, frame.len);
            break;
        case RECEIVED_OTHER_VERSION:
            printf("other %u\n", frame.src);
            break;
        case RECEIVED_NOTHING:
            break;
        }
    }
    const struct drops *d = &decoder.drops;
    printf("drops %u %u %u %u %u %u %u\n", d->cobs, d->too_short, d->length, d->crc, d->version, d->not_for_me, d->echo);
}

static void encode(const uint8_t *b, size_t len) {
    uint8_t wire[WIRE_LEN(PAYLOAD_MAX)];
    const struct frame frame = {b[0], b[1], b[2], b[3], b[4], b[5], (uint8_t)(len - 6), b + 6};
    print_hex("wire ", wire, frame_encode(wire, &frame));
}

static void print_outputs(void) {
    struct output output;
    uint8_t digits[DIGITS];
    for (;;) {
        link_poll(&line, &output);
        switch (output.what) {
        case OUTPUT_NOTHING:
            return;
        case OUTPUT_TRANSMIT:
            print_hex("tx ", output.wire, output.wire_len);
            break;
        case OUTPUT_SHOW:
            printf("show %u %u %.*s\n", line.show.rev, line.show.desk, line.show.len, line.show.text);
            link_done(&line, line.show.rev, font_text(line.show.text, line.show.len, digits) ? DONE_WELL : DONE_FAILED);
            break;
        case OUTPUT_BLANK:
            puts("blank");
            break;
        case OUTPUT_LAMP:
            printf("lamp %u %u %u\n", output.lamp, line.lamps[output.lamp].pattern, line.lamps[output.lamp].ttl_ms);
            break;
        }
    }
}

static void start_link(const char *wiring, unsigned address, const char *uid, unsigned boot) {
    struct identity identity = {.boot_id = boot, .model = 0x0328, .fw = {1, 0, 0}};
    identity.caps = CAP_BUTTONS | CAP_LAMPS | CAP_DISPLAY | CAP_TEXT_LETTERS;
    from_hex(uid, identity.uid);
    link_init(&line, &identity, strcmp(wiring, "alone") == 0 ? WIRING_ALONE : WIRING_BUS, (uint8_t)address, clock_ms);
    print_outputs();
}

static void hold(unsigned ms, unsigned contact) {
    while (ms--) {
        uint32_t at_ms;
        uint8_t kind = key_sample(&key, contact != 0, ++clock_ms, &at_ms);
        if (kind != KEY_NOTHING) {
            printf("key %u %u %u\n", kind, at_ms, clock_ms);
        }
    }
}

static void carry_out(char *text) {
    static uint8_t bytes[LINE_MAX_LEN];
    unsigned a, b, c;
    char word[32], uid[32];
    if (sscanf(text, "decode %u", &a) == 1) {
        char *hex = strchr(text + 7, ' ');
        decode((uint8_t)a, bytes, hex ? from_hex(hex + 1, bytes) : 0);
    } else if (strncmp(text, "encode ", 7) == 0) {
        encode(bytes, from_hex(text + 7, bytes));
    } else if (strncmp(text, "font ", 5) == 0) {
        uint8_t digits[DIGITS];
        bool fits = font_text(text + 5, (uint8_t)strlen(text + 5), digits);
        fits ? print_hex("", digits, DIGITS) : (void)puts("no");
    } else if (sscanf(text, "link %31s %u %31s %u %u", word, &a, uid, &b, &c) == 5) {
        clock_ms = c;
        start_link(word, a, uid, b);
    } else if (sscanf(text, "time %u", &a) == 1) {
        link_time(&line, clock_ms = a);
        print_outputs();
    } else if (strncmp(text, "rx ", 3) == 0) {
        size_t len = from_hex(text + 3, bytes);
        for (size_t i = 0; i < len; i++) {
            link_byte(&line, bytes[i]);
        }
        print_outputs();
    } else if (sscanf(text, "event %u %u", &a, &b) == 2) {
        link_event(&line, (uint8_t)a, (enum event_kind)b, clock_ms);
        print_outputs();
    } else if (sscanf(text, "key %u %u %u", &a, &b, &c) == 3) {
        key_init(&key, a, b, c, clock_ms = 0);
    } else if (sscanf(text, "hold %u %u", &a, &b) == 2) {
        hold(a, b);
    } else {
        printf("what is \"%s\"?\n", text);
    }
    puts(".");
}

int main(void) {
    static char text[LINE_MAX_LEN];
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    while (fgets(text, sizeof text, stdin) != NULL) {
        text[strcspn(text, "\n")] = 0;
        carry_out(text);
        fflush(stdout);
    }
    return 0;
}
