/* SPDX-License-Identifier: ISC */
#include "lib/base/crypto_rs256.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>
#include <strings.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"

#define MODULUS_LEAST	256	/* bytes */
#define MODULUS_MOST	1024
#define EXPONENT_MOST	4	/* a big one costs whoever verifies */
#define TOKEN_MOST	((size_t)16 << 10)

/* ---- the signature --------------------------------------------------------- */

static bool
key_is_sound(const struct rsa_key *k)
{
	return k->n_len >= MODULUS_LEAST && k->n_len <= MODULUS_MOST &&
	    k->n[0] != 0 && k->e_len >= 1 && k->e_len <= EXPONENT_MOST &&
	    (k->e[k->e_len - 1] & 1) == 1 && (k->e_len > 1 || k->e[0] > 1);
}

static EVP_PKEY *
key_of_params(OSSL_PARAM *params)
{
	EVP_PKEY_CTX	*ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	EVP_PKEY	*key = NULL;

	if (ctx == NULL || params == NULL ||
	    EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static EVP_PKEY *
key_make(const struct rsa_key *k)
{
	OSSL_PARAM_BLD	*build = OSSL_PARAM_BLD_new();
	BIGNUM		*n = BN_bin2bn(k->n, (int)k->n_len, NULL);
	BIGNUM		*e = BN_bin2bn(k->e, (int)k->e_len, NULL);
	OSSL_PARAM	*params = NULL;
	EVP_PKEY	*key = NULL;

	if (build != NULL && n != NULL && e != NULL &&
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) == 1) {
		params = OSSL_PARAM_BLD_to_param(build);
		key = key_of_params(params);
	}
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	BN_free(n);
	BN_free(e);
	return key;
}

bool
crypto_rs256_verify(const struct rsa_key *k, const void *bytes, size_t len,
    const uint8_t *signature, size_t signature_len)
{
	EVP_MD_CTX	*ctx;
	EVP_PKEY	*key;
	bool		 right;

	if (!key_is_sound(k) || signature_len != k->n_len ||
	    (key = key_make(k)) == NULL)
		return false;
	ctx = EVP_MD_CTX_new();
	right = ctx != NULL &&
	    EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestVerify(ctx, signature, signature_len, bytes, len) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return right;
}

/* ---- keys of a set ----------------------------------------------------------- */

static const char *
text_of(const struct json_in *object, const char *name)
{
	const struct json_in	*m = json_member(object, name);

	return m != NULL && m->type == JSON_STRING ? m->text : NULL;
}

/* Where it says so, its only use is this one. */
static bool
key_is_for_this(const struct json_in *jwk)
{
	const char	*use = text_of(jwk, "use"), *alg = text_of(jwk, "alg");

	return text_equal(text_of(jwk, "kty"), "RSA") &&
	    (use == NULL || strcmp(use, "sig") == 0) &&
	    (alg == NULL || strcmp(alg, "RS256") == 0);
}

static bool
number_read(struct arena *arena, const struct json_in *jwk, const char *name,
    const uint8_t **bytes, size_t *len)
{
	const char	*text = text_of(jwk, name);
	uint8_t		*decoded;

	if (text == NULL || !crypto_base64url_decode(arena, text,
	    strlen(text), &decoded, len))
		return false;
	*bytes = decoded;
	return true;
}

static bool
key_find(struct arena *arena, const struct json_in *set, const char *kid,
    struct rsa_key *key)
{
	const struct json_in	*keys = set->type == JSON_OBJECT ?
				    json_member(set, "keys") : NULL;

	for (size_t i = 0; keys != NULL && keys->type == JSON_ARRAY &&
	    i < keys->count; i++) {
		const struct json_in	*jwk = &keys->items[i];

		if (jwk->type == JSON_OBJECT &&
		    text_equal(text_of(jwk, "kid"), kid) &&
		    key_is_for_this(jwk))
			return number_read(arena, jwk, "n", &key->n,
			    &key->n_len) && number_read(arena, jwk, "e",
			    &key->e, &key->e_len);
	}
	return false;
}

/* ---- a token ------------------------------------------------------------------- */

static bool
part_parse(struct arena *arena, const char *text, size_t len,
    struct json_in **json)
{
	const char	*name;
	uint8_t		*bytes;
	size_t		 n, at;

	return crypto_base64url_decode(arena, text, len, &bytes, &n) &&
	    json_parse(arena, (const char *)bytes, n, json, &at, &name) ==
	    JSON_OK && (*json)->type == JSON_OBJECT;
}

/* What it does not know, a verifier must refuse ("crit", RFC 7515 4.1.11). */
static bool
header_is_sound(const struct json_in *header)
{
	const char	*typ = text_of(header, "typ");

	return text_equal(text_of(header, "alg"), "RS256") &&
	    (typ == NULL || strcasecmp(typ, "JWT") == 0) &&
	    json_member(header, "crit") == NULL &&
	    json_member(header, "b64") == NULL;
}

enum rs256_result
crypto_rs256_read(struct arena *arena, const char *token,
    const struct json_in *set, struct json_in **payload)
{
	const char	*body = strchr(token, '.'), *mac;
	struct json_in	*header;
	struct rsa_key	 key;
	uint8_t		*signature;
	size_t		 len;

	if (body == NULL || (mac = strchr(++body, '.')) == NULL ||
	    strlen(token) > TOKEN_MOST ||
	    !part_parse(arena, token, (size_t)(body - 1 - token), &header) ||
	    !header_is_sound(header) || text_of(header, "kid") == NULL)
		return RS256_REFUSED;
	if (!key_find(arena, set, text_of(header, "kid"), &key))
		return RS256_NO_KEY;
	if (!crypto_base64url_decode(arena, mac + 1, strlen(mac + 1),
	    &signature, &len) || !crypto_rs256_verify(&key, token,
	    (size_t)(mac - token), signature, len) ||
	    !part_parse(arena, body, (size_t)(mac - body), payload))
		return RS256_REFUSED;
	return RS256_OK;
}
