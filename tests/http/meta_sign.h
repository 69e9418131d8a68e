/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_META_SIGN_H
#define SOUK_TESTS_HTTP_META_SIGN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/crypto.h"
#include "tests/http/shop.h"

/* What a test itself makes and signs as Meta would. */
#define TOLD_PATH	"/webhooks/meta"
#define TOLD_SECRET	"souk_app_secret"
#define TOLD_OLD	"souk_app_secret_of_before"
#define TOLD_VERIFY	"souk_verify_token"
#define TOLD_FORM	"X-Hub-Signature-256: sha256=%s"
#define TOLD_AT		1790000000	/* seconds */

static inline void
told_environment(void)
{
	setenv("SOUK_META_TOKEN", "EAA_TEST_TOKEN", 1);
	setenv("SOUK_META_APP_SECRETS", TOLD_SECRET "," TOLD_OLD, 1);
	setenv("SOUK_META_VERIFY_TOKEN", TOLD_VERIFY, 1);
	setenv("SOUK_META_ACCOUNT", "2001", 1);
}

/* Our number is Meta's 1001. */
static inline void
told_number_put(void)
{
	free(shop_sql("INSERT INTO wa_number (id, brand_id, meta_id,"
	    " account_id, phone, name, is_default, created_at, updated_at)"
	    " SELECT 'wanum_01h455vb4pex5vsknk084sn02q', brand_id, '1001',"
	    " '2001', '15550783881', 'Souk', 1, 1, 1 FROM users"
	    " WHERE username = 'owner'"));
}

static inline const char *
told_header(const char *secret, const char *text, size_t len,
    const char *form)
{
	static _Thread_local char	 line[200];
	char				 hex[2 * CRYPTO_HASH + 1];
	uint8_t				 mac[CRYPTO_HASH];

	crypto_hmac(secret, strlen(secret), text, len, mac);
	for (int i = 0; i < CRYPTO_HASH; i++)
		snprintf(hex + 2 * i, 3, "%02x", mac[i]);
	snprintf(line, sizeof(line), form, hex);
	return line;
}

static inline struct answer *
told_send_as(struct client *c, const char *text, size_t len,
    const char *secret, const char *form)
{
	client_header(c, NULL);
	client_header(c, told_header(secret, text, len, form));
	return client_send(c, "POST", TOLD_PATH, "application/json", text,
	    len);
}

static inline struct answer *
told_send(struct client *c, const char *text)
{
	return told_send_as(c, text, strlen(text), TOLD_SECRET, TOLD_FORM);
}

/* A delivery with these members of its value ("\"messages\":[…]"). */
static inline char *
told_value(const char *members)
{
	char	*text;

	if (asprintf(&text, "{\"object\":\"whatsapp_business_account\","
	    "\"entry\":[{\"id\":\"2001\",\"changes\":[{\"field\":"
	    "\"messages\",\"value\":{\"messaging_product\":\"whatsapp\","
	    "\"metadata\":{\"display_phone_number\":\"15550783881\","
	    "\"phone_number_id\":\"1001\"},%s}}]}]}", members) < 0)
		abort();
	return text;
}

#endif
