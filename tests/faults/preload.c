/* SPDX-License-Identifier: ISC */
/* Calls that fail when a test wants them to; see preload.h. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/preload.h"

static struct fault	*fault;

/* glibc's own, which need no symbol looked up (that would allocate). */
void	*__libc_malloc(size_t);
void	*__libc_calloc(size_t, size_t);
void	*__libc_realloc(void *, size_t);

__attribute__((constructor)) static void
fault_open(void)
{
	const char	*path = getenv("SOUK_FAULT");
	int		 fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void		*p;

	if (fd == -1)
		return;
	p = mmap(NULL, sizeof(*fault), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	    0);
	close(fd);
	if (p != MAP_FAILED)
		fault = p;
}

/* Does this call fail?  Then errno is set. */
static bool
fails(enum fault_call call)
{
	long	 nth;

	if (fault == NULL || !atomic_load(&fault->armed) ||
	    atomic_load(&fault->call) != (int)call ||
	    strcmp(program_invocation_short_name, fault->program) != 0)
		return false;
	nth = atomic_fetch_add(&fault->seen, 1) + 1;
	if (nth != atomic_load(&fault->nth) && (nth < atomic_load(&fault->nth)
	    || !atomic_load(&fault->persistent)))
		return false;
	atomic_fetch_add(&fault->fired, 1);
	if (atomic_load(&fault->error) == FAULT_KILL)
		kill(getpid(), SIGKILL);
	errno = atomic_load(&fault->error);
	return true;
}

#define NEXT(NAME, ...) ((__typeof__(&NAME))dlsym(RTLD_NEXT, #NAME))(__VA_ARGS__)

ssize_t
write(int fd, const void *p, size_t len)
{
	return fails(FAULT_WRITE) ? -1 : NEXT(write, fd, p, len);
}

ssize_t
pwrite(int fd, const void *p, size_t len, off_t at)
{
	return fails(FAULT_WRITE) ? -1 : NEXT(pwrite, fd, p, len, at);
}

ssize_t
pwrite64(int fd, const void *p, size_t len, off64_t at)
{
	return fails(FAULT_WRITE) ? -1 : NEXT(pwrite64, fd, p, len, at);
}

int
fsync(int fd)
{
	return fails(FAULT_SYNC) ? -1 : NEXT(fsync, fd);
}

int
fdatasync(int fd)
{
	return fails(FAULT_SYNC) ? -1 : NEXT(fdatasync, fd);
}

int
ftruncate(int fd, off_t len)
{
	return fails(FAULT_TRUNCATE) ? -1 : NEXT(ftruncate, fd, len);
}

int
ftruncate64(int fd, off64_t len)
{
	return fails(FAULT_TRUNCATE) ? -1 : NEXT(ftruncate64, fd, len);
}

int
rename(const char *from, const char *to)
{
	return fails(FAULT_RENAME) ? -1 : NEXT(rename, from, to);
}

int
renameat(int a, const char *from, int b, const char *to)
{
	return fails(FAULT_RENAME) ? -1 : NEXT(renameat, a, from, b, to);
}

int
mkdirat(int folder, const char *path, mode_t mode)
{
	return fails(FAULT_OPEN) ? -1 : NEXT(mkdirat, folder, path, mode);
}

int
connect(int fd, const struct sockaddr *to, socklen_t len)
{
	return fails(FAULT_CONNECT) ? -1 : NEXT(connect, fd, to, len);
}

ssize_t
getrandom(void *p, size_t len, unsigned flags)
{
	return fails(FAULT_RANDOM) ? -1 : NEXT(getrandom, p, len, flags);
}

/* SQLITE_BUSY, for whoever does not want to die. */
int	 sqlite3_step(void *);

int
sqlite3_step(void *statement)
{
	return fails(FAULT_STATEMENT) ? 5 : NEXT(sqlite3_step, statement);
}

