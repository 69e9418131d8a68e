/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_MAIL_PUT_H
#define SOUK_TESTS_HTTP_MAIL_PUT_H

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/notify/notify.h"
#include "lib/settings/settings.h"
#include "tests/http/mailbox.h"

/* A mail into the queue of the shop that runs, as a module would put it. */
struct mail_put_call { const struct mail_new *new; enum outcome outcome; };

static inline enum outcome
mail_put_step(struct act *act, void *arg)
{
	struct mail_put_call	*call = arg;
	struct mail_new		 new = *call->new;
	struct stmt		*s;

	s = db_sql_composed(act->db, "/* test */ SELECT id FROM brand"
	    " ORDER BY created_at LIMIT 1");
	ck_assert_int_eq(db_step(s), SOUK_OK);
	new.brand_id = db_copy(s, 0, act->arena);
	db_done(s);
	return call->outcome = mail_put(act, &new);
}

static inline enum outcome
mail_put_new(const struct mail_new *new)
{
	struct arena		*arena = arena_new((size_t)16 << 20);
	struct mail_put_call	 call = { .new = new };
	struct config		 config;
	struct buf		 faults;
	const char		*why = "";
	struct act		 act = { .arena = arena, .souk = &souk,
		.config = &config, .now = clock_now() };

	ck_assert_ptr_nonnull(arena);
	buf_init(&faults, arena, 64);
	ck_assert_msg(config_load(&config, &faults), "%s", faults.p);
	act.db = db_open(arena, &(struct db_open){ .path = config.database },
	    &why);
	ck_assert_msg(act.db != NULL, "%s", why);
	db_tx(&act, DB_WRITE, mail_put_step, &call);
	db_close(act.db);
	config_free(&config);
	arena_free(arena);
	return call.outcome;
}

/* With the fields "name" and "link", and "text" if there is one. */
static inline void
mail_put_to(enum mail_template template, enum locale locale, const char *to,
    const char *name, const char *text)
{
	const struct mail_field	 fields[] = { { "name", name },
		{ "link", "https://shop.test/x#token=abc" },
		{ "minutes", "30" }, { text != NULL ? "text" : NULL, text },
		{ NULL, NULL } };

	ck_assert_int_eq(mail_put_new(&(struct mail_new){
	    .template = template, .to = to, .locale = locale,
	    .fields = fields }), SOUK_OK);
}

#endif
