/* SPDX-License-Identifier: ISC */
/* Texts without a shop: parts, signatures, what answers mean. */
#include "tests/unit/base_unit.h"

#include <stdio.h>

#include "lib/base/json_in.h"
#include "lib/notify/sms_parts.h"

#define VECTORS	"tests/fixtures/vectors/twilio_signature.json"

static const char *
times(const char *text, int n)
{
	struct buf	 b;

	buf_init(&b, arena, 2000);
	while (n-- > 0)
		buf_puts(&b, text);
	return b.p;
}

START_TEST(s1_sms_01_parts_are_counted_as_networks_do)
{
	static const struct { const char *text; int n, parts; } rows[] = {
		{ "a", 1, 1 }, { "a", 160, 1 }, { "a", 161, 2 },
		{ "a", 306, 2 }, { "a", 307, 3 }, { "é", 160, 1 },
		{ "\n", 160, 1 }, { "€", 80, 1 }, { "€", 81, 2 },
		{ "[", 80, 1 }, { "]", 81, 2 }, { "’", 70, 1 },
		{ "’", 71, 2 }, { "ê", 70, 1 }, { "ê", 71, 2 },
		{ "ش", 134, 2 }, { "ش", 135, 3 }, { "😀", 35, 1 },
		{ "😀", 36, 2 }, { "`", 71, 2 }, { "ç", 71, 2 },
		{ "Ç", 160, 1 },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(sms_segments(times(rows[i].text, rows[i].n)) ==
		    rows[i].parts, "%d × %s: %d, want %d", rows[i].n,
		    rows[i].text, sms_segments(times(rows[i].text,
		    rows[i].n)), rows[i].parts);
	ck_assert_str_eq(sms_plain(arena, "L’été « à » 10 €…"),
	    "L'été \" à \" 10 €...");
	ck_assert_str_eq(sms_plain(arena, "طلبك 😀"), "طلبك 😀");
}
END_TEST

static const struct json_in *
vectors(void)
{
	static char	 text[65536];
	FILE		*f = fopen(VECTORS, "re");
	struct json_in	*json;
	const char	*name;
	size_t		 at, n;

	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, sizeof(text), f);
	fclose(f);
	ck_assert_int_eq(json_parse(arena, text, n, &json, &at, &name),
	    JSON_OK);
	return json;
}

/* What Twilio's own client signs. */
START_TEST(s1_sms_01_a_signature_is_theirs)
{
	const struct json_in	*all = vectors();
	struct sms_form		 form;

	ck_assert_uint_gt(all->count, 4);
	for (size_t i = 0; i < all->count; i++) {
		const struct json_in	*v = &all->items[i];
		const struct json_in	*body = json_member(v, "form_body");

		ck_assert(sms_form_read(arena, body->text, body->len,
		    &form));
		ck_assert_str_eq(sms_signature(arena,
		    json_member(v, "auth_token")->text,
		    json_member(v, "url")->text, &form),
		    json_member(v, "signature")->text);
	}
}
END_TEST

START_TEST(s1_sms_01_a_form_that_is_none_is_refused)
{
	static const struct { const char *text; bool good; } rows[] = {
		{ "", true }, { "a=b", true }, { "a", true }, { "=", true },
		{ "&&a=1&", true }, { "a=%zz", false }, { "a=%", false },
		{ "a=%00", false }, { "a=%ff", false }, { "%c3=1", false },
	};
	struct sms_form	 form;

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(sms_form_read(arena, rows[i].text,
		    strlen(rows[i].text), &form) == rows[i].good, "%s",
		    rows[i].text);
	ck_assert(sms_form_read(arena, times("a=1&", 200), 800, &form));
	ck_assert(!sms_form_read(arena, times("a=1&", 201), 804, &form));
	ck_assert(sms_form_read(arena, "A+b=c%2Bd", 9, &form));
	ck_assert_str_eq(sms_form_value(&form, "A b"), "c+d");
	ck_assert_ptr_null(sms_form_value(&form, "a b"));
}
END_TEST

START_TEST(f_20_what_an_answer_of_twilio_means)
{
	static const struct { int status; int64_t code; enum sms_end end; }
	    rows[] = {
		{ 201, 0, SMS_TAKEN }, { 200, 0, SMS_TAKEN },
		{ 400, 21211, SMS_REFUSED }, { 400, 21408, SMS_REFUSED },
		{ 400, 21606, SMS_REFUSED }, { 400, 21612, SMS_REFUSED },
		{ 400, 21608, SMS_REFUSED }, { 400, 21610, SMS_REFUSED },
		{ 400, 21614, SMS_REFUSED }, { 400, 21617, SMS_REFUSED },
		{ 401, 20003, SMS_REFUSED }, { 403, 0, SMS_REFUSED },
		{ 404, 20404, SMS_REFUSED }, { 302, 0, SMS_UNSENT },
		{ 429, 20429, SMS_UNSENT }, { 429, 0, SMS_UNSENT },
		{ 400, 20429, SMS_UNSENT }, { 408, 0, SMS_UNSURE },
		{ 409, 0, SMS_UNSURE }, { 500, 20500, SMS_UNSURE },
		{ 503, 20503, SMS_UNSURE }, { 0, 0, SMS_UNSURE },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_int_eq(sms_judge(rows[i].status, rows[i].code),
		    rows[i].end);
	ck_assert_str_eq(sms_state_of("undelivered"), "failed");
	ck_assert_str_eq(sms_state_of("read"), "delivered");
	ck_assert_ptr_null(sms_state_of("queued"));
	ck_assert_ptr_null(sms_state_of("accepted"));
	ck_assert_ptr_null(sms_state_of("x"));
	ck_assert_ptr_null(sms_state_of(NULL));
}
END_TEST

UNIT_MAIN("sms",
    s1_sms_01_parts_are_counted_as_networks_do,
    s1_sms_01_a_signature_is_theirs,
    s1_sms_01_a_form_that_is_none_is_refused,
    f_20_what_an_answer_of_twilio_means)
