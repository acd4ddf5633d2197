/* Buttons: from bouncing contacts to what a person meant. Pure C; one sample a millisecond.
 *
 * Telling long and double presses from short ones costs time: a press can only be told at its end, or after the time
 * for a second one. So each button says what it tells apart, and one that tells nothing apart is reported at once.
 * The moment reported is always that of the first contact. */
#ifndef NOUBA_KEYS_H
#define NOUBA_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "link.h"

/* Contacts bounce for 5-20 ms; 20-30 ms are usual (reference: devices.md section 7). */
#define DEBOUNCE_MS 25
/* Held this long is a long press. */
#define LONG_MS 800
/* A second press this soon after the end of the first is a double press. */
#define DOUBLE_MS 300
/* Held this long is jammed: out of use until let go. */
#define STUCK_MS 10000

struct key {
    bool tells_long, tells_double;
    bool down; /* debounced */
    uint8_t differs_ms;
    enum { KEY_UP, KEY_DOWN, KEY_BETWEEN, KEY_REPORTED, KEY_STUCK } state;
    uint32_t pressed_ms;  /* first contact */
    uint32_t released_ms; /* when the first press of a possible two ended */
};

#define KEY_NOTHING 0

/* A button that is down already at the start was not pressed by a person; it is jammed in STUCK_MS. */
void key_init(struct key *key, bool tells_long, bool tells_double, bool contact, uint32_t now_ms);

/* Takes a sample; returns an event_kind that began at `*at_ms`, or KEY_NOTHING. */
uint8_t key_sample(struct key *key, bool contact, uint32_t now_ms, uint32_t *at_ms);

#endif
