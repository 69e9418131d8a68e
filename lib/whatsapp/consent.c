/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define EVIDENCE_MAX	1000	/* bytes */

static const char *const purposes[] = {
	[WA_SERVICE] = "service", [WA_MARKETING] = "marketing",
};
static_assert(sizeof(purposes) / sizeof(purposes[0]) == WA_PURPOSE__MAX,
    "a name for each");
static const char *const sources[] = {
	[WA_BY_WORD] = "word", [WA_BY_FORM] = "form",
	[WA_AT_CHECKOUT] = "checkout", [WA_IN_ACCOUNT] = "account",
	[WA_BY_STAFF] = "staff", [WA_BY_META] = "meta",
};
static_assert(sizeof(sources) / sizeof(sources[0]) == WA_SOURCE__MAX,
    "a name for each");

/* Of two rows that were merged both have their own order. */
static const char sql_last[] =
    "SELECT granted, created_at, source FROM wa_consent"
    " WHERE person_id = :person AND purpose = :purpose"
    " ORDER BY created_at DESC, id DESC LIMIT 1";
static const char sql_insert[] =
    "INSERT INTO wa_consent (id, brand_id, person_id, purpose, granted,"
    " source, evidence, user_id, created_at) VALUES (:id, :brand, :person,"
    " :purpose, :granted, :source, :evidence, :user, :at)";

struct word { bool given, granted, by_word; int64_t at; };

static enum outcome
last_word(struct act *act, const char *person_id, enum wa_purpose purpose,
    struct word *last)
{
	struct stmt	*s = db_sql(act->db, sql_last);
	enum outcome	 e;

	*last = (struct word){ .granted = purpose == WA_SERVICE };
	db_bind_text(s, ":person", person_id);
	db_bind_text(s, ":purpose", purposes[purpose]);
	if ((e = db_step(s)) == SOUK_OK)
		*last = (struct word){ true, db_int(s, 0) != 0,
			text_equal(db_text(s, 2, NULL),
			sources[WA_BY_WORD]), db_int(s, 1) };
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
insert(struct act *act, const struct wa_consent *c, int64_t at)
{
	struct stmt	*s = db_sql(act->db, sql_insert);
	const char	*evidence = wa_clean(act->arena, c->evidence,
			    EVIDENCE_MAX, true);

	db_bind_text(s, ":id", typeid_new(act->arena, "waconsent", act->now));
	db_bind_text(s, ":brand", c->brand_id);
	db_bind_text(s, ":person", c->person_id);
	db_bind_text(s, ":purpose", purposes[c->purpose]);
	db_bind_int(s, ":granted", c->granted);
	db_bind_text(s, ":source", sources[c->source]);
	db_bind_text(s, ":evidence", evidence == NULL ? "" : evidence);
	db_bind_text(s, ":user", c->source == WA_BY_STAFF ?
	    act->actor.user_id : NULL);
	db_bind_int(s, ":at", at);
	return db_run(s);
}

/* Said in so many words: worth keeping, though it was taken for granted. */
static bool
is_own(const struct wa_consent *c)
{
	return c->source == WA_AT_CHECKOUT || c->source == WA_IN_ACCOUNT ||
	    c->source == WA_BY_STAFF;
}

static enum outcome
said_at(struct act *act, const struct wa_consent *c, int64_t at)
{
	struct word	 last;
	enum outcome	 e = last_word(act, c->person_id, c->purpose, &last);

	if (e != SOUK_OK || (last.given && last.at > at) ||
	    (last.granted == c->granted && (last.given || !is_own(c))))
		return e;
	return insert(act, c, at);
}

enum outcome
wa_consent_put(struct act *act, const struct wa_consent *c)
{
	return said_at(act, c, act->now);
}

/* Meta's clock shows whole seconds, ours less: a word of this second is newer
 * than a form of this second, since a STOP must not be lost. */
enum outcome
wa_consent_at(struct act *act, const struct wa_consent *c, int64_t at)
{
	return said_at(act, c, at + CLOCK_SECOND - 1);
}

enum outcome
wa_may(struct act *act, const char *person_id, enum wa_purpose purpose,
    bool *may)
{
	struct word	 last;
	enum outcome	 e = last_word(act, person_id, purpose, &last);

	*may = e == SOUK_OK && last.granted;
	return e;
}

/* What a word took, a word gives back; no word gives what never was. */
enum outcome
wa_word_take(struct act *act, const struct wa_consent *said, int64_t at)
{
	struct wa_consent	 c = *said;
	struct word		 last;
	enum outcome		 e = SOUK_OK;

	for (int i = 0; i < WA_PURPOSE__MAX && e == SOUK_OK; i++) {
		c.purpose = (enum wa_purpose)i;
		e = last_word(act, c.person_id, c.purpose, &last);
		if (e == SOUK_OK && (!c.granted ||
		    (last.given && last.by_word)))
			e = wa_consent_at(act, &c, at);
	}
	return e;
}
