#include "display.h"

#include <avr/io.h>

#include "font.h"

/* Registers of the MAX7219, data sheet table 2. Digit registers 1 to 8, 1 is the rightmost on the usual modules. */
#define REG_DECODE 0x09
#define REG_INTENSITY 0x0A
#define REG_SCAN_LIMIT 0x0B
#define REG_SHUTDOWN 0x0C
#define REG_TEST 0x0F

/* 0 to 15; a hall is bright. */
#define INTENSITY 8

#define PIN_LOAD PB2
#define PIN_DATA PB3
#define PIN_CLOCK PB5

static uint8_t digits[DIGITS];

static void spi_byte(uint8_t byte) {
    SPDR = byte;
    while (!(SPSR & (1 << SPIF))) {
    }
}

static void put(uint8_t reg, uint8_t value) {
    PORTB &= (uint8_t)~(1 << PIN_LOAD);
    spi_byte(reg);
    spi_byte(value);
    PORTB |= 1 << PIN_LOAD; /* the rising edge takes the sixteen bits over */
}

void display_init(void) {
    PORTB |= 1 << PIN_LOAD;
    DDRB |= (1 << PIN_LOAD) | (1 << PIN_DATA) | (1 << PIN_CLOCK);
    SPCR = (1 << SPE) | (1 << MSTR) | (1 << SPR0); /* 1 MHz; the chip takes 10 */
    display_refresh();
}

bool display_text(const char *text, uint8_t len) {
    bool fits = font_text(text, len, digits);
    display_refresh();
    return fits;
}

void display_refresh(void) {
    put(REG_TEST, 0);
    put(REG_DECODE, 0);
    put(REG_SCAN_LIMIT, DIGITS - 1);
    put(REG_INTENSITY, INTENSITY);
    for (uint8_t i = 0; i < DIGITS; i++) {
        put((uint8_t)(DIGITS - i), digits[i]);
    }
    put(REG_SHUTDOWN, 1); /* 1 is on; last, so that nothing old is seen at the start */
}
