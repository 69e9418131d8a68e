/* SPDX-License-Identifier: ISC */
#include "lib/base/shared.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/crypto.h"
#include "lib/base/shared_layout.h"

static_assert(ATOMIC_LLONG_LOCK_FREE == 2,
    "a lock inside an atomic would not be shared by processes");

const int64_t	shared_le_us[12] = { 1000, 2500, 5000, 10000, 25000, 50000,
	100000, 250000, 500000, 1000000, 2500000, INT64_MAX };

/* ---- the file -------------------------------------------------------- */

/* Is the open file still the one with this name? */
static bool
is_current(int fd, const char *path)
{
	struct stat	 open_file, named;

	return fstat(fd, &open_file) == 0 && stat(path, &named) == 0 &&
	    open_file.st_ino == named.st_ino &&
	    open_file.st_dev == named.st_dev;
}

static struct shared *
map(int fd)
{
	struct shared	*s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);

	return s == MAP_FAILED ? NULL : s;
}

/* Give an empty file, under its lock, the layout. */
static struct shared *
lay_out(int fd)
{
	struct shared	*s;

	if (ftruncate(fd, sizeof(*s)) == -1 || (s = map(fd)) == NULL)
		return NULL;
	s->magic = SHARED_MAGIC;
	s->version = SHARED_VERSION;
	s->size = sizeof(*s);
	return s;
}

/* The mapping of a locked file; NULL and errno 0: of another layout. */
static struct shared *
map_locked(int fd)
{
	struct shared	*s;
	struct stat	 st;

	if (fstat(fd, &st) == -1)
		return NULL;
	if (st.st_size == 0)
		return lay_out(fd);
	errno = 0;
	if (st.st_size != sizeof(*s) || (s = map(fd)) == NULL)
		return NULL;
	if (s->magic == SHARED_MAGIC && s->version == SHARED_VERSION &&
	    s->size == sizeof(*s))
		return s;
	shared_close(s);
	return NULL;
}

/*
 * A file of another layout is left to the processes that have it mapped: it
 * loses its name, and the next turn makes a new one.
 */
struct shared *
shared_open(const char *path)
{
	struct shared	*s = NULL;
	bool		 again = true;
	int		 fd, saved;

	while (again) {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		    0600);
		if (fd == -1)
			return NULL;
		again = false;
		if (flock(fd, LOCK_EX) == 0) {
			if (!is_current(fd, path))
				again = true;
			else if ((s = map_locked(fd)) == NULL && errno == 0)
				again = unlink(path) == 0;
		}
		saved = errno;
		flock(fd, LOCK_UN);	/* a mapping outlives close(2) */
		close(fd);
		errno = saved;
	}
	return s;
}

void
shared_close(struct shared *s)
{
	if (s != NULL)
		munmap(s, sizeof(*s));
}

/* ---- generations and counters ------------------------------------------ */

uint64_t
shared_generation(const struct shared *s, enum generation g)
{
	return atomic_load(&s->generations[g]);
}

void
shared_advance(struct shared *s, enum generation g)
{
	atomic_fetch_add(&s->generations[g], 1);
}

uint64_t
shared_key(const char *class, const char *who)
{
	uint8_t		 hash[CRYPTO_HASH];
	char		 text[256];
	uint64_t	 key;
	int		 len;

	len = snprintf(text, sizeof(text), "%s %s", class, who);
	if (len < 0 || (size_t)len >= sizeof(text))
		len = sizeof(text) - 1;
	crypto_sha256(text, (size_t)len, hash);
	memcpy(&key, hash, sizeof(key));
	return key == 0 ? 1 : key;
}

static void
count(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

void
shared_count_request(struct shared *s, int route, int status, int64_t us)
{
	struct shared_counters	*c;
	int			 le = 0;

	if (route < 0 || route >= SHARED_ROUTES || us < 0)
		return;
	c = &s->routes[route];
	count(&c->by_class[status >= 100 && status < 600 ? status / 100 : 0],
	    1);
	count(&c->us_sum, (uint64_t)us);
	while (us > shared_le_us[le])
		le++;
	count(&c->us_le[le], 1);
}

void
shared_route(const struct shared *s, int route, struct shared_route *out)
{
	const struct shared_counters	*c = &s->routes[route];

	for (int i = 0; i < 6; i++)
		out->by_class[i] = atomic_load(&c->by_class[i]);
	for (int i = 0; i < 12; i++)
		out->us_le[i] = atomic_load(&c->us_le[i]);
	out->us_sum = atomic_load(&c->us_sum);
}
