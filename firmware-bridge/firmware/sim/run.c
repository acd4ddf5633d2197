/* The pad in simavr: its line on a pseudo-terminal, its buttons and the clock on stdin, its display and lamps on stdout.
 *
 *   run PAD.elf EEPROM-FILE
 *
 * The file is what the EEPROM holds at power on, and is written back at power off, which is the end of stdin.
 * Lines on stdin are carried out one after the other, on the simulated clock:
 *   down N | up N          contact of button N closes, opens
 *   wait MS                until MS simulated milliseconds are over
 *   speed N                simulated time passes N times as fast as ours; 0: as fast as it can
 *   spoil SEED PER-MILLION so many of the bytes on the line, both ways, are changed on their way; 0: none
 *   say WORD               prints it, to know that everything before was carried out
 * Lines on stdout, with the simulated time in milliseconds:
 *   pty PATH               once, first
 *   display MS AABBCCDD    the segments of the four digits, the leftmost first
 *   lamps MS MASK          which lamps are lit
 *   spoiled MS COUNT       before each "said": how many bytes were changed so far
 *   said MS WORD
 *   fault MS TEXT          the firmware did what breaks a real line or display
 *
 * Bytes that nobody takes are lost, as on a line whose other end is not there. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <simavr/avr_eeprom.h>
#include <simavr/avr_extint.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_spi.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <simavr/sim_time.h>

#define FREQUENCY 16000000u
#define CYCLES_PER_MS (FREQUENCY / 1000)
#define BAUD 38400u
#define BYTE_CYCLES (FREQUENCY * 10 / BAUD)
#define EEPROM_LEN 1024
#define BUTTONS 3
#define LAMP_PIN 3
#define DRIVE_PIN 2
#define LOAD_PIN 2
/* Slower than this for a moment, the simulation lets the time go instead of running after it. */
#define BEHIND_MAX_NS 50000000LL
#define SCRIPT_MAX (1 << 20)

static avr_t *avr;
static int master;
static const char *slave_name;

static struct { /* bytes from the PTY that wait for the UART */
    uint8_t bytes[4096];
    size_t from, len;
    bool full;
} rx;

static struct {
    uint8_t bytes[4096];
    size_t len;
    bool driven;
    avr_cycle_count_t last;
} tx;

static struct {
    uint8_t registers[16];
    uint8_t printed[5];
    uint16_t shifted;
    uint8_t bits;
    bool loading;
    avr_cycle_count_t written;
} panel;

static struct {
    uint8_t lit, printed;
} lamps;

static struct {
    char text[SCRIPT_MAX];
    size_t len;
    avr_cycle_count_t until;
    unsigned speed;
    bool ended;
} script = {.speed = 1};

static struct {
    uint64_t state;
    unsigned per_million;
    unsigned long count;
} spoiler;

static unsigned long long now_ms(void) {
    return avr->cycle / CYCLES_PER_MS;
}

static void fault(const char *text) {
    printf("fault %llu %s\n", now_ms(), text);
}

static uint64_t random_bits(void) { /* xorshift64* */
    spoiler.state ^= spoiler.state >> 12;
    spoiler.state ^= spoiler.state << 25;
    spoiler.state ^= spoiler.state >> 27;
    return (spoiler.state * 0x2545F4914F6CDD1DULL) >> 32;
}

static uint8_t spoil(uint8_t byte) {
    if (spoiler.per_million == 0 || random_bits() % 1000000 >= spoiler.per_million) {
        return byte;
    }
    spoiler.count++;
    return byte ^ (uint8_t)(1 + random_bits() % 255);
}

/* ---- what the firmware does ----------------------------------------------------------------------------------- */

static void on_uart_byte(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq, (void)param;
    if (!tx.driven) {
        fault("a byte was sent without driving the line");
    }
    tx.last = avr->cycle;
    if (tx.len < sizeof tx.bytes) {
        tx.bytes[tx.len++] = spoil((uint8_t)value);
    }
}

static void on_uart_full(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq, (void)value;
    rx.full = param != NULL;
}

/* The driver must stay on for the last byte, and be off before the host may speak. A UART holds up to two bytes. */
static void on_drive(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq, (void)param;
    bool driven = value & 1;
    avr_cycle_count_t after = avr->cycle - tx.last;
    if (tx.driven && !driven && after < BYTE_CYCLES * 9 / 10) {
        fault("the line was given back before the last byte had left");
    }
    if (tx.driven && !driven && after > BYTE_CYCLES * 3) {
        fault("the line was driven on after the last byte");
    }
    tx.driven = driven;
}

static void on_spi_byte(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq, (void)param;
    panel.shifted = (uint16_t)(panel.shifted << 8 | (value & 0xFF));
    panel.bits += 8;
}

