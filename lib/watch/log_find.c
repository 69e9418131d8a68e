/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/page.h"
#include "lib/base/text.h"
#include "lib/watch/logs.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LINE_BYTES	8192
#define READ_BYTES	(INT64_C(64) << 20)	/* a call, and a file more */
#define SECONDS		19	/* of "2026-11-21T04:15:00": all that
				   nginx's times and ours have alike */

static const char *const	levels[] = { "error", "warn", "info", "debug",
	NULL };

static const struct field filter_table[] = {
	[LOG_OF_LEVEL] = { .name = "level", .type = FIELD_ENUM,
		.choices = levels, .help = "Of this level or a graver one" },
	[LOG_OF_FROM] = { .name = "from", .type = FIELD_TIME,
		.help = "Not before" },
	[LOG_OF_TO] = { .name = "to", .type = FIELD_TIME,
		.help = "Not after" },
	[LOG_OF_USER] = { .name = "user", .type = FIELD_TEXT, .min = 1,
		.max = 100, .help = "Whose request: an id" },
	[LOG_OF_REQUEST] = { .name = "request", .type = FIELD_TEXT, .min = 1,
		.max = 100, .help = "X-Request-Id, or a job's id" },
	[LOG_OF_MESSAGE] = { .name = "message", .type = FIELD_TEXT, .min = 1,
		.max = 200, .help = "Text somewhere in the line" },
	[LOG_OF_LIMIT] = { .name = "limit", .type = FIELD_INTEGER, .min = 1,
		.max = LOG_LINES_MAX, .help = "At most so many lines; 50" },
	[LOG_OF_CURSOR] = { .name = "cursor", .type = FIELD_TEXT, .min = 1,
		.max = 500, .help = "nextCursor of the last answer" },
};
static_assert(COUNT(filter_table) == LOG_OF__MAX, "a row for each filter");

const struct fieldset log_filters = FIELDSET("LogQuery", NULL, filter_table);

/* ---- one line ------------------------------------------------------------------- */

static bool
has(const char *line, size_t len, const char *part)
{
	return memmem(line, len, part, strlen(part)) != NULL;
}

/*
 * Exactly, as a member: quotes within a value are escaped, so that no value
 * looks like one.
 */
static bool
has_member(const char *line, size_t len, const char *name, const char *value)
{
	char	 part[160];

	snprintf(part, sizeof(part), "\"%s\":\"%s\"", name, value);
	return has(line, len, part);
}

static bool
level_passes(const struct value *least, const char *line, size_t len)
{
	for (int64_t i = 0; i <= least->num; i++)
		if (has_member(line, len, "level", levels[i]))
			return true;
	return false;
}

/* Times are at the beginning and have one length, so as texts they compare. */
static bool
time_passes(const struct record *filters, const char *line, size_t len)
{
	static const char	 begin[] = "{\"time\":\"";
	const size_t		 at = sizeof(begin) - 1;
	const struct value	*from = &filters->values[LOG_OF_FROM];
	const struct value	*to = &filters->values[LOG_OF_TO];
	char			 text[CLOCK_TEXT];

	if (from->state != VALUE_SET && to->state != VALUE_SET)
		return true;
	if (len < at + SECONDS || memcmp(line, begin, at) != 0)
		return false;
	if (from->state == VALUE_SET) {
		clock_text(from->num, text);
		if (memcmp(line + at, text, SECONDS) < 0)
			return false;
	}
	if (to->state != VALUE_SET)
		return true;
	clock_text(to->num, text);
	return memcmp(line + at, text, SECONDS) <= 0;
}

