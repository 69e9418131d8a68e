/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_STRIPE_SIGN_H
#define SOUK_TESTS_HTTP_STRIPE_SIGN_H

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/base/crypto.h"
#include "tests/http/shop.h"

/* Events that a test makes and signs by itself. */
#define HOOK_PATH	"/webhooks/stripe"
#define HOOK_ALIAS	"/api/billing/stripe/webhook"
#define HOOK_SECRET	"whsec_souk_http_tests_not_a_real_one"
#define HOOK_FORM	"Stripe-Signature: t=%lld,v1=%s"

static const char	*hook_live = "false";

static inline void
hook_environment(void)
{
	setenv("SOUK_STRIPE_KEY", "sk_test_souk_hooks_1", 1);
	setenv("SOUK_STRIPE_WEBHOOK_SECRETS", HOOK_SECRET, 1);
}

static char		 hook_object[1 << 13];

static inline const char *
hook_event_of(int n, const char *type, int64_t at)
{
	static char	 text[1 << 14];

	snprintf(text, sizeof(text), "{\"id\":\"evt_%d\",\"object\":"
	    "\"event\",\"api_version\":\"2026-10-28.endive\",\"created\":%lld,"
	    "\"livemode\":%s,\"type\":\"%s\",\"data\":{\"object\":%s}}", n,
	    (long long)at, hook_live, type, hook_object);
	return text;
}

/* Its object by a printf format. */
#define hook_event(N, TYPE, AT, ...) \
	(snprintf(hook_object, sizeof(hook_object), __VA_ARGS__), \
	hook_event_of(N, TYPE, AT))

/* late: seconds from now. */
static inline const char *
hook_header(const char *secret, const char *text, const char *form, int late)
{
	static char	 line[300];
	const long long	 at = (long long)time(NULL) + late;
	const size_t	 room = strlen(text) + 32;
	char		*all = malloc(room), hex[2 * CRYPTO_HASH + 1];
	uint8_t		 mac[CRYPTO_HASH];

	snprintf(all, room, "%lld.%s", at, text);
	crypto_hmac(secret, strlen(secret), all, strlen(all), mac);
	free(all);
	for (int i = 0; i < CRYPTO_HASH; i++)
		snprintf(hex + 2 * i, 3, "%02x", mac[i]);
	snprintf(line, sizeof(line), form, at, hex);
	return line;
}

static inline struct answer *
hook_send_as(struct client *c, const char *path, const char *text,
    const char *secret, const char *form, int late)
{
	client_header(c, NULL);
	client_header(c, hook_header(secret, text, form, late));
	return client_send(c, "POST", path, "application/json; charset=utf-8",
	    text, strlen(text));
}

static inline struct answer *
hook_send(struct client *c, const char *path, const char *text, int late)
{
	return hook_send_as(c, path, text, HOOK_SECRET, HOOK_FORM, late);
}

#endif
