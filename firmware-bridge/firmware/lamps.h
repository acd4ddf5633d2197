/* Lamps: whether one is lit now. Pure C. */
#ifndef NOUBA_LAMPS_H
#define NOUBA_LAMPS_H

#include <stdbool.h>
#include <stdint.h>

#include "link.h"

#define FLASH_MS 300
#define SLOW_HALF_MS 500
#define FAST_HALF_MS 125

struct lamp_state {
    struct lamp lamp;
    uint32_t since_ms;
};

void lamp_set(struct lamp_state *state, struct lamp lamp, uint32_t now_ms);

/* Whether the lamp is lit; turns it off for good when its time is over. Call at least each FAST_HALF_MS. */
bool lamp_lit(struct lamp_state *state, uint32_t now_ms);

#endif
