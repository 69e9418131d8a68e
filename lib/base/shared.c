/* SPDX-License-Identifier: ISC */
#include "lib/base/shared.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/clock.h"
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

static struct shared_map *
map(int fd)
{
	struct shared_map	*m = mmap(NULL, sizeof(*m),
	    PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	return m == MAP_FAILED ? NULL : m;
}

/*
 * All of it on the disk: a page that the file has a hole for cannot be had
 * once the disk is full, and whoever touches it gets SIGBUS.
 */
static bool
file_fill(int fd)
{
	int	 error = posix_fallocate(fd, 0, sizeof(struct shared_map));

	errno = error;
	return error == 0;
}

/*
 * Give an empty file, under its lock, the layout.  Generations start beyond
 * any that was before, or a folder of pages would be taken for a new one.
 */
static struct shared_map *
lay_out(int fd)
{
	const uint64_t		 start = (uint64_t)clock_now() * 1024;
	struct shared_map	*m;

	if (!file_fill(fd) || (m = map(fd)) == NULL)
		return NULL;
	for (int g = 0; g < GENERATION__MAX; g++)
		atomic_store(&m->generations[g], start);
	m->version = SHARED_VERSION;
	m->size = sizeof(*m);
	atomic_store(&m->magic, SHARED_MAGIC);
	return m;
}

/* The mapping of a locked file; NULL and errno 0: of another layout. */
static struct shared_map *
map_locked(int fd)
{
	static const uint64_t	 none = 0;
	struct shared_map	*m;
	struct stat		 st;

	if (fstat(fd, &st) == -1)
		return NULL;
	if (st.st_size == 0)
		return lay_out(fd);
	errno = 0;
	if (st.st_size == sizeof(*m) && (m = map(fd)) != NULL) {
		if (atomic_load(&m->magic) == SHARED_MAGIC &&
		    m->version == SHARED_VERSION && m->size == sizeof(*m))
			return m;
		munmap(m, sizeof(*m));
	}
	if (errno == 0 && st.st_size >= (off_t)sizeof(none) &&
	    pwrite(fd, &none, sizeof(none), 0) != sizeof(none) && errno == 0)
		errno = EIO;
	return NULL;
}

static struct shared *
shared_new(const char *path)
{
	const char	*slash = strrchr(path, '/');
	struct shared	*s;

	if (slash == NULL || slash - path >= SHARED_FOLDER) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	if ((s = calloc(1, sizeof(*s))) != NULL)
		memcpy(s->folder, path, (size_t)(slash - path));
	return s;
}

/*
 * A file of another layout is left to the processes that have it mapped: it
 * loses its name, and the next turn makes a new one.
 */
struct shared *
shared_open(const char *path)
{
	struct shared	*s = shared_new(path);
	bool		 again = true;
	int		 fd, saved;

	while (s != NULL && again) {
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		    0600);
		if (fd == -1)
			break;
		again = false;
		if (flock(fd, LOCK_EX) == 0) {
			if (!is_current(fd, path))
				again = true;
			else if ((s->map = map_locked(fd)) == NULL &&
			    errno == 0)
				again = unlink(path) == 0;
		}
		saved = errno;
		flock(fd, LOCK_UN);	/* a mapping outlives close(2) */
		close(fd);
		errno = saved;
	}
	if (s == NULL || s->map != NULL)
		return s;
	saved = errno;
	free(s);
	errno = saved;
	return NULL;
}

void
shared_close(struct shared *s)
{
	if (s != NULL)
		munmap(s->map, sizeof(*s->map));
	free(s);
}

/* ---- counters ------------------------------------------------------------ */

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
	c = &s->map->routes[route];
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
	const struct shared_counters	*c = &s->map->routes[route];

	for (int i = 0; i < 6; i++)
		out->by_class[i] = atomic_load(&c->by_class[i]);
	for (int i = 0; i < 12; i++)
		out->us_le[i] = atomic_load(&c->us_le[i]);
	out->us_sum = atomic_load(&c->us_sum);
}

void
shared_count_slow(struct shared *s)
{
	count(&s->map->slow, 1);
}

uint64_t
shared_slow(const struct shared *s)
{
	return atomic_load(&s->map->slow);
}

/* ---- the database -------------------------------------------------------- */

void
shared_set_damaged(struct shared *s, bool damaged)
{
	atomic_store(&s->map->damaged, damaged);
}

bool
shared_is_damaged(const struct shared *s)
{
	return atomic_load(&s->map->damaged) != 0;
}
