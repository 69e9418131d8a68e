/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_WA_SEND_H
#define SOUK_TESTS_WA_SEND_H

#include "lib/base/clock.h"
#include "lib/whatsapp/limit.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send.h"
#include "lib/whatsapp/send_list.h"
#include "lib/whatsapp/template.h"
#include "tests/http/said.h"
#include "tests/http/server.h"
#include "tests/unit/wa_shop.h"

/* The shop of wa_shop.h beside tests/servers/meta.py, one a test. */
#define META_NUMBER	"106540352242922"
#define META_ACCOUNT	"102290129340398"
#define TEXT(WORDS)	"{\"body\":\"" WORDS "\"}"

static struct server	 meta;
static struct said	 meta_said;
static char		 meta_url[64];
static const char	*sent_id;	/* of the last that was put */

#define meta_ask(NAME, ...) \
	said_ask(&meta_said, meta_url, NAME, __VA_ARGS__)

static inline void
send_open(void)
{
	char	 run[96];

	wa_open();
	server_run(&meta, "tests/servers/meta.py");
	snprintf(meta_url, sizeof(meta_url), "http://127.0.0.1:%d",
	    meta.port);
	wa_config.meta_url = meta_url;
	wa_config.meta_version = "v24.0";
	wa_config.meta_account = META_ACCOUNT;
	wa_config.meta_token = "EAA_TEST_TOKEN";
	wa_config.loopback = true;
	wa_config.ca_file = "";
	wa_config.home = store_dir;
	snprintf(run, sizeof(run), "%s/run", store_dir);
	ck_assert_int_eq(mkdir(run, 0700), 0);
	wa_sql("UPDATE wa_number SET meta_id = '" META_NUMBER "',"
	    " account_id = '" META_ACCOUNT "'");
	store.now = clock_now();
}

static inline void
send_close(void)
{
	char	 run[96];

	server_end(&meta);
	said_end(&meta_said);
	snprintf(run, sizeof(run), "%s/run", store_dir);
	rmdir(run);
	shop_close();
}

static inline int
send_suite(const char *name, const TTest *const *tests, size_t count)
{
	const struct suite	 suite = { name, send_open, send_close, true,
	    120 };

	return suite_of(&suite, tests, count);
}

/* Somebody who wrote so long ago; 0: never.  Their phone: 336 and n. */
static inline const char *
person(int n, int64_t ago)
{
	const char	*id = arena_printf(store.arena, "waper_%026d", n);

	wa_sql("INSERT INTO wa_person (id, brand_id, wa_id, phone,"
	    " created_at, updated_at) VALUES ('%s', 'brand_1', '336%08d',"
	    " '336%08d', 1, 1)", id, n, n);
	if (ago != 0)
		wa_sql("INSERT INTO wa_pair (number_id, person_id,"
		    " last_in_at, last_in_ref) VALUES ('wanumber_1', '%s',"
		    " %lld, 'wamid.IN%d')", id, (long long)(store.now - ago),
		    n);
	return id;
}

static inline enum outcome
put_step(struct act *act, void *arg)
{
	act->problem = (struct problem){ .message = NULL };
	return wa_send_put(act, arg, &sent_id);
}

static inline enum outcome
put_as(struct wa_send_new new)
{
	new.brand_id = "brand_1";
	if (new.subject == NULL)
		new.subject = "test";
	if (new.subject_id == NULL)
		new.subject_id = "1";
	return db_tx(&store, DB_WRITE, put_step, &new);
}

static inline enum outcome
put(const char *to, const char *kind, const char *body)
{
	return put_as((struct wa_send_new){ .person_id = to, .kind = kind,
		.body = body });
}

/* To a person; its id. */
static inline const char *
text_put(const char *to, const char *words)
{
	ck_assert_int_eq(put(to, "text", arena_printf(store.arena,
	    "{\"body\":\"%s\"}", words)), SOUK_OK);
	return sent_id;
}

/* A job that is due, as one runs after so many ms. */
static inline enum outcome
step_after(int64_t ms)
{
	int64_t	 due;

	store.now += ms;
	store.problem = (struct problem){ .message = NULL };
	return queue_run_one(&store, souk.jobs, "tester", &due);
}

static inline void
step_all(void)
{
	while (step_after(0) == SOUK_OK)
		continue;
}

static inline const char *
column_of(const char *id, const char *column)
{
	return or_none(store_text(arena_printf(store.arena,
	    "SELECT %s FROM wa_send WHERE id = '%s'", column, id)));
}

/* A notice_staff. */
static inline enum outcome
alert_heard(struct act *act, const struct notice_new *n, uint64_t permission)
{
	(void)act;
	buf_printf(&heard, "alert %s to %s\n", n->fields[2].text,
	    permission == SETTINGS_EDIT ? "owners" : "staff");
	return SOUK_OK;
}

#define want_state(ID, STATE) \
	ck_assert_str_eq(column_of(ID, "state"), STATE)

/* How many messages Meta has, of one person or (NULL) of all. */
static inline long
there(const char *phone)
{
	if (phone != NULL)
		meta_ask("books", "to=%s", phone);
	else
		meta_ask("books", "%s", "");
	return said_long(&meta_said, "sent");
}

#define meta_says(...) \
	server_says(&meta, arena_printf(store.arena, __VA_ARGS__))

#endif
