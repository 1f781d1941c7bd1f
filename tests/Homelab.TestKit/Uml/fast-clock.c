/*
 * Before user-mode-linux's clock and timer: in the machine an hour is over sooner, by CLOCK_TIMES (environment). Its programs take as long as ever, so that by the machine's clock they are slower.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

#define NANOSECONDS 1000000000LL

static int (*real_clock)(clockid_t, struct timespec *);
static int (*real_timer)(timer_t, int, const struct itimerspec *, struct itimerspec *);
static long long began, times;

static long long count(struct timespec span)
{
    return span.tv_sec * NANOSECONDS + span.tv_nsec;
}

static struct timespec span_of(long long nanoseconds)
{
    return (struct timespec){nanoseconds / NANOSECONDS, nanoseconds % NANOSECONDS};
}

__attribute__((constructor)) static void find(void)
{
    const char *asked = getenv("CLOCK_TIMES");
    struct timespec now;
    real_clock = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    real_timer = (int (*)(timer_t, int, const struct itimerspec *, struct itimerspec *))dlsym(RTLD_NEXT, "timer_settime");
    real_clock(CLOCK_MONOTONIC, &now);
    began = count(now);
    times = asked ? atoi(asked) : 1;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int result = real_clock(clock, now);
    if (result == 0 && clock == CLOCK_MONOTONIC)
        *now = span_of(began + (count(*now) - began) * times);
    return result;
}

/* One that is set to zero is stopped, and one that is set at all must not be. */
static struct timespec sooner(struct timespec span)
{
    long long shorter = count(span) / times;
    return span_of(shorter == 0 && count(span) > 0 ? 1 : shorter);
}

int timer_settime(timer_t timer, int flags, const struct itimerspec *asked, struct itimerspec *former)
{
    struct itimerspec set = {sooner(asked->it_interval), sooner(asked->it_value)};
    return real_timer(timer, flags, &set, former);
}