bool
log_passes(const struct record *filters, const char *line, size_t len)
{
	static const struct { int filter; const char *names[2]; }
	    exact[] = { { LOG_OF_USER, { "actor", "user" } },
		{ LOG_OF_REQUEST, { "id", "request" } } };
	const struct value	*v = filters->values;

	if (v[LOG_OF_LEVEL].state == VALUE_SET &&
	    !level_passes(&v[LOG_OF_LEVEL], line, len))
		return false;
	for (size_t i = 0; i < COUNT(exact); i++)
		if (v[exact[i].filter].state == VALUE_SET &&
		    !has_member(line, len, exact[i].names[0],
		    v[exact[i].filter].text) &&
		    !has_member(line, len, exact[i].names[1],
		    v[exact[i].filter].text))
			return false;
	if (v[LOG_OF_MESSAGE].state == VALUE_SET &&
	    !has(line, len, v[LOG_OF_MESSAGE].text))
		return false;
	return time_passes(filters, line, len);
}

/* ---- one file, from its beginning; the last that pass are kept ------------------ */

struct hit { int64_t at; size_t len; char *text; };

struct find {
	const struct record	*filters;
	struct act		*act;
	int			 limit;
	struct hit		*ring;
	int			 count, next;	/* in the ring; its next place */
	int64_t			 until;		/* only lines before this byte */
	int64_t			 read;
	char			 begin[64];	/* the file's first line */
	char			*line;
	size_t			 len;
	int64_t			 at;		/* of the line */
};

static void
hit_keep(struct find *f)
{
	struct hit	*h = &f->ring[f->next];

	memcpy(h->text, f->line, f->len);
	h->len = f->len;
	h->at = f->at;
	f->next = (f->next + 1) % f->limit;
	if (f->count < f->limit)
		f->count++;
}

static void
line_take(struct find *f)
{
	if (f->at == 0)
		snprintf(f->begin, sizeof(f->begin), "%.*s", (int)f->len,
		    f->line);
	if (f->at < f->until && log_passes(f->filters, f->line, f->len))
		hit_keep(f);
}

/* A longer line than any of ours is cut. */
static void
bytes_take(struct find *f, const char *p, size_t n)
{
	const char	*end = p + n, *nl;
	size_t		 piece, room;

	for (; p < end; p += piece + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		piece = (size_t)((nl == NULL ? end : nl) - p);
		room = LINE_BYTES - f->len;
		memcpy(f->line + f->len, p, piece < room ? piece : room);
		f->len += piece < room ? piece : room;
		if (nl == NULL)
			return;
		line_take(f);
		f->at = f->read + (nl + 1 - (end - n));
		f->len = 0;
	}
}

/* gzread(3) reads what is not compressed, too. */
static void
file_read_all(struct find *f, const char *path)
{
	gzFile	 in = gzopen(path, "rbe");
	char	 bytes[65536];
	int	 n;

	f->count = f->next = 0;
	f->read = f->at = 0;
	f->len = 0;
	f->begin[0] = '\0';
	if (in == NULL)
		return;
	gzbuffer(in, sizeof(bytes));
	while (f->at < f->until && (n = gzread(in, bytes,
	    sizeof(bytes))) > 0) {
		bytes_take(f, bytes, (size_t)n);
		f->read += n;
	}
	gzclose(in);
}

/* ---- all of them ------------------------------------------------------------------ */

/* What is found anew by its first line, whatever it is called by then. */
static const char *
begin_of(struct act *act, const struct log_file *file)
{
	gzFile	 in = gzopen(log_path(act, file->name), "rbe");
	char	 line[64];
	int	 n = in == NULL ? 0 : gzread(in, line, sizeof(line) - 1);

	if (in != NULL)
		gzclose(in);
	if (n < 0)
		n = 0;
	line[n] = '\0';
	return arena_text(act->arena, line, strcspn(line, "\n"));
}

