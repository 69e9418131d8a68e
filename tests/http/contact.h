/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_CONTACT_H
#define SOUK_TESTS_HTTP_CONTACT_H

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/inbox/contact.h"
#include "tests/http/catalog.h"
#include "tests/http/mailbox.h"

/* The contact form, filled in by a browser that waited, and worked. */
#define CONTACT		"/api/public/contact"
#define CONTACTS	"/api/admin/messages"
#define SETTINGS	"/api/admin/settings"

/* The work that the page's script does. */
static inline void
stamp_work(char *stamp, size_t size)
{
	const size_t	 len = strlen(stamp);
	uint8_t		 hash[CRYPTO_HASH];

	for (unsigned n = 0;; n++) {
		snprintf(stamp + len, size - len, ".%u", n);
		crypto_sha256(stamp, strlen(stamp), hash);
		if (hash[0] == 0 && hash[1] < 4)
			return;
	}
}
static_assert(CONTACT_WORK_BITS == 14, "eight bits and six");

/* As the shop made it so long ago. */
static inline const char *
stamp_of(int64_t age, bool worked)
{
	static char	 stamp[200], secret[200];
	struct arena	*arena = arena_new(1 << 20);
	struct config	 config = { .secret = secret };
	uint8_t		 key[32], mac[CRYPTO_HASH];
	char		 path[300], *env, *at;
	int		 n;

	snprintf(path, sizeof(path), "%s/etc/souk.env", shop_home());
	env = file_read(path);
	ck_assert_ptr_nonnull(at = strstr(env, "SOUK_SECRET="));
	snprintf(secret, sizeof(secret), "%.*s", (int)strcspn(at + 12, "\n"),
	    at + 12);
	free(env);
	config_key(&config, "contact form", key);
	n = snprintf(stamp, sizeof(stamp), "%lld.%s",
	    (long long)(clock_now() - age), crypto_token(arena, 9));
	crypto_hmac(key, sizeof(key), stamp, (size_t)n, mac);
	snprintf(stamp + n, sizeof(stamp) - (size_t)n, ".%s",
	    crypto_base64url(arena, mac, 16));
	arena_free(arena);
	if (worked)
		stamp_work(stamp, sizeof(stamp));
	return stamp;
}

static inline const char *
stamp_good(void)
{
	return stamp_of(10 * CLOCK_SECOND, true);
}

/* more: further members, each behind a comma. */
static inline struct answer *
contact_post(struct client *c, const char *name, const char *email,
    const char *message, const char *more)
{
	return client_json(c, "POST", CONTACT, "{\"name\":\"%s\","
	    "\"email\":\"%s\",\"message\":\"%s\",\"stamp\":\"%s\"%s}", name,
	    email, message, stamp_good(), more);
}

/* One of a suite's many, each from the same address. */
static inline void
contacts_unlimited(void)
{
	clients_open();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"limits\":{\"contact\":100000},"
	    "\"ops\":{\"alertEmails\":\"boss@shop.test\"}}"), 200);
}

static inline int
rows_of(const char *query)
{
	char	*text = shop_sql(query);
	int	 n = (int)strtol(text, NULL, 10);

	free(text);
	return n;
}
#define CONTACT_ROWS()	rows_of("SELECT count(*) FROM contact_message")
#define CAUGHT()	rows_of("SELECT coalesce(sum(caught), 0) FROM" \
			    " contact_trap")

#endif
