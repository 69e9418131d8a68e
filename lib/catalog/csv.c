/* SPDX-License-Identifier: ISC */
#include "lib/catalog/csv.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/base/text.h"
#include "lib/catalog/csv_sniff.h"

#define CSV_BLOCK	(64 << 10)
#define CSV_END		(-1)

struct csv {
	int		 fd;
	struct csv_kind	 kind;
	bool		 broken;

	char		 block[CSV_BLOCK];	/* of the file, from block_at */
	size_t		 block_len, block_pos;
	int64_t		 block_at;
	int64_t		 line;

	/* The record being read. */
	enum csv_fault	 fault;
	bool		 high;		/* holds bytes beyond ASCII */
	bool		 quoted;	/* holds a quoted cell */
	int64_t		 retry_at;	/* behind the line of the last */
	int64_t		 retry_line;	/* opening quote; 0: still on it */
	size_t		 text_len, cell_at, count;
	char		 text[CSV_RECORD_MAX];
	const char	*cells[CSV_CELLS_MAX];
};

/* ---- bytes ------------------------------------------------------------- */

static int64_t
csv_offset(const struct csv *c)
{
	return c->block_at + (int64_t)c->block_pos;
}

static bool
block_fill(struct csv *c)
{
	long	 n;

	c->block_at += (int64_t)c->block_len;
	c->block_len = c->block_pos = 0;
	n = csv_pread(c->fd, c->block, sizeof(c->block), c->block_at);
	if (n < 0)
		c->broken = true;
	else
		c->block_len = (size_t)n;
	return n > 0;
}

/* The next byte, not yet taken, or CSV_END. */
static inline int
byte_peek(struct csv *c)
{
	if (c->block_pos == c->block_len && !block_fill(c))
		return CSV_END;
	return (unsigned char)c->block[c->block_pos];
}

static inline int
byte_take(struct csv *c)
{
	int	 ch = byte_peek(c);

	if (ch != CSV_END)
		c->block_pos++;
	return ch;
}

static void
csv_seek(struct csv *c, int64_t offset, int64_t line)
{
	c->block_at = offset;
	c->block_len = c->block_pos = 0;
	c->line = line;
}

/* ---- cells ------------------------------------------------------------- */

static void
record_fault(struct csv *c, enum csv_fault fault)
{
	if (c->fault == CSV_FINE)
		c->fault = fault;
}

static inline void
cell_put(struct csv *c, char byte)
{
	if (c->text_len - c->cell_at >= CSV_CELL_MAX ||
	    c->text_len + 1 >= sizeof(c->text))
		record_fault(c, CSV_CELL);
	if (c->fault == CSV_FINE)
		c->text[c->text_len++] = byte;
}

/* A byte beyond ASCII: as it is, or turned into UTF-8. */
static void
cell_put_high(struct csv *c, int ch)
{
	uint16_t	 u;

	c->high = true;
	if (!c->kind.windows) {
		cell_put(c, (char)ch);
		return;
	}
	if ((u = csv_windows((unsigned char)ch)) == 0)
		record_fault(c, CSV_ENCODING);
	if (u < 0x800)
		cell_put(c, (char)(0xc0 | u >> 6));
	else {
		cell_put(c, (char)(0xe0 | u >> 12));
		cell_put(c, (char)(0x80 | (u >> 6 & 0x3f)));
	}
	cell_put(c, (char)(0x80 | (u & 0x3f)));
}

static inline void
cell_add(struct csv *c, int ch)
{
	if (ch == '\0')
		record_fault(c, CSV_ENCODING);
	else if (ch < 0x80)
		cell_put(c, (char)ch);
	else
		cell_put_high(c, ch);
}

static void
cell_close(struct csv *c)
{
	if (c->count == CSV_CELLS_MAX)
		record_fault(c, CSV_CELL);
	if (c->fault != CSV_FINE)
		return;
	if (c->high && !c->kind.windows &&
	    !utf8_valid(c->text + c->cell_at, c->text_len - c->cell_at)) {
		record_fault(c, CSV_ENCODING);
		return;
	}
	c->text[c->text_len++] = '\0';
	c->cells[c->count++] = c->text + c->cell_at;
	c->cell_at = c->text_len;
}

