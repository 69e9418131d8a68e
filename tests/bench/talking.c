/* SPDX-License-Identifier: ISC */
/*
 * What talking takes: messages that come, each in a delivery of its own, and
 * messages that go out, put into the database at once.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "tests/bench/talking.h"
#include "tests/http/process.h"
#include "tests/http/shop.h"
#include "tests/http/talk.h"

#define INBOUND		5000
#define PEOPLE		500
#define RATE		500
#define CONNECTIONS	32
#define OUTBOUND	4000
#define PER_SECOND	1000
#define DRAIN_MS	120000

void
talking_environment(void)
{
	meta_start(NULL);
}

/* ---- in ---------------------------------------------------------------- */

/* As Meta writes it, with what people write. */
static int
delivery_write(char *body, size_t size, int i)
{
	return snprintf(body, size, "{\"object\":\"whatsapp_business_account\","
	    "\"entry\":[{\"id\":\"" META_ACCOUNT "\",\"changes\":[{\"value\":{"
	    "\"messaging_product\":\"whatsapp\",\"metadata\":{"
	    "\"display_phone_number\":\"" META_PHONE "\",\"phone_number_id\":"
	    "\"" META_NUMBER "\"},\"contacts\":[{\"profile\":{\"name\":"
	    "\"L\\u00e9a %d\"},\"wa_id\":\"338%08d\"}],\"messages\":[{"
	    "\"from\":\"338%08d\",\"id\":\"wamid.HBgLMzM4MDAwMDAwMDAVAgASGBQz"
	    "QTI%08d==\",\"timestamp\":\"%lld\",\"type\":\"text\",\"text\":{"
	    "\"body\":\"Bonjour, la th\\u00e9i\\u00e8re est-elle en stock ? "
	    "%d\"}}]},\"field\":\"messages\"}]}]}", i % PEOPLE, i % PEOPLE,
	    i % PEOPLE, i, (long long)time(NULL), i);
}

static void
delivery_add(struct requests *r, int i)
{
	char	 body[2048], head[200], hex[2 * CRYPTO_HASH + 1];
	uint8_t	 mac[CRYPTO_HASH];
	int	 len = delivery_write(body, sizeof(body), i);

	crypto_hmac(META_SECRET, strlen(META_SECRET), body, (size_t)len, mac);
	for (int k = 0; k < CRYPTO_HASH; k++)
		snprintf(hex + 2 * k, 3, "%02x", mac[k]);
	snprintf(head, sizeof(head), "X-Hub-Signature-256: sha256=%s\r\n"
	    "Content-Type: application/json\r\n", hex);
	requests_add(r, "POST", META_HOOK, head, body);
}

void
talking_inbound(struct load_result *result, int *kept)
{
	struct requests	 r = { .texts = NULL };
	struct load	*l = load_open(shop_port(), CONNECTIONS);

	ck_assert_ptr_nonnull(l);
	meta_number_put();
	for (int i = 0; i < INBOUND; i++)
		delivery_add(&r, i);
	load_run_at(l, &r, INBOUND, RATE, result);
	load_close(l);
	requests_free(&r);
	*kept = (int)sql_number("SELECT count(*) FROM message WHERE direction"
	    " = 'in'");
}

/* ---- out --------------------------------------------------------------- */

double
talking_outbound(void)
{
	int64_t	 begun;

	meta_number_put();
	sql_number("UPDATE wa_number SET per_second = %d", PER_SECOND);
	meta_ask("number", "id=%s&per_second=%d", META_NUMBER,
	    2 * PER_SECOND);
	talk_people(0, OUTBOUND);
	begun = clock_monotonic_us();
	talk_to(0, OUTBOUND, "bench");
	talk_await(DRAIN_MS);
	begun = clock_monotonic_us() - begun;
	ck_assert_int_eq(meta_books(NULL, "sent"), OUTBOUND);
	return OUTBOUND * 1e6 / (double)begun;
}
