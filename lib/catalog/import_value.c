/* SPDX-License-Identifier: ISC */
#include "lib/catalog/import_value.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

/* ---- prices ------------------------------------------------------------ */

/* Stands before or behind the number and says nothing new. */
static const char *const symbols[] = {
	"€", "$", "£", "DH", "Dh", "dh", "د.م.", NULL
};

/* Groups: blanks of every width and the apostrophes of the Swiss. */
static bool
is_gap(int32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 ||
	    c == '\'' || c == 0x2019;
}

static int32_t
ascii_of(int32_t c)
{
	if (c >= 0x660 && c <= 0x669)
		return c - 0x660 + '0';
	if (c >= 0x6f0 && c <= 0x6f9)
		return c - 0x6f0 + '0';
	if (c == 0x66b)
		return '.';
	return c == 0x66c ? ',' : c;
}

static bool
text_ends(const char *text, const char *end)
{
	size_t	 len = strlen(text), n = strlen(end);

	return len >= n && strcmp(text + len - n, end) == 0;
}

/* Take one mark of money off either end of the trimmed text. */
static char *
price_bare(struct arena *arena, const char *text, const char *currency)
{
	const char	*names[sizeof(symbols) / sizeof(symbols[0])] = {
		currency
	};
	char		*bare = import_trim(arena, text);
	size_t		 i;

	memcpy(names + 1, symbols, sizeof(symbols) - sizeof(symbols[0]));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (text_starts(bare, names[i]))
			return import_trim(arena, bare + strlen(names[i]));
		if (text_ends(bare, names[i])) {
			bare[strlen(bare) - strlen(names[i])] = '\0';
			return import_trim(arena, bare);
		}
	}
	return bare;
}

/* Digits, '.', ',' and '\'' for any gap; NULL: something else is in it. */
static char *
price_plain(struct arena *arena, const char *text)
{
	const char	*end = text + strlen(text);
	struct buf	 out;
	int32_t		 c;

	buf_init(&out, arena, 32);
	while (text < end) {
		c = ascii_of(utf8_next(&text, end));
		if (is_gap(c))
			c = '\'';
		if (c > 0x7f || c <= 0 || strchr("0123456789.,'", c) == NULL)
			return NULL;
		buf_putc(&out, (char)c);
	}
	return out.p;
}

/* How often c stands in the text. */
static size_t
char_count(const char *text, char c)
{
	size_t	 n = 0;

	for (; *text != '\0'; text++)
		n += *text == c;
	return n;
}

/* Which of . and , is the decimal point; 0: neither; -1: who can say. */
static int
price_point(const char *text, int decimals)
{
	const char	*dot = strrchr(text, '.'), *comma = strrchr(text, ',');
	size_t		 dots = char_count(text, '.');
	size_t		 commas = char_count(text, ',');

	if (dots > 0 && commas > 0) {
		if (dot > comma)
			return dots == 1 ? '.' : -1;
		return commas == 1 ? ',' : -1;
	}
	if (dots == 1)
		return '.';
	if (commas != 1)
		return 0;
	if (strlen(comma + 1) != 3 || comma - text > 3)
		return ',';
	return decimals == 0 ? 0 : -1;
}

/* "1'299'000" with one kind of mark between groups of three: its digits. */
static bool
price_groups(struct buf *out, const char *text, size_t len)
{
	char	 mark = '\0';
	size_t	 i, run = 0;

	for (i = 0; i < len; i++) {
		if (text[i] >= '0' && text[i] <= '9') {
			buf_putc(out, text[i]);
			run++;
			continue;
		}
		if ((mark != '\0' && (text[i] != mark || run != 3)) ||
		    run == 0 || run > 3)
			return false;
		mark = text[i];
		run = 0;
	}
	return len > 0 && (mark == '\0' || run == 3);
}

bool
import_price(struct arena *arena, const char *text, const char *currency,
    int64_t *minor)
{
	int		 decimals = money_decimals(currency), point;
	char		*plain;
	const char	*at;
	struct buf	 out;

	plain = price_plain(arena, price_bare(arena, text, currency));
	if (plain == NULL || *plain == '\0' || decimals < 0 ||
	    (point = price_point(plain, decimals)) < 0)
		return false;
	at = point == 0 ? plain + strlen(plain) : strrchr(plain, point);
	buf_init(&out, arena, 32);
	if (!price_groups(&out, plain, (size_t)(at - plain)))
		return false;
	if (point != 0)
		buf_printf(&out, ".%s", at + 1);
	return money_parse(out.p, decimals, minor);
}

/* ---- other cells ------------------------------------------------------- */

