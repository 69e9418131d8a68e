/* SPDX-License-Identifier: ISC */
/* What became of what went out: in whatever order it is told. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define ERROR_MAX	500	/* bytes */
#define COLUMNS	"id, brand_id, person_id, subject, subject_id, state," \
	" wamid, number_id FROM wa_send WHERE "

static const char sql_by_wamid[] = "SELECT " COLUMNS "wamid = :name";
static const char sql_by_id[] = "SELECT " COLUMNS "id = :name";
static const char sql_move[] =
    "UPDATE wa_send SET state = :state, wamid = :wamid,"
    " sent_at = coalesce(sent_at, :sent),"
    " delivered_at = coalesce(delivered_at, :delivered),"
    " read_at = coalesce(read_at, :read), ended_at = :ended,"
    " error_code = :code, error = :error WHERE id = :id";

struct sent {
	const char	*id, *brand_id, *person_id, *subject, *subject_id,
			*state, *wamid, *number_id;
};

static enum outcome
sent_find(struct act *act, const char *sql, const char *name,
    struct sent *sent)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":name", name);
	if ((e = db_step(s)) == SOUK_OK)
		*sent = (struct sent){ db_copy(s, 0, act->arena),
			db_copy(s, 1, act->arena), db_copy(s, 2, act->arena),
			db_copy(s, 3, act->arena), db_copy(s, 4, act->arena),
			db_copy(s, 5, act->arena), db_copy(s, 6, act->arena),
			db_copy(s, 7, act->arena) };
	db_done(s);
	return e;
}

/* By Meta's name for it, or by ours, which goes along with a message and comes
 * back: so one whose answer never reached us is found. */
static enum outcome
sent_of(struct act *act, const struct wa_item *it, const char *wamid,
    struct sent *sent)
{
	const char	*ours = wa_text(it->item, "biz_opaque_callback_data");
	enum outcome	 e = sent_find(act, sql_by_wamid, wamid, sent);

	if (e != SOUK_NOT_FOUND || ours == NULL ||
	    !typeid_valid(ours, "wasend"))
		return e;
	e = sent_find(act, sql_by_id, ours, sent);
	if (e == SOUK_OK && (sent->wamid != NULL || !text_equal(
	    sent->number_id, it->number_id)))
		return SOUK_NOT_FOUND;
	return e;
}

/* ---- what it says -------------------------------------------------------- */

static const char *
error_text(struct act *act, const struct json_in *error)
{
	const char	*title = wa_text(error, "title");
	const char	*details = wa_text(wa_object(error, "error_data"),
			    "details");

	if (title == NULL)
		title = wa_text(error, "message");
	return wa_clean(act->arena, details == NULL ? title : title == NULL ?
	    details : arena_printf(act->arena, "%s: %s", title, details),
	    ERROR_MAX, false);
}

static void
told_read(struct act *act, const struct wa_item *it, const struct sent *sent,
    struct wa_told *told)
{
	const struct json_in	*errors;
	size_t			 count;

	errors = wa_items(it->item, "errors", &count);
	*told = (struct wa_told){ .brand_id = sent->brand_id,
		.send_id = sent->id, .subject = sent->subject,
		.subject_id = sent->subject_id, .state = it->type,
		.wamid = wa_text(it->item, "id"), .at = it->made_at };
	if (count > 0 && strcmp(it->type, "failed") == 0) {
		told->error_code = wa_int(errors, "code", 0);
		told->error = error_text(act, errors);
	}
}

static void
time_bind(struct stmt *s, const char *name, bool is_then, int64_t at)
{
	if (is_then)
		db_bind_int(s, name, at);
	else
		db_bind_null_int(s, name);
}

/* What was read was delivered before, and sent before that. */
static enum outcome
sent_move(struct act *act, const struct wa_told *t)
{
	struct stmt	*s = db_sql(act->db, sql_move);
	const bool	 failed = strcmp(t->state, "failed") == 0;
	const bool	 is_sent = strcmp(t->state, "sent") == 0;
	const bool	 is_read = strcmp(t->state, "read") == 0 ||
			    strcmp(t->state, "played") == 0;

	db_bind_text(s, ":id", t->send_id);
	db_bind_text(s, ":state", t->state);
	db_bind_text(s, ":wamid", t->wamid);
	time_bind(s, ":sent", !failed, t->at);
	time_bind(s, ":delivered", !failed && !is_sent, t->at);
	time_bind(s, ":read", is_read, t->at);
	time_bind(s, ":ended", !is_sent, t->at);
	time_bind(s, ":code", t->error_code != 0, t->error_code);
	db_bind_text(s, ":error", t->error);
	return db_run(s);
}

/* ---- applying ------------------------------------------------------------ */

/* Statuses name people too, also those whom we only knew by a telephone. */
static enum outcome
recipient_take(struct act *act, struct wa_item *it, const struct sent *sent)
{
	const struct wa_names	 names = {
		.wa_id = wa_name(act->arena, wa_text(it->item,
		    "recipient_id")),
		.user_ref = wa_name(act->arena, wa_text(it->item,
		    "recipient_user_id")) };

	it->person_id = sent->person_id;
	if (text_equal(wa_text(it->item, "recipient_type"), "group") ||
	    names.user_ref == NULL)
		return SOUK_OK;
	return wa_person_rename(act, it->brand_id, &it->person_id, &names);
}

enum outcome
wa_status_apply(struct act *act, struct wa_item *it)
{
	static const char *const	 states[] = { "sent", "delivered",
					    "read", "played", "failed" };
	const char			*wamid = wa_text(it->item, "id");
	struct wa_told			 told;
	struct sent			 sent;
	bool				 known = false;
	enum outcome			 e;

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		known |= text_equal(states[i], it->type);
	if (!known || wamid == NULL) {
		it->outcome = "unknown";
		return SOUK_OK;
	}
	if ((e = sent_of(act, it, wamid, &sent)) == SOUK_NOT_FOUND) {
		it->outcome = "early";
		return wa_item_about(act, it, "recipient_id",
		    "recipient_user_id");
	}
	if (e != SOUK_OK)
		return e;
	it->brand_id = sent.brand_id;	/* the number may be another's now */
	if ((e = recipient_take(act, it, &sent)) != SOUK_OK)
		return e;
	if (!wa_may_follow(sent.state, it->type)) {
		it->outcome = "nothing";
		return SOUK_OK;
	}
	told_read(act, it, &sent, &told);
	e = sent_move(act, &told);
	return e == SOUK_OK ? wa_tell(act, &told) : e;
}

/* ---- what was told before we knew its name ------------------------------- */

static const char sql_early[] =
    "SELECT id, body FROM wa_event WHERE key > :from AND key < :until"
    " AND outcome = 'early' ORDER BY made_at, id";

/* ';' stands behind ':', so these are the keys that begin so. */
enum outcome
wa_status_early(struct act *act, const char *wamid)
{
	const char	*key = wa_item_key(act->arena, "status", wamid);
	struct stmt	*s = db_sql(act->db, sql_early);

	db_bind_text(s, ":from", arena_printf(act->arena, "%s:", key));
	db_bind_text(s, ":until", arena_printf(act->arena, "%s;", key));
	return wa_events_again(act, s);
}