/* A line break of any kind, its first byte already taken. */
static void
line_break(struct csv *c, int first)
{
	if (first == '\r' && byte_peek(c) == '\n')
		byte_take(c);
	c->line++;
}

static inline bool
is_break(int ch)
{
	return ch == '\n' || ch == '\r';
}

/* Returns the byte that ended the cell: delimiter, line break or CSV_END. */
static int
cell_plain(struct csv *c)
{
	int	 ch;

	while ((ch = byte_take(c)) != CSV_END && !is_break(ch) &&
	    ch != c->kind.delimiter)
		cell_add(c, ch);
	return ch;
}

/* Inside quotes; false: the file ended there. */
static bool
cell_quoted(struct csv *c)
{
	int	 ch;

	while ((ch = byte_take(c)) != CSV_END) {
		if (is_break(ch)) {
			line_break(c, ch);
			cell_put(c, '\n');
			if (c->retry_line == 0) {
				c->retry_line = c->line;
				c->retry_at = csv_offset(c);
			}
		} else if (ch != '"')
			cell_add(c, ch);
		else if (byte_peek(c) == '"')
			cell_add(c, byte_take(c));
		else
			return true;
	}
	return false;
}

/* One cell and what ended it; *torn: a quote is broken. */
static int
cell_read(struct csv *c, bool *torn)
{
	int	 ch;

	if (byte_peek(c) != '"') {
		ch = cell_plain(c);
		cell_close(c);
		return ch;
	}
	byte_take(c);
	c->quoted = true;
	c->retry_line = 0;
	if (!cell_quoted(c)) {
		*torn = true;
		return CSV_END;
	}
	cell_close(c);
	while ((ch = byte_take(c)) == ' ' && c->kind.delimiter != ' ')
		continue;
	*torn = ch != CSV_END && !is_break(ch) && ch != c->kind.delimiter;
	return ch;
}

/* ---- records ----------------------------------------------------------- */

/* Behind a broken quote: go on behind the line where it opened. */
static void
record_resume(struct csv *c)
{
	int	 ch;

	c->fault = CSV_QUOTE;
	if (c->retry_line != 0) {
		csv_seek(c, c->retry_at, c->retry_line);
		return;
	}
	while ((ch = byte_take(c)) != CSV_END)
		if (is_break(ch)) {
			line_break(c, ch);
			return;
		}
}

static void
record_read(struct csv *c)
{
	bool	 torn = false;
	int	 ch;

	c->fault = CSV_FINE;
	c->high = c->quoted = false;
	c->retry_line = 0;
	c->text_len = c->cell_at = c->count = 0;
	do {
		ch = cell_read(c, &torn);
	} while (ch == c->kind.delimiter && !torn);
	if (torn)
		record_resume(c);
	else if (is_break(ch))
		line_break(c, ch);
}

static bool
record_is_empty_line(const struct csv *c)
{
	return c->fault == CSV_FINE && c->count == 1 && !c->quoted &&
	    c->cells[0][0] == '\0';
}

bool
csv_next(struct csv *c, struct csv_record *record)
{
	do {
		if (byte_peek(c) == CSV_END)
			return false;
		record->line = c->line;
		record_read(c);
	} while (record_is_empty_line(c) && !c->broken);
	record->end = csv_offset(c);
	record->fault = c->fault;
	record->count = c->fault == CSV_FINE ? c->count : 0;
	record->cells = c->cells;
	record->name = NULL;
	record->joined = false;
	return !c->broken;
}

struct csv *
csv_open(int fd)
{
	struct csv	*c;

	if ((c = malloc(sizeof(*c))) == NULL || !csv_sniff(fd, &c->kind)) {
		free(c);
		close(fd);
		return NULL;
	}
	c->fd = fd;
	c->broken = false;
	csv_seek(c, c->kind.start, c->kind.line);
	return c;
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	close(c->fd);
	free(c);
}

bool
csv_broken(const struct csv *c)
{
	return c->broken;
}

const struct csv_kind *
csv_kind(const struct csv *c)
{
	return &c->kind;
}