bool
import_integer(const char *text, int64_t *n)
{
	char	 digits[24];
	size_t	 len;

	text += strspn(text, " ");
	len = strlen(text);
	while (len > 0 && text[len - 1] == ' ')
		len--;
	if (len > 2 && memcmp(text + len - 2, ".0", 2) == 0)
		len -= 2;
	if (len >= sizeof(digits))
		return false;
	memcpy(digits, text, len);
	digits[len] = '\0';
	return text_to_int(digits, n);
}

bool
import_weight(struct arena *arena, const char *text, int64_t milligrams,
    int64_t *grams)
{
	char	*plain = import_trim(arena, text), *comma;
	int64_t	 millionths;

	if ((comma = strchr(plain, ',')) != NULL)
		*comma = '.';
	if (!money_parse(plain, 6, &millionths) || millionths < 0)
		return false;
	*grams = (int64_t)(((__int128)millionths * milligrams + 500000000) /
	    1000000000);
	return true;
}

static const struct { const char *word; bool value; } booleans[] = {
	{ "true", true }, { "1", true }, { "yes", true }, { "oui", true },
	{ "vrai", true }, { "نعم", true },
	{ "false", false }, { "0", false }, { "no", false }, { "non", false },
	{ "faux", false }, { "لا", false },
};

bool
import_boolean(struct arena *arena, const char *text, bool *value)
{
	char	*folded = text_fold(arena, text, strlen(text));
	size_t	 i;

	for (i = 0; i < sizeof(booleans) / sizeof(booleans[0]); i++)
		if (strcmp(folded, booleans[i].word) == 0) {
			*value = booleans[i].value;
			return true;
		}
	return false;
}

/* ASCII white space and U+00A0; *len is its length. */
static bool
blank_at(const char *p, size_t *len)
{
	*len = (unsigned char)p[0] == 0xc2 ? 2 : 1;
	if (*len == 2)
		return (unsigned char)p[1] == 0xa0;
	return *p == ' ' || (*p >= '\t' && *p <= '\r');
}

bool
import_blank(const char *text)
{
	size_t	 len;

	while (text != NULL && *text != '\0' && blank_at(text, &len))
		text += len;
	return text == NULL || *text == '\0';
}

char *
import_trim(struct arena *arena, const char *text)
{
	const char	*p, *end;
	size_t		 len;

	if (text == NULL)
		return arena_text(arena, "", 0);
	while (*text != '\0' && blank_at(text, &len))
		text += len;
	for (p = end = text; *p != '\0'; p += len)
		if (!blank_at(p, &len))
			end = p + (len = 1);
	return arena_text(arena, text, (size_t)(end - text));
}

char *
import_squeeze(struct arena *arena, const char *text)
{
	char	*folded = text_fold(arena, text, strlen(text));
	char	*from, *to;

	for (from = to = folded; *from != '\0'; from++)
		if (*from != ' ')
			*to++ = *from;
	*to = '\0';
	return folded;
}

/* Does a line of the list fold to this? */
static bool
tag_is_there(struct arena *arena, const char *list, const char *folded)
{
	const char	*line, *end;

	for (line = list; *line != '\0'; line = end + (*end == '\n')) {
		end = line + strcspn(line, "\n");
		if (strcmp(text_fold(arena, line, (size_t)(end - line)),
		    folded) == 0)
			return true;
	}
	return false;
}

static void
list_put(struct arena *arena, struct buf *out, const char *item)
{
	const char	*clean = import_trim(arena, item);

	if (*clean == '\0' || tag_is_there(arena, out->p,
	    text_fold(arena, clean, strlen(clean))))
		return;
	if (out->len > 0)
		buf_putc(out, '\n');
	buf_puts(out, clean);
}

const char *
import_tags(struct arena *arena, const char *text)
{
	struct buf	 out;
	const char	*end;

	if (text == NULL)
		return NULL;
	buf_init(&out, arena, strlen(text) + 1);
	for (; *text != '\0'; text = end + (*end != '\0')) {
		end = text + strcspn(text, ",\n");
		list_put(arena, &out, arena_text(arena, text,
		    (size_t)(end - text)));
	}
	return out.p;
}

const char *
import_names(struct arena *arena, const char *text)
{
	struct buf	 out, item;

	if (text == NULL)
		return NULL;
	buf_init(&out, arena, strlen(text) + 1);
	for (; *text != '\0'; text += *text == ',') {
		buf_init(&item, arena, 64);
		for (; *text != '\0' && *text != ','; text++) {
			if (*text == '\\' && text[1] != '\0')
				text++;
			buf_putc(&item, *text);
		}
		list_put(arena, &out, item.p);
	}
	return out.p;
}
