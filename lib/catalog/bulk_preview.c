/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/bulk_run.h"
#include "lib/catalog/selection.h"
#include "lib/catalog/steps.h"

#define TRIED		1000	/* as if in earnest, then rolled back */
#define TRIED_TX	100
#define GUESSED_TX	1000

struct preview {
	struct act		*asker;		/* whose arena the answer is in */
	const struct record	*request;
	struct record		*edit;
	struct bulk_plan	 plan;
	struct selection	 selection;
	size_t			 from, to;	/* of the step */
	int64_t			 changed, unchanged, rejected;
};

/* ---- which products ----------------------------------------------------- */

static const struct record *
filter_of(const struct record *request)
{
	return request->values[BULK_REQUEST_FILTER].items;
}

static bool
is_twice(const struct value *ids, size_t i)
{
	size_t	 j;

	for (j = 0; j < i; j++)
		if (text_equal(ids->texts[j], ids->texts[i]))
			return true;
	return false;
}

static void
ids_take(struct arena *keep, const struct value *ids, struct selection *to)
{
	size_t	 i;

	to->ids = arena_array(keep, ids->count, sizeof(*to->ids));
	for (i = 0; i < ids->count; i++)
		if (!is_twice(ids, i))
			to->ids[to->count++] = arena_copy(keep, ids->texts[i]);
}

static enum outcome
preview_select(struct act *act, void *arg)
{
	struct preview		*p = ((void **)arg)[0];
	struct steps		*steps = ((void **)arg)[1];
	const struct value	*ids = &p->request->values[BULK_REQUEST_IDS];

	if (ids->state != VALUE_SET)
		return selection_listed(act, steps->keep,
		    filter_of(p->request), &p->selection);
	p->selection = (struct selection){ NULL, 0 };
	ids_take(steps->keep, ids, &p->selection);
	return SOUK_OK;
}

/* ---- what would become of them ------------------------------------------ */

static void
item_show(struct preview *p, const struct bulk_item *item)
{
	struct arena	*arena = p->asker->arena;
	struct record	*row = list_add(arena,
			    &p->edit->values[BULK_EDIT_ITEMS],
			    &bulk_item_fields);

	record_set_text(row, BULK_ITEM_PRODUCT, arena_copy(arena, item->id));
	record_set_text(row, BULK_ITEM_NAME, arena_copy(arena, item->name));
	record_set_text(row, BULK_ITEM_STATE, item->state);
	record_set_text(row, BULK_ITEM_BEFORE,
	    arena_copy(arena, item->before));
	record_set_text(row, BULK_ITEM_AFTER, arena_copy(arena, item->after));
	record_set_text(row, BULK_ITEM_FIELD, arena_copy(arena, item->field));
	record_set_text(row, BULK_ITEM_CODE, item->code);
	record_set_text(row, BULK_ITEM_MESSAGE,
	    bulk_message(p->asker, item->code, item->number));
}

static void
item_count(struct preview *p, const struct bulk_item *item)
{
	if (text_equal(item->state, "done"))
		p->changed++;
	else if (text_equal(item->state, "same"))
		p->unchanged++;
	else
		p->rejected++;
}

/* A step that is run again counts from where it began. */
static enum outcome
preview_step(struct act *act, struct preview *p, bool tried)
{
	const struct preview	 start = *p;
	const size_t		 shown = p->edit->values[BULK_EDIT_ITEMS].count;
	struct bulk_item	 item;
	enum outcome		 e;
	size_t			 i;

	for (i = p->from; i < p->to; i++) {
		item = (struct bulk_item){ .id = p->selection.ids[i] };
		e = tried ? bulk_item_do(act, &p->plan, &item) :
		    bulk_item_guess(act, &p->plan, &item);
		if (e != SOUK_OK) {
			*p = start;
			p->edit->values[BULK_EDIT_ITEMS].count = shown;
			return e;
		}
		item_count(p, &item);
		if (i < BULK_EDIT_SHOWN)
			item_show(p, &item);
	}
	return SOUK_OK;
}

/* Done and rolled back: STALE says that it went well. */
static enum outcome
preview_try(struct act *act, void *arg)
{
	enum outcome	 e = preview_step(act, arg, true);

	return e == SOUK_OK ? SOUK_STALE : e;
}

static enum outcome
preview_guess(struct act *act, void *arg)
{
	return preview_step(act, arg, false);
}

static enum outcome
preview_run(struct steps *steps, void *arg)
{
	struct preview	*p = arg;
	void		*select[] = { p, steps };
	enum outcome	 e;
	bool		 tried;

	e = db_tx(&steps->act, DB_READ, preview_select, select);
	while (e == SOUK_OK && p->from < p->selection.count) {
		steps_next(steps);
		tried = p->from < TRIED;
		p->to = p->from + (tried ? TRIED_TX : GUESSED_TX);
		if (p->to > p->selection.count)
			p->to = p->selection.count;
		e = tried ?
		    db_tx(&steps->act, DB_WRITE, preview_try, p) :
		    db_tx(&steps->act, DB_READ, preview_guess, p);
		if (tried && e == SOUK_STALE)
			e = SOUK_OK;
		p->from = p->to;
	}
	return e;
}

/* The changes are checked once, in a transaction of the asker's own. */
static enum outcome
preview_plan(struct act *act, void *arg)
{
	struct preview	*p = arg;

	return bulk_request_check(act, p->request, &p->plan);
}

enum outcome
bulk_edit_preview(struct act *act, const struct record *request,
    struct record **edit)
{
	struct preview	 p = { .asker = act, .request = request,
		.edit = record_new(act->arena, &bulk_edit_fields) };
	enum outcome	 e;

	p.edit->values[BULK_EDIT_ITEMS].state = VALUE_SET;
	if ((e = db_tx(act, DB_READ, preview_plan, &p)) != SOUK_OK ||
	    (e = steps_run(act, preview_run, &p)) != SOUK_OK)
		return e;
	record_set_text(p.edit, BULK_EDIT_ID, NULL);
	record_set_text(p.edit, BULK_EDIT_STATUS, NULL);
	record_set_int(p.edit, BULK_EDIT_TOTAL, (int64_t)p.selection.count);
	record_set_int(p.edit, BULK_EDIT_CHANGED, p.changed);
	record_set_int(p.edit, BULK_EDIT_UNCHANGED, p.unchanged);
	record_set_int(p.edit, BULK_EDIT_REJECTED, p.rejected);
	*edit = p.edit;
	return SOUK_OK;
}
