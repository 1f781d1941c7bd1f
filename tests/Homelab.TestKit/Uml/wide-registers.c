/*
 * Before user-mode-linux's ptrace(2), for hosts whose processors keep more registers than it has room for.
 *
 * Debian 12's user-mode-linux (6.1) saves a process's extended registers in 2696 bytes, which is x87 to AVX-512 and the protection keys. A
 * processor with AMX has some 11,000, Linux takes them whole or not at all (arch/x86/kernel/fpu/regset.c, xstateregs_set), and the
 * machine dies at its first process. Nobody inside may use AMX without asking (arch_prctl(2), ARCH_REQ_XCOMP_PERM), so that what lies beyond
 * the 2696 bytes stays as it is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

typedef long (*tracer)(int request, pid_t pid, void *address, void *data);

static tracer real;

/* One is enough where no signal comes between: user-mode-linux has one thread, and its stacks are small. */
static unsigned char whole[1 << 16];

__attribute__((constructor)) static void find(void)
{
    real = (tracer)dlsym(RTLD_NEXT, "ptrace");
}

static long wide(int request, pid_t pid, void *set, struct iovec *part)
{
    struct iovec all = {whole, sizeof whole};
    long result = real(PTRACE_GETREGSET, pid, set, &all);
    size_t shared = part->iov_len < all.iov_len ? part->iov_len : all.iov_len;
    if (result < 0)
        return result;

    if (request == PTRACE_GETREGSET) {
        memcpy(part->iov_base, whole, shared);
        part->iov_len = shared;
        return result;
    }

    memcpy(whole, part->iov_base, shared);
    return real(PTRACE_SETREGSET, pid, set, &all);
}

long ptrace(enum __ptrace_request request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    pid_t pid = va_arg(arguments, pid_t);
    void *address = va_arg(arguments, void *);
    void *data = va_arg(arguments, void *);
    va_end(arguments);
    if ((request != PTRACE_GETREGSET && request != PTRACE_SETREGSET) || address != (void *)NT_X86_XSTATE)
        return real(request, pid, address, data);

    sigset_t every, before;
    sigfillset(&every);
    sigprocmask(SIG_BLOCK, &every, &before);
    long result = wide(request, pid, address, data);
    int error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return result;
}
