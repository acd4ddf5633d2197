#include "link.h"

#include <string.h>

enum type {
    TYPE_HELLO = 0x01,
    TYPE_POLL = 0x02,
    TYPE_ACK = 0x03,
    TYPE_WELCOME = 0x04,
    TYPE_EVENT = 0x10,
    TYPE_STATUS = 0x11,
    TYPE_SHOW = 0x20,
    TYPE_CHIME = 0x21,
    TYPE_DONE = 0x22,
    TYPE_LAMP = 0x23,
    TYPE_TIME = 0x30,
    TYPE_NAK = 0x7F,
};

#define WELCOME_LEN 12
#define TIME_LEN 10
#define LAMP_LEN 4
#define SHOW_LEN_MIN 6

/* The clock wraps after 49 days: a moment is reached when it is less than half a turn back. */
static bool reached(uint32_t now_ms, uint32_t at_ms) {
    return (int32_t)(now_ms - at_ms) >= 0;
}

static uint16_t u16_at(const uint8_t *from) {
    return (uint16_t)(from[0] | (uint16_t)from[1] << 8);
}

static uint32_t u32_at(const uint8_t *from) {
    return u16_at(from) | (uint32_t)u16_at(from + 2) << 16;
}

static uint8_t *put_u8(uint8_t *to, uint8_t value) {
    *to = value;
    return to + 1;
}

static uint8_t *put_u16(uint8_t *to, uint16_t value) {
    return put_u8(put_u8(to, (uint8_t)value), (uint8_t)(value >> 8));
}

static uint8_t *put_u32(uint8_t *to, uint32_t value) {
    return put_u16(put_u16(to, (uint16_t)value), (uint16_t)(value >> 16));
}

/* ---- taking in ------------------------------------------------------------------------------------------------ */

void link_init(struct link *link, const struct identity *identity, enum wiring wiring, uint8_t address,
               uint32_t now_ms) {
    memset(link, 0, sizeof *link);
    decoder_init(&link->decoder, address);
    link->identity = *identity;
    link->wiring = wiring;
    link->now_ms = link->second_ms = link->hello_at_ms = link->line_active_ms = now_ms;
    link->status_at_ms = now_ms + STATUS_FIRST_MS;
    link->blank_wanted = true;
}

static void reply_with(struct link *link, enum reply reply) {
    link->reply = reply;
    link->reply_at_ms = link->now_ms + (link->wiring == WIRING_BUS ? TURNAROUND_MS : 0);
}

static void nak(struct link *link, enum nak_code code, uint8_t dst) {
    link->nak_code = code;
    link->nak_dst = dst;
    reply_with(link, REPLY_NAK);
}

/* What the last host said has no meaning for the next one; events are kept. */
static void forget_host(struct link *link) {
    link->welcomed = false;
    link->sent = SENT_NOTHING;
    link->dones_len = 0;
    link->shown = false;
}

static void forget_first_event(struct link *link) {
    link->events_first = (uint8_t)(link->events_first + 1) % EVENTS_MAX;
    link->events_len--;
}

static void on_welcome(struct link *link, const uint8_t *payload) {
    if (payload[0] != LINK_VERSION) {
        nak(link, NAK_VERSION, ADDR_HOST);
        return;
    }
    if (link->decoder.address == ADDR_UNASSIGNED && payload[1] != ADDR_HOST && payload[1] <= ADDR_DEVICE_MAX) {
        link->decoder.address = payload[1];
    }
    if (!link->welcomed) {
        forget_host(link);
        link->welcomed = true;
    }
    link->rx_last = 0;
    reply_with(link, REPLY_ANSWER);
}

static void on_nak(struct link *link, uint8_t code) {
    if (code == NAK_HELLO_FIRST) {
        forget_host(link);
        reply_with(link, REPLY_HELLO);
        return;
    }
    if ((code != NAK_UNKNOWN_TYPE && code != NAK_BAD_ARGUMENTS) || link->sent == SENT_NOTHING) {
        return;
    }
    /* The host will never take this frame: without giving it up nothing behind it would get through. */
    if (link->sent == SENT_EVENT) {
        forget_first_event(link);
        count_up(&link->events_lost);
    }
    link->sent = SENT_NOTHING;
}

static void on_ack(struct link *link, uint8_t ack) {
    if (link->sent == SENT_NOTHING || ack != link->sent_seq) {
        return;
    }
    if (link->sent == SENT_EVENT) {
        forget_first_event(link);
    } else if (link->sent == SENT_STATUS) {
        link->status_due = false;
        link->status_at_ms = link->now_ms + STATUS_EVERY_MS;
    }
    link->sent = SENT_NOTHING;
}

