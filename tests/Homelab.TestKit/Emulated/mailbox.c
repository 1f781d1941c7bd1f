/*
 * /dev/vcio for a machine whose kernel has CUSE and no mailbox of a Raspberry Pi's firmware: what asks it cannot tell it from the driver of
 * Raspberry Pi OS. It knows one tag, RPI_FIRMWARE_GET_THROTTLED, and answers under-voltage now, and under-voltage and throttled since boot.
 * It speaks to the kernel itself (linux/fuse.h), so that a compiler for arm64 is all that it needs.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#define PROPERTY _IOWR(100, 0, char *)
#define WORDS 7
#define ANSWERED 0x80000000u
#define GET_THROTTLED 0x00030046u
#define THROTTLED 0x00050001u

static int device;

static void answer(const struct fuse_in_header *to, int error, const void *first, size_t first_count, const void *second, size_t second_count)
{
    struct fuse_out_header header = {sizeof header + first_count + second_count, -error, to->unique};
    struct iovec parts[] = {{&header, sizeof header}, {(void *)first, first_count}, {(void *)second, second_count}};
    if (writev(device, parts, 3) < 0)
        _exit(1);
}

static void on_init(const struct fuse_in_header *header, const struct cuse_init_in *in)
{
    static const char name[] = "DEVNAME=vcio";
    struct cuse_init_out out = {.major = in->major, .minor = in->minor, .flags = CUSE_UNRESTRICTED_IOCTL, .max_read = 4096, .max_write = 4096};
    answer(header, 0, &out, sizeof out, name, sizeof name);
}

/* The number of the request tells of a pointer and the message is longer: the kernel copies it only when it was named. */
static void on_ioctl(const struct fuse_in_header *header, const struct fuse_ioctl_in *in)
{
    struct fuse_ioctl_out out = {0};
    struct fuse_ioctl_iovec message[] = {{in->arg, WORDS * sizeof(uint32_t)}, {in->arg, WORDS * sizeof(uint32_t)}};
    uint32_t words[WORDS];

    if (in->cmd != PROPERTY) {
        answer(header, ENOTTY, NULL, 0, NULL, 0);
        return;
    }
    if (in->in_size < sizeof words) {
        out.flags = FUSE_IOCTL_RETRY;
        out.in_iovs = out.out_iovs = 1;
        answer(header, 0, &out, sizeof out, message, sizeof message);
        return;
    }
    memcpy(words, in + 1, sizeof words);
    if (words[0] == sizeof words && words[1] == 0) {
        words[1] = ANSWERED;
        if (words[2] == GET_THROTTLED) {
            words[4] = ANSWERED | sizeof *words;
            words[5] = THROTTLED;
        }
    }
    answer(header, 0, &out, sizeof out, words, sizeof words);
}

int main(void)
{
    static union {
        struct fuse_in_header header;
        char bytes[1 << 17];
    } request;
    const struct fuse_open_out opened = {0};

    if ((device = open("/dev/cuse", O_RDWR)) < 0)
        return 1;
    while (read(device, &request, sizeof request) > 0) {
        const void *body = &request.header + 1;
        switch (request.header.opcode) {
        case CUSE_INIT:
            on_init(&request.header, body);
            break;
        case FUSE_OPEN:
            answer(&request.header, 0, &opened, sizeof opened, NULL, 0);
            break;
        case FUSE_IOCTL:
            on_ioctl(&request.header, body);
            break;
        case FUSE_RELEASE:
            answer(&request.header, 0, NULL, 0, NULL, 0);
            break;
        case FUSE_INTERRUPT:
            break;
        default:
            answer(&request.header, ENOSYS, NULL, 0, NULL, 0);
        }
    }
    return 0;
}
