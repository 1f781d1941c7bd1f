/*
 * Prints the path of a file whenever something was written to it, or a file that may be written to was closed, in the mounts that are named: who-writes /state ... Needs root and a kernel with fanotify.
 * Writes in a row to one file may be told once.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/fanotify.h>
#include <unistd.h>

int main(int count, char *mounts[])
{
    struct fanotify_event_metadata events[64];
    int queue = fanotify_init(FAN_CLASS_NOTIF | FAN_UNLIMITED_QUEUE, O_RDONLY | O_LARGEFILE);
    if (queue < 0)
        return 1;
    for (int i = 1; i < count; i++)
        if (fanotify_mark(queue, FAN_MARK_ADD | FAN_MARK_MOUNT, FAN_MODIFY | FAN_CLOSE_WRITE, AT_FDCWD, mounts[i]) < 0)
            return 1;

    for (;;) {
        ssize_t length = read(queue, events, sizeof events);
        if (length < 0)
            return 1;
        for (struct fanotify_event_metadata *event = events; FAN_EVENT_OK(event, length); event = FAN_EVENT_NEXT(event, length)) {
            char link[32], path[PATH_MAX];
            snprintf(link, sizeof link, "/proc/self/fd/%d", event->fd);
            ssize_t characters = readlink(link, path, sizeof path - 1);
            if (characters >= 0)
                printf("%.*s\n", (int)characters, path);
            close(event->fd);
        }
        fflush(stdout);
    }
}
