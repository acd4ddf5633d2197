#include "uart.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <string.h>

#include "link.h"

#ifndef BAUD
/* 0.2 % off with 16 MHz; 115200 would be 2.1 % off, and bad cables and converters add theirs. */
#define BAUD 38400
#endif
#include <util/setbaud.h>

/* The main loop looks at least each millisecond, in which 12 bytes come at 115200 baud. A power of two. */
#define RX_MAX 64

#define PIN_DRIVE PD2

static volatile uint8_t rx[RX_MAX];
static volatile uint8_t rx_in, rx_out;
static uint8_t tx[TX_MAX];
static volatile uint8_t tx_at, tx_len;

void uart_init(void) {
    PORTD &= (uint8_t)~(1 << PIN_DRIVE);
    DDRD |= 1 << PIN_DRIVE;
    UBRR0 = UBRR_VALUE;
    UCSR0A = USE_2X ? 1 << U2X0 : 0;
    UCSR0C = (1 << UCSZ01) | (1 << UCSZ00);
    UCSR0B = (1 << RXEN0) | (1 << TXEN0) | (1 << RXCIE0);
}

bool uart_take(uint8_t *byte) {
    if (rx_out == rx_in) {
        return false;
    }
    *byte = rx[rx_out];
    rx_out = (uint8_t)(rx_out + 1) % RX_MAX;
    return true;
}

bool uart_idle(void) {
    return tx_len == 0;
}

void uart_send(const uint8_t *bytes, uint8_t len) {
    memcpy(tx, bytes, len);
    tx_at = 0;
    tx_len = len;
    PORTD |= 1 << PIN_DRIVE;
    UCSR0B |= 1 << UDRIE0;
}

ISR(USART_RX_vect) {
    uint8_t byte = UDR0;
    uint8_t next = (uint8_t)(rx_in + 1) % RX_MAX;
    if (next != rx_out) { /* a byte without room is lost: the checksum tells, the host repeats */
        rx[rx_in] = byte;
        rx_in = next;
    }
}

ISR(USART_UDRE_vect) {
    UDR0 = tx[tx_at++];
    if (tx_at == tx_len) {
        /* The end of an earlier byte may stand noted; only that of the last one counts. */
        UCSR0A |= 1 << TXC0;
        UCSR0B = (uint8_t)((UCSR0B & ~(1 << UDRIE0)) | (1 << TXCIE0));
    }
}

ISR(USART_TX_vect) {
    UCSR0B &= (uint8_t)~(1 << TXCIE0);
    PORTD &= (uint8_t)~(1 << PIN_DRIVE);
    tx_len = 0;
}
