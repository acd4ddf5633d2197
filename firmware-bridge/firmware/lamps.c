#include "lamps.h"

void lamp_set(struct lamp_state *state, struct lamp lamp, uint32_t now_ms) {
    if (lamp.pattern == LAMP_FLASH && (lamp.ttl_ms == 0 || lamp.ttl_ms > FLASH_MS)) {
        lamp.ttl_ms = FLASH_MS;
    }
    *state = (struct lamp_state){lamp, now_ms};
}

bool lamp_lit(struct lamp_state *state, uint32_t now_ms) {
    uint32_t for_ms = now_ms - state->since_ms;
    if (state->lamp.ttl_ms > 0 && for_ms >= state->lamp.ttl_ms) {
        state->lamp.pattern = LAMP_OFF;
    }
    switch (state->lamp.pattern) {
    case LAMP_ON:
    case LAMP_FLASH:
        return true;
    case LAMP_SLOW:
        return for_ms / SLOW_HALF_MS % 2 == 0;
    case LAMP_FAST:
        return for_ms / FAST_HALF_MS % 2 == 0;
    default:
        return false;
    }
}
