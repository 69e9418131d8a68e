/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/join.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define ARENA_MAX	((size_t)96 << 20)	/* each */
#define BUSY_TRIES	5

/* What one transaction writes. */
struct batch {
	struct import		*im;
	struct import_group	*groups;
	size_t			 count;
	int64_t			 lines;
	bool			 last;
	struct import_progress	 to;
};

/* ---- one transaction --------------------------------------------------- */

/* together: a refusal is CONFLICT, and what was written is the caller's. */
static enum outcome
groups_each(struct batch *b, bool together)
{
	struct import_group	*g;
	enum outcome		 e = SOUK_OK;
	size_t			 i, r;

	for (i = 0; i < b->count && e == SOUK_OK; i++) {
		g = &b->groups[i];
		g->late = (struct import_errors){ 0 };
		for (r = 0; r < g->count; r++)
			g->rows[r].refused = g->rows[r].refused_early;
		b->im->errors = &g->late;
		e = import_apply(b->im, g, &b->to, together);
	}
	return e;
}

static enum outcome
groups_together(struct act *act, void *arg)
{
	(void)act;
	return groups_each(arg, true);
}

/*
 * Undoing a group alone takes a savepoint for each, which makes the search
 * index write itself out each time: so that is done only where one group of
 * the batch is refused, after all of it has been undone.
 */
static enum outcome
groups_apply(struct act *act, void *arg)
{
	struct batch			*b = arg;
	const struct import_progress	 from = b->to;
	enum outcome			 e;

	e = db_try(act, groups_together, b);
	if (e != SOUK_CONFLICT)
		return e;
	if (b->im->names_new)
		import_categories_forget(b->im);
	b->to = from;
	return groups_each(b, false);
}

/* For a dry run: all of it, then undone (STALE). */
static enum outcome
groups_rehearse(struct act *act, void *arg)
{
	enum outcome	 e = groups_apply(act, arg);

	return e == SOUK_OK ? SOUK_STALE : e;
}

static enum outcome
groups_write(struct batch *b)
{
	struct import	*im = b->im;
	enum outcome	 e;

	if (!im->dry_run)
		return groups_apply(&im->act, b);
	e = db_try(&im->act, groups_rehearse, b);
	return e == SOUK_STALE ? SOUK_OK : e;
}

static enum outcome
errors_write(struct batch *b)
{
	struct import_progress	*to = &b->to;
	struct import_group	*g;
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	for (i = 0; i < b->count && e == SOUK_OK; i++) {
		g = &b->groups[i];
		to->rejected += g->early.rejected + g->late.rejected;
		e = import_errors_write(b->im, &g->early, &to->kept);
		if (e == SOUK_OK)
			e = import_errors_write(b->im, &g->late, &to->kept);
	}
	return e;
}

/* What was left behind, and whether the file could be read to its end. */
static enum outcome
end_write(struct batch *b)
{
	struct import	*im = b->im;
	enum outcome	 e;

	if ((e = import_left_write(im)) != SOUK_OK ||
	    (e = import_errors_write(im, &im->whole, &b->to.kept)) != SOUK_OK)
		return e;
	return import_progress_write(im, im->whole.count > 0 ? "failed" :
	    "done", &b->to);
}

/*
 * Effects, errors, progress and lease: all of it or nothing.  STALE: the job
 * is another worker's now; CONFLICT: another process got further.
 */
