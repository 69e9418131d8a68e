/* SPDX-License-Identifier: ISC */
#include "lib/base/config_check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/text.h"

#define SECRET_LEAST	32
#define TOKEN_LEAST	16

const char *
check_directory(const char *value)
{
	struct stat	 st;

	if (*value != '/')
		return "be an absolute path";
	if (stat(value, &st) == -1 || !S_ISDIR(st.st_mode))
		return "be a directory that exists";
	return NULL;
}

const char *
check_path(const char *value)
{
	return *value == '/' ? NULL : "be an absolute path";
}

const char *
check_url(const char *value)
{
	return text_is_http_url(value) && strpbrk(value, "?#") == NULL ?
	    NULL : "be a URL of http or https without query";
}

const char *
check_url_or_none(const char *value)
{
	return *value == '\0' ? NULL : check_url(value);
}

const char *
check_secret(const char *value)
{
	static_assert(SECRET_LEAST == 32, "the text below says so");
	return strlen(value) >= SECRET_LEAST ? NULL :
	    "have 32 bytes or more";
}

const char *
check_secret_or_none(const char *value)
{
	return *value == '\0' ? NULL : check_secret(value);
}

const char *
check_token(const char *value)
{
	static_assert(TOKEN_LEAST == 16, "the text below says so");
	return *value == '\0' || strlen(value) >= TOKEN_LEAST ? NULL :
	    "be empty or have 16 bytes or more";
}

/* "https://a.example,http://localhost:3000": no paths, no blanks. */
const char *
check_origins(const char *value)
{
	static const char	 wrong[] = "be a comma list of origins, such "
	    "as https://shop.example";
	char			 origin[256];
	size_t			 len;

	for (; *value != '\0'; value += len + (value[len] == ',')) {
		len = strcspn(value, ",");
		if (len == 0 || len >= sizeof(origin))
			return wrong;
		memcpy(origin, value, len);
		origin[len] = '\0';
		if (!text_is_http_url(origin) ||
		    strpbrk(strchr(origin, ':') + 3, "/?#") != NULL)
			return wrong;
	}
	return NULL;
}

const char *
check_level(const char *value)
{
	return text_equal(value, "error") || text_equal(value, "warn") ||
	    text_equal(value, "info") || text_equal(value, "debug") ?
	    NULL : "be error, warn, info or debug";
}

/* "" or a file that can be read. */
const char *
check_file(const char *value)
{
	if (*value == '\0' || (*value == '/' && access(value, R_OK) == 0))
		return NULL;
	return "be the absolute path of a file that can be read";
}

/* What goes into a line of a protocol. */
const char *
check_line(const char *value)
{
	for (; *value != '\0'; value++)
		if ((unsigned char)*value <= ' ' || *value == 0x7f)
			return "have no blanks and no control characters";
	return NULL;
}

/* Host and port only: the path would be our name in EHLO. */
const char *
check_smtp(const char *value)
{
	const char	*host = strstr(value, "://");

	if (*value == '\0')
		return NULL;
	if (host == NULL || strpbrk(host + 3, "/?#@") != NULL ||
	    host[3] == '\0' || check_line(value) != NULL ||
	    (strncmp(value, "smtp://", 7) != 0 &&
	    strncmp(value, "smtps://", 8) != 0))
		return "be smtp://HOST:PORT or smtps://HOST:PORT";
	return NULL;
}

const char *
check_sender(const char *value)
{
	return text_is_email(value) ? NULL : "be a mail address";
}

/* What goes into a host name or a path as it stands. */
const char *
check_name(const char *value)
{
	static const char	 allowed[] = "abcdefghijklmnopqrstuvwxyz"
	    "0123456789.-";

	return value[strspn(value, allowed)] == '\0' && *value != '.' &&
	    strlen(value) <= 63 ? NULL :
	    "be small letters, digits, dots and hyphens";
}

/* A name that somebody else gave us: AC…, v24.0. */
const char *
check_word(const char *value)
{
	static const char	 allowed[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

	return value[strspn(value, allowed)] == '\0' && strlen(value) <= 63 ?
	    NULL : "be letters, digits, dots, hyphens and underscores";
}

const char *
check_place(const char *value)
{
	return *value == '\0' || *value == '/' || text_equal(value, "s3") ?
	    NULL : "be an absolute path, or s3";
}

/* https://KEY@HOST/PROJECT: an address but for the key. */
const char *
check_dsn(const char *value)
{
	static const char	 why[] = "be https://KEY@HOST/PROJECT";
	static const char	 plain[] = "0123456789abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char		*key = strstr(value, "://"), *host;
	char			 url[512];
	int			 len;

	if (*value == '\0')
		return NULL;
	if (key == NULL || (host = strchr(key, '@')) == NULL)
		return why;
	key += 3;
	if (strspn(key, plain) == 0 || key + strspn(key, plain) != host)
		return why;
	len = snprintf(url, sizeof(url), "%.*s%s", (int)(key - value), value,
	    host + 1);
	if (len < 0 || (size_t)len >= sizeof(url) || check_url(url) != NULL)
		return why;
	host = strrchr(host, '/');
	return host == NULL || host[1] == '\0' ? why : NULL;
}

/* A secret or a restricted key; a publishable one cannot charge anybody. */
const char *
check_stripe_key(const char *value)
{
	static const char *const	 starts[] = { "sk_test_", "sk_live_",
		"rk_test_", "rk_live_" };

	if (*value == '\0')
		return NULL;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (text_starts(value, starts[i]) && strlen(value) >= 16 &&
		    check_line(value) == NULL)
			return NULL;
	return "be sk_test_…, sk_live_…, rk_test_… or rk_live_…";
}

/* One empty would let anybody sign. */
const char *
check_stripe_secrets(const char *value)
{
	static const char	 why[] = "be whsec_… of 32 characters or more, "
	    "several parted by commas";

	if (*value == '\0')
		return NULL;
	for (const char *p = value; p != NULL; p = strchr(p, ',')) {
		p += *p == ',';
		if (!text_starts(p, "whsec_") || strcspn(p, ",") < 32)
			return why;
	}
	return check_line(value) == NULL ? NULL : why;
}