static void on_load(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq, (void)param;
    bool loading = !(value & 1);
    if (panel.loading && !loading) {
        if (panel.bits != 16) {
            fault("the display was loaded with other than 16 bits");
        }
        panel.registers[panel.shifted >> 8 & 0x0F] = (uint8_t)panel.shifted;
        panel.written = avr->cycle;
    }
    panel.loading = loading;
    panel.bits = 0;
}

static void on_lamp(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq;
    uint8_t bit = (uint8_t)(1u << (uintptr_t)param);
    lamps.lit = (uint8_t)(value & 1 ? lamps.lit | bit : lamps.lit & ~bit);
}

static void print_display(void) {
    const uint8_t *r = panel.registers;
    bool on = r[0x0C] & 1, set_up = r[0x09] == 0 && (r[0x0B] & 7) == 3 && r[0x0F] == 0;
    uint8_t seen[5] = {on && set_up, r[4], r[3], r[2], r[1]};
    if (avr->cycle - panel.written < CYCLES_PER_MS || !seen[0] || memcmp(seen, panel.printed, sizeof seen) == 0) {
        return;
    }
    memcpy(panel.printed, seen, sizeof seen);
    printf("display %llu %02x%02x%02x%02x\n", now_ms(), seen[1], seen[2], seen[3], seen[4]);
}

static void print_lamps(void) {
    if (lamps.lit != lamps.printed) {
        lamps.printed = lamps.lit;
        printf("lamps %llu %u\n", now_ms(), lamps.lit);
    }
}

/* ---- the line ------------------------------------------------------------------------------------------------- */

static void open_line(void) {
    int slave;
    static char name[64];
    struct termios settings;
    if (openpty(&master, &slave, name, NULL, NULL) != 0) {
        perror("run: no pseudo-terminal");
        exit(1);
    }
    tcgetattr(slave, &settings);
    cfmakeraw(&settings);
    tcsetattr(slave, TCSANOW, &settings);
    close(slave); /* from now on the master tells when nobody is there */
    fcntl(master, F_SETFL, O_NONBLOCK);
    slave_name = name;
}

static void pump_line(void) {
    struct pollfd poll_fd = {.fd = master, .events = POLLIN};
    poll(&poll_fd, 1, 0);
    if (tx.len > 0 && !(poll_fd.revents & POLLHUP)) {
        ssize_t written = write(master, tx.bytes, tx.len);
        (void)written; /* a host that does not read loses, as with a UART */
    }
    tx.len = 0;
    if (rx.from == rx.len && poll_fd.revents & POLLIN) {
        ssize_t count = read(master, rx.bytes, sizeof rx.bytes);
        rx.from = 0;
        rx.len = count > 0 ? (size_t)count : 0;
        for (size_t i = 0; i < rx.len; i++) {
            rx.bytes[i] = spoil(rx.bytes[i]);
        }
    }
    avr_irq_t *input = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
    while (rx.from < rx.len && !rx.full) {
        avr_raise_irq(input, rx.bytes[rx.from++]);
    }
}

/* ---- the script ----------------------------------------------------------------------------------------------- */

/* Each write to the port makes simavr read the pull-ups again: the level has to be told as an external one as well. */
static void contact(unsigned button, bool closed) {
    static uint8_t levels = (1 << BUTTONS) - 1;
    levels = (uint8_t)(closed ? levels & ~(1u << button) : levels | 1u << button);
    avr_ioport_external_t external = {.name = 'C', .mask = (1 << BUTTONS) - 1, .value = levels};
    avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('C'), &external);
    avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('C'), (int)button), !closed);
}

static void carry_out(const char *line) {
    char word[64];
    unsigned long first = 0, second = 0;
    if (*line == 0) {
        return;
    }
    if (sscanf(line, "down %lu", &first) == 1 || sscanf(line, "up %lu", &first) == 1) {
        if (first < BUTTONS) {
            contact((unsigned)first, line[0] == 'd');
        }
    } else if (sscanf(line, "wait %lu", &first) == 1) {
        script.until = avr->cycle + (avr_cycle_count_t)first * CYCLES_PER_MS;
    } else if (sscanf(line, "speed %lu", &first) == 1) {
        script.speed = (unsigned)first;
    } else if (sscanf(line, "spoil %lu %lu", &first, &second) == 2) {
        spoiler.state = first * 2 + 1;
        spoiler.per_million = (unsigned)second;
    } else if (sscanf(line, "say %63s", word) == 1) {
        print_display();
        print_lamps();
        printf("spoiled %llu %lu\nsaid %llu %s\n", now_ms(), spoiler.count, now_ms(), word);
    } else {
        fprintf(stderr, "run: what is \"%s\"?\n", line);
        exit(2);
    }
}

static void advance_script(void) {
    char *end;
    while (avr->cycle >= script.until && (end = memchr(script.text, '\n', script.len)) != NULL) {
        *end = 0;
        carry_out(script.text);
        script.len -= (size_t)(end + 1 - script.text);
        memmove(script.text, end + 1, script.len);
    }
}

