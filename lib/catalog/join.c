/* SPDX-License-Identifier: ISC */
#include "lib/catalog/join.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/grow.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/csv_sniff.h"
#include "lib/catalog/import_set.h"
#include "lib/catalog/spool.h"

#define NONE		UINT32_MAX
#define OUT_BYTES	(256 << 10)

/* A record in the spool. */
struct entry {
	int64_t		 at;
	uint64_t	 parent;	/* key of what it names; 0: nothing */
	uint32_t	 first, last, next;	/* children, and a sibling */
	bool		 child;
};

/* What stands before the cells of one in the spool. */
struct head {
	int64_t		 line;
	uint32_t	 bytes, count;
	enum csv_fault	 fault;
};

struct join {
	struct source		*source;	/* the outer one */
	struct source		*inner;
	const struct join_by	*by;
	int			 spool;
	bool			 broken;
	struct entry		*entries;
	size_t			 count, room;
	struct import_set	 known;

	uint32_t		 top, child;	/* next of each to hand out */
	int64_t			 given, at;
	size_t			 out_len;
	char			 out[OUT_BYTES];
	char			 text[CSV_RECORD_MAX + CSV_CELLS_MAX];
	const char		*cells[CSV_CELLS_MAX];
};

/* ---- into the spool ------------------------------------------------------ */

static bool
out_flush(struct join *j)
{
	const bool	 ok = spool_write(j->spool, j->out, j->out_len);

	j->out_len = 0;
	j->broken = j->broken || !ok;
	return ok;
}

static bool
out_put(struct join *j, const void *bytes, size_t len)
{
	j->at += (int64_t)len;
	if (j->out_len + len > sizeof(j->out) && !out_flush(j))
		return false;
	if (len > sizeof(j->out)) {
		j->broken = !spool_write(j->spool, bytes, len);
		return !j->broken;
	}
	memcpy(j->out + j->out_len, bytes, len);
	j->out_len += len;
	return true;
}

static bool
record_put(struct join *j, const struct csv_record *r)
{
	struct head	 head = {
		.line = r->line, .count = (uint32_t)r->count,
		.fault = r->fault
	};
	size_t		 i;

	for (i = 0; i < r->count; i++)
		head.bytes += (uint32_t)strlen(r->cells[i]) + 1;
	if (!out_put(j, &head, sizeof(head)))
		return false;
	for (i = 0; i < r->count; i++)
		if (!out_put(j, r->cells[i], strlen(r->cells[i]) + 1))
			return false;
	return true;
}

/* ---- who belongs to whom ------------------------------------------------- */

static struct entry *
entry_room(struct join *j)
{
	const size_t	 room = j->room == 0 ? 1024 : 2 * j->room;
	struct entry	*more;

	if (j->count == JOIN_ROWS) {
		j->source->why = (struct source_why){
			&catalog_messages[CATALOG_IMPORT_TOO_LONG],
			(int64_t)JOIN_ROWS, ""
		};
		return NULL;
	}
	if (j->count == j->room) {
		more = grow(j->entries, room, sizeof(*more));
		if (more == NULL)
			return NULL;
		j->entries = more;
		j->room = room;
	}
	j->entries[j->count] = (struct entry){
		.at = j->at, .first = NONE, .last = NONE, .next = NONE
	};
	return &j->entries[j->count++];
}

static const char *
cell(const struct csv_record *r, int column)
{
	return column < 0 || (size_t)column >= r->count ? "" :
	    r->cells[column];
}

static bool
entry_add(struct join *j, const struct csv_record *r)
{
	const char	*parent = cell(r, j->by->parent);
	const char	*id = cell(r, j->by->id), *sku = cell(r, j->by->sku);
	struct entry	*e = entry_room(j);

	if (e == NULL)
		return false;
	if (*parent != '\0') {
		e->child = true;
		e->parent = text_starts(parent, "id:") ?
		    import_set_key("id", parent + 3) :
		    import_set_key("sku", parent);
	} else {
		if (*id != '\0')
			import_set_add(&j->known, "id", id,
			    (int64_t)j->count - 1);
		if (*sku != '\0')
			import_set_add(&j->known, "sku", sku,
			    (int64_t)j->count - 1);
	}
	return record_put(j, r);
}

