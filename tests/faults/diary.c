/* SPDX-License-Identifier: ISC */
/* Notes what a shop's processes do to their files; see diary.h. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/faults/diary.h"

#define FILES	4096

static struct diary	*diary;
static int		 log_fd = -1;
static atomic_bool	 noted[FILES];	/* descriptors */

#define REAL(NAME) ((__typeof__(&NAME))dlsym(RTLD_NEXT, #NAME))

__attribute__((constructor)) static void
diary_open(void)
{
	const char	*path = getenv("SOUK_DIARY");
	char		 log[200];
	void		*p;
	int		 fd;

	if (path == NULL ||
	    strncmp(program_invocation_short_name, "souk", 4) != 0 ||
	    (fd = REAL(open)(path, O_RDWR | O_CLOEXEC)) == -1)
		return;
	p = mmap(NULL, sizeof(*diary), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	    0);
	close(fd);
	snprintf(log, sizeof(log), "%s.log", path);
	log_fd = REAL(open)(log, O_WRONLY | O_CLOEXEC);
	if (p != MAP_FAILED && log_fd != -1)
		diary = p;
}

/* ---- records ------------------------------------------------------------------ */

static void
note(struct diary_record *r, const struct iovec *parts, int count)
{
	const int	 error = errno;
	uint64_t	 at;

	at = atomic_fetch_add(&diary->head,
	    (sizeof(*r) + r->len + 7) & ~UINT64_C(7));
	if (REAL(pwrite)(log_fd, r, sizeof(*r), (off_t)at) != sizeof(*r))
		abort();
	at += sizeof(*r);
	for (int i = 0, left = (int)r->len; i < count && left > 0; i++) {
		size_t	 n = parts[i].iov_len < (size_t)left ?
			    parts[i].iov_len : (size_t)left;

		if (REAL(pwrite)(log_fd, parts[i].iov_base, n, (off_t)at) !=
		    (ssize_t)n)
			abort();
		at += n;
		left -= (int)n;
	}
	errno = error;
}

static uint64_t
node_of(int fd)
{
	struct stat	 st;

	return fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) ||
	    S_ISDIR(st.st_mode)) ? st.st_ino : 0;
}

/* closedir() closes unseen: what has the number since may be a socket. */
static bool
is_noted(int fd)
{
	return diary != NULL && fd >= 0 && fd < FILES &&
	    atomic_load(&noted[fd]) && node_of(fd) != 0;
}

/* at -1: where the file's own offset came from. */
static ssize_t
note_write(int fd, const struct iovec *parts, int count, off_t at, ssize_t n)
{
	struct diary_record	 r = { .op = DIARY_WRITE };

	if (n <= 0 || !is_noted(fd))
		return n;
	r.node = node_of(fd);
	r.len = (uint32_t)n;
	r.at = (uint64_t)(at == -1 ? lseek(fd, 0, SEEK_CUR) - n : at);
	note(&r, parts, count);
	return n;
}

static int
note_length(int fd, off_t len, int rc)
{
	struct diary_record	 r = { .op = DIARY_TRUNCATE };

	if (rc != 0 || !is_noted(fd))
		return rc;
	r.node = node_of(fd);
	r.at = (uint64_t)len;
	note(&r, NULL, 0);
	return rc;
}

static int
note_sync(int fd, uint64_t asked, int rc)
{
	struct diary_record	 r = { .op = DIARY_SYNC, .at = asked };

	if (rc != 0 || !is_noted(fd))
		return rc;
	r.node = node_of(fd);
	note(&r, NULL, 0);
	return rc;
}

static uint64_t
moment(void)
{
	return diary == NULL ? 0 : atomic_load(&diary->head);
}

/* ---- names -------------------------------------------------------------------- */

