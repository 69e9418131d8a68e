/* SPDX-License-Identifier: ISC */
#include "lib/watch/scan.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/watch/logs.h"
#include "lib/watch/sample.h"

#define CHUNK		((size_t)1 << 20)
#define MOST_BYTES	(INT64_C(64) << 20)	/* a run */
#define NOTES		500			/* a transaction */

/* Where the log was read to. */
struct mark { uint64_t inode; int64_t at; };

struct note { bool is_error; const char *line; size_t len; };

struct scan {
	struct mark	 mark;
	struct note	 notes[NOTES];
	int		 count;
	bool		 begun;		/* was there a mark? */
};

static enum outcome
mark_read(struct act *act, void *arg)
{
	struct scan	*s = arg;
	const char	*text;
	int64_t		 n[2];
	enum outcome	 e = state_read(act, "log", &text);

	s->begun = e == SOUK_OK && state_numbers(text, n, 2) == 2;
	if (s->begun)
		s->mark = (struct mark){ (uint64_t)n[0], n[1] };
	return e;
}

static enum outcome
store(struct act *act, void *arg)
{
	const struct scan	*s = arg;
	const struct note	*note;
	enum outcome		 e = SOUK_OK;

	for (int i = 0; i < s->count && e == SOUK_OK; i++) {
		note = &s->notes[i];
		e = note->is_error ? error_note(act, note->line, note->len) :
		    slow_note(act, note->line, note->len);
	}
	return e != SOUK_OK ? e : state_write(act, "log", arena_printf(
	    act->arena, "%" PRId64 " %" PRId64, (int64_t)s->mark.inode,
	    s->mark.at));
}

static void
line_look(struct act *act, struct scan *s, const char *line, size_t len)
{
	static const char	 error[] = "\"level\":\"error\"";
	static const char	 slow[] = "\"message\":\"slow statement\"";
	const bool		 is_error = memmem(line, len, error,
				    sizeof(error) - 1) != NULL;

	if (!is_error && memmem(line, len, slow, sizeof(slow) - 1) == NULL)
		return;
	s->notes[s->count++] = (struct note){ is_error,
		arena_text(act->arena, line, len), len };
}

/* Whole lines only; the bytes that were looked at. */
static size_t
lines_look(struct act *act, struct scan *s, const char *p, size_t n)
{
	const char	*from = p, *end = p + n, *nl;

	while (s->count < NOTES && (nl = memchr(p, '\n',
	    (size_t)(end - p))) != NULL) {
		line_look(act, s, p, (size_t)(nl - p));
		p = nl + 1;
	}
	return (size_t)(p - from);
}

/* A line as long as that is none of ours, and passed over. */
static void
file_look(struct act *act, struct scan *s, const char *path, char *bytes)
{
	const int	 fd = open(path, O_RDONLY | O_CLOEXEC);
	const int64_t	 most = s->mark.at + MOST_BYTES;
	ssize_t		 n;
	size_t		 used;

	while (fd != -1 && s->count < NOTES && s->mark.at < most &&
	    (n = pread(fd, bytes, CHUNK, s->mark.at)) > 0) {
		used = lines_look(act, s, bytes, (size_t)n);
		if (used == 0 && (size_t)n == CHUNK)
			used = CHUNK;
		if (used == 0)
			break;
		s->mark.at += (int64_t)used;
	}
	if (fd != -1)
		close(fd);
}

/* The file that was read last, by its inode, whatever it is called now. */
static int
file_marked(const struct log_file *files, int n, const struct scan *s)
{
	for (int i = 0; i < n; i++)
		if (files[i].inode == s->mark.inode && !files[i].is_gz)
			return i;
	return -1;
}

/*
 * One file a transaction, the older ones first.  A new shop begins with its
 * present log; and so does one whose place in the log is lost.
 */
enum outcome
log_scan(struct act *act)
{
	struct scan	*s = arena_alloc(act->arena, sizeof(*s));
	char		*bytes = arena_alloc(act->arena, CHUNK);
	struct log_file	*files;
	int		 n, i;
	enum outcome	 e;

	if ((e = db_tx(act, DB_READ, mark_read, s)) != SOUK_OK)
		return e;
	n = log_files(act, &files);
	if ((i = file_marked(files, n, s)) == -1) {
		if (s->begun)
			log_line(LOG_WARN, "the place in the log was lost",
			    NULL);
		s->mark.at = 0;
		i = 0;
	}
	for (; i >= 0 && i < n && e == SOUK_OK; i--) {
		if (files[i].is_gz)
			break;
		if (files[i].inode != s->mark.inode)
			s->mark = (struct mark){ files[i].inode, 0 };
		s->count = 0;
		file_look(act, s, log_path(act, files[i].name), bytes);
		e = db_tx(act, DB_WRITE, store, s);
		if (s->count == NOTES)
			break;
	}
	return e;
}