static enum outcome
batch_write(struct act *act, void *arg)
{
	struct batch	*b = arg;
	struct import	*im = b->im;
	enum outcome	 e;

	if (im->job != NULL &&
	    (e = queue_extend(act, im->job)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_STALE : e;
	b->to = im->progress;
	if (im->names_new)		/* and was rolled back */
		import_categories_forget(im);
	if ((e = groups_write(b)) != SOUK_OK || (e = errors_write(b)) !=
	    SOUK_OK)
		return e;
	if (b->count > 0)
		b->to.at_byte = b->groups[b->count - 1].end;
	b->to.lines += b->lines;
	return b->last ? end_write(b) :
	    import_progress_write(im, "running", &b->to);
}

/* The file cannot be read at all: the reason stands as an error. */
static enum outcome
failure_write(struct act *act, void *arg)
{
	struct batch	*b = arg;
	enum outcome	 e;

	(void)act;
	b->to = b->im->progress;
	e = import_errors_write(b->im, &b->im->whole, &b->to.kept);
	return e != SOUK_OK ? e :
	    import_progress_write(b->im, "failed", &b->to);
}

/* Why the file cannot be read (further), as an error of it as a whole. */
static void
why_note(struct import *im)
{
	const struct source_why	*why = &im->source->why;

	im->errors = &im->whole;
	import_refuse_line(im, im->ahead.line > 0 ? im->ahead.line : 1,
	    why->name == NULL ? "" : why->name, why->message, why->number);
}

/* ---- reading ahead of it ----------------------------------------------- */

/* The other arena becomes the act's; what is in this one stays one round. */
static void
arenas_swap(struct import *im)
{
	struct arena	*full = im->act.arena;

	im->act.arena = im->spare;
	im->spare = full;
	arena_reset(im->act.arena);
}

static struct import_group *
batch_room(struct batch *b)
{
	b->groups = arena_more(b->im->act.arena, b->groups, b->count,
	    sizeof(*b->groups));
	return &b->groups[b->count++];
}

/* A group that no longer fits is next's; next empty: the file has ended. */
static void
batch_fill(struct batch *b, struct import_group *next)
{
	size_t	 bytes = 0;

	do {
		*batch_room(b) = *next;
		b->lines += next->lines;
		bytes += next->bytes;
		if (import_group_next(b->im, next))
			import_product(b->im, next);
		else
			b->last = true;
	} while (!b->last && b->lines + next->lines <= IMPORT_LINES_TX &&
	    bytes + next->bytes <= IMPORT_BYTES_TX);
}

/* Pass over what is done; false: nothing is left. */
static bool
groups_skip(struct import *im, struct import_group *next)
{
	while (next->lines > 0 && next->end <= im->progress.at_byte) {
		arenas_swap(im);
		if (import_group_next(im, next))
			import_product(im, next);
	}
	return next->lines > 0;
}

/* ---- the whole file ---------------------------------------------------- */

struct load { struct import *im; const char *id; };

static enum outcome
load(struct act *act, void *arg)
{
	struct load	*l = arg;

	(void)act;
	return import_load(l->im, l->id);
}

static bool
is_over(const struct import *im)
{
	return text_equal(im->status, "done") ||
	    text_equal(im->status, "failed");
}

/* One transaction, which waits for others to let go of the lock. */
static enum outcome
batch_run(struct import *im, struct import_group *next)
{
	struct load	 again = { im, im->id };
	struct batch	 b = { .im = im };
	enum outcome	 e;
	int		 tries = 0;

	im->act.now = clock_now();
	batch_fill(&b, next);
	if (source_broken(im->source))
		return SOUK_INTERNAL;
	if (b.last && im->source->why.message != NULL)
		why_note(im);
	do {
		e = db_tx(&im->act, DB_WRITE, batch_write, &b);
	} while (e == SOUK_BUSY && ++tries < BUSY_TRIES);
	if (e == SOUK_CONFLICT)
		return db_tx(&im->act, DB_READ, load, &again);
	if (e == SOUK_OK) {
		im->progress = b.to;
		im->status = !b.last ? "running" :
		    im->whole.count > 0 ? "failed" : "done";
		im->names_new = im->names_new && im->dry_run;
	}
	return e == SOUK_STALE ? SOUK_BUSY : e;
}

/* Until every group is in; another process may do some of them. */
static enum outcome
groups_run(struct import *im, struct import_group *next)
{
	enum outcome	 e = SOUK_OK;

	while (e == SOUK_OK && !is_over(im)) {
		if (!groups_skip(im, next))
			return SOUK_BUSY;
		e = batch_run(im, next);
		arenas_swap(im);
	}
	return e;
}

/* Nothing of it can be taken, for the reasons noted. */
static enum outcome
file_fail(struct import *im)
{
	struct batch	 b = { .im = im };

	return db_tx(&im->act, DB_WRITE, failure_write, &b);
}

static enum outcome
is_empty(struct import *im, int64_t line)
{
	if (source_broken(im->source))
		return SOUK_INTERNAL;
	if (im->source->why.message != NULL)
		why_note(im);
	else
		import_refuse_line(im, line, "",
		    &catalog_messages[CATALOG_IMPORT_EMPTY], 0);
	return SOUK_INVALID;
}

/* Lines that belong to others, behind these. */
static enum outcome
lines_join(struct import *im)
{
	const struct join_by	 by = {
		.path = im->path, .id = im->map.columns_of[CELL_ID],
		.sku = im->map.columns_of[CELL_SKU],
		.parent = im->map.columns_of[CELL_PARENT],
		.limit = im->preview ? IMPORT_PREVIEW_LINES : 0,
	};

	if (!im->map.format->joins || by.parent < 0 ||
	    join_open(&im->source, &by))
		return SOUK_OK;
	if (im->source->why.message == NULL)
		return SOUK_BUSY;
	why_note(im);
	return SOUK_INVALID;
}

/* The header, then the first lines. */
static enum outcome
header_read(struct import *im, struct import_group *first)
{
	struct csv_record	 header;
	enum outcome		 e;

	if (!source_next(im->source, &header))
		return is_empty(im, 1);
	if (header.fault != CSV_FINE) {
		import_refuse_fault(im, &header);
		return SOUK_INVALID;
	}
	if (!import_map_read(im, &header))
		return SOUK_INVALID;
	if ((e = lines_join(im)) != SOUK_OK)
		return e;
	if (!import_group_next(im, first)) {
		im->errors = &im->whole;
		return is_empty(im, header.line);
	}
	import_product(im, first);
	return SOUK_OK;
}

enum outcome
import_open(struct import *im, struct import_group *first)
{
	const struct source_from	 from = {
		im->path, im->sheet, im->parse
	};

	im->currency = settings_currency(im->act.settings);
	im->errors = &im->whole;
	if (source_open(&im->source, &from))
		return header_read(im, first);
	if (im->source != NULL && im->source->why.message != NULL) {
		why_note(im);
		return SOUK_INVALID;
	}
	log_line(LOG_ERROR, "import file", "path", im->path, "error",
	    strerror(errno), NULL);
	return SOUK_INTERNAL;
}

static enum outcome
import_file(struct import *im, const char *id)
{
	struct import_group	 next;
	struct load		 first = { im, id };
	enum outcome		 e;

	if ((e = db_tx(&im->act, DB_READ, load, &first)) != SOUK_OK ||
	    is_over(im))
		return e;
	e = import_open(im, &next);
	if (e == SOUK_INVALID)
		e = file_fail(im);
	else if (e == SOUK_OK)
		e = groups_run(im, &next);
	if (e == SOUK_OK)
		unlink(im->path);
	return e;
}

/* ---- what holds it ----------------------------------------------------- */

bool
import_memory(struct import *im, jmp_buf *guard)
{
	struct arena	**const arenas[] = {
		&im->act.arena, &im->spare, &im->keep, &im->names_arena,
		&im->parse, &im->scratch
	};
	size_t		  i;

	for (i = 0; i < sizeof(arenas) / sizeof(arenas[0]); i++) {
		*arenas[i] = arena_new(ARENA_MAX);
		if (*arenas[i] == NULL)
			return false;
		arena_guard(*arenas[i], guard);
	}
	return true;
}

void
import_free(struct import *im)
{
	source_close(im->source);
	import_set_clear(&im->met);
	import_set_clear(&im->names);
	arena_free(im->act.arena);
	arena_free(im->spare);
	arena_free(im->keep);
	arena_free(im->names_arena);
	arena_free(im->parse);
	arena_free(im->scratch);
	free(im);
}

enum outcome
import_work(struct act *act, const char *id, const struct job *job)
{
	struct import	*im = calloc(1, sizeof(*im));
	jmp_buf		 guard;
	enum outcome	 e;

	if (im == NULL)
		return SOUK_BUSY;
	im->act = *act;
	im->act.arena = NULL;
	im->act.expected_version = 0;
	im->job = job;
	if (setjmp(guard) != 0) {
		db_abandon(im->act.db);
		log_line(LOG_ERROR, "import out of memory", NULL);
		e = SOUK_BUSY;
	} else if (!import_memory(im, &guard))
		e = SOUK_BUSY;
	else
		e = import_file(im, id);
	import_free(im);
	return e;
}