/* A picture older than the one shown is a straggler of a converter; it is acknowledged and not shown. */
static void on_show(struct link *link, const struct frame *frame) {
    uint32_t rev = u32_at(frame->payload);
    if (link->shown && !reached(rev, link->shown_rev)) {
        return;
    }
    link->shown = true;
    link->shown_rev = rev;
    link->show.rev = rev;
    link->show.desk = frame->payload[5];
    link->show.len = frame->len - SHOW_LEN_MIN;
    memcpy(link->show.text, frame->payload + SHOW_LEN_MIN, link->show.len);
    link->show_wanted = true;
    link->blank_wanted = false;
}

static void on_lamp(struct link *link, const uint8_t *payload) {
    link->lamps[payload[0]] = (struct lamp){payload[1], u16_at(payload + 2)};
    link->lamps_wanted |= (uint8_t)(1 << payload[0]);
}

/* Whether the payload fits the type, in length and in range of its fields. */
static bool well_formed(const struct frame *frame) {
    const uint8_t *payload = frame->payload;
    switch (frame->type) {
    case TYPE_POLL:
    case TYPE_ACK:
        return frame->len == 0;
    case TYPE_NAK:
        return frame->len == 1 && payload[0] >= NAK_CRC && payload[0] <= NAK_HELLO_FIRST;
    case TYPE_WELCOME:
        return frame->len == WELCOME_LEN;
    case TYPE_TIME:
        return frame->len == TIME_LEN;
    case TYPE_SHOW:
        return frame->len >= SHOW_LEN_MIN && frame->len <= SHOW_LEN_MIN + TEXT_MAX;
    case TYPE_LAMP:
        return frame->len == LAMP_LEN && payload[1] <= LAMP_FLASH;
    default:
        return true;
    }
}

static void on_command(struct link *link, const struct frame *frame) {
    if (frame->seq != 0 && frame->seq == link->rx_last) {
        reply_with(link, REPLY_ANSWER); /* it is here already; only our answer was lost */
        return;
    }
    bool show = frame->type == TYPE_SHOW;
    if (show ? frame->payload[4] >= SLOTS : frame->payload[0] >= LAMPS) {
        nak(link, NAK_BAD_ARGUMENTS, ADDR_HOST);
        return;
    }
    if (show) {
        on_show(link, frame);
    } else {
        on_lamp(link, frame->payload);
    }
    link->rx_last = frame->seq;
    reply_with(link, REPLY_ANSWER);
}

static void on_message(struct link *link, const struct frame *frame) {
    on_ack(link, frame->ack);
    switch (frame->type) {
    case TYPE_ACK:
        break;
    case TYPE_POLL:
        reply_with(link, REPLY_POLLED);
        break;
    case TYPE_SHOW:
    case TYPE_LAMP:
        on_command(link, frame);
        break;
    case TYPE_TIME: /* there is no clock to set */
        reply_with(link, REPLY_ANSWER);
        break;
    default: /* CHIME: there is no sounder; the rest is for hosts, or of a later version */
        nak(link, NAK_UNKNOWN_TYPE, ADDR_HOST);
        break;
    }
}

static void on_frame(struct link *link, const struct frame *frame) {
    if (frame->dst == ADDR_BROADCAST) {
        return; /* only TIME comes so, and it is never answered */
    }
    link->heard = true;
    link->heard_ms = link->now_ms;
    bool fits = well_formed(frame);
    if (fits && frame->type == TYPE_WELCOME) {
        on_welcome(link, frame->payload);
    } else if (fits && frame->type == TYPE_NAK) {
        on_nak(link, frame->payload[0]);
    } else if (!link->welcomed) {
        reply_with(link, REPLY_HELLO);
    } else if (fits) {
        on_message(link, frame);
    } else {
        nak(link, NAK_BAD_ARGUMENTS, ADDR_HOST);
    }
}

void link_byte(struct link *link, uint8_t byte) {
    struct frame frame;
    link->line_active_ms = link->now_ms;
    switch (decoder_push(&link->decoder, byte, &frame)) {
    case RECEIVED_FRAME:
        if (frame.src == ADDR_HOST) {
            on_frame(link, &frame);
        }
        break;
    case RECEIVED_OTHER_VERSION:
        nak(link, NAK_VERSION, frame.src);
        break;
    case RECEIVED_NOTHING:
        break;
    }
}

/* ---- events and time ------------------------------------------------------------------------------------------ */

