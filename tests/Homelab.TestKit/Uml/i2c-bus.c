/*
 * An I2C bus with played chips, for a machine whose kernel has CUSE: i2c-bus NUMBER makes /dev/i2c-NUMBER. What asks it cannot tell it from
 * i2c-dev: the requests are those of linux/i2c-dev.h. Debian's libfuse3, linked statically.
 *
 * On bus 2 each transfer hangs for ever, as behind an adapter whose driver waits without a bound; any other has chips. Buses 6 and 7 have a
 * PiJuice alone, whose mains are away on 6 and there on 7; what it is told to do is said on the console.
 */
#define FUSE_USE_VERSION 35
#include <cuse_lowlevel.h>
#include <errno.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGES_MAX 8
#define BYTES_MAX 256

struct chip {
    int address;
    int word; /* bytes of a register; 0 where commands are written and not numbers of registers */
    int on_hats; /* it is there on the buses of HATs, and nowhere else */
    unsigned char pointer;
    unsigned char registers[2 * BYTES_MAX];
};

enum { PCF8574, INA219, SHT3X, SHT3X_WRONG, TMP102, BMP280, PIJUICE, CHIPS };

/* SHT3x: 25 C and half of the humidity, each with its checksum; the second one's first checksum is wrong by one. */
static struct chip chips[CHIPS] = {
    [PCF8574] = {.address = 0x20, .registers = {0xff}},
    [INA219] = {.address = 0x40, .word = 2},
    [SHT3X] = {.address = 0x44, .registers = {0x66, 0x66, 0x93, 0x80, 0x00, 0xa2}},
    [SHT3X_WRONG] = {.address = 0x45, .registers = {0x66, 0x66, 0x94, 0x80, 0x00, 0xa2}},
    [TMP102] = {.address = 0x48, .word = 2},
    [BMP280] = {.address = 0x76, .word = 1},
    [PIJUICE] = {.address = 0x14, .word = 3, .on_hats = 1},
};

static int hangs, hats, bus;

static void put_word(struct chip *chip, int number, int word)
{
    chip->registers[2 * number] = word >> 8;
    chip->registers[2 * number + 1] = word;
}

/* A PiJuice's answer to a command: one byte or two, and all bits of them and of ones added without a carry (pijuice.py, PiJuiceInterface). */
static void put_answer(int command, int count, int low, int high)
{
    unsigned char *answer = chips[PIJUICE].registers + 3 * command;
    answer[0] = low;
    answer[1] = high;
    answer[count] = 0xff ^ low ^ (count == 2 ? high : 0);
}

/* The makers' worked examples: TMP102 SBOS397 7.3.1 (-25 C), INA219 SBOS448G 8.5.1.1 (11.98 V, 20 mV over the shunt), BMP280 BST-BMP280-DS001 3.12 (25.08 C, 100653 Pa). */
static void make_chips(void)
{
    static const int factory[12] = {27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000};
    const int pressure = 415148, temperature = 519888;
    unsigned char *bmp280 = chips[BMP280].registers;

    put_word(chips + TMP102, 0, 0xe700);
    put_word(chips + TMP102, 1, 0x60a0);
    put_word(chips + INA219, 0, 0x399f);
    put_word(chips + INA219, 1, 2000);
    put_word(chips + INA219, 2, 2995 << 3);
    /* 87 % and 3.95 V at 20 C; 5.01 V and 750 mA to the node; the input is present, or nothing is. */
    put_answer(0x40, 1, bus == 7 ? 3 << 4 : 0, 0);
    put_answer(0x41, 1, 87, 0);
    put_answer(0x47, 2, 20, 0);
    put_answer(0x49, 2, 0x70, 0x0f);
    put_answer(0x4d, 2, 0x94, 0x13);
    put_answer(0x4f, 2, 0xee, 0x02);
    bmp280[0xd0] = 0x58;
    for (int i = 0; i < 12; i++) {
        bmp280[0x88 + 2 * i] = factory[i];
        bmp280[0x89 + 2 * i] = factory[i] >> 8;
    }
    for (int i = 0; i < 3; i++) {
        bmp280[0xf7 + i] = pressure << 4 >> (16 - 8 * i);
        bmp280[0xfa + i] = temperature << 4 >> (16 - 8 * i);
    }
}

/* EREMOTEIO is what the BCM2835's driver says of an address where nobody answers. */
static int transfer(int address, int is_read, unsigned char *bytes, size_t count)
{
    struct chip *chip = chips;
    while (chip < chips + CHIPS && (chip->address != address || chip->on_hats != hats))
        chip++;
    if (chip == chips + CHIPS)
        return EREMOTEIO;
    if (count == 0 || count > BYTES_MAX)
        return EINVAL;

    if (!is_read && chip->word)
        chip->pointer = bytes[0];
    size_t from = (size_t)chip->pointer * chip->word;
    if (from + count > sizeof chip->registers)
        return EINVAL;

    if (is_read)
        memcpy(bytes, chip->registers + from, count);
    else if (chip->word)
        memcpy(chip->registers + from, bytes + 1, count - 1);
    if (!is_read && chip->on_hats && count == 3) {
        fprintf(stderr, "hat on bus %d is told %02x %02x %02x\n", bus, bytes[0], bytes[1], bytes[2]);
        fflush(stderr);
    }
    return 0;
}

