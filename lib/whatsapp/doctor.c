/* SPDX-License-Identifier: ISC */
/* What Meta says of our numbers, and what lies with us. */
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/finding.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/send.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_numbers[] =
    "SELECT id, phone, problem, is_active, gone_at IS NOT NULL"
    " FROM wa_number ORDER BY id";
static const char sql_state[] =
    "SELECT count(*) FROM (SELECT 1 FROM wa_send WHERE brand_id = :brand"
    " AND state = :state LIMIT 1000) s";
static const char sql_brands[] =
    "SELECT id FROM brand ORDER BY created_at, id LIMIT 100";

/* ---- Meta's -------------------------------------------------------------- */

static int
tell_refused(const struct graph_answer *answer, struct buf *out)
{
	if (answer->end == GRAPH_HELD)
		return finding(out, "SOUK_META_TOKEN", "Meta does not take it",
		    "make another for the system user, with "
		    "whatsapp_business_messaging and _management");
	if (answer->end == GRAPH_REFUSED)
		return finding(out, "whatsapp", "Meta does not know a number "
		    "of ours", "look at the account, then synchronise");
	return finding(out, "SOUK_META_URL", "Meta does not answer",
	    "try again; see whether this machine reaches it");
}

static int
number_ask(struct act *act, const char *id, struct buf *out)
{
	struct wa_number	 n = { .id = id };
	struct graph_answer	 answer;
	const char		*token, *quality;

	if (wa_number_load(act, id, &n) != SOUK_OK)
		return 0;
	if ((token = wa_number_token(act, &n)) == NULL)
		return finding(out, "whatsapp", "a number has no token, or "
		    "one sealed under another SOUK_SECRET",
		    "enter it at /admin/whatsapp");
	graph_ask(act, &(struct graph_call){ .token = token,
	    .path = arena_printf(act->arena, "/%s?fields=id,quality_rating,"
	    "display_phone_number", n.meta_id) }, &answer);
	if (answer.end != GRAPH_TAKEN)
		return tell_refused(&answer, out);
	quality = wa_text(answer.json, "quality_rating");
	buf_printf(out, "whatsapp: %s answers, quality %s\n",
	    wa_text(answer.json, "display_phone_number") != NULL ?
	    wa_text(answer.json, "display_phone_number") : n.meta_id,
	    quality != NULL ? quality : "not told");
	if (!text_equal(quality, "RED"))
		return 0;
	return finding(out, "whatsapp", "a number's quality is low: people "
	    "block it or report it", "write less, and only to who wants it");
}

/* ---- ours ---------------------------------------------------------------- */

struct row { const char *id, *phone, *problem; bool is_active, is_gone; };

static size_t
numbers_read(struct act *act, struct row **rows)
{
	struct stmt	*s = db_sql(act->db, sql_numbers);
	size_t		 n = 0;

	*rows = NULL;
	while (db_step(s) == SOUK_OK) {
		*rows = arena_more(act->arena, *rows, n, sizeof(**rows));
		(*rows)[n++] = (struct row){ db_copy(s, 0, act->arena),
			db_copy(s, 1, act->arena), db_copy(s, 2, act->arena),
			db_int(s, 3) != 0, db_int(s, 4) != 0 };
	}
	return n;
}

static int
number_look(struct act *act, const struct row *r, struct buf *out)
{
	int	 n = 0;

	if (r->is_gone)
		return !r->is_active ? 0 : finding(out, "whatsapp",
		    arena_printf(act->arena, "+%s is not in the account any "
		    "more", r->phone), "add it at Meta's again and "
		    "synchronise, or switch it off at /admin/whatsapp");
	if (r->problem != NULL)
		n += finding(out, "whatsapp", arena_printf(act->arena,
		    "+%s is held: %s", r->phone, r->problem),
		    "see to it at Meta's, then at /admin/whatsapp");
	return r->is_active ? n + number_ask(act, r->id, out) : n;
}

static int64_t
count_of(struct act *act, const char *brand, const char *state)
{
	struct stmt	*s = db_sql(act->db, sql_state);
	int64_t		 n = 0;

	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":state", state);
	if (db_step(s) == SOUK_OK)
		n = db_int(s, 0);
	db_done(s);
	return n;
}

/* Messages that nobody knows of. */
static int
doubts_look(struct act *act, struct buf *out)
{
	struct stmt	*s = db_sql(act->db, sql_brands);
	const char	*brands[100];
	size_t		 count = 0;
	int64_t		 n = 0;

	while (count < COUNT(brands) && db_step(s) == SOUK_OK)
		brands[count++] = db_copy(s, 0, act->arena);
	db_done(s);
	for (size_t i = 0; i < count; i++)
		n += count_of(act, brands[i], "doubt");
	return n == 0 ? 0 : finding(out, "whatsapp", arena_printf(act->arena,
	    "%lld messages may or may not have gone", (long long)n),
	    "ask the people, then send them again or drop them at "
	    "/admin/whatsapp");
}

int
wa_findings(struct act *act, struct buf *out)
{
	struct row	*rows;
	size_t		 count;
	int		 n = 0;

	if (*act->config->meta_token == '\0')
		return finding(out, "SOUK_META_TOKEN", "is not set",
		    "make a system user's token at Meta's");
	if ((count = numbers_read(act, &rows)) == 0)
		n += finding(out, "whatsapp", "no number is known",
		    "synchronise at /admin/whatsapp");
	for (size_t i = 0; i < count; i++)
		n += number_look(act, &rows[i], out);
	return n + doubts_look(act, out);
}
