/* A call pad with a four-digit panel for "nouba link" version 1 on an ATmega328P (an Arduino Uno or Nano board will do).
 *
 * Wiring, 5 V, 16 MHz:
 *   PD0 RXD, PD1 TXD   the line: an RS-485 transceiver's RO and DI, or a USB or RS-232 converter
 *   PD2                RS-485: DE and /RE together, high while sending; else free
 *   PC0 PC1 PC2        buttons 0, 1, 2 to ground; the pull-ups are inside
 *   PC3 PC4 PC5        lamps 0, 1, 2: high lights, LED and 1 kOhm to ground
 *   PB2 PB3 PB5        MAX7219 LOAD (CS), DIN, CLK; its ISET resistor for the display, 100 nF and 10 uF at its supply
 * An Uno calls them 0, 1, 2, A0-A2, A3-A5, 10, 11 and 13.
 *
 * Without a valid record in EEPROM (make identity.bin) it shows "Er 1", with an EEPROM that keeps nothing "Er 2",
 * blinks all lamps fast and never speaks: a device without a number of its own would be taken for another. */
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <avr/wdt.h>
#include <util/atomic.h>

#include "boot.h"
#include "display.h"
#include "keys.h"
#include "lamps.h"
#include "link.h"
#include "record.h"
#include "uart.h"

#define BUTTONS 3
#define BUTTON_PINS ((1 << PC0) | (1 << PC1) | (1 << PC2))
#define LAMP_PIN_0 PC3
#define LAMP_PINS ((1 << PC3) | (1 << PC4) | (1 << PC5))

#define MODEL 0x0328
#define CAPS (CAP_BUTTONS | CAP_LAMPS | CAP_DISPLAY | CAP_TEXT_LETTERS)

/* Timer 0: 16 MHz / 64 / 250 = 1 kHz. */
#define TICK_PRESCALER 64
#define TICK_TOP (F_CPU / TICK_PRESCALER / 1000 - 1)

static volatile uint32_t ticks_ms;
static struct link line;
static struct key keys[BUTTONS];
static struct lamp_state lamps[LAMPS];

ISR(TIMER0_COMPA_vect) {
    ticks_ms++;
}

static uint32_t now_ms(void) {
    uint32_t now;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        now = ticks_ms;
    }
    return now;
}

static bool contact(uint8_t button) {
    return !(PINC & (1 << button));
}

static void pins_init(void) {
    PORTC = BUTTON_PINS;
    DDRC = LAMP_PINS;
    /* Pins that are not used float otherwise, and cost current. */
    PORTB |= (1 << PB0) | (1 << PB1) | (1 << PB4);
    PORTD |= (1 << PD3) | (1 << PD4) | (1 << PD5) | (1 << PD6) | (1 << PD7);
    TCCR0A = 1 << WGM01;
    TCCR0B = (1 << CS01) | (1 << CS00);
    OCR0A = TICK_TOP;
    TIMSK0 = 1 << OCIE0A;
}

static void show_lamps(uint32_t now) {
    uint8_t lit = 0;
    for (uint8_t i = 0; i < LAMPS; i++) {
        if (lamp_lit(&lamps[i], now)) {
            lit |= (uint8_t)(1 << (LAMP_PIN_0 + i));
        }
    }
    PORTC = (uint8_t)((PORTC & ~LAMP_PINS) | lit);
}

static void all_lamps(enum lamp_pattern pattern) {
    for (uint8_t i = 0; i < LAMPS; i++) {
        lamp_set(&lamps[i], (struct lamp){(uint8_t)pattern, 0}, now_ms());
    }
}

/* For ever: somebody has to come. */
static void out_of_order(const char *text) {
    display_text(text, 4);
    all_lamps(LAMP_FAST);
    for (;;) {
        wdt_reset();
        show_lamps(now_ms());
        sleep_mode();
    }
}

static void link_up(void) {
    uint8_t bytes[RECORD_LEN];
    struct record record;
    struct identity identity = {.model = MODEL, .fw = {1, 0, 0}, .caps = CAPS};
    eeprom_read_block(bytes, (const void *)RECORD_AT, sizeof bytes);
    if (!record_read(&record, bytes)) {
        out_of_order("Er 1");
    }
    if (!boot_count(&identity.boot_id)) {
        out_of_order("Er 2");
    }
    for (uint8_t i = 0; i < sizeof identity.uid; i++) {
        identity.uid[i] = record.uid[i];
    }
    link_init(&line, &identity, (enum wiring)record.wiring, record.address, now_ms());
    for (uint8_t i = 0; i < BUTTONS; i++) {
        uint8_t bit = (uint8_t)(1 << i);
        key_init(&keys[i], record.tells_long & bit, record.tells_double & bit, contact(i), now_ms());
    }
}

static void each_ms(uint32_t now) {
    link_time(&line, now);
    for (uint8_t i = 0; i < BUTTONS; i++) {
        uint32_t at_ms;
        uint8_t kind = key_sample(&keys[i], contact(i), now, &at_ms);
        if (kind != KEY_NOTHING) {
            link_event(&line, i, (enum event_kind)kind, at_ms);
        }
    }
    show_lamps(now);
    if (now % 1000 == 0) {
        display_refresh();
    }
}

static void carry_out(const struct output *output) {
    switch (output->what) {
    case OUTPUT_TRANSMIT:
        uart_send(output->wire, output->wire_len);
        break;
    case OUTPUT_SHOW: {
        bool fits = display_text(line.show.text, line.show.len);
        link_done(&line, line.show.rev, fits ? DONE_WELL : DONE_FAILED);
        break;
    }
    case OUTPUT_BLANK: /* a number that may be old is worse than none */
        display_text(" -- ", 4);
        all_lamps(LAMP_OFF);
        break;
    case OUTPUT_LAMP:
        lamp_set(&lamps[output->lamp], line.lamps[output->lamp], line.now_ms);
        break;
    case OUTPUT_NOTHING:
        break;
    }
}

static void serve(void) {
    static struct output output;
    uint8_t byte;
    while (uart_take(&byte)) {
        link_byte(&line, byte);
    }
    while (uart_idle()) {
        link_poll(&line, &output);
        if (output.what == OUTPUT_NOTHING) {
            return;
        }
        carry_out(&output);
    }
}

int main(void) {
    wdt_enable(WDTO_1S);
    pins_init();
    uart_init();
    display_init();
    sei();
    set_sleep_mode(SLEEP_MODE_IDLE);
    link_up();
    for (uint32_t done_ms = now_ms();;) {
        wdt_reset();
        /* Each millisecond in turn, though one may come late: debouncing counts them. */
        while (done_ms != now_ms()) {
            each_ms(++done_ms);
        }
        serve();
        sleep_mode(); /* until the next byte or millisecond */
    }
}
