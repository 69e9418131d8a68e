/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

static enum outcome
next_of(struct req *r, list_next *next, struct rows *rows,
    struct record *record)
{
	return next == NULL ? rows_next(rows, r->act.arena, record) :
	    next(&r->act, rows, record);
}

enum outcome
answer_rows(struct req *r, struct res *out, struct rows *rows,
    const struct fieldset *set, list_next *next, list_cursor *cursor)
{
	struct record	*record = record_new(r->act.arena, set);
	struct json_out	*json = res_list(out);
	enum outcome	 e;

	while ((e = next_of(r, next, rows, record)) == SOUK_OK)
		answer_item(r, json, record);
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, rows->total, cursor(&r->act, rows, record));
	return SOUK_OK;
}

enum outcome
answer_record(struct res *out, enum outcome e, const struct record *record)
{
	if (e == SOUK_OK)
		res_record(out, record);
	return e;
}

enum outcome
answer_version(struct res *out, enum outcome e, const struct record *record,
    int version)
{
	if (e == SOUK_OK)
		res_version(out, record->values[version].num);
	return answer_record(out, e, record);
}

void
answer_item(struct req *r, struct json_out *json, const struct record *record)
{
	json_open(json, NULL);
	json_record(json, record, settings_currency(r->act.settings));
	json_close(json);
}

const char *
answer_disposition(struct arena *arena, const char *name, bool show)
{
	struct buf	 b;

	buf_init(&b, arena, 128);
	buf_puts(&b, show ? "inline; filename=\"" :
	    "attachment; filename=\"");
	for (const char *p = name; *p != '\0'; p++)
		buf_putc(&b, *p >= ' ' && *p < 0x7f && *p != '"' &&
		    *p != '\\' && *p != '%' ? *p : '_');
	buf_puts(&b, "\"; filename*=UTF-8''");
	text_url_encode(&b, name);
	return b.p;
}

void
answer_gone_id(struct res *out, const char *id)
{
	struct json_out	*json = res_data(out);

	json_open(json, "data");
	json_text(json, "id", id);
	json_bool(json, "deleted", true);
	json_close(json);
}

void
answer_gone(struct req *r, struct res *out)
{
	answer_gone_id(out, req_param(r, 0));
}
