/* SPDX-License-Identifier: ISC */
/* What says that it comes from Stripe, and does or does not. */
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/payments/webhook.h"
#include "tests/unit/stripe_events.h"

static const char *
member(const struct json_in *in, const char *name)
{
	const struct json_in	*m = json_member(in, name);

	ck_assert_ptr_nonnull(m);
	return m->text;
}

static int64_t
number(const struct json_in *in, const char *name)
{
	return json_member(in, name)->integer;
}

START_TEST(s2_bil_01_every_vector_of_the_official_library)
{
	static const struct { const char *said; enum stripe_verdict is; }
			 verdicts[] = { { "ok", STRIPE_SIGNED },
		{ "ok_in_stripe_node", STRIPE_SIGNED },
		{ "no_signature", STRIPE_NO_SIGNATURE },
		{ "bad_header", STRIPE_BAD_HEADER },
		{ "stale", STRIPE_OLD }, { "mismatch", STRIPE_MISMATCH } };
	const struct json_in	*all = fixture("signature.json");
	size_t			 judged = 0;

	ck_assert_uint_eq(all->count, 17);
	for (size_t i = 0; i < all->count; i++) {
		const struct json_in	*v = &all->items[i];
		const struct json_in	*body = json_member(v, "payload");
		enum stripe_verdict	 is = stripe_check(store.arena,
		    &(struct stripe_signed){ .secrets = member(v, "secret"),
			.header = member(v, "header"), .body = body->text,
			.len = body->len, .now = number(v, "now") });

		for (size_t k = 0; k < COUNT(verdicts); k++)
			if (strcmp(verdicts[k].said, member(v, "expect")) ==
			    0) {
				ck_assert_msg(is == verdicts[k].is, "%s: %d",
				    member(v, "name"), is);
				judged++;
			}
	}
	ck_assert_uint_eq(judged, 17);
}
END_TEST

/* A header over this text, t seconds from now, by this secret. */
static const char *
header_of(const char *secret, const char *text, int64_t t, const char *form)
{
	uint8_t		 mac[CRYPTO_HASH];
	const int64_t	 at = store.now / 1000 + t;
	const char	*all = arena_printf(store.arena, "%lld.%s",
			    (long long)at, text);

	crypto_hmac(secret, strlen(secret), all, strlen(all), mac);
	return arena_printf(store.arena, form, (long long)at,
	    crypto_hex(store.arena, mac, sizeof(mac)));
}

static const char	event[] = "{\"id\":\"evt_w\",\"object\":\"event\","
    "\"type\":\"plan.created\",\"created\":1,\"livemode\":false,"
    "\"data\":{\"object\":{\"id\":\"x\"}}}";
#define PLAIN	"t=%lld,v1=%s"

START_TEST(f15_a_forged_delivery_leaves_nothing)
{
	const char *const	 forged[] = {
		NULL, "", "t=1", "v1=00", "t=,v1=", "t=-1,v1=00", ",,,",
		"t=99999999999999999999,v1=00", "words",
		header_of("whsec_other", event, 0, PLAIN),
		header_of("", event, 0, PLAIN),
		header_of(HOOK_SECRET, "{}", 0, PLAIN),
		header_of(HOOK_SECRET, event, -301, PLAIN),
		header_of(HOOK_SECRET, event, 301, PLAIN),
		header_of(HOOK_SECRET, event, -172800, PLAIN),
		header_of(HOOK_SECRET, event, 0, "t=%lld,v0=%s"),
		header_of(HOOK_SECRET, event, 0, "t=%lld, v1=%s"),
		header_of(HOOK_SECRET, event, 0, "t=%lld,v1=%s0"),
		header_of(HOOK_SECRET, event, 0, "t=%lld,V1=%s"),
		header_of(HOOK_SECRET, event, 0, "t=+%lld,v1=%s"),
		header_of(HOOK_SECRET, event, 0, "t=%lld0,v1=%s"),
	};
	size_t			 i;

	for (i = 0; i < COUNT(forged); i++) {
		ck_assert_msg(deliver(forged[i], event) == SOUK_INVALID,
		    "%zu: %s", i, forged[i]);
		ck_assert_str_eq(shop_code(), "SIGNATURE_INVALID");
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_event")
	    .number, 0);
}
END_TEST

