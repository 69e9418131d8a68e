/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/base/message.h"
#include "lib/base/money.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/settings/snapshot.h"

#define MEMORY	(1 << 20)

static bool
initial_guarded(struct settings *s, const struct fieldset *all)
{
	jmp_buf		 out;

	if (setjmp(out) != 0)
		return false;
	arena_guard(s->arena, &out);
	s->record = snapshot_initial(s->arena, all);
	arena_guard(s->arena, NULL);
	return true;
}

struct settings *
settings_new(const struct fieldset *all)
{
	struct settings	*s = calloc(1, sizeof(*s));

	if (s != NULL && (s->arena = arena_new(MEMORY)) != NULL &&
	    initial_guarded(s, all))
		return s;
	settings_free(s);
	return NULL;
}

void
settings_free(struct settings *s)
{
	if (s == NULL)
		return;
	arena_free(s->arena);
	free(s);
}

/* ---- loading -------------------------------------------------------- */

struct load {
	const struct fieldset	*all;
	struct arena		*arena;
	struct record		*record;
};

static enum outcome
load_rows(struct act *act, void *arg)
{
	struct load	*load = arg;

	return snapshot_read(act, load->arena, load->all, &load->record);
}

/* In the transaction that is open, or one of its own. */
static enum outcome
load_guarded(struct act *act, struct load *load)
{
	jmp_buf		 out;
	enum outcome	 e;

	if (setjmp(out) != 0) {
		db_abandon(act->db);
		return SOUK_BUSY;
	}
	arena_guard(load->arena, &out);
	e = db_in_tx(act->db) ? load_rows(act, load) :
	    db_tx(act, DB_READ, load_rows, load);
	arena_guard(load->arena, NULL);
	return e;
}

/*
 * The generation is read first: a change in between loads once more.  Odd: a
 * change is under way, and what is read now may be from before it.
 */
enum outcome
settings_load(struct settings *s, struct act *act, bool force)
{
	const uint64_t	 generation = act->shared == NULL ? 0 :
	    shared_generation(act->shared, GENERATION_SETTINGS);
	struct load	 load = { .all = s->record->set };
	enum outcome	 e;

	if (s->loaded && !force && generation == s->generation &&
	    shared_is_even(generation))
		return SOUK_OK;
	if ((load.arena = arena_new(MEMORY)) == NULL)
		return SOUK_BUSY;
	if ((e = load_guarded(act, &load)) != SOUK_OK) {
		arena_free(load.arena);
		return e;
	}
	arena_free(s->arena);
	*s = (struct settings){ .arena = load.arena, .record = load.record,
	    .generation = generation, .loaded = true };
	return SOUK_OK;
}

/* ---- reading -------------------------------------------------------- */

const struct record *
settings_record(const struct settings *s)
{
	return s->record;
}

int64_t
settings_int(const struct settings *s, const struct fieldset *set, int field)
{
	const struct record	*part = snapshot_part(s->record, set);

	return part == NULL ? 0 : part->values[field].num;
}

const char *
settings_text(const struct settings *s, const struct fieldset *set, int field)
{
	const struct record	*part = snapshot_part(s->record, set);

	return part == NULL ? NULL : part->values[field].text;
}

const char *
settings_currency(const struct settings *s)
{
	return settings_text(s, &shop_settings, SHOP_CURRENCY);
}

int
settings_decimals(const struct settings *s)
{
	return money_decimals(settings_currency(s));
}

enum locale
settings_locale(const struct settings *s)
{
	return locale_from_tag(settings_text(s, &shop_settings, SHOP_LOCALE));
}