/* One whose parent is not in the file stands where it stood. */
static void
entries_link(struct join *j)
{
	struct entry	*e, *parent;
	int64_t		 n;
	size_t		 i;

	for (i = 0; i < j->count; i++) {
		e = &j->entries[i];
		n = e->child ? import_set_get_key(&j->known, e->parent) : -1;
		if (n < 0) {
			e->child = false;
			continue;
		}
		parent = &j->entries[n];
		if (parent->first == NONE)
			parent->first = (uint32_t)i;
		else
			j->entries[parent->last].next = (uint32_t)i;
		parent->last = (uint32_t)i;
	}
	import_set_clear(&j->known);
}

/* ---- out of the spool ---------------------------------------------------- */

static bool
entry_read(struct join *j, uint32_t n, struct csv_record *r)
{
	const int64_t	 at = j->entries[n].at;
	struct head	 head;
	const char	*p = j->text;
	uint32_t	 i;

	j->broken = csv_pread(j->spool, &head, sizeof(head), at) !=
	    (long)sizeof(head) || head.bytes > sizeof(j->text) ||
	    csv_pread(j->spool, j->text, head.bytes,
	    at + (int64_t)sizeof(head)) != (long)head.bytes;
	if (j->broken)
		return false;
	for (i = 0; i < head.count; i++, p += strlen(p) + 1)
		j->cells[i] = p;
	*r = (struct csv_record){
		.line = head.line, .end = ++j->given, .fault = head.fault,
		.count = head.count, .cells = j->cells,
		.joined = j->entries[n].child,
	};
	return true;
}

static bool
next_joined(void *reader, struct csv_record *r)
{
	struct join	*j = reader;
	uint32_t	 n = j->child;

	if (n != NONE) {
		j->child = j->entries[n].next;
		return entry_read(j, n, r);
	}
	while (j->top < j->count && j->entries[j->top].child)
		j->top++;
	if (j->top == j->count)
		return false;
	n = j->top++;
	j->child = j->entries[n].first;
	return entry_read(j, n, r);
}

static bool
broken_join(const void *reader)
{
	const struct join	*j = reader;

	return j->broken;
}

static void
close_join(void *reader)
{
	struct join	*j = reader;

	if (j == NULL)
		return;
	source_close(j->inner);
	if (j->spool >= 0)
		close(j->spool);
	import_set_clear(&j->known);
	free(j->entries);
	free(j);
}

static const struct source_ops ops = { next_joined, broken_join, close_join };

/* ---- opening ------------------------------------------------------------- */

static bool
join_read(struct join *j)
{
	struct csv_record	 r;

	while ((j->by->limit == 0 || j->count < j->by->limit) &&
	    source_next(j->inner, &r))
		if (!entry_add(j, &r))
			return false;
	j->source->why = j->inner->why;
	j->broken = j->broken || source_broken(j->inner);
	if (j->broken || j->inner->why.message != NULL || !out_flush(j))
		return false;
	source_close(j->inner);
	j->inner = NULL;
	entries_link(j);
	return true;
}

bool
join_open(struct source **source, const struct join_by *by)
{
	struct source	*outer = calloc(1, sizeof(*outer));
	struct join	*j = calloc(1, sizeof(*j));

	if (outer == NULL || j == NULL) {
		free(outer);
		free(j);
		return false;
	}
	*outer = **source;
	outer->ops = &ops;
	outer->reader = j;
	j->source = outer;
	j->inner = *source;
	j->by = by;
	j->child = NONE;
	j->spool = -1;
	*source = outer;
	if ((j->spool = spool_open(by->path)) < 0) {
		j->broken = true;
		return false;
	}
	return join_read(j);
}