void link_event(struct link *link, uint8_t input, enum event_kind kind, uint32_t at_ms) {
    uint8_t bit = (uint8_t)(1 << (input & 7));
    if (kind == EVENT_STUCK) {
        link->stuck |= bit;
    } else if (kind == EVENT_RELEASE) {
        link->stuck &= (uint8_t)~bit;
    }
    if (link->events_len == EVENTS_MAX) {
        count_up(&link->events_lost);
        return;
    }
    uint8_t at = (uint8_t)(link->events_first + link->events_len) % EVENTS_MAX;
    link->events[at] = (struct event){at_ms, (uint8_t)kind, input, false};
    link->events_len++;
    link->last_n++;
}

void link_done(struct link *link, uint32_t rev, enum done_code code) {
    if (link->dones_len == DONES_MAX) {
        link->dones_len--;
        memmove(link->dones, link->dones + 1, link->dones_len * sizeof link->dones[0]);
    }
    link->dones[link->dones_len++] = (struct done){rev, (uint8_t)code};
}

/* Once a second: what would be misread after half a turn of the clock is noted while it can be told. */
static void on_second(struct link *link) {
    link->uptime_s++;
    link->status_due |= reached(link->now_ms, link->status_at_ms);
    for (uint8_t i = 0; i < link->events_len; i++) {
        struct event *event = &link->events[(uint8_t)(link->events_first + i) % EVENTS_MAX];
        event->old |= link->now_ms - event->at_ms >= UINT16_MAX;
    }
}

void link_time(struct link *link, uint32_t now_ms) {
    link->now_ms = now_ms;
    while (reached(now_ms, link->second_ms + 1000)) {
        link->second_ms += 1000;
        on_second(link);
    }
    if (link->heard && reached(now_ms, link->heard_ms + HOST_SILENT_MS)) {
        link->heard = false;
        forget_host(link);
        link->blank_wanted = true;
        link->show_wanted = false;
        link->lamps_wanted = 0;
    }
}

/* ---- sending -------------------------------------------------------------------------------------------------- */

static void transmit(struct link *link, struct output *output, enum type type, uint8_t seq, const uint8_t *payload,
                     uint8_t len) {
    uint8_t flags = LINK_VERSION << VERSION_SHIFT;
    if (seq != 0 && link->tries > 0) {
        flags |= FLAG_RETX;
    }
    if (link->events_len > 1) {
        flags |= FLAG_PENDING;
    }
    uint8_t dst = type == TYPE_NAK ? link->nak_dst : ADDR_HOST;
    const struct frame frame = {flags, dst, link->decoder.address, (uint8_t)type, seq, link->rx_last, len, payload};
    link->line_active_ms = link->now_ms;
    output->what = OUTPUT_TRANSMIT;
    output->wire_len = frame_encode(output->wire, &frame);
}

static void send_ack(struct link *link, struct output *output) {
    transmit(link, output, TYPE_ACK, 0, NULL, 0);
}

static void send_hello(struct link *link, struct output *output) {
    const struct identity *identity = &link->identity;
    uint8_t payload[HELLO_LEN], *to = payload;
    link->hello_at_ms = link->now_ms + HELLO_EVERY_MS;
    to = put_u8(put_u8(to, LINK_VERSION), LINK_VERSION);
    to = put_u32(to, identity->boot_id);
    memcpy(to, identity->uid, sizeof identity->uid);
    to = put_u16(to + sizeof identity->uid, identity->model);
    memcpy(to, identity->fw, sizeof identity->fw);
    to = put_u32(to + sizeof identity->fw, identity->caps | (link->wiring == WIRING_ALONE ? CAP_UNASKED : 0));
    put_u8(to, PAYLOAD_MAX);
    transmit(link, output, TYPE_HELLO, 0, payload, HELLO_LEN);
}

static uint8_t *put_event(const struct link *link, uint8_t *to) {
    const struct event *event = &link->events[link->events_first];
    uint32_t age_ms = link->now_ms - event->at_ms;
    to = put_u32(to, link->last_n - link->events_len + 1);
    to = put_u16(to, event->old || age_ms > UINT16_MAX ? UINT16_MAX : (uint16_t)age_ms);
    return put_u8(put_u8(to, event->kind), event->input);
}

static uint8_t *put_status(const struct link *link, uint8_t *to) {
    to = put_u16(put_u32(to, link->uptime_s), 0); /* the supply is not measured */
    to = put_u16(to, decoder_damaged(&link->decoder));
    to = put_u16(to, link->events_lost);
    return put_u8(to, link->stuck != 0);
}

