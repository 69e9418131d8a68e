/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/watch/scan.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define MESSAGE_BYTES	500

static const char sql_error[] =
    "INSERT INTO watch_error (fingerprint, program, message, tags, times,"
    " reported, first_at, last_at, due_at) VALUES (:fingerprint, :program,"
    " :message, :tags, 1, 0, :at, :at, :at)"
    " ON CONFLICT (fingerprint) DO UPDATE SET times = watch_error.times + 1,"
    " last_at = excluded.last_at,"
    " due_at = coalesce(watch_error.due_at, watch_error.last_at + 3600000)";
static const char sql_slow[] =
    "INSERT INTO watch_slow (sql, times, worst_ms, last_at)"
    " VALUES (:sql, 1, :ms, :at)"
    " ON CONFLICT (sql) DO UPDATE SET times = watch_slow.times + 1,"
    " worst_ms = CASE WHEN excluded.worst_ms > watch_slow.worst_ms"
    " THEN excluded.worst_ms ELSE watch_slow.worst_ms END,"
    " last_at = excluded.last_at";

/* Members that say where, and nothing of a person. */
static const char *const	tags[] = { "route", "method", "kind",
	"outcome", "name", "rule", "status" };

/* ---- what must not leave the machine -------------------------------------------- */

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' &&
	    strchr("@.:_-+%", c) != NULL);
}

/* One of mail, or four numbers, or an IPv6 one. */
static bool
is_address(const char *p, size_t len)
{
	size_t	 dots = 0, colons = 0, others = 0;

	for (size_t i = 0; i < len; i++) {
		if (p[i] == '@' || (p[i] == '%' && i + 2 < len &&
		    p[i + 1] == '4' && p[i + 2] == '0'))
			return true;
		dots += p[i] == '.';
		colons += p[i] == ':';
		others += !isxdigit((unsigned char)p[i]) && p[i] != '.' &&
		    p[i] != ':';
	}
	return others == 0 && (dots == 3 || colons >= 2);
}

const char *
text_masked(struct act *act, const char *text)
{
	struct buf	 b;
	size_t		 len;

	buf_init(&b, act->arena, strlen(text) + 16);
	while (*text != '\0' && b.len < MESSAGE_BYTES) {
		for (len = 0; is_word(text[len]);)
			len++;
		if (len == 0)
			buf_putc(&b, *text++);
		else if (is_address(text, len))
			buf_puts(&b, "[address]");
		else
			buf_put(&b, text, len);
		text += len;
	}
	return b.p;
}

/* The same whatever its numbers: a pid, a line, a time. */
static const char *
fingerprint(struct act *act, const char *program, const char *message)
{
	char	*text = arena_printf(act->arena, "%s %s", program, message);
	char	*to = text;

	for (const char *p = text; *p != '\0'; p++)
		if (!isdigit((unsigned char)*p))
			*to++ = *p;
	*to = '\0';
	return crypto_sha256_hex(act->arena, text);
}

/* ---- a line ---------------------------------------------------------------------- */

static const char *
member(const struct json_in *line, const char *name)
{
	const struct json_in	*m = json_member(line, name);

	return m != NULL && (m->type == JSON_STRING ||
	    m->type == JSON_NUMBER) ? m->text : "";
}

static bool
line_parse(struct act *act, const char *line, size_t len,
    struct json_in **in, int64_t *at)
{
	const char	*name = NULL;
	size_t		 where = 0;

	if (json_parse(act->arena, line, len, in, &where, &name) != JSON_OK ||
	    (*in)->type != JSON_OBJECT)
		return false;
	if (!clock_parse(member(*in, "time"), at))
		*at = act->now;
	return true;
}

static const char *
tags_text(struct act *act, const struct json_in *line)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };
	const char	*value;

	buf_init(&b, act->arena, 128);
	json_open(&json, NULL);
	for (size_t i = 0; i < COUNT(tags); i++)
		if (*(value = member(line, tags[i])) != '\0')
			json_text(&json, tags[i], text_masked(act, value));
	json_close(&json);
	return b.p;
}

enum outcome
error_note(struct act *act, const char *line, size_t len)
{
	struct json_in	*in;
	const char	*program, *message;
	struct stmt	*s;
	int64_t		 at;

	if (!line_parse(act, line, len, &in, &at))
		return SOUK_OK;
	program = member(in, "program");
	message = text_masked(act, member(in, "message"));
	if (*program == '\0')
		program = "other";
	s = db_sql(act->db, sql_error);
	db_bind_text(s, ":fingerprint", fingerprint(act, program, message));
	db_bind_text(s, ":program", program);
	db_bind_text(s, ":message", message);
	db_bind_text(s, ":tags", tags_text(act, in));
	db_bind_int(s, ":at", at);
	return db_run(s);
}

enum outcome
slow_note(struct act *act, const char *line, size_t len)
{
	struct json_in	*in;
	struct stmt	*s;
	int64_t		 at, ms;

	if (!line_parse(act, line, len, &in, &at) ||
	    !text_to_int(member(in, "ms"), &ms))
		return SOUK_OK;
	s = db_sql(act->db, sql_slow);
	db_bind_text(s, ":sql", member(in, "sql"));
	db_bind_int(s, ":ms", ms);
	db_bind_int(s, ":at", at);
	return db_run(s);
}