/* A text without quotes: the first line's time and what stands behind it. */
static const char *
name_of(struct act *act, const char *begin)
{
	char	*name = arena_copy(act->arena, begin);

	for (char *p = name; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
			*p = '_';
	return *name == '\0' ? "empty" : name;
}

static const char *
filters_text(struct act *act, const struct record *filters)
{
	const char	*text = "logs";

	for (int i = 0; i < LOG_OF_LIMIT; i++)
		text = arena_printf(act->arena, "%s|%d%lld|%s", text,
		    (int)filters->values[i].state,
		    (long long)filters->values[i].num,
		    filters->values[i].text == NULL ? "" :
		    filters->values[i].text);
	return text;
}

static bool
day_passes(const struct record *filters, const struct log_file *f)
{
	const struct value	*from = &filters->values[LOG_OF_FROM];
	const struct value	*to = &filters->values[LOG_OF_TO];

	return (from->state != VALUE_SET || f->day >= from->num / CLOCK_DAY) &&
	    (to->state != VALUE_SET || f->is_current ||
	    f->day <= to->num / CLOCK_DAY);
}

/* JSON as it stands, else as one. */
static const char *
line_out(struct act *act, const struct hit *h)
{
	const char	*name = NULL, *text = arena_text(act->arena, h->text,
			    h->len);
	struct json_in	*in;
	size_t		 at = 0;

	return json_parse(act->arena, text, h->len, &in, &at, &name) ==
	    JSON_OK && in->type == JSON_OBJECT ? text :
	    "{\"message\":\"(a line that was cut)\"}";
}

static void
hits_out(struct find *f, const char **lines, int *count)
{
	int	 k;

	for (int i = 1; i <= f->count; i++) {
		k = (f->next - i + 2 * f->limit) % f->limit;
		lines[(*count)++] = line_out(f->act, &f->ring[k]);
	}
}

/* The file in which the cursor is; those before it have been read.  -1: it is
 * gone, and so is what was before it. */
static int
file_of(struct act *act, const struct log_file *files, int n,
    const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(name_of(act, begin_of(act, &files[i])), name) == 0)
			return i;
	return -1;
}

static void
find_open(struct act *act, const struct record *filters, struct find *f)
{
	const struct value	*limit = &filters->values[LOG_OF_LIMIT];

	*f = (struct find){ .filters = filters, .act = act,
		.limit = limit->state == VALUE_SET ? (int)limit->num : 50,
		.until = INT64_MAX };
	f->ring = arena_array(act->arena, (size_t)f->limit, sizeof(*f->ring));
	for (int i = 0; i < f->limit; i++)
		f->ring[i].text = arena_alloc(act->arena, LINE_BYTES);
	f->line = arena_alloc(act->arena, LINE_BYTES);
}

static const char *
cursor_at(struct act *act, const struct record *filters, const char *begin,
    int64_t at)
{
	return cursor_write(act->arena, &(struct cursor){ .num = at,
	    .id = name_of(act, begin) }, filters_text(act, filters));
}

enum outcome
log_find(struct act *act, const struct record *filters,
    const char *lines[LOG_LINES_MAX], int *count, const char **cursor)
{
	const struct value	*after = &filters->values[LOG_OF_CURSOR];
	struct cursor		 c = { .num = INT64_MAX };
	struct log_file		*files;
	struct find		 f;
	int64_t			 read = 0;
	int			 i = 0, n, all;
	enum outcome		 e;

	*count = 0;
	*cursor = NULL;
	if (after->state == VALUE_SET && (e = cursor_read(act, after->text,
	    filters_text(act, filters), &c)) != SOUK_OK)
		return e;
	n = log_files(act, &files);
	if (c.id != NULL && (i = file_of(act, files, n, c.id)) == -1)
		return SOUK_OK;
	find_open(act, filters, &f);
	all = f.limit;
	for (f.until = c.num; i < n; i++, f.until = INT64_MAX) {
		if (!day_passes(filters, &files[i]))
			continue;
		if (read > READ_BYTES) {
			*cursor = cursor_at(act, filters,
			    begin_of(act, &files[i]), INT64_MAX);
			return SOUK_OK;
		}
		f.limit = all - *count;
		file_read_all(&f, log_path(act, files[i].name));
		read += f.read;
		hits_out(&f, lines, count);
		if (*count == all) {
			*cursor = cursor_at(act, filters, f.begin, f.ring[
			    f.count == f.limit ? f.next : 0].at);
			return SOUK_OK;
		}
	}
	return SOUK_OK;
}
