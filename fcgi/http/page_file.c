/* SPDX-License-Identifier: ISC */
/*
 * A page as a file that nginx hands out by itself, below
 * run/cache/g/C-S (lib/base/shared.h): fr/produit/theiere@page=2.html for
 * who reads French, the same below _fr if French is what the shop speaks to
 * those who do not say, and each with its .gz.
 *
 * The name is the address as it came, but for the "@" that stands for "?" and
 * occurs in none: only what needs no other change is eligible, here and in
 * nginx.conf.in ($page_name), so nothing climbs out and no two addresses
 * share a file.  Of the many spellings of a path only the canonical one has a
 * file, and queries have a small share of all files: a stranger who invents
 * addresses fills nothing but that.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

#define URI_MAX		240	/* a file's name has at most 255 bytes */
#define NAME_MAX_	(URI_MAX + 32)
#define GZIP_LEVEL	6
#define TIMES		1700000000u	/* seconds that are all past */

#define ALPHANUMERIC	"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
			"abcdefghijklmnopqrstuvwxyz0123456789"

/* What becomes of one page. */
struct page_file {
	int		 folder;	/* g/C-S */
	const char	*name;		/* "fr/produit/theiere@.html" */
	bool		 is_default;	/* also below _fr */
	struct timespec	 times[2];
};

/* ---- names --------------------------------------------------------------- */

/* "%D8" for what has to be encoded, in capitals. */
static bool
is_canonical_escape(const char *p, const char *end)
{
	static const char	 hex[] = "0123456789ABCDEF";
	const char		*high, *low;
	int			 c;

	if (end - p < 3 || (high = strchr(hex, p[1])) == NULL ||
	    (low = strchr(hex, p[2])) == NULL || p[1] == '\0' || p[2] == '\0')
		return false;
	c = (int)((high - hex) * 16 + (low - hex));
	return c != '/' && c != '\0' &&
	    strchr(ALPHANUMERIC "-._~", c) == NULL;
}

/* No segment is empty or begins with a dot; "/" alone has none. */
static bool
is_canonical_path(const char *p, size_t len)
{
	const char	*end = p + len;

	if (len == 0 || *p != '/')
		return false;
	for (p++; p < end; p++) {
		if (p[-1] == '/' && (*p == '.' || *p == '/'))
			return false;
		if (*p == '%') {
			if (!is_canonical_escape(p, end))
				return false;
			p += 2;
		} else if (*p == '\0' ||
		    strchr(ALPHANUMERIC "-._~/", *p) == NULL)
			return false;
	}
	return len == 1 || end[-1] != '/';
}

/* NULL: not eligible. */
static const char *
name_of(struct exchange *x)
{
	const char	*uri = x->req.head->uri;
	size_t		 path = strcspn(uri, "?");

	if (strlen(uri) > URI_MAX || !is_canonical_path(uri, path) ||
	    x->query[strspn(x->query, ALPHANUMERIC "=&_.%+~-")] != '\0')
		return NULL;
	return arena_printf(x->req.act.arena, "%s%.*s@%s.html",
	    locale_tag(x->req.act.locale), (int)path, uri, x->query);
}

/* ---- files ----------------------------------------------------------------- */

/* Every folder on the way to name. */
static bool
folders_make(int folder, const char *name)
{
	char		 path[NAME_MAX_];
	const char	*slash = name;

	while ((slash = strchr(slash, '/')) != NULL) {
		snprintf(path, sizeof(path), "%.*s", (int)(slash - name), name);
		if (mkdirat(folder, path, 0700) != 0 && errno != EEXIST)
			return false;
		slash++;
	}
	return true;
}

static bool
bytes_write(int fd, const char *p, size_t len)
{
	ssize_t	 n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) <= 0)
			return false;
	return true;
}

/* Under the name that it will have, in one step or not at all. */
static bool
file_place(const struct page_file *f, const char *fresh, const char *ending)
{
	char	 name[NAME_MAX_];

	if (f->is_default) {
		snprintf(name, sizeof(name), "_%s%s", f->name, ending);
		if (!folders_make(f->folder, name) ||
		    (linkat(f->folder, fresh, f->folder, name, 0) != 0 &&
		    errno != EEXIST))
			return false;
	}
	snprintf(name, sizeof(name), "%s%s", f->name, ending);
	return renameat(f->folder, fresh, f->folder, name) == 0;
}

static bool
file_put(const struct page_file *f, const char *ending, const char *p,
    size_t len)
{
	char	 fresh[32];
	bool	 ok;
	int	 fd;

	snprintf(fresh, sizeof(fresh), "new-%d", (int)getpid());
	unlinkat(f->folder, fresh, 0);
	fd = openat(f->folder, fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
	if (fd == -1)
		return false;
	ok = bytes_write(fd, p, len) && futimens(fd, f->times) == 0;
	ok = close(fd) == 0 && ok && file_place(f, fresh, ending);
	if (!ok)
		unlinkat(f->folder, fresh, 0);
	return ok;
}

/* 0: not made, or no smaller. */
static size_t
gzip(const char *p, size_t len, char *to, size_t room)
{
	z_stream	 z = { .next_in = (Bytef *)(uintptr_t)p,
			    .avail_in = (uInt)len, .next_out = (Bytef *)to,
			    .avail_out = (uInt)room };
	int		 rc;

	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, MAX_WBITS + 16,
	    MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY) != Z_OK)
		return 0;
	rc = deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return rc == Z_STREAM_END && z.total_out < len ? z.total_out : 0;
}

/*
 * nginx makes the ETag of time and size.  So the time is a hash of the page:
 * another page has another tag however soon it comes, and the same page the
 * same one after a commit that did not touch it.
 */
static void
times_set(struct page_file *f, const char *body, size_t len)
{
	uint8_t		 hash[CRYPTO_HASH];
	uint64_t	 n;

	crypto_sha256(body, len, hash);
	memcpy(&n, hash, sizeof(n));
	f->times[0].tv_sec = f->times[1].tv_sec = (time_t)(n % TIMES) + 1;
}

static int
folder_open(const struct exchange *x)
{
	char	 path[PATH_MAX];

	shared_pages_folder(x->req.act.shared, x->generations, path,
	    sizeof(path));
	mkdir(path, 0700);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/*
 * Whatever fails here, a worker goes on answering.  The compressed one comes
 * first: a page is there when both are.
 */
void
page_file_write(struct exchange *x, const char *body, size_t len)
{
	struct act		*act = &x->req.act;
	struct page_file	 f = { .is_default = act->locale ==
				    settings_locale(act->settings) };
	size_t			 packed;
	char			*room;

	if (!x->server->config->page_cache ||
	    !text_starts(x->res.content_type, "text/html") ||
	    (f.name = name_of(x)) == NULL ||
	    !shared_pages_room(act->shared, len, *x->query != '\0'))
		return;
	room = arena_alloc(act->arena, len);
	times_set(&f, body, len);
	if ((f.folder = folder_open(x)) == -1)
		return;
	packed = gzip(body, len, room, len);
	if (folders_make(f.folder, f.name) &&
	    (packed == 0 || file_put(&f, ".gz", room, packed)))
		file_put(&f, "", body, len);
	close(f.folder);
}
