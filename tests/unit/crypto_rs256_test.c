/* SPDX-License-Identifier: ISC */
#include "lib/base/crypto.h"
#include "lib/base/crypto_rs256.h"
#include "lib/base/json_in.h"
#include "tests/unit/base_unit.h"
#include "tests/unit/rs256_vector.h"

/* RFC 7515, appendix A.2; its header names no key. */
#define RFC_N	"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmf" \
	"HQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOW" \
	"vG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9" \
	"e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_" \
	"I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb" \
	"54h4FRWyuXpoQ"
#define RFC_SIGNED	"eyJhbGciOiJSUzI1NiJ9." \
	"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGx" \
	"lLmNvbS9pc19yb290Ijp0cnVlfQ"
#define RFC_MAC	"cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5R" \
	"Zmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX" \
	"4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0G" \
	"arZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1ph" \
	"CnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_I" \
	"oypGlUPQGe77Rw"

static struct rsa_key
key_of(const char *n, const char *e)
{
	struct rsa_key	 key;
	uint8_t		*bytes;

	ck_assert(crypto_base64url_decode(arena, n, strlen(n), &bytes,
	    &key.n_len));
	key.n = bytes;
	ck_assert(crypto_base64url_decode(arena, e, strlen(e), &bytes,
	    &key.e_len));
	key.e = bytes;
	return key;
}

static bool
verify(const struct rsa_key *key, const char *text, const char *mac)
{
	uint8_t	*bytes;
	size_t	 len;

	return crypto_base64url_decode(arena, mac, strlen(mac), &bytes,
	    &len) && crypto_rs256_verify(key, text, strlen(text), bytes, len);
}

START_TEST(the_vector_of_rfc_7515_holds)
{
	struct rsa_key	key = key_of(RFC_N, "AQAB"), odd;

	ck_assert(verify(&key, RFC_SIGNED, RFC_MAC));
	ck_assert(!verify(&key, RFC_SIGNED "x", RFC_MAC));
	ck_assert(!verify(&key, "", RFC_MAC));
	ck_assert(!verify(&key, RFC_SIGNED, GOOD_MAC));
	ck_assert(!verify(&key, RFC_SIGNED, ""));
	ck_assert(!verify(&key, RFC_SIGNED, "AAAA"));
	odd = key_of(GOOD_KEY, "AQAB");
	ck_assert(!verify(&odd, RFC_SIGNED, RFC_MAC));
}
END_TEST

/* Keys whose owner could be forged, or that cost who verifies. */
START_TEST(keys_out_of_bounds_verify_nothing)
{
	struct rsa_key	 key = key_of(RFC_N, "AQAB"), bad;
	static const char *const	 exponents[] = { "", "AQ", "AA", "Ag",
		"AQAA", "AQABAQABAQ" };
	uint8_t		*long_n = arena_alloc(arena, 1025);

	for (size_t i = 0; i < COUNT(exponents); i++) {
		bad = key_of(RFC_N, exponents[i]);
		ck_assert_msg(!verify(&bad, RFC_SIGNED, RFC_MAC), "%s",
		    exponents[i]);
	}
	bad = key;
	bad.n_len = 128;
	ck_assert(!verify(&bad, RFC_SIGNED, RFC_MAC));
	memset(long_n, 0xff, 1025);
	bad = (struct rsa_key){ long_n, key.e, 1025, key.e_len };
	ck_assert(!crypto_rs256_verify(&bad, "x", 1, long_n, 1025));
}
END_TEST

static enum rs256_result
read_with(const char *token, const char *set)
{
	struct json_in	*json, *payload = NULL;
	const char	*name;
	size_t		 at;
	enum rs256_result result;

	ck_assert_int_eq(json_parse(arena, set, strlen(set), &json, &at,
	    &name), JSON_OK);
	result = crypto_rs256_read(arena, token, json, &payload);
	if (result == RS256_OK)
		ck_assert_str_eq(json_member(payload, "sub")->text,
		    "johndoe");
	return result;
}