START_TEST(f15_one_byte_more_or_less_is_forged)
{
	const char	*good = header_of(HOOK_SECRET, event, 0, PLAIN);
	char		*text = arena_copy(store.arena, event);

	for (size_t i = 0; i < strlen(event); i += 7) {
		text[i] ^= 1;
		ck_assert_int_eq(deliver(good, text), SOUK_INVALID);
		text[i] ^= 1;
	}
	ck_assert_int_eq(deliver(good, arena_printf(store.arena, "%s ",
	    event)), SOUK_INVALID);
	ck_assert_int_eq(deliver(good, text), SOUK_OK);
}
END_TEST

START_TEST(s2_bil_01_any_secret_of_the_list_signs)
{
	hook_config.stripe_secrets = "whsec_first_of_all_the_secrets_x,"
	    HOOK_SECRET;
	ck_assert_int_eq(deliver(header_of(HOOK_SECRET, event, 300, PLAIN),
	    event), SOUK_OK);
	ck_assert_int_eq(deliver(header_of("whsec_first_of_all_the_secrets_x",
	    event, -300, PLAIN), event), SOUK_OK);
	ck_assert_int_eq(deliver(header_of(hook_config.stripe_secrets, event,
	    0, PLAIN), event), SOUK_INVALID);
	hook_config.stripe_secrets = ",," HOOK_SECRET ",";
	ck_assert_int_eq(deliver(header_of("", event, 0, PLAIN), event),
	    SOUK_INVALID);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_event")
	    .number, 1);
}
END_TEST

START_TEST(s2_bil_01_without_a_secret_or_a_key_nothing_is_there)
{
	const char	*good = header_of(HOOK_SECRET, event, 0, PLAIN);

	hook_config.stripe_secrets = "";
	ck_assert_int_eq(deliver(header_of("", event, 0, PLAIN), event),
	    SOUK_NOT_FOUND);
	hook_config.stripe_secrets = HOOK_SECRET;
	hook_config.stripe_key = "";
	ck_assert_int_eq(deliver(good, event), SOUK_NOT_FOUND);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_event")
	    .number, 0);
}
END_TEST

START_TEST(s2_bil_01_what_is_signed_and_no_event_is_refused)
{
	static const char *const	 texts[] = { "", "{", "[]", "null",
		"{}", "{\"id\":\"evt_1\"}", "{\"id\":1,\"type\":\"x\"}",
		"{\"id\":\"\",\"type\":\"x\",\"data\":{\"object\":{}}}",
		"{\"id\":\"e\",\"type\":\"x\"}",
		"{\"id\":\"e\",\"type\":\"x\",\"data\":[]}",
		"{\"id\":\"e\",\"type\":\"x\",\"data\":{\"object\":null}}",
		"{\"id\":\"e\",\"id\":\"f\",\"type\":\"x\",\"data\":1}" };

	for (size_t i = 0; i < COUNT(texts); i++) {
		ck_assert_msg(deliver(header_of(HOOK_SECRET, texts[i], 0,
		    PLAIN), texts[i]) == SOUK_INVALID, "%s", texts[i]);
		ck_assert_str_eq(shop_code(), "NOT_AN_EVENT");
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_event")
	    .number, 0);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s2_bil_01_every_vector_of_the_official_library,
		f15_a_forged_delivery_leaves_nothing,
		f15_one_byte_more_or_less_is_forged,
		s2_bil_01_any_secret_of_the_list_signs,
		s2_bil_01_without_a_secret_or_a_key_nothing_is_there,
		s2_bil_01_what_is_signed_and_no_event_is_refused,
	};

	return hooks_run("stripe webhook", tests, COUNT(tests));
}
