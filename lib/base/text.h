/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_TEXT_H
#define SOUK_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* Bytes with a length; not NUL-terminated unless said. */
struct span { const char *p; size_t len; };

/*
 * UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF.  utf8_next() reads one code point and moves *p; -1 is an error
 * or the end (then *p == end).
 */
int32_t		 utf8_next(const char **p, const char *end);
bool		 utf8_valid(const char *, size_t);
size_t		 utf8_length(const char *, size_t);	/* code points */
void		 utf8_put(struct buf *, int32_t);

/* Any C0 (but \t \n \r when lines is set), DEL or bidi override inside? */
bool		 text_has_control(const char *, size_t, bool lines);

/*
 * The one folding: what search, slugs and unique names compare.  Lower case,
 * Latin accents dropped (é→e, ç→c, ñ→n, ł→l, ø→o), œ→oe æ→ae ß→ss, Arabic
 * tashkeel and tatweel dropped, أإآٱ→ا ى→ي ة→ه ؤ→و ئ→ي, Arabic-Indic digits to
 * ASCII, full-width forms to ASCII; other letters and digits as they are;
 * everything else one blank.  No blank at either end.
 */
char		*text_fold(struct arena *, const char *, size_t);

/*
 * A slug: folded, Latin letters and digits kept, Arabic letters kept, the
 * rest one '-'.  At most max bytes, cut at a code point; "" if nothing is
 * left.
 */
char		*text_slug(struct arena *, const char *, size_t max);
bool		 text_is_slug(const char *);

bool		 text_is_email(const char *);	/* HTML's rule, <= 254 */
bool		 text_is_phone(const char *);	/* E.164 with '+' */
bool		 text_is_http_url(const char *);	/* absolute, no userinfo */
/* ASCII in lower case, as lower() of SQL; NULL: NULL. */
char		*text_lower(struct arena *, const char *);
bool		 text_starts(const char *, const char *prefix);
bool		 text_equal(const char *, const char *);	/* NULL-safe */

/*
 * What somebody calls a file, to be shown: behind the last slash of either
 * kind, without control characters, at most TEXT_FILE_NAME bytes of it with
 * its ending.  NULL: nothing is left.
 */
#define TEXT_FILE_NAME	200
char		*text_file_name(struct arena *, const char *);

/* HTML tags out, entities decoded, blanks joined; for imported texts. */
char		*text_from_html(struct arena *, const char *, size_t);

/* & < > " ' as references: between tags, and in a quoted attribute. */
void		 text_escape(struct buf *, const char *);

/* Decimal int64, nothing else around it. */
bool		 text_to_int(const char *, int64_t *);

/* Percent-decoding once; false on a bad escape, NUL or bad UTF-8. */
bool		 text_url_decode(struct arena *, const char *, size_t,
		    bool plus_is_blank, char **);
void		 text_url_encode(struct buf *, const char *);
/*
 * A path of this site to go to.  "//host" is another to a browser, and so is
 * one with a '\\' or with what it drops: blanks, tabs, line breaks.
 */
bool		 text_is_own_path(const char *);	/* NULL: false */
/* Between "://" and port or path. */
char		*text_url_host(struct arena *, const char *);

#endif
