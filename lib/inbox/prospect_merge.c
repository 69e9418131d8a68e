/* SPDX-License-Identifier: ISC */
/* Two prospects who turn out to be one. */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

static const char sql_row[] =
    "SELECT phone, email, tags, notes, person_id FROM prospect"
    " WHERE id = :id";
/* What was not known of the one is known of the other. */
static const char sql_into[] =
    "UPDATE prospect AS i SET person_id = :person,"
    " customer_id = coalesce(i.customer_id, f.customer_id),"
    " owner_id = coalesce(i.owner_id, f.owner_id),"
    " phone = coalesce(i.phone, f.phone), email = coalesce(i.email, f.email),"
    " company = coalesce(i.company, f.company),"
    " name = CASE WHEN i.name LIKE '+%' THEN f.name ELSE i.name END,"
    " tags = :tags, notes = :notes, updated_at = :now,"
    " version = i.version + 1 FROM prospect f"
    " WHERE f.id = :from AND i.id = :into";
/* Whoever is somebody else on WhatsApp stays known by that. */
static const char sql_from[] =
    "UPDATE prospect SET merged_into = :into, person_id = :person,"
    " updated_at = :now, version = version + 1 WHERE id = :from";
static const char sql_earlier[] =
    "UPDATE prospect SET merged_into = :into WHERE merged_into = :from";
static const char sql_talks[] =
    "UPDATE conversation SET prospect_id = :into, updated_at = :now,"
    " version = version + 1 WHERE prospect_id = :from";

struct known { const char *phone, *email, *tags, *notes, *person; };

static enum outcome
known_read(struct act *act, const char *id, struct known *k)
{
	struct stmt	*s = db_sql(act->db, sql_row);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		*k = (struct known){ db_copy(s, 0, act->arena),
			db_copy(s, 1, act->arena), db_copy(s, 2, act->arena),
			db_copy(s, 3, act->arena), db_copy(s, 4, act->arena) };
	db_done(s);
	return e;
}

static bool
has_line(const char *lines, const char *line, size_t len)
{
	size_t	 n;

	for (; *lines != '\0'; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		if (n == len && memcmp(lines, line, n) == 0)
			return true;
	}
	return false;
}

/* Each once. */
static const char *
tags_joined(struct act *act, const char *a, const char *b)
{
	struct buf	 all;
	size_t		 n;

	buf_init(&all, act->arena, 64);
	buf_puts(&all, a);
	for (; *b != '\0'; b += n + (b[n] == '\n')) {
		n = strcspn(b, "\n");
		if (n == 0 || has_line(a, b, n))
			continue;
		if (all.len > 0 && all.p[all.len - 1] != '\n')
			buf_putc(&all, '\n');
		buf_put(&all, b, n);
	}
	return all.p;
}

static void
line_add(struct buf *b, const char *before, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	buf_printf(b, "%s%s%s", b->len > 0 ? "\n" : "", before, text);
}

/* A second number or address of theirs is kept where people read it. */
static const char *
notes_joined(struct act *act, const struct known *i, const struct known *f)
{
	struct buf	 b;

	buf_init(&b, act->arena, 128);
	line_add(&b, "", i->notes);
	line_add(&b, "", f->notes);
	if (i->phone != NULL && !text_equal(i->phone, f->phone))
		line_add(&b, "+", f->phone);
	if (i->email != NULL && !text_equal(i->email, f->email))
		line_add(&b, "", f->email);
	return b.len == 0 ? NULL : b.p;
}

static enum outcome
step(struct act *act, const char *sql, const char *from, const char *into)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":from", from);
	db_bind_text(s, ":into", into);
	if (sql == sql_talks)
		db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
from_write(struct act *act, const char *from, const char *into,
    const char *person)
{
	struct stmt	*s = db_sql(act->db, sql_from);

	db_bind_text(s, ":from", from);
	db_bind_text(s, ":into", into);
	db_bind_text(s, ":person", person);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}

static enum outcome
into_write(struct act *act, const char *from, const char *into,
    const struct known *f, const struct known *i)
{
	struct stmt	*s = db_sql(act->db, sql_into);

	db_bind_text(s, ":from", from);
	db_bind_text(s, ":into", into);
	db_bind_text(s, ":person", i->person != NULL ? i->person : f->person);
	db_bind_text(s, ":tags", tags_joined(act, i->tags, f->tags));
	db_bind_text(s, ":notes", notes_joined(act, i, f));
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}

enum outcome
prospect_absorb(struct act *act, const char *from, const char *into)
{
	struct known	 f, i;
	enum outcome	 e;

	if ((e = known_read(act, from, &f)) != SOUK_OK ||
	    (e = known_read(act, into, &i)) != SOUK_OK ||
	    (e = from_write(act, from, into, i.person != NULL ? f.person :
	    NULL)) != SOUK_OK)
		return e;
	if ((e = into_write(act, from, into, &f, &i)) != SOUK_OK ||
	    (e = step(act, sql_earlier, from, into)) != SOUK_OK ||
	    (e = step(act, sql_talks, from, into)) != SOUK_OK ||
	    (e = prospect_find_drop(act, from)) != SOUK_OK)
		return e;
	return prospect_find_put(act, into);
}

static enum outcome
one_read(struct act *act, const char *id, struct record **p)
{
	enum outcome	 e = prospect_read(act, id, p);

	return e == SOUK_OK && record_text(*p, PROSPECT_MERGED_INTO) != NULL ?
	    act_refuse(act, SOUK_CONFLICT, &inbox_messages[INBOX_MERGED]) : e;
}

enum outcome
prospect_merge(struct act *act, const char *id, const char *other,
    struct record **out)
{
	struct record	*from;
	enum outcome	 e;

	if (text_equal(id, other))
		return act_refuse(act, SOUK_CONFLICT,
		    &inbox_messages[INBOX_SAME]);
	if ((e = one_read(act, id, out)) != SOUK_OK ||
	    (e = catalog_version(act, (*out)->values[PROSPECT_VERSION].num)) !=
	    SOUK_OK || (e = one_read(act, other, &from)) != SOUK_OK ||
	    (e = prospect_absorb(act, other, id)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){
		.action = "merge_prospect", .entity_type = "Prospect",
		.entity_id = id })) != SOUK_OK)
		return e;
	return prospect_read(act, id, out);
}
