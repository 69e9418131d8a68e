/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_WA_SHOP_H
#define SOUK_TESTS_WA_SHOP_H

#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/whatsapp/told.h"
#include "tests/unit/accounts_shop.h"

/*
 * A shop on WhatsApp: number 1 is Meta's "1001" of account "2001".  What its
 * modules are told is written down, line by line, in `heard`.
 */
#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define WA_SECRET	"souk_app_secret"
#define WA_VERIFY	"what Meta says"

static struct config	 wa_config;
static struct souk	 wa_souk;
static struct buf	 heard;
static enum outcome	 wa_answer;	/* of whoever is told */

static inline const char *
or_none(const char *text)
{
	return text == NULL ? "-" : text;
}

static inline enum outcome
wa_heard_came(struct act *act, const struct wa_inbound *m)
{
	(void)act;
	if (wa_answer == SOUK_OK)
		buf_printf(&heard, "came %s|%s|%s|%s\n", m->kind,
		    or_none(m->text), or_none(m->reply_ref),
		    or_none(m->file_id));
	return wa_answer;
}

static inline enum outcome
wa_heard_told(struct act *act, const struct wa_told *t)
{
	(void)act;
	buf_printf(&heard, "told %s %s %lld\n", t->send_id, t->state,
	    (long long)t->error_code);
	return wa_answer;
}

static inline enum outcome
wa_heard_changed(struct act *act, const struct wa_change *c)
{
	(void)act;
	buf_printf(&heard, "changed %d %s|%s\n", (int)c->deed, c->ref,
	    or_none(c->text));
	return wa_answer;
}

static inline enum outcome
wa_heard_merged(struct act *act, const char *from, const char *into)
{
	(void)act;
	ck_assert_str_lt(into, from);
	buf_puts(&heard, "merged\n");
	return wa_answer;
}

static inline enum outcome
wa_heard_forget(struct act *act, const char *person_id)
{
	(void)act;
	(void)person_id;
	buf_puts(&heard, "forget\n");
	return wa_answer;
}

static const struct wa_user wa_listener = {
	.came = wa_heard_came, .told = wa_heard_told,
	.changed = wa_heard_changed, .merged = wa_heard_merged,
	.forget = wa_heard_forget,
};
static const struct wa_user *const	wa_listeners[] = { &wa_listener, NULL };

/* One after the other: values only, no format of a statement. */
#define wa_sql(...) \
	ck_assert_int_eq(store_write(arena_printf(store.arena, __VA_ARGS__)), \
	    SOUK_OK)

static inline void
wa_number_put(const char *id, const char *meta_id)
{
	wa_sql("INSERT INTO wa_number (id, brand_id, meta_id, account_id,"
	    " phone, is_default, created_at, updated_at) SELECT '%s',"
	    " 'brand_1', '%s', '2001', '33100000001', CASE WHEN EXISTS"
	    " (SELECT 1 FROM wa_number) THEN 0 ELSE 1 END, 1, 1", id, meta_id);
}

static inline void
wa_open(void)
{
	shop_open();
	wa_config = shop_config;
	wa_config.meta_token = "token";
	wa_config.meta_secrets = "first," WA_SECRET;
	wa_config.meta_verify = WA_VERIFY;
	wa_souk = souk;
	wa_souk.wa_users = wa_listeners;
	store.config = &wa_config;
	store.souk = &wa_souk;
	wa_answer = SOUK_OK;
	buf_init(&heard, store.arena, 0);
	wa_sql("INSERT INTO brand (id, name, created_at)"
	    " VALUES ('brand_1', 'One', 1)");
	wa_number_put("wanumber_1", "1001");
}

static inline const char *
wa_signed_by(const char *secret, const char *body, size_t len)
{
	uint8_t	 mac[CRYPTO_HASH];

	crypto_hmac(secret, strlen(secret), body, len, mac);
	return arena_printf(store.arena, "sha256=%s", crypto_hex(store.arena,
	    mac, sizeof(mac)));
}

struct wa_delivery { const char *header, *body; size_t len; };

static inline enum outcome
wa_deliver_step(struct act *act, void *arg)
{
	const struct wa_delivery	*d = arg;

	act->problem = (struct problem){ .message = NULL };
	return wa_deliver(act, d->header, d->body, d->len);
}

static inline enum outcome
wa_send_as(const char *header, const char *body, size_t len)
{
	return db_tx(&store, DB_WRITE, wa_deliver_step,
	    &(struct wa_delivery){ header, body, len });
}

/* Signed by Meta. */
static inline void
wa_hear(const char *body)
{
	heard.len = 0;
	*heard.p = '\0';
	ck_assert_int_eq(wa_send_as(wa_signed_by(WA_SECRET, body,
	    strlen(body)), body, strlen(body)), SOUK_OK);
}

/* A value of field "messages" of number 1001, what is in it by a format. */
#define wa_hear_value(...) \
	wa_hear(arena_printf(store.arena, "{\"object\":" \
	    "\"whatsapp_business_account\",\"entry\":[{\"id\":\"2001\"," \
	    "\"changes\":[{\"field\":\"messages\",\"value\":{" \
	    "\"metadata\":{\"phone_number_id\":\"1001\"},%s}}]}]}", \
	    arena_printf(store.arena, __VA_ARGS__)))

#define want_heard(TEXT)	ck_assert_str_eq(heard.p, TEXT)
#define want_text(TEXT, SQL)	ck_assert_str_eq(or_none(store_text(SQL)), TEXT)
#define want_number(N, SQL)	ck_assert_int_eq(store_number(SQL), N)

static inline char *
wa_file(const char *path, size_t *len)
{
	char	*text = arena_alloc(store.arena, 1 << 17);
	FILE	*f = fopen(path, "re");

	ck_assert_msg(f != NULL, "%s", path);
	*len = fread(text, 1, (1 << 17) - 1, f);
	fclose(f);
	return text;
}

static inline int
wa_run(const char *name, const TTest *const *tests, size_t count)
{
	const struct suite	 suite = { name, wa_open, shop_close, true,
	    120 };

	return suite_of(&suite, tests, count);
}

#endif
