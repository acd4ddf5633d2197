/* What a device does with the messages (PROTOCOL.md "Behaviour"); the same rules as src/device.rs.
 * Pure C: no registers, no clock. The caller puts bytes, events and the time in, and takes out what is to be done. */
#ifndef NOUBA_LINK_H
#define NOUBA_LINK_H

#include "frame.h"

/* Events kept while the host is away. When full, new ones are lost: the first press wins. */
#define EVENTS_MAX 32
/* DONE messages that wait for a poll; when full the oldest goes, a newer picture replaced it. */
#define DONES_MAX 8
/* One line of four digits, three lamps. What is beyond is answered with NAK 5. */
#define SLOTS 1
#define LAMPS 3
#define TEXT_MAX 32

#define HELLO_EVERY_MS 1000
#define HELLO_STAGGER_MS 10
/* Shortened only to save time where a person watches; the tests run the simulator faster instead. */
#ifndef HOST_SILENT_MS
#define HOST_SILENT_MS 30000
#endif
/* On a shared line the host's driver must be off before we begin (1-5 ms allowed). */
#define TURNAROUND_MS 1
#define STATUS_FIRST_MS 5000
#define STATUS_EVERY_MS 60000
/* Alone with the host: three times at this pace, then each second; it writes to disk before it acknowledges. */
#define RETRY_MS 100
#define RETRY_SLOW_MS 1000
#define RETRIES_FAST 3

#define CAP_UNASKED 0x001UL
#define CAP_BUTTONS 0x002UL
#define CAP_LAMPS 0x004UL
#define CAP_DISPLAY 0x008UL
#define CAP_TEXT_LETTERS 0x100UL

enum event_kind { EVENT_PRESS = 1, EVENT_RELEASE, EVENT_LONG, EVENT_DOUBLE, EVENT_STUCK, EVENT_FAULT };
enum lamp_pattern { LAMP_OFF, LAMP_ON, LAMP_SLOW, LAMP_FAST, LAMP_FLASH };
enum done_code { DONE_WELL, DONE_FAILED, DONE_EXPIRED };
enum nak_code { NAK_CRC = 1, NAK_VERSION, NAK_BUSY, NAK_UNKNOWN_TYPE, NAK_BAD_ARGUMENTS, NAK_HELLO_FIRST };

/* How the device is wired. */
enum wiring {
    WIRING_BUS,   /* RS-485 with others: speaks only when asked */
    WIRING_ALONE, /* RS-232 or USB: speaks when it has something to say */
};

struct identity {
    uint8_t uid[8];
    uint32_t boot_id;
    uint16_t model;
    uint8_t fw[3];
    uint32_t caps; /* CAP_UNASKED is added by the wiring */
};

struct show {
    uint32_t rev;
    uint8_t desk;
    uint8_t len;
    char text[TEXT_MAX];
};

struct lamp {
    uint8_t pattern;
    uint16_t ttl_ms; /* 0: until told otherwise */
};

struct event {
    uint32_t at_ms;
    uint8_t kind;
    uint8_t input;
    bool old; /* its age does not fit 16 bits any more, and soon not the clock */
};

struct done {
    uint32_t id;
    uint8_t code;
};

enum sent { SENT_NOTHING, SENT_EVENT, SENT_DONE, SENT_STATUS };
enum reply { REPLY_NONE, REPLY_POLLED, REPLY_ANSWER, REPLY_HELLO, REPLY_NAK };

struct link {
    struct identity identity;
    enum wiring wiring;
    struct decoder decoder;
    uint32_t now_ms;
    uint32_t second_ms;
    uint32_t uptime_s;

    bool welcomed;
    bool heard; /* heard_ms means something */
    uint32_t heard_ms;
    uint32_t hello_at_ms;
    uint32_t line_active_ms;
    uint8_t tx_seq, rx_last;

    enum sent sent; /* what is on its way */
    uint8_t sent_seq, tries;
    uint32_t retry_at_ms;
    struct done sent_done;

    enum reply reply;
    uint32_t reply_at_ms;
    uint8_t nak_code, nak_dst;

    struct event events[EVENTS_MAX];
    uint8_t events_first, events_len;
    uint32_t last_n; /* of the newest event kept; they are counted without gaps */
    uint16_t events_lost;
    uint8_t stuck; /* a bit for each input */

    struct done dones[DONES_MAX];
    uint8_t dones_len;

    bool status_due;
    uint32_t status_at_ms;

    bool shown;
    uint32_t shown_rev;
    bool blank_wanted, show_wanted;
    struct show show;
    uint8_t lamps_wanted; /* a bit for each lamp */
    struct lamp lamps[LAMPS];
};

/* HELLO is the longest frame a device sends. */
#define HELLO_LEN 24
#define TX_MAX WIRE_LEN(HELLO_LEN)

struct output {
    enum {
        OUTPUT_NOTHING,
        OUTPUT_TRANSMIT, /* wire, wire_len */
        OUTPUT_SHOW,     /* link->show; report link_done */
        OUTPUT_BLANK,    /* the host is away: show "--", lamps dark */
        OUTPUT_LAMP,     /* link->lamps[lamp] */
    } what;
    uint8_t lamp;
    uint8_t wire_len;
    uint8_t wire[TX_MAX];
};

/* `address` ADDR_UNASSIGNED: WELCOME gives one. */
void link_init(struct link *link, const struct identity *identity, enum wiring wiring, uint8_t address,
               uint32_t now_ms);

/* Tells the time, in milliseconds since the start; call at least each second. It may wrap. */
void link_time(struct link *link, uint32_t now_ms);

/* A byte from the line. */
void link_byte(struct link *link, uint8_t byte);

/* Something happened at a button, at `at_ms`. */
void link_event(struct link *link, uint8_t input, enum event_kind kind, uint32_t at_ms);

/* The picture `rev` is on the display, or cannot be. */
void link_done(struct link *link, uint32_t rev, enum done_code code);

/* Takes out the next thing to do. Call until there is nothing, but only while the last frame has left. */
void link_poll(struct link *link, struct output *output);

#endif