static void read_script(void) {
    ssize_t count = read(STDIN_FILENO, script.text + script.len, SCRIPT_MAX - script.len);
    if (count > 0) {
        script.len += (size_t)count;
    } else if (count == 0) {
        script.ended = true;
    }
}

/* ---- the simulation ------------------------------------------------------------------------------------------- */

/* The time asleep is passed over: pace() makes simulated time and ours agree. */
static void no_sleep(avr_t *of, avr_cycle_count_t how_long) {
    (void)of, (void)how_long;
}

static void log_to_stderr(avr_t *of, const int level, const char *format, va_list arguments) {
    (void)of;
    if (level <= LOG_WARNING) {
        vfprintf(stderr, format, arguments);
    }
}

static void run_ms(void) {
    avr_cycle_count_t end = avr->cycle + CYCLES_PER_MS;
    while (avr->cycle < end) {
        int state = avr_run(avr);
        if (state == cpu_Done || state == cpu_Crashed) {
            fault("the processor stopped");
            exit(1);
        }
    }
    pump_line();
    print_display();
    print_lamps();
    advance_script();
}

static long long wall_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void run(void) {
    long long last_ns = wall_ns(), owed_ns = 0; /* simulated time that is due */
    while (!script.ended) {
        long long now_ns = wall_ns(), passed_ns = now_ns - last_ns;
        last_ns = now_ns;
        owed_ns += (passed_ns > BEHIND_MAX_NS ? BEHIND_MAX_NS : passed_ns) * script.speed;
        if (script.speed == 0) {
            owed_ns = 1000000;
        } else if (owed_ns > BEHIND_MAX_NS * script.speed) {
            owed_ns = BEHIND_MAX_NS * script.speed;
        }
        bool fast = script.speed == 0;
        while (owed_ns >= 1000000) {
            run_ms();
            owed_ns -= 1000000;
        }
        struct pollfd poll_fd = {.fd = STDIN_FILENO, .events = POLLIN};
        if (poll(&poll_fd, 1, fast ? 0 : 1) > 0) {
            read_script();
        }
    }
}

static void connect_pins(void) {
    for (int i = 0; i < BUTTONS; i++) {
        contact((unsigned)i, false);
        avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('C'), LAMP_PIN + i), on_lamp,
                                (void *)(uintptr_t)i);
    }
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('D'), DRIVE_PIN), on_drive, NULL);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('B'), LOAD_PIN), on_load, NULL);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_OUTPUT), on_spi_byte, NULL);
    /* PD2 can be an interrupt; simavr would look at it each cycle, at a twentieth of the speed. */
    avr_extint_set_strict_lvl_trig(avr, EXTINT_IRQ_OUT_INT0, 0);
    uint32_t flags = 0; /* neither prints nor sleeps */
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    avr_irq_t *uart = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), 0);
    avr_irq_register_notify(uart + UART_IRQ_OUTPUT, on_uart_byte, NULL);
    avr_irq_register_notify(uart + UART_IRQ_OUT_XON, on_uart_full, NULL);
    avr_irq_register_notify(uart + UART_IRQ_OUT_XOFF, on_uart_full, &rx);
}

static void load_eeprom(const char *path) {
    uint8_t bytes[EEPROM_LEN];
    memset(bytes, 0xFF, sizeof bytes);
    FILE *file = fopen(path, "rb");
    if (file != NULL) {
        size_t count = fread(bytes, 1, sizeof bytes, file);
        (void)count; /* shorter: the rest is erased */
        fclose(file);
    }
    avr_eeprom_desc_t all = {.ee = bytes, .offset = 0, .size = sizeof bytes};
    avr_ioctl(avr, AVR_IOCTL_EEPROM_SET, &all);
}

static int save_eeprom(const char *path) {
    uint8_t bytes[EEPROM_LEN];
    avr_eeprom_desc_t all = {.ee = bytes, .offset = 0, .size = sizeof bytes};
    avr_ioctl(avr, AVR_IOCTL_EEPROM_GET, &all);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, sizeof bytes, file) != sizeof bytes || fclose(file) != 0) {
        perror(path);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    elf_firmware_t firmware = {0};
    if (argc != 3 || elf_read_firmware(argv[1], &firmware) != 0) {
        fputs("usage: run PAD.elf EEPROM-FILE\n", stderr);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, 0);
    avr_global_logger_set(log_to_stderr);
    avr = avr_make_mcu_by_name("atmega328p");
    avr_init(avr);
    firmware.frequency = FREQUENCY;
    avr_load_firmware(avr, &firmware);
    avr->sleep = no_sleep;
    load_eeprom(argv[2]);
    connect_pins();
    open_line();
    printf("pty %s\n", slave_name);
    run();
    return save_eeprom(argv[2]);
}
