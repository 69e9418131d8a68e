/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/notify/notify.h"
#include "lib/notify/render.h"

#define LIST		"mail-texts"

static const char sql_read[] =
    "SELECT subject, body, version FROM mail_text"
    " WHERE brand_id = :brand AND template = :template AND locale = :locale";

static const char sql_put[] =
    "INSERT INTO mail_text (brand_id, template, locale, subject, body,"
    " updated_at)"
    " VALUES (:brand, :template, :locale, :subject, :body, :now)"
    " ON CONFLICT (brand_id, template, locale) DO UPDATE SET"
    " subject = excluded.subject, body = excluded.body,"
    " updated_at = excluded.updated_at, version = mail_text.version + 1";

static const char sql_remove[] =
    "DELETE FROM mail_text"
    " WHERE brand_id = :brand AND template = :template AND locale = :locale";

const int64_t	mail_text_total = (int64_t)MAIL_TEMPLATE__MAX * LOCALE__MAX;

/* ---- one text ----------------------------------------------------------- */

static struct stmt *
statement(struct act *act, const char *sql, const char *brand,
    const struct mail_which *which)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":template", mail_templates[which->template].name);
	db_bind_text(s, ":locale", locale_tag(which->locale));
	return s;
}

enum outcome
mail_text_load(struct act *act, const char *brand,
    const struct mail_which *which, struct mail_text *text, int64_t *version)
{
	struct stmt	*s = statement(act, sql_read, brand, which);
	enum outcome	 e = db_step(s);

	*text = *mail_builtin(which->template, which->locale);
	*version = 1;
	if (e == SOUK_OK) {
		text->subject = db_copy(s, 0, act->arena);
		text->body = db_copy(s, 1, act->arena);
		*version = db_int(s, 2);
		db_done(s);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static struct record *
record_of(struct act *act, const struct mail_which *which,
    const struct mail_text *text, int64_t version)
{
	const struct mail_kind	*kind = &mail_templates[which->template];
	struct record		*r = record_new(act->arena, &mail_text_fields);

	record_set_text(r, MAIL_TEXT_NAME, kind->name);
	record_set_text(r, MAIL_TEXT_LOCALE, locale_tag(which->locale));
	record_set_text(r, MAIL_TEXT_SUBJECT, text->subject);
	record_set_text(r, MAIL_TEXT_BODY, text->body);
	record_set_int(r, MAIL_TEXT_CUSTOM, version > 1);
	record_set_int(r, MAIL_TEXT_VERSION, version);
	mail_text_names(act->arena, &r->values[MAIL_TEXT_PLACEHOLDERS],
	    kind, false);
	mail_text_names(act->arena, &r->values[MAIL_TEXT_NEEDED], kind, true);
	return r;
}

static enum outcome
which_read(struct act *act, const char *name, const char *locale,
    struct mail_which *which)
{
	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	which->template = mail_template_find(name);
	which->locale = locale_from_tag(locale);
	return which->template == MAIL_TEMPLATE__MAX ||
	    which->locale == LOCALE__MAX ? SOUK_NOT_FOUND : SOUK_OK;
}

static enum outcome
text_take(struct act *act, const struct mail_which *which,
    struct mail_text *text, struct record **record)
{
	int64_t		 version;
	enum outcome	 e = mail_text_load(act, act->actor.brand_id, which,
			    text, &version);

	if (e == SOUK_OK)
		*record = record_of(act, which, text, version);
	return e;
}

enum outcome
mail_text_read(struct act *act, const char *name, const char *locale,
    struct record **record)
{
	struct mail_which	 which;
	struct mail_text	 text;
	enum outcome		 e = which_read(act, name, locale, &which);

	return e != SOUK_OK ? e : text_take(act, &which, &text, record);
}

/* One kind of line end. */
static const char *
lines_of(struct arena *arena, const char *text)
{
	struct buf	 b;

	buf_init(&b, arena, strlen(text));
	for (; *text != '\0'; text++)
		if (*text != '\r')
			buf_putc(&b, *text);
		else if (text[1] != '\n')
			buf_putc(&b, '\n');
	return b.p;
}

static void
text_overlay(struct act *act, const struct record *in, struct mail_text *text)
{
	if (record_has(in, MAIL_TEXT_SUBJECT))
		text->subject = in->values[MAIL_TEXT_SUBJECT].text;
	if (record_has(in, MAIL_TEXT_BODY))
		text->body = lines_of(act->arena,
		    in->values[MAIL_TEXT_BODY].text);
}

static enum outcome
text_audit(struct act *act, const char *action,
    const struct mail_which *which, const struct record *before,
    const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "MailText", .entity_id = arena_printf(
		act->arena, "%s %s", mail_templates[which->template].name,
		locale_tag(which->locale)), .before = before,
		.after = after });
}

/* Before a change: what is there, unless somebody else changed it. */
static enum outcome
text_claim(struct act *act, const char *name, const char *locale,
    struct mail_which *which, struct mail_text *text, struct record **before)
{
	enum outcome	 e = which_read(act, name, locale, which);

