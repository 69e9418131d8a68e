/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"

#include <string.h>
#include <strings.h>

/* Bytes, not characters: <ctype.h> would ask the locale. */
static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alphanumeric(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One label of a host name, RFC 1034 3.5; moves past it. */
static bool
take_label(const char **p)
{
	const char	*from = *p;

	while (is_alphanumeric(**p) || **p == '-')
		(*p)++;
	return *p > from && *p - from <= 63 && *from != '-' &&
	    (*p)[-1] != '-';
}

/* Labels joined by dots. */
static bool
take_host(const char **p)
{
	const char	*from = *p;

	while (take_label(p)) {
		if (**p != '.')
			return *p - from <= 253;
		(*p)++;
	}
	return false;
}

bool
text_is_email(const char *text)
{
	static const char	 special[] = ".!#$%&'*+/=?^_`{|}~-";
	const char		*p = text;

	while (is_alphanumeric(*p) || (*p != '\0' && strchr(special, *p)))
		p++;
	if (p == text || p - text > 64 || *p++ != '@')
		return false;
	return take_host(&p) && *p == '\0' && p - text <= 254;
}

bool
text_is_phone(const char *text)
{
	size_t	 n;

	if (*text++ != '+' || *text < '1' || *text > '9')
		return false;
	n = strspn(text, "0123456789");
	return text[n] == '\0' && n >= 7 && n <= 15;
}

/* "[…]" with what an IPv6 address is made of. */
static bool
take_ipv6(const char **p)
{
	size_t	 n;

	if (**p != '[')
		return false;
	n = strspn(*p + 1, "0123456789abcdefABCDEF:.");
	if (n < 2 || n > 45 || (*p)[n + 1] != ']')
		return false;
	*p += n + 2;
	return true;
}

/* Nothing, or ":1" to ":65535". */
static bool
take_port(const char **p)
{
	int	 port = 0;

	if (**p != ':')
		return true;
	for ((*p)++; is_digit(**p) && port <= 65535; (*p)++)
		port = port * 10 + (**p - '0');
	return port >= 1 && port <= 65535;
}

bool
text_is_http_url(const char *text)
{
	const char	*p = text;

	if (strncasecmp(p, "http://", 7) == 0)
		p += 7;
	else if (strncasecmp(p, "https://", 8) == 0)
		p += 8;
	else
		return false;
	if (!(take_ipv6(&p) || take_host(&p)) || !take_port(&p))
		return false;
	if (*p != '\0' && *p != '/' && *p != '?' && *p != '#')
		return false;
	return strpbrk(p, " \"<>\\^`{|}") == NULL &&
	    utf8_valid(p, strlen(p)) && !text_has_control(p, strlen(p), false);
}