#define OPENS(NAME)							\
int									\
NAME(const char *path, int flags, ...)					\
{									\
	va_list	 ap;							\
	mode_t	 mode;							\
									\
	va_start(ap, flags);						\
	mode = (mode_t)va_arg(ap, int);					\
	va_end(ap);							\
	return fails(FAULT_OPEN) ? -1 : NEXT(NAME, path, flags, mode);	\
}
OPENS(open)
OPENS(open64)

#define OPENS_AT(NAME)							\
int									\
NAME(int folder, const char *path, int flags, ...)			\
{									\
	va_list	 ap;							\
	mode_t	 mode;							\
									\
	va_start(ap, flags);						\
	mode = (mode_t)va_arg(ap, int);					\
	va_end(ap);							\
	return fails(FAULT_OPEN) ? -1 : NEXT(NAME, folder, path, flags,	\
	    mode);							\
}
OPENS_AT(openat)
OPENS_AT(openat64)

static bool
is_from(const void *caller, const char *library)
{
	Dl_info	 from;

	return dladdr(caller, &from) != 0 && from.dli_fname != NULL &&
	    strstr(from.dli_fname, library) != NULL;
}

/*
 * libfcgi ends the process by an assertion when it gets no memory, which is
 * the supervisor's matter (F-01); souk's own, SQLite's and json-c's count.
 */
static bool
memory_fails(const void *caller)
{
	if (fault == NULL || !atomic_load(&fault->armed) ||
	    atomic_load(&fault->call) != FAULT_MEMORY)
		return false;
	return !is_from(caller, "libfcgi") && fails(FAULT_MEMORY);
}

#define MEMORY_FAILS memory_fails(__builtin_return_address(0))

void *
malloc(size_t len)
{
	return MEMORY_FAILS ? NULL : __libc_malloc(len);
}

void *
calloc(size_t n, size_t len)
{
	return MEMORY_FAILS ? NULL : __libc_calloc(n, len);
}

void *
realloc(void *p, size_t len)
{
	return MEMORY_FAILS ? NULL : __libc_realloc(p, len);
}

/* json-c before 0.17 does not look whether it got a copy of a member's name. */
char *
strdup(const char *text)
{
	const void	*caller = __builtin_return_address(0);
	size_t		 len = strlen(text) + 1;
	char		*copy;

	if (!is_from(caller, "libjson-c") && memory_fails(caller))
		return NULL;
	if ((copy = __libc_malloc(len)) != NULL)
		memcpy(copy, text, len);
	return copy;
}

/* ---- the clock ---------------------------------------------------------------- */

/* Not of the supervisor, which compares it with the times of files. */
static long
ahead_ms(void)
{
	return fault == NULL || strncmp(program_invocation_short_name, "souk-",
	    5) != 0 ? 0 : atomic_load(&fault->clock_ms);
}

int
clock_gettime(clockid_t id, struct timespec *t)
{
	int	 rc = NEXT(clock_gettime, id, t);
	long	 ms;

	if (rc != 0 || (id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE))
		return rc;
	ms = ahead_ms() + t->tv_nsec / 1000000;
	t->tv_sec += ms / 1000 - (ms % 1000 < 0);
	t->tv_nsec = (ms % 1000 + (ms % 1000 < 0 ? 1000 : 0)) * 1000000 +
	    t->tv_nsec % 1000000;
	return 0;
}

int
gettimeofday(struct timeval *tv, void *zone)
{
	struct timespec	 t;

	(void)zone;
	if (clock_gettime(CLOCK_REALTIME, &t) != 0)
		return -1;
	*tv = (struct timeval){ t.tv_sec, t.tv_nsec / 1000 };
	return 0;
}

time_t
time(time_t *out)
{
	struct timespec	 t;

	if (clock_gettime(CLOCK_REALTIME, &t) != 0)
		return -1;
	if (out != NULL)
		*out = t.tv_sec;
	return t.tv_sec;
}