/* Below the home, as it would be asked for from its root; else false. */
static bool
path_full(int folder, const char *path, char full[500])
{
	char	 link[64], base[300];
	ssize_t	 n;

	if (diary == NULL || path == NULL)
		return false;
	if (path[0] == '/')
		return snprintf(full, 500, "%s", path) < 500;
	if (folder == AT_FDCWD)
		snprintf(link, sizeof(link), "/proc/self/cwd");
	else
		snprintf(link, sizeof(link), "/proc/self/fd/%d", folder);
	if ((n = readlink(link, base, sizeof(base) - 1)) <= 0)
		return false;
	base[n] = '\0';
	return snprintf(full, 500, "%s/%s", base, path) < 500;
}

static bool
path_is_noted(const char *full)
{
	const size_t		 len = strlen(diary->home);
	static const char	*const below[] = { "/db", "/media",
				    "/run/upload" };

	if (len == 0 || strncmp(full, diary->home, len) != 0)
		return false;
	for (size_t i = 0; i < sizeof(below) / sizeof(below[0]); i++)
		if (strncmp(full + len, below[i], strlen(below[i])) == 0)
			return strstr(full, "-shm") == NULL &&
			    strstr(full, ".lock") == NULL;
	return false;
}

/* The folder of a path, as an inode, and the last name. */
static uint64_t
folder_of(const char *full, char name[DIARY_NAME])
{
	const char	*slash = strrchr(full, '/');
	char		 folder[500];
	struct stat	 st;

	snprintf(name, DIARY_NAME, "%s", slash + 1);
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - full), full);
	return stat(folder, &st) == 0 ? st.st_ino : 0;
}

static uint64_t
node_at(const char *full)
{
	struct stat	 st;

	return lstat(full, &st) == 0 ? st.st_ino : 0;
}

static int
note_name(enum diary_op op, int folder, const char *path, int rc)
{
	struct diary_record	 r = { .op = op };
	char			 full[500];

	if (rc != 0 || !path_full(folder, path, full) || !path_is_noted(full))
		return rc;
	r.folder = folder_of(full, r.name);
	r.node = op == DIARY_REMOVE ? 0 : node_at(full);
	note(&r, NULL, 0);
	return rc;
}

static int
note_move(int from_folder, const char *from, int folder, const char *to,
    int rc)
{
	struct diary_record	 r = { .op = DIARY_MOVE };
	char			 full[500], before[500];

	if (rc != 0 || !path_full(folder, to, full) || !path_is_noted(full) ||
	    !path_full(from_folder, from, before))
		return rc;
	r.folder = folder_of(full, r.name);
	r.other = folder_of(before, r.before);
	r.node = node_at(full);
	note(&r, NULL, 0);
	return rc;
}

/* Opened below: what is written there is noted from now on. */
static int
note_open(int folder, const char *path, int flags, int fd)
{
	struct diary_record	 r = { .op = DIARY_CREATE };
	char			 full[500];

	if (fd < 0 || fd >= FILES || diary == NULL)
		return fd;
	atomic_store(&noted[fd], path_full(folder, path, full) &&
	    path_is_noted(full));
	if (!atomic_load(&noted[fd]) || ((flags & O_CREAT) == 0 &&
	    (flags & O_TMPFILE) != O_TMPFILE))
		return fd;
	if ((flags & O_TMPFILE) != O_TMPFILE)
		r.folder = folder_of(full, r.name);
	r.node = node_of(fd);
	note(&r, NULL, 0);
	return fd;
}

/* ---- the calls ---------------------------------------------------------------- */

ssize_t
write(int fd, const void *p, size_t len)
{
	const struct iovec	 part = { (void *)(uintptr_t)p, len };

	return note_write(fd, &part, 1, -1, REAL(write)(fd, p, len));
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
	return note_write(fd, parts, count, -1, REAL(writev)(fd, parts,
	    count));
}

#define PWRITES(NAME, OFFSET)						\
ssize_t									\
NAME(int fd, const void *p, size_t len, OFFSET at)			\
{									\
	const struct iovec	 part = { (void *)(uintptr_t)p, len };	\
									\
	return note_write(fd, &part, 1, at, REAL(NAME)(fd, p, len, at)); \
}
PWRITES(pwrite, off_t)
PWRITES(pwrite64, off64_t)

int
ftruncate(int fd, off_t len)
{
	return note_length(fd, len, REAL(ftruncate)(fd, len));
}

