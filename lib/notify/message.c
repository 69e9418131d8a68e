/* SPDX-License-Identifier: ISC */
#include "lib/notify/message.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

#define CRLF		"\r\n"
#define LINE_MOST	76	/* of quoted-printable; RFC 2045 6.7 */
#define WORD_BYTES	36	/* 48 of base64: 60 with what is around them */
#define PLAIN_MOST	60	/* then encoded words, which fold by nature */

/* ---- headers ------------------------------------------------------------ */

static bool
is_control(int32_t c)
{
	return c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 ||
	    (c >= 0x80 && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

char *
mail_line(struct arena *arena, const char *text)
{
	const char	*p = text, *end = text + strlen(text);
	struct buf	 b;
	int32_t		 c;

	buf_init(&b, arena, (size_t)(end - p));
	while (p < end) {
		if ((c = utf8_next(&p, end)) == -1)
			p += p < end;
		if (is_control(c))
			c = ' ';
		if (c != ' ' || (b.len > 0 && b.p[b.len - 1] != ' '))
			utf8_put(&b, c);
	}
	while (b.len > 0 && b.p[b.len - 1] == ' ')
		b.p[--b.len] = '\0';
	return b.p;
}

static void
base64_put(struct buf *b, const char *p, size_t len)
{
	static const char	 digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t		 n;

	for (size_t i = 0; i < len; i += 3) {
		n = (uint32_t)(unsigned char)p[i] << 16;
		if (i + 1 < len)
			n |= (uint32_t)(unsigned char)p[i + 1] << 8;
		if (i + 2 < len)
			n |= (unsigned char)p[i + 2];
		buf_putc(b, digits[n >> 18]);
		buf_putc(b, digits[n >> 12 & 63]);
		buf_putc(b, i + 1 < len ? digits[n >> 6 & 63] : '=');
		buf_putc(b, i + 2 < len ? digits[n & 63] : '=');
	}
}

/* Bytes of the next encoded word, whole characters. */
static size_t
word_length(const char *p, size_t len)
{
	if (len <= WORD_BYTES)
		return len;
	len = WORD_BYTES;
	while (len > 0 && ((unsigned char)p[len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* RFC 2047, a word a line. */
static void
words_put(struct buf *b, const char *text)
{
	size_t	 left = strlen(text), n;

	for (; left > 0; text += n, left -= n) {
		n = word_length(text, left);
		buf_puts(b, "=?UTF-8?B?");
		base64_put(b, text, n);
		buf_puts(b, n < left ? "?=" CRLF " " : "?=");
	}
}

/* May stand as it is: only these, and not so long that it must be folded. */
static bool
is_plain(const char *text, bool phrase)
{
	size_t	 len = strlen(text);

	if (len > PLAIN_MOST || strstr(text, "=?") != NULL)
		return false;
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~' || (phrase && *text != ' ' &&
		    !((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z') &&
		    !(*text >= '0' && *text <= '9')))
			return false;
	return true;
}

static void
text_put(struct buf *b, const char *text, bool phrase)
{
	if (is_plain(text, phrase))
		buf_puts(b, text);
	else
		words_put(b, text);
}

static void
address_put(struct buf *b, const char *header, const char *name,
    const char *address)
{
	buf_printf(b, "%s: ", header);
	if (name != NULL && *name != '\0') {
		text_put(b, name, true);
		buf_puts(b, CRLF " ");
	}
	buf_printf(b, "<%s>" CRLF, address);
}

/* RFC 5322 3.3; strftime() would ask the locale. */
static void
date_put(struct buf *b, int64_t ms)
{
	static const char	 days[] = "SunMonTueWedThuFriSat";
	static const char	 months[] =
	    "JanFebMarAprMayJunJulAugSepOctNovDec";
	const time_t		 t = (time_t)(ms / CLOCK_SECOND);
	struct tm		 tm = { .tm_year = 0 };

	gmtime_r(&t, &tm);
	buf_printf(b, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000" CRLF,
	    days + 3 * (size_t)tm.tm_wday, tm.tm_mday,
	    months + 3 * (size_t)tm.tm_mon, tm.tm_year + 1900, tm.tm_hour,
	    tm.tm_min, tm.tm_sec);
}

char *
mail_message_id(struct arena *arena, const char *id, const char *from)
{
	const char	*at = strrchr(from, '@');

	return arena_printf(arena, "<%s%s>", id, at != NULL ? at : "@souk");
}

static void
headers_put(struct buf *b, const struct mail_message *m)
{
	address_put(b, "From", mail_line(b->arena, m->from_name), m->from);
	if (m->reply_to != NULL)
		address_put(b, "Reply-To", NULL, m->reply_to);
	address_put(b, "To", NULL, m->to);
	buf_puts(b, "Subject: ");
	text_put(b, mail_line(b->arena, m->subject), false);
	buf_puts(b, CRLF);
	date_put(b, m->date);
	buf_printf(b, "Message-ID: %s" CRLF "MIME-Version: 1.0" CRLF
	    "Auto-Submitted: auto-generated" CRLF,
	    mail_message_id(b->arena, m->id, m->from));
}

/* ---- bodies ------------------------------------------------------------- */

/* Stands for itself in quoted-printable, but at an end or begin of a line. */
static bool
is_itself(unsigned char c)
{
	return c >= ' ' && c <= '~' && c != '=';
}

/*
 * RFC 2045 6.7.  A dot that begins a line is written as a number, and so is a
 * blank that ends one, and "From " at its begin.
 */
static void
quoted_put(struct buf *b, const char *p)
{
	size_t	 column = 0;

	for (; *p != '\0'; p++) {
		const unsigned char	 c = (unsigned char)*p;
		const bool		 ends = p[1] == '\n' || p[1] == '\0';
		bool			 itself = is_itself(c);

		if (c == '\n') {
			buf_puts(b, CRLF);
			column = 0;
			continue;
		}
		if ((c == ' ' && ends) ||
		    (column == 0 && (c == '.' || c == 'F')))
			itself = false;
		if (column + (itself ? 1 : 3) > LINE_MOST - 1) {
			buf_puts(b, "=" CRLF);
			column = 0;
			itself = itself && c != '.' && c != 'F';
		}
		if (itself)
			buf_putc(b, (char)c);
		else
			buf_printf(b, "=%02X", c);
		column += itself ? 1 : 3;
	}
	buf_puts(b, CRLF);
}

/* '=' and '_' never stand side by side in quoted-printable. */
static void
part_put(struct buf *b, const char *id, const char *type, const char *body)
{
	buf_printf(b, "--=_%s" CRLF "Content-Type: %s; charset=utf-8" CRLF
	    "Content-Transfer-Encoding: quoted-printable" CRLF CRLF, id, type);
	quoted_put(b, body);
}

char *
mail_message(struct arena *arena, const struct mail_message *m, size_t *len)
{
	struct buf	 b;

	buf_init(&b, arena, 4096);
	headers_put(&b, m);
	buf_printf(&b, "Content-Type: multipart/alternative;" CRLF
	    " boundary=\"=_%s\"" CRLF CRLF, m->id);
	part_put(&b, m->id, "text/plain", m->text);
	part_put(&b, m->id, "text/html", m->html);
	buf_printf(&b, "--=_%s--" CRLF, m->id);
	*len = b.len;
	return b.p;
}