	if (e != SOUK_OK || (e = text_take(act, which, text, before)) !=
	    SOUK_OK)
		return e;
	return act->expected_version != 0 && act->expected_version !=
	    (*before)->values[MAIL_TEXT_VERSION].num ? SOUK_STALE : SOUK_OK;
}

enum outcome
mail_text_change(struct act *act, const char *name, const char *locale,
    const struct record *in, struct record **record)
{
	struct mail_which	 which;
	struct mail_text	 text;
	struct record		*before;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = text_claim(act, name, locale, &which, &text, &before)) !=
	    SOUK_OK)
		return e;
	text_overlay(act, in, &text);
	if ((e = mail_text_check(act, which.template, &text)) != SOUK_OK)
		return e;
	s = statement(act, sql_put, act->actor.brand_id, &which);
	db_bind_text(s, ":subject", text.subject);
	db_bind_text(s, ":body", text.body);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK ||
	    (e = text_take(act, &which, &text, record)) != SOUK_OK)
		return e;
	return text_audit(act, "update_mail_text", &which, before, *record);
}

enum outcome
mail_text_restore(struct act *act, const char *name, const char *locale,
    struct record **record)
{
	struct mail_which	 which;
	struct mail_text	 text;
	struct record		*before;
	enum outcome		 e;

	if ((e = text_claim(act, name, locale, &which, &text, &before)) !=
	    SOUK_OK)
		return e;
	e = db_run_changed(statement(act, sql_remove, act->actor.brand_id,
	    &which));
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if (e == SOUK_OK)
		e = text_audit(act, "restore_mail_text", &which, before,
		    NULL);
	else
		e = SOUK_OK;
	return e != SOUK_OK ? e : text_take(act, &which, &text, record);
}

/* ---- as it will look ---------------------------------------------------- */

enum outcome
mail_text_preview(struct act *act, const char *name, const char *locale,
    const struct record *in, struct record **record)
{
	const struct mail_field	 sample[] = {
		{ "name", "Lina" },
		{ "link", arena_printf(act->arena, "%s/exemple",
		    act->config->base_url) },
		{ "minutes", "30" }, { "time", "2026-11-21T14:05:00Z" },
		{ "address", "192.0.2.7" }, { "device", "Firefox, Linux" },
		{ "newEmail", "lina@example.com" },
		{ "email", "lina@example.com" }, { "phone", "+33 6 00 00 00" },
		{ "alert", "disk" }, { "order", "1042" },
		{ "provider", "Google" }, { "key", "ERP" }, { "people", "4" },
		{ "subject", "…" }, { "text", "Lorem ipsum\ndolor sit amet." },
		{ NULL, NULL },
	};
	struct mail_which	 which;
	struct mail_text	 text;
	struct mail_rendered	 out;
	enum outcome		 e;

	if ((e = which_read(act, name, locale, &which)) != SOUK_OK ||
	    (e = text_take(act, &which, &text, record)) != SOUK_OK)
		return e;
	text_overlay(act, in, &text);
	if ((e = mail_text_check(act, which.template, &text)) != SOUK_OK)
		return e;
	mail_render(act, &(struct mail_content){ .text = &text,
	    .locale = which.locale, .fields = sample }, &out);
	*record = record_new(act->arena, &mail_preview_fields);
	record_set_text(*record, MAIL_PREVIEW_SUBJECT, out.subject);
	record_set_text(*record, MAIL_PREVIEW_TEXT, out.plain);
	record_set_text(*record, MAIL_PREVIEW_HTML, out.html);
	return SOUK_OK;
}

/* ---- all of them -------------------------------------------------------- */

/* Where a page begins among them. */
static enum outcome
list_start(struct act *act, const struct list_query *query, int64_t *at)
{
	struct cursor	 cursor = { 0 };
	enum outcome	 e;

	*at = page_offset(query);
	if (query->cursor == NULL)
		return SOUK_OK;
	if ((e = cursor_read(act, query->cursor, LIST, &cursor)) == SOUK_OK)
		*at = cursor.num;
	return e;
}

enum outcome
mail_text_list(struct act *act, const struct list_query *query,
    struct record ***page, size_t *count)
{
	struct mail_which	 which;
	struct mail_text	 text;
	int64_t			 at;
	enum outcome		 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	if ((e = list_start(act, query, &at)) != SOUK_OK)
		return e;
	*count = 0;
	*page = arena_array(act->arena, (size_t)query->limit,
	    sizeof(struct record *));
	for (; at < mail_text_total && (int64_t)*count < query->limit; at++) {
		which = (struct mail_which){
			(enum mail_template)(at / LOCALE__MAX),
			(enum locale)(at % LOCALE__MAX) };
		if ((e = text_take(act, &which, &text,
		    &(*page)[(*count)++])) != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

const char *
mail_text_cursor(struct act *act, const struct list_query *query,
    size_t count)
{
	int64_t	 at;

	if (list_start(act, query, &at) != SOUK_OK ||
	    (at += (int64_t)count) >= mail_text_total)
		return NULL;
	return cursor_write(act->arena, &(struct cursor){ .num = at,
	    .id = "next" }, LIST);
}