static void send_outstanding(struct link *link, struct output *output) {
    uint8_t payload[16], *to = payload;
    enum type type = TYPE_STATUS;
    switch (link->sent) {
    case SENT_EVENT:
        type = TYPE_EVENT;
        to = put_event(link, to);
        break;
    case SENT_DONE:
        type = TYPE_DONE;
        to = put_u8(put_u32(to, link->sent_done.id), link->sent_done.code);
        break;
    case SENT_STATUS:
        to = put_status(link, to);
        break;
    case SENT_NOTHING:
        send_ack(link, output);
        return;
    }
    transmit(link, output, type, link->sent_seq, payload, (uint8_t)(to - payload));
}

static void repeat(struct link *link, struct output *output) {
    if (link->tries < UINT8_MAX) {
        link->tries++;
    }
    link->retry_at_ms = link->now_ms + (link->tries < RETRIES_FAST ? RETRY_MS : RETRY_SLOW_MS);
    send_outstanding(link, output);
}

/* Makes the next sequenced message outstanding: events first, a person waits for them. */
static bool take_next(struct link *link) {
    if (link->events_len > 0) {
        link->sent = SENT_EVENT;
    } else if (link->dones_len > 0) {
        link->sent = SENT_DONE;
        link->sent_done = link->dones[0];
        link->dones_len--;
        memmove(link->dones, link->dones + 1, link->dones_len * sizeof link->dones[0]);
    } else if (link->status_due || reached(link->now_ms, link->status_at_ms)) {
        link->sent = SENT_STATUS;
    } else {
        return false;
    }
    link->tx_seq = link->tx_seq == UINT8_MAX ? 1 : link->tx_seq + 1; /* 0 means unsequenced */
    link->sent_seq = link->tx_seq;
    link->tries = 0;
    link->retry_at_ms = link->now_ms + RETRY_MS;
    return true;
}

static void next_frame(struct link *link, struct output *output, bool polled) {
    if (link->sent != SENT_NOTHING) {
        if (polled || link->wiring == WIRING_BUS) {
            repeat(link, output);
        } else {
            send_ack(link, output);
        }
    } else if (take_next(link)) {
        send_outstanding(link, output);
    } else {
        send_ack(link, output);
    }
}

static void answer(struct link *link, struct output *output) {
    enum reply reply = link->reply;
    link->reply = REPLY_NONE;
    if (reply == REPLY_HELLO) {
        send_hello(link, output);
    } else if (reply == REPLY_NAK) {
        transmit(link, output, TYPE_NAK, 0, &link->nak_code, 1);
    } else {
        next_frame(link, output, reply == REPLY_POLLED);
    }
}

/* A stranger on a shared line speaks up only when nobody polls at all; alone, each second. */
static bool hello_due(const struct link *link) {
    if (link->welcomed || link->reply != REPLY_NONE || !reached(link->now_ms, link->hello_at_ms)) {
        return false;
    }
    uint32_t quiet_ms = HELLO_EVERY_MS + HELLO_STAGGER_MS * (uint32_t)link->decoder.address;
    return link->wiring == WIRING_ALONE || reached(link->now_ms, link->line_active_ms + quiet_ms);
}

static void speak_unasked(struct link *link, struct output *output) {
    if (!link->welcomed || link->wiring == WIRING_BUS) {
        return;
    }
    if (link->sent != SENT_NOTHING) {
        if (reached(link->now_ms, link->retry_at_ms)) {
            repeat(link, output);
        }
    } else if (take_next(link)) {
        send_outstanding(link, output);
    }
}

static bool take_effect(struct link *link, struct output *output) {
    if (link->blank_wanted) {
        link->blank_wanted = false;
        output->what = OUTPUT_BLANK;
        return true;
    }
    if (link->show_wanted) {
        link->show_wanted = false;
        output->what = OUTPUT_SHOW;
        return true;
    }
    for (uint8_t lamp = 0; lamp < LAMPS; lamp++) {
        uint8_t bit = (uint8_t)(1 << lamp);
        if (link->lamps_wanted & bit) {
            link->lamps_wanted &= (uint8_t)~bit;
            output->what = OUTPUT_LAMP;
            output->lamp = lamp;
            return true;
        }
    }
    return false;
}

void link_poll(struct link *link, struct output *output) {
    output->what = OUTPUT_NOTHING;
    if (take_effect(link, output)) {
        return;
    }
    if (link->reply != REPLY_NONE && reached(link->now_ms, link->reply_at_ms)) {
        answer(link, output);
    } else if (hello_due(link)) {
        send_hello(link, output);
    } else {
        speak_unasked(link, output);
    }
}