/* Each open file has the address that it was told (I2C_SLAVE). */
static int *address_of(struct fuse_file_info *file)
{
    return (int *)(uintptr_t)file->fh;
}

static void on_open(fuse_req_t request, struct fuse_file_info *file)
{
    file->fh = (uintptr_t)calloc(1, sizeof(int));
    fuse_reply_open(request, file);
}

static void on_release(fuse_req_t request, struct fuse_file_info *file)
{
    free(address_of(file));
    fuse_reply_err(request, 0);
}

static void on_read(fuse_req_t request, size_t count, off_t from, struct fuse_file_info *file)
{
    unsigned char bytes[BYTES_MAX];
    (void)from;
    if (hangs)
        return;
    int error = count > BYTES_MAX ? EINVAL : transfer(*address_of(file), 1, bytes, count);
    if (error)
        fuse_reply_err(request, error);
    else
        fuse_reply_buf(request, (char *)bytes, count);
}

static void on_write(fuse_req_t request, const char *bytes, size_t count, off_t to, struct fuse_file_info *file)
{
    (void)to;
    if (hangs)
        return;
    int error = transfer(*address_of(file), 0, (unsigned char *)bytes, count);
    if (error)
        fuse_reply_err(request, error);
    else
        fuse_reply_write(request, count);
}

/* The kernel copies what lies where the caller's pointers say only when it was named; each of three tries knows more of them. */
static void on_transfer(fuse_req_t request, void *argument, const unsigned char *in, size_t in_count, size_t out_count)
{
    struct i2c_rdwr_ioctl_data asked = {0};
    struct i2c_msg messages[MESSAGES_MAX];
    struct iovec from[2 + MESSAGES_MAX] = {{argument, sizeof asked}}, to[MESSAGES_MAX];
    size_t known = sizeof asked, froms = 1, tos = 0, writes = 0, reads = 0;

    if (in_count < known) {
        fuse_reply_ioctl_retry(request, from, 1, NULL, 0);
        return;
    }
    memcpy(&asked, in, sizeof asked);
    if (asked.nmsgs == 0 || asked.nmsgs > MESSAGES_MAX) {
        fuse_reply_err(request, EINVAL);
        return;
    }
    from[froms++] = (struct iovec){asked.msgs, asked.nmsgs * sizeof *messages};
    known += asked.nmsgs * sizeof *messages;
    if (in_count < known) {
        fuse_reply_ioctl_retry(request, from, froms, NULL, 0);
        return;
    }
    memcpy(messages, in + sizeof asked, asked.nmsgs * sizeof *messages);
    for (unsigned i = 0; i < asked.nmsgs; i++) {
        struct iovec bytes = {messages[i].buf, messages[i].len};
        if (messages[i].flags & I2C_M_RD)
            to[tos++] = bytes, reads += bytes.iov_len;
        else
            from[froms++] = bytes, writes += bytes.iov_len;
    }
    if (in_count < known + writes || out_count < reads) {
        fuse_reply_ioctl_retry(request, from, froms, to, tos);
        return;
    }
    if (hangs)
        return;

    unsigned char out[MESSAGES_MAX * BYTES_MAX], *next_read = out;
    unsigned char *next_write = (unsigned char *)in + known;
    int error = reads > sizeof out ? EINVAL : 0;
    for (unsigned i = 0; i < asked.nmsgs && !error; i++) {
        int is_read = messages[i].flags & I2C_M_RD;
        unsigned char **next = is_read ? &next_read : &next_write;
        error = transfer(messages[i].addr, is_read, *next, messages[i].len);
        *next += messages[i].len;
    }
    if (error)
        fuse_reply_err(request, error);
    else
        fuse_reply_ioctl(request, asked.nmsgs, out, reads);
}

static void on_ioctl(fuse_req_t request, int command, void *argument, struct fuse_file_info *file, unsigned flags, const void *in, size_t in_count, size_t out_count)
{
    unsigned long functions = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
    struct iovec answer = {argument, sizeof functions};
    (void)flags;
    switch ((unsigned)command) {
    case I2C_FUNCS:
        if (out_count == 0)
            fuse_reply_ioctl_retry(request, NULL, 0, &answer, 1);
        else
            fuse_reply_ioctl(request, 0, &functions, sizeof functions);
        break;
    case I2C_SLAVE:
    case I2C_SLAVE_FORCE:
        *address_of(file) = (int)(uintptr_t)argument;
        fuse_reply_ioctl(request, 0, NULL, 0);
        break;
    case I2C_RDWR:
        on_transfer(request, argument, in, in_count, out_count);
        break;
    default:
        fuse_reply_err(request, ENOTTY);
    }
}

int main(int count, char *arguments[])
{
    static const struct cuse_lowlevel_ops calls = {.open = on_open, .release = on_release, .read = on_read, .write = on_write, .ioctl = on_ioctl};
    /* In the foreground, and one thread: chips answer one after the other. */
    char *options[] = {arguments[0], "-f", "-s"}, name[32];
    const char *information[] = {name};
    struct cuse_info device = {.dev_info_argc = 1, .dev_info_argv = information, .flags = CUSE_UNRESTRICTED_IOCTL};
    if (count != 2)
        return 2;

    bus = atoi(arguments[1]);
    snprintf(name, sizeof name, "DEVNAME=i2c-%d", bus);
    hangs = bus == 2;
    hats = bus == 6 || bus == 7;
    make_chips();
    return cuse_lowlevel_main(3, options, &device, &calls, NULL);
}