START_TEST(a_token_is_read_with_the_key_that_it_names)
{
	static const struct { const char *set; enum rs256_result result; }
	    rows[] = {
		{ SET(KEY("")), RS256_OK },
		{ SET(KEY(",\"use\":\"sig\",\"alg\":\"RS256\"")), RS256_OK },
		{ SET("{},7,null,{\"kid\":7}," KEY("")), RS256_OK },
		{ SET("{\"kty\":\"EC\",\"kid\":\"test-key-1\"}," KEY("")),
		  RS256_OK },
		{ SET(""), RS256_NO_KEY }, { "{}", RS256_NO_KEY },
		{ "[]", RS256_NO_KEY }, { "{\"keys\":{}}", RS256_NO_KEY },
		{ SET("{\"kty\":\"RSA\",\"kid\":\"test-key-2\",\"n\":\""
		  GOOD_KEY "\",\"e\":\"AQAB\"}"), RS256_NO_KEY },
		{ SET(KEY(",\"use\":\"enc\"")), RS256_NO_KEY },
		{ SET(KEY(",\"alg\":\"RS512\"")), RS256_NO_KEY },
		{ SET("{\"kty\":\"RSA\",\"kid\":\"test-key-1\"}"),
		  RS256_NO_KEY },
		{ SET("{\"kty\":\"RSA\",\"kid\":\"test-key-1\",\"n\":\""
		  RFC_N "\",\"e\":\"AQAB\"}"), RS256_REFUSED },
		{ SET("{\"kty\":\"RSA\",\"kid\":\"test-key-1\",\"n\":\"=\","
		  "\"e\":\"AQAB\"}"), RS256_NO_KEY },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(read_with(GOOD, rows[i].set) == rows[i].result,
		    "row %zu", i);
}
END_TEST

/* The header as it is, with the right body and signature. */
static const char *
headed(const char *header)
{
	return arena_printf(arena, "%s." GOOD_BODY "." GOOD_MAC,
	    crypto_base64url(arena, header, strlen(header)));
}

START_TEST(tokens_of_another_shape_are_refused)
{
	static const char *const	 tokens[] = { "", ".", "..", "a.b.c",
		GOOD_HEAD, GOOD_HEAD "." GOOD_BODY,
		GOOD_HEAD "." GOOD_BODY ".", GOOD "=", GOOD ".", GOOD " ",
		GOOD_HEAD "=." GOOD_BODY "." GOOD_MAC,
		GOOD_HEAD "." GOOD_BODY "x." GOOD_MAC,
		GOOD_HEAD ".." GOOD_MAC };
	static const char *const	 headers[] = { "{}", "[]", "7", "",
		"{\"alg\":\"RS256\"}",
		"{\"alg\":\"RS256\",\"kid\":7}",
		"{\"alg\":\"rs256\",\"kid\":\"test-key-1\"}",
		"{\"alg\":\"none\",\"kid\":\"test-key-1\"}",
		"{\"alg\":\"PS256\",\"kid\":\"test-key-1\"}",
		"{\"alg\":[\"RS256\"],\"kid\":\"test-key-1\"}",
		"{\"alg\":\"RS256\",\"kid\":\"test-key-1\",\"crit\":[]}",
		"{\"alg\":\"RS256\",\"kid\":\"test-key-1\",\"b64\":false}",
		"{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"test-key-1\"}",
		"{\"alg\":\"RS256\",\"kid\":\"test-key-1\",\"typ\":\"at\"}",
	};

	for (size_t i = 0; i < COUNT(tokens); i++)
		ck_assert_msg(read_with(tokens[i], SET(KEY(""))) ==
		    RS256_REFUSED, "%s", tokens[i]);
	for (size_t i = 0; i < COUNT(headers); i++)
		ck_assert_msg(read_with(headed(headers[i]), SET(KEY(""))) ==
		    RS256_REFUSED, "%s", headers[i]);
}
END_TEST

UNIT_MAIN("crypto rs256",
    the_vector_of_rfc_7515_holds,
    keys_out_of_bounds_verify_nothing,
    a_token_is_read_with_the_key_that_it_names,
    tokens_of_another_shape_are_refused)
