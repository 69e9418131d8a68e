/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_INBOX_H
#define SOUK_TESTS_HTTP_INBOX_H

#include "tests/http/catalog.h"
#include "tests/http/meta.h"

/* What tests of the inbox start from: a shop whose number Meta knows. */
#define TALKS		"/api/conversations"
#define PROSPECTS	"/api/prospects"

/* The number may be taken over from Meta first, for the first brand there is:
 * the stranger's. */
static inline void
inbox_start(void)
{
	shop_home_made = meta_start;
	shop_start();
	meta_begin();
	free(shop_sql("UPDATE wa_number SET brand_id = (SELECT brand_id"
	    " FROM users WHERE username = 'owner')"));
	clients_open();
}

/* Somebody with an account, its id "user_" and that; signed in. */
static inline struct client *
customer_login(const char *id, const char *name)
{
	char	 sql[700];

	snprintf(sql, sizeof(sql), "INSERT INTO users (id, brand_id, username,"
	    " username_key, email, email_key, name, password_hash, role,"
	    " created_at, updated_at) SELECT 'user_%s', brand_id, '%s', '%s',"
	    " '%s@mail.test', '%s@mail.test', '%s', password_hash, 'CUSTOMER',"
	    " 5, 5 FROM users WHERE username = 'owner'", id, name, name, name,
	    name, name);
	free(shop_sql(sql));
	return client_login(name);
}

/* Somebody writes, and the shop has it. */
static inline const char *
said_by(const char *phone, const char *text)
{
	const char	*wamid = meta_say(phone, text);

	meta_wait();
	return wamid;
}

/* The conversation with a telephone, by its digits. */
static inline const char *
talk_with(const char *phone)
{
	static char	 ids[16][64];
	static int	 turn;
	char		*id = ids[turn++ % 16], sql[400], *found;

	snprintf(sql, sizeof(sql), "SELECT c.id FROM conversation c"
	    " JOIN wa_person p ON p.id = c.person_id WHERE p.wa_id = '%s'",
	    phone);
	found = shop_sql(sql);
	snprintf(id, sizeof(ids[0]), "%s", found);
	free(found);
	return id;
}

static inline struct answer *
talk_get(const char *phone)
{
	return client_get(manager, path_of(TALKS, talk_with(phone), ""));
}

static inline struct answer *
talk_messages(const char *phone)
{
	return client_get(manager, path_of(TALKS, talk_with(phone),
	    "/messages"));
}

/* The staff write; json: the body of the request. */
static inline struct answer *
answer_post(const char *phone, const char *json)
{
	return client_json(manager, "POST", path_of(TALKS, talk_with(phone),
	    "/messages"), "%s", json);
}

/* Their last message is so long ago. */
static inline void
window_since(const char *phone, long seconds)
{
	char	 sql[400];

	snprintf(sql, sizeof(sql), "UPDATE wa_pair SET last_in_at ="
	    " (SELECT max(received_at) FROM wa_event) - %ld * 1000"
	    " WHERE person_id = (SELECT id FROM wa_person"
	    " WHERE wa_id = '%s')", seconds, phone);
	free(shop_sql(sql));
}

#endif
