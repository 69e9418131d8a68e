/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_JSON_OUT_H
#define SOUK_BASE_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct json_in;

/*
 * JSON written in one pass into a buffer; commas are kept by the writer.
 * Inside an object every call has a name, inside an array name is NULL.
 * Text must be UTF-8; '<', '>', '&', U+2028 and U+2029 are written as
 * escapes, so the result may stand inside a <script>.  NULL text is null.
 */
struct json_out { struct buf *buf; bool comma; };

void	 json_open(struct json_out *, const char *name);	/* { */
void	 json_close(struct json_out *);				/* } */
void	 json_open_list(struct json_out *, const char *name);	/* [ */
void	 json_close_list(struct json_out *);			/* ] */
void	 json_text(struct json_out *, const char *name, const char *);
void	 json_text_n(struct json_out *, const char *name, const char *, size_t);
void	 json_int(struct json_out *, const char *name, int64_t);
void	 json_bool(struct json_out *, const char *name, bool);
void	 json_null(struct json_out *, const char *name);
void	 json_time(struct json_out *, const char *name, int64_t ms);
void	 json_money(struct json_out *, const char *name, int64_t, int decimals);
void	 json_raw(struct json_out *, const char *name, const char *source);
void	 json_copy(struct json_out *, const char *name, const struct json_in *);

#define JSON_ESCAPED	8
/*
 * The next code point of a text as it stands inside quotes: moves *p, returns
 * the bytes written.  Bytes that are not UTF-8 become U+FFFD.
 */
size_t	 json_escape_next(const char **p, const char *end, char[JSON_ESCAPED]);

#endif
