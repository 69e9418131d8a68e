/* SPDX-License-Identifier: ISC */
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "tests/unit/base_unit.h"

static const char	key[] = "a key of thirty-two bytes, exact";

START_TEST(hashes_are_those_of_the_standards)
{
	/* FIPS 180-4 and RFC 4231, case 2. */
	static const uint8_t	 jefe[CRYPTO_HASH] = {
		0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04,
		0x24, 0x26, 0x08, 0x95, 0x75, 0xc7, 0x5a, 0x00, 0x3f, 0x08,
		0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec,
		0x38, 0x43,
	};
	static const char	 what[] = "what do ya want for nothing?";
	uint8_t			 mac[CRYPTO_HASH];

	ck_assert_str_eq(crypto_sha256_hex(arena, "abc"),
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	crypto_hmac("Jefe", 4, what, strlen(what), mac);
	ck_assert_mem_eq(mac, jefe, sizeof(mac));
}
END_TEST

START_TEST(equality_needs_something_to_compare)
{
	ck_assert(crypto_equal_text("a", "a"));
	ck_assert(!crypto_equal_text("a", "b"));
	ck_assert(!crypto_equal_text("a", "aa"));
	ck_assert(!crypto_equal_text("", ""));
	ck_assert(!crypto_equal_text(NULL, NULL));
	ck_assert(!crypto_equal_text("a", NULL));
	ck_assert(!crypto_equal_text(NULL, "a"));
}
END_TEST

START_TEST(random_tokens_have_their_length_and_differ)
{
	const char	*a = crypto_token(arena, 32);

	ck_assert_uint_eq(strlen(a), 43);
	ck_assert_str_ne(a, crypto_token(arena, 32));
	ck_assert_str_eq(crypto_token(arena, 0), "");
}
END_TEST

START_TEST(base64url_is_read_strictly)
{
	/* RFC 4648, section 10, without padding. */
	static const struct { const char *bytes, *text; } rows[] = {
		{ "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" }, { "\xfb\xff", "-_8" },
	};
	static const char *const	 wrong[] = { "Z", "Zg==", "Zg=", "Zh",
		"Zm9", "Zm9v\n", "Zm 9v", "-_+", "a/bc", "Zm9vY" };
	uint8_t		*bytes;
	size_t		 len;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_str_eq(crypto_base64url(arena, rows[i].bytes,
		    strlen(rows[i].bytes)), rows[i].text);
		ck_assert(crypto_base64url_decode(arena, rows[i].text,
		    strlen(rows[i].text), &bytes, &len));
		ck_assert_uint_eq(len, strlen(rows[i].bytes));
		ck_assert(memcmp(bytes, rows[i].bytes, len) == 0);
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		ck_assert_msg(!crypto_base64url_decode(arena, wrong[i],
		    strlen(wrong[i]), &bytes, &len), "%s", wrong[i]);
}
END_TEST

START_TEST(a_signed_token_is_verified_by_its_key_only)
{
	const char	*token = crypto_jwt_sign(arena, "{\"sub\":\"é\"}", key,
	    strlen(key));

	ck_assert_str_eq(crypto_jwt_verify(arena, token, key, strlen(key)),
	    "{\"sub\":\"é\"}");
	ck_assert_ptr_null(crypto_jwt_verify(arena, token, "other", 5));
	ck_assert_ptr_null(crypto_jwt_verify(arena, token, "", 0));
	ck_assert_ptr_null(crypto_jwt_verify(arena, token, key,
	    strlen(key) - 1));
}
END_TEST

/* header.payload signed with the right key, whatever the header says. */
static const char *
forged(const char *header)
{
	uint8_t		 mac[CRYPTO_HASH];
	const char	*body = arena_printf(arena, "%s.%s",
	    crypto_base64url(arena, header, strlen(header)),
	    crypto_base64url(arena, "{}", 2));

	crypto_hmac(key, strlen(key), body, strlen(body), mac);
	return arena_printf(arena, "%s.%s", body,
	    crypto_base64url(arena, mac, sizeof(mac)));
}

START_TEST(no_other_algorithm_can_be_asked_for)
{
	static const char *const	 headers[] = {
		"{\"alg\":\"none\",\"typ\":\"JWT\"}",
		"{\"alg\":\"None\"}", "{\"alg\":\"\"}", "{}", "",
		"{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
		"{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
		"{\"alg\":\"HS256\"}", "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
		"{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"../x\"}",
		"{\"alg\":\"HS256\",\"typ\":\"JWT\",\"jwk\":{}}",
		"{\"alg\":\"HS256\", \"typ\":\"JWT\"}",
	};
	const char	*token = forged("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

	ck_assert_ptr_nonnull(crypto_jwt_verify(arena, token, key,
	    strlen(key)));
	for (size_t i = 0; i < COUNT(headers); i++)
		ck_assert_msg(crypto_jwt_verify(arena, forged(headers[i]),
		    key, strlen(key)) == NULL, "%s", headers[i]);
}
END_TEST

START_TEST(a_token_that_was_touched_anywhere_is_refused)
{
	const char	*token = crypto_jwt_sign(arena, "{\"sub\":\"a\"}", key,
	    strlen(key));
	size_t		 len = strlen(token);
	char		*bad;

	for (size_t i = 0; i < len; i++) {
		ck_assert_ptr_null(crypto_jwt_verify(arena,
		    arena_text(arena, token, i), key, strlen(key)));
		bad = arena_copy(arena, token);
		bad[i] = bad[i] == 'A' ? 'B' : 'A';
		ck_assert_msg(crypto_jwt_verify(arena, bad, key,
		    strlen(key)) == NULL, "byte %zu", i);
	}
	ck_assert_ptr_null(crypto_jwt_verify(arena, arena_printf(arena,
	    "%s=", token), key, strlen(key)));
	ck_assert_ptr_null(crypto_jwt_verify(arena, arena_printf(arena,
	    "%s.", token), key, strlen(key)));
	ck_assert_ptr_null(crypto_jwt_verify(arena, arena_printf(arena,
	    "%s.%s", token, token), key, strlen(key)));
	ck_assert_ptr_null(crypto_jwt_verify(arena, "", key, strlen(key)));
	ck_assert_ptr_null(crypto_jwt_verify(arena, "..", key, strlen(key)));
}
END_TEST

/* S1-AUTH-08: what another service entrusts to us rests unreadable. */
START_TEST(s1_auth_08_what_is_sealed_opens_by_its_label_only)
{
	static const struct config	 ours = {
		.secret = "a secret of thirty-two bytes or more" };
	static const struct config	 theirs = {
		.secret = "another one of thirty-two bytes too" };
	const char	*sealed = crypto_seal(arena, &ours, "mail:1", "whisper");
	char		*bad;

	ck_assert_str_eq(crypto_unseal(arena, &ours, "mail:1", sealed),
	    "whisper");
	ck_assert_str_ne(crypto_seal(arena, &ours, "mail:1", "whisper"),
	    sealed);
	ck_assert_ptr_null(strstr(sealed, "whisper"));
	ck_assert_str_eq(crypto_unseal(arena, &ours, "", crypto_seal(arena,
	    &ours, "", "")), "");
	ck_assert_ptr_null(crypto_unseal(arena, &ours, "mail:2", sealed));
	ck_assert_ptr_null(crypto_unseal(arena, &theirs, "mail:1", sealed));
	ck_assert_ptr_null(crypto_unseal(arena, &ours, "mail:1", NULL));
	for (size_t i = 0; i < strlen(sealed); i++) {
		bad = arena_copy(arena, sealed);
		bad[i] = bad[i] == 'A' ? 'B' : 'A';
		ck_assert_msg(crypto_unseal(arena, &ours, "mail:1", bad) ==
		    NULL, "byte %zu", i);
		ck_assert_ptr_null(crypto_unseal(arena, &ours, "mail:1",
		    arena_text(arena, sealed, i)));
	}
}
END_TEST

UNIT_MAIN("crypto",
    hashes_are_those_of_the_standards,
    equality_needs_something_to_compare,
    random_tokens_have_their_length_and_differ,
    base64url_is_read_strictly,
    a_signed_token_is_verified_by_its_key_only,
    no_other_algorithm_can_be_asked_for,
    a_token_that_was_touched_anywhere_is_refused,
    s1_auth_08_what_is_sealed_opens_by_its_label_only)
