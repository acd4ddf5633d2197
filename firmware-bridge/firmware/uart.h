/* The serial line, with interrupts and buffers; drives the direction pin of an RS-485 transceiver. */
#ifndef NOUBA_UART_H
#define NOUBA_UART_H

#include <stdbool.h>
#include <stdint.h>

void uart_init(void);

/* Takes a received byte; false when there is none. */
bool uart_take(uint8_t *byte);

/* Whether the last frame has left to the last bit, and the line is given back. */
bool uart_idle(void);

/* Sends at most TX_MAX bytes; only while idle. */
void uart_send(const uint8_t *bytes, uint8_t len);

#endif