int
ftruncate64(int fd, off64_t len)
{
	return note_length(fd, len, REAL(ftruncate64)(fd, len));
}

int
fsync(int fd)
{
	const uint64_t	 asked = moment();

	return note_sync(fd, asked, REAL(fsync)(fd));
}

int
fdatasync(int fd)
{
	const uint64_t	 asked = moment();

	return note_sync(fd, asked, REAL(fdatasync)(fd));
}

#define MODE_OF(FLAGS) va_list	 ap;					\
	mode_t	 mode;							\
									\
	va_start(ap, FLAGS);						\
	mode = (mode_t)va_arg(ap, int);					\
	va_end(ap)

#define OPENS(NAME)							\
int									\
NAME(const char *path, int flags, ...)					\
{									\
	MODE_OF(flags);							\
	return note_open(AT_FDCWD, path, flags, REAL(NAME)(path, flags,	\
	    mode));							\
}
OPENS(open)
OPENS(open64)

#define OPENS_AT(NAME)							\
int									\
NAME(int folder, const char *path, int flags, ...)			\
{									\
	MODE_OF(flags);							\
	return note_open(folder, path, flags, REAL(NAME)(folder, path,	\
	    flags, mode));						\
}
OPENS_AT(openat)
OPENS_AT(openat64)

int
close(int fd)
{
	if (fd >= 0 && fd < FILES)
		atomic_store(&noted[fd], false);
	return REAL(close)(fd);
}

int
mkdir(const char *path, mode_t mode)
{
	return note_name(DIARY_FOLDER, AT_FDCWD, path, REAL(mkdir)(path,
	    mode));
}

int
mkdirat(int folder, const char *path, mode_t mode)
{
	return note_name(DIARY_FOLDER, folder, path, REAL(mkdirat)(folder,
	    path, mode));
}

char *
mkdtemp(char *path)
{
	char	*made = REAL(mkdtemp)(path);

	note_name(DIARY_FOLDER, AT_FDCWD, path, made == NULL);
	return made;
}

int
link(const char *from, const char *to)
{
	return note_name(DIARY_LINK, AT_FDCWD, to, REAL(link)(from, to));
}

int
linkat(int a, const char *from, int b, const char *to, int flags)
{
	return note_name(DIARY_LINK, b, to, REAL(linkat)(a, from, b, to,
	    flags));
}

int
rename(const char *from, const char *to)
{
	return note_move(AT_FDCWD, from, AT_FDCWD, to, REAL(rename)(from,
	    to));
}

int
renameat(int a, const char *from, int b, const char *to)
{
	return note_move(a, from, b, to, REAL(renameat)(a, from, b, to));
}

int
renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
	return note_move(a, from, b, to, REAL(renameat2)(a, from, b, to,
	    flags));
}

int
unlink(const char *path)
{
	return note_name(DIARY_REMOVE, AT_FDCWD, path, REAL(unlink)(path));
}

int
unlinkat(int folder, const char *path, int flags)
{
	return note_name(DIARY_REMOVE, folder, path, REAL(unlinkat)(folder,
	    path, flags));
}

int
rmdir(const char *path)
{
	return note_name(DIARY_REMOVE, AT_FDCWD, path, REAL(rmdir)(path));
}

/* ---- a guard left out ---------------------------------------------------------- */

/* The shop sets synchronous, reads it back, and goes on to the next one. */
int
sqlite3_exec(void *db, const char *sql, void *callback, void *arg,
    char **error)
{
	static const char *const	 less[] = { NULL,
	    "PRAGMA synchronous=NORMAL", "PRAGMA synchronous=OFF" };
	const int			 guard = diary == NULL ? GUARDS_ON :
	    atomic_load(&diary->guard);

	if (guard != GUARDS_ON && strcmp(sql, "PRAGMA foreign_keys=ON") == 0)
		REAL(sqlite3_exec)(db, less[guard], NULL, NULL, NULL);
	return REAL(sqlite3_exec)(db, sql, callback, arg, error);
}
