/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/whatsapp/split.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Through the contacts of a value, from where the last one was found: they
 * mostly stand in the order of the messages. */
struct contacts {
	struct span	 all;
	struct walk	 walk;
	struct span	 last;
	size_t		 count;		/* 2: more than one */
};

/* One change of one entry. */
struct change {
	struct act	*act;
	wa_part_fn	*fn;
	void		*arg;
	struct wa_part	 part;
	struct contacts	 contacts;
	enum outcome	 e;
};

static enum outcome
part_tell(struct change *c, const char *list, struct span item)
{
	c->part.list = list;
	c->part.item = item;
	if (c->fn != NULL)
		c->e = c->fn(c->act, &c->part, c->arg);
	return c->e;
}

/* ---- whose it is --------------------------------------------------------- */

static bool
is_same(struct span a, struct span b)
{
	return a.len > 0 && a.len == b.len && memcmp(a.p, b.p, a.len) == 0;
}

static bool
contact_is(struct span contact, struct span from, struct span user)
{
	return is_same(walk_member(contact, "wa_id"), from) ||
	    is_same(walk_member(contact, "user_id"), user);
}

static void
contacts_begin(struct contacts *c, struct span all)
{
	struct span	 one;

	*c = (struct contacts){ .all = all };
	if (!walk_into(&c->walk, all, '['))
		return;
	while (c->count < 2 && walk_next(&c->walk, NULL, &one)) {
		c->last = one;
		c->count++;
	}
	if (c->count > 1)
		walk_into(&c->walk, all, '[');
}

/* The only one, or the one that is named as the sender is. */
static struct span
contact_of(struct contacts *c, struct span item)
{
	const struct span	 from = walk_member(item, "from");
	const struct span	 user = walk_member(item, "from_user_id");

	if (c->count < 2 || contact_is(c->last, from, user))
		return c->last;
	for (int round = 0; round < 2; round++) {
		while (walk_next(&c->walk, NULL, &c->last))
			if (contact_is(c->last, from, user))
				return c->last;
		walk_into(&c->walk, c->all, '[');
	}
	return c->last = (struct span){ NULL, 0 };
}

/* ---- a value ------------------------------------------------------------- */

static bool
items_tell(struct change *c, const char *list, struct span items)
{
	struct walk	 w;
	struct span	 item;

	if (!walk_into(&w, items, '['))
		return false;
	while (c->e == SOUK_OK && walk_next(&w, NULL, &item)) {
		if (c->fn != NULL)
			c->part.contact = contact_of(&c->contacts, item);
		part_tell(c, list, item);
	}
	if (w.broken)
		c->e = SOUK_INVALID;
	return true;
}

/* Is it one of the lists of that field?  NULL: no. */
static const char *
list_name(const struct change *c, struct span name)
{
	const char	*field, *list;

	for (size_t i = 0; (list = wa_list_at(i, &field)) != NULL; i++)
		if (c->part.field.len == strlen(field) + 2 &&
		    memcmp(c->part.field.p + 1, field, strlen(field)) == 0 &&
		    name.len == strlen(list) &&
		    memcmp(name.p, list, name.len) == 0)
			return list;
	return NULL;
}

/* The lists it has; false: none. */
static bool
lists_tell(struct change *c, struct span value)
{
	struct walk	 w;
	struct span	 name, items;
	const char	*list;
	bool		 found = false;

	if (!walk_into(&w, value, '{'))
		return false;
	while (c->e == SOUK_OK && walk_next(&w, &name, &items))
		if ((list = list_name(c, name)) != NULL)
			found |= items_tell(c, list, items);
	if (w.broken)
		c->e = SOUK_INVALID;
	return found;
}

static void
change_tell(struct change *c, struct span change)
{
	const struct span	 value = walk_member(change, "value");

	c->part.field = walk_member(change, "field");
	c->part.metadata = walk_member(value, "metadata");
	c->part.contact = (struct span){ NULL, 0 };
	contacts_begin(&c->contacts, walk_member(value, "contacts"));
	if (!lists_tell(c, value) && c->e == SOUK_OK)
		part_tell(c, "", value.len > 0 ? value : change);
}

static void
entry_tell(struct change *c, struct span entry)
{
	struct walk	 w;
	struct span	 change;

	c->part = (struct wa_part){
		.account = walk_member(entry, "id"),
		.time = walk_member(entry, "time"),
	};
	if (!walk_into(&w, walk_member(entry, "changes"), '[')) {
		part_tell(c, "", entry);
		return;
	}
	while (c->e == SOUK_OK && walk_next(&w, NULL, &change))
		change_tell(c, change);
	if (w.broken)
		c->e = SOUK_INVALID;
}

enum outcome
wa_split(struct act *act, struct span body, wa_part_fn *fn, void *arg)
{
	struct change	 c = { .act = act, .fn = fn, .arg = arg };
	struct walk	 w, entries;
	struct span	 name, value, entry;

	if (!walk_into(&w, body, '{'))
		return SOUK_INVALID;
	while (walk_next(&w, &name, &value))
		;
	if (w.broken || !walk_into(&entries, walk_member(body, "entry"), '['))
		return SOUK_INVALID;
	while (c.e == SOUK_OK && walk_next(&entries, NULL, &entry))
		entry_tell(&c, entry);
	return c.e == SOUK_OK && entries.broken ? SOUK_INVALID : c.e;
}

size_t
wa_weight(struct span body)
{
	size_t	 n = 0;

	for (size_t i = 0; i < body.len; i++)
		n += body.p[i] == ',' || body.p[i] == '{' || body.p[i] == '[';
	return n;
}
