/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_TALK_H
#define SOUK_TESTS_HTTP_TALK_H

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/souk.h"
#include "lib/whatsapp/whatsapp.h"
#include "tests/http/meta.h"

/*
 * Many messages to many people at once: put into the shop's database as its own
 * workers would, by the same function, since a person who writes each of ten
 * thousand in the office would be what is measured.  People are named by a
 * number from 0; each wrote a moment ago, so words may go freely.
 */
#define TALK_TX		200	/* messages of a transaction */
#define TALK_AGAIN	"/api/admin/whatsapp/sends/%s/retry"
#define TALK_PHONE	"337%%08d"

static struct act	 talk;
static struct config	 talk_config;

/* The one integer that a query answers; takes the query over. */
static inline long
sql_number_of(char *sql)
{
	char	*value = shop_sql(sql);
	long	 n = strtol(value, NULL, 10);

	free(value);
	free(sql);
	return n;
}

/* The same of a printf format. */
#define sql_number(...) ({						\
	char	*sql_;							\
									\
	ck_assert_int_ge(asprintf(&sql_, __VA_ARGS__), 0);		\
	sql_number_of(sql_);						\
})

static inline void
talk_end(void)
{
	if (talk.db != NULL)
		db_close(talk.db);
	if (talk.arena != NULL)
		arena_free(talk.arena);
	talk = (struct act){ .db = NULL };
}

/* In the process of the test, not before it forks. */
static inline void
talk_open(void)
{
	struct arena	*kept = arena_new((size_t)16 << 20);
	char		 path[160];
	const char	*why = NULL;

	snprintf(path, sizeof(path), "%s/db/souk.db", shop_home());
	talk_config = (struct config){ .meta_token = META_TOKEN,
		.meta_secrets = META_SECRET };
	talk = (struct act){ .arena = arena_new((size_t)64 << 20),
		.souk = &souk, .config = &talk_config,
		.request_id = "talk" };
	talk.db = db_open(kept, &(struct db_open){ .path = path }, &why);
	ck_assert_msg(talk.db != NULL, "%s", why);
	atexit(talk_end);
}

/* People from `first` on, who have just written. */
static inline void
talk_people(int first, int count)
{
	sql_number("WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1"
	    " FROM n WHERE i < %d) INSERT INTO wa_person (id, brand_id,"
	    " wa_id, created_at, updated_at) SELECT printf('waper_%%08d', i),"
	    " brand_id, printf('" TALK_PHONE "', i), 1, 1 FROM n, wa_number"
	    " WHERE is_default = 1", first, first + count - 1);
	sql_number("INSERT INTO wa_pair (number_id, person_id, last_in_at)"
	    " SELECT n.id, p.id, %lld FROM wa_number n, wa_person p WHERE"
	    " n.is_default = 1 AND p.id BETWEEN 'waper_%08d' AND"
	    " 'waper_%08d'", (long long)clock_now(), first,
	    first + count - 1);
	meta_ask("open", "first=%d&count=%d", first, count);
}

struct talk_some { int first, count; const char *text; };

static inline enum outcome
talk_put(struct act *act, void *arg)
{
	const struct talk_some	*some = arg;
	const char		*brand = talk.actor.brand_id, *id;
	enum outcome		 e = SOUK_OK;

	for (int i = some->first; i < some->first + some->count &&
	    e == SOUK_OK; i++)
		e = wa_send_put(act, &(struct wa_send_new){
			.brand_id = brand, .kind = "text",
			.person_id = arena_printf(act->arena, "waper_%08d",
			    i),
			.body = arena_printf(act->arena, "{\"body\":\"%s %d\"}",
			    some->text, i),
			.subject = "test", .subject_id = "test" }, &id);
	return e;
}

/* One message to each of them. */
static inline void
talk_to(int first, int count, const char *text)
{
	char	*brand = shop_sql("SELECT brand_id FROM wa_number WHERE"
		    " is_default = 1");

	if (talk.db == NULL)
		talk_open();
	talk.actor.brand_id = brand;
	for (int done = 0; done < count; done += TALK_TX) {
		struct talk_some	 some = { first + done,
		    count - done < TALK_TX ? count - done : TALK_TX, text };
		enum outcome		 e;

		arena_reset(talk.arena);
		talk.now = clock_now();
		e = db_tx(&talk, DB_WRITE, talk_put, &some);
		ck_assert_msg(e == SOUK_OK, "%d at %d", (int)e, done);
	}
	talk.actor.brand_id = NULL;
	free(brand);
}

/* How many rows are in a state; of all for "%". */
static inline long
talk_in_state(const char *state)
{
	return sql_number("SELECT count(*) FROM wa_send WHERE state LIKE '%s'",
	    state);
}

/* What was put off needs not wait. */
static inline void
talk_hasten(void)
{
	sql_number("UPDATE wa_send SET due_at = 1 WHERE state = 'waiting'");
	sql_number("UPDATE wa_pair SET free_at = 0");
	sql_number("UPDATE wa_number SET held_until = NULL, free_at = 0");
	sql_number("UPDATE job SET due_at = 1 WHERE kind = 'whatsapp.send'"
	    " AND state = 'waiting'");
}

/* What nobody can know, a person decides: once more.  How many. */
static inline int
talk_again(struct client *c)
{
	char	*ids = shop_sql("SELECT group_concat(id) FROM wa_send WHERE"
		    " state = 'doubt'"), *rest = ids, *id, path[120];
	int	 n = 0;

	while ((id = strsep(&rest, ",")) != NULL)
		if (*id != '\0') {
			snprintf(path, sizeof(path), TALK_AGAIN, id);
			want(client_json(c, "POST", path, "{}"), 200);
			n++;
		}
	free(ids);
	return n;
}

/* Until nothing waits or is under way. */
static inline void
talk_await(int64_t ms)
{
	const int64_t	 end = now_ms() + ms;
	long		 left;

	while ((left = talk_in_state("waiting") + talk_in_state("sending")) >
	    0 && now_ms() < end)
		pause_ms(100);
	ck_assert_msg(left == 0, "%ld are left", left);
}

#endif
