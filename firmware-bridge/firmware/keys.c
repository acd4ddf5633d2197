#include "keys.h"

void key_init(struct key *key, bool tells_long, bool tells_double, bool contact, uint32_t now_ms) {
    *key = (struct key){
        .tells_long = tells_long,
        .tells_double = tells_double,
        .down = contact,
        .state = contact ? KEY_REPORTED : KEY_UP,
        .pressed_ms = now_ms,
    };
}

/* Returns whether the debounced contact changed: it did when it was different for DEBOUNCE_MS without a break. */
static bool debounce(struct key *key, bool contact) {
    if (contact == key->down) {
        key->differs_ms = 0;
        return false;
    }
    if (++key->differs_ms < DEBOUNCE_MS) {
        return false;
    }
    key->differs_ms = 0;
    key->down = contact;
    return true;
}

static uint8_t on_down(struct key *key, uint32_t now_ms) {
    bool second = key->state == KEY_BETWEEN;
    key->pressed_ms = now_ms - (DEBOUNCE_MS - 1);
    if (second) {
        key->state = KEY_REPORTED;
        return EVENT_DOUBLE;
    }
    if (key->tells_long || key->tells_double) {
        key->state = KEY_DOWN;
        return KEY_NOTHING;
    }
    key->state = KEY_REPORTED;
    return EVENT_PRESS;
}

static uint8_t on_up(struct key *key, uint32_t now_ms) {
    uint8_t kind = KEY_NOTHING;
    if (key->state == KEY_DOWN && key->tells_double) {
        key->released_ms = now_ms;
        key->state = KEY_BETWEEN;
        return KEY_NOTHING;
    }
    if (key->state == KEY_DOWN) {
        kind = EVENT_PRESS;
    } else if (key->state == KEY_STUCK) {
        kind = EVENT_RELEASE;
        key->pressed_ms = now_ms; /* a release has its own moment */
    }
    key->state = KEY_UP;
    return kind;
}

static uint8_t on_time(struct key *key, uint32_t now_ms) {
    uint32_t held_ms = now_ms - key->pressed_ms;
    switch (key->state) {
    case KEY_DOWN:
        if (key->tells_long && held_ms >= LONG_MS) {
            key->state = KEY_REPORTED;
            return EVENT_LONG;
        }
        /* fall through */
    case KEY_REPORTED:
        if (held_ms >= STUCK_MS) {
            key->state = KEY_STUCK;
            return EVENT_STUCK;
        }
        return KEY_NOTHING;
    case KEY_BETWEEN:
        /* A second press that has begun to bounce in time counts, though it is not sure yet. */
        if (now_ms - key->released_ms >= DOUBLE_MS && key->differs_ms == 0) {
            key->state = KEY_UP;
            return EVENT_PRESS;
        }
        return KEY_NOTHING;
    case KEY_UP:
    case KEY_STUCK:
        return KEY_NOTHING;
    }
    return KEY_NOTHING;
}

uint8_t key_sample(struct key *key, bool contact, uint32_t now_ms, uint32_t *at_ms) {
    uint8_t kind;
    if (debounce(key, contact)) {
        kind = key->down ? on_down(key, now_ms) : on_up(key, now_ms);
    } else {
        kind = on_time(key, now_ms);
    }
    *at_ms = key->pressed_ms;
    return kind;
}
