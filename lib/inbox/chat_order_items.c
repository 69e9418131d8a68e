/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/inbox/chat_order.h"
#include "lib/notify/message.h"
#include "lib/settings/settings.h"

#define SAID_MOST	100	/* bytes of what a shop calls something */
#define ROUNDS		4	/* bundles share what they are made of */

static const char sql_by_sku[] =
    "SELECT id, 1 FROM product_variation"
    " WHERE brand_id = :brand AND sku = :said";
static const char sql_by_id[] =
    "SELECT id, 1 FROM product_variation"
    " WHERE brand_id = :brand AND id = :said";
static const char sql_by_product[] =
    "SELECT min(v.id), count(*) FROM product p"
    " JOIN product_variation v ON v.product_id = p.id AND v.is_active = 1"
    " WHERE p.id = :said AND p.brand_id = :brand";
static const char sql_by_slug[] =
    "SELECT min(v.id), count(DISTINCT v.id) FROM product_text t"
    " JOIN product p ON p.id = t.product_id AND p.brand_id = :brand"
    " JOIN product_variation v ON v.product_id = p.id AND v.is_active = 1"
    " WHERE t.slug = :said";

/* ---- what they said -------------------------------------------------------------- */

/* A whole number, said as one or as its digits; 0: none. */
static int64_t
quantity_of(const struct json_in *item)
{
	const struct json_in	*v = json_member(item, "quantity");
	int64_t			 n = 0;

	if (v == NULL)
		return 0;
	if (v->type == JSON_NUMBER && v->is_integer)
		n = v->integer;
	else if (v->type == JSON_STRING && !text_to_int(v->text, &n))
		n = 0;
	return n > 0 ? n : 0;
}

const char *
chat_item_said(struct arena *arena, const struct json_in *item)
{
	const struct json_in	*id = json_member(item,
				    "product_retailer_id");
	char			*line;
	size_t			 len;

	if (id == NULL || (id->type != JSON_STRING &&
	    id->type != JSON_NUMBER) || id->len == 0)
		return NULL;
	line = mail_line(arena, id->text);
	len = strlen(line);
	if (len > SAID_MOST) {
		for (len = SAID_MOST; len > 0 &&
		    ((unsigned char)line[len] & 0xc0) == 0x80; len--)
			;
		line[len] = '\0';
	}
	return line;
}

static struct chat_item *
item_of(struct chat_order *c, const char *said)
{
	for (size_t i = 0; i < c->count; i++)
		if (text_equal(c->items[i].said, said))
			return &c->items[i];
	return NULL;
}

/* What is named twice is wanted together. */
static void
item_add(struct act *act, struct chat_order *c, const struct json_in *item)
{
	const int64_t		 n = quantity_of(item);
	const char		*said = chat_item_said(act->arena, item);
	struct chat_item	*known;

	if (said == NULL)
		return;
	if ((known = item_of(c, said)) == NULL) {
		known = &c->items[c->count++];
		*known = (struct chat_item){ .said = said };
	}
	known->asked = n > QUOTE_PIECES || known->asked + n > QUOTE_PIECES ?
	    QUOTE_PIECES : known->asked + n;
}

enum outcome
chat_items_read(struct act *act, struct chat_order *c,
    const struct json_in *body)
{
	const struct json_in	*order = json_member(body, "order");
	const struct json_in	*items, *text;

	if (order == NULL)
		order = body;
	items = json_member(order, "product_items");
	text = json_member(order, "text");
	if (items == NULL || items->type != JSON_ARRAY)
		return SOUK_INVALID;
	c->items = arena_array(act->arena, items->count + 1,
	    sizeof(*c->items));
	for (size_t i = 0; i < items->count && c->count < QUOTE_LINES; i++)
		if (items->items[i].type == JSON_OBJECT)
			item_add(act, c, &items->items[i]);
	if (text != NULL && text->type == JSON_STRING && text->len > 0)
		c->note = mail_line(act->arena, text->text);
	return c->count > 0 ? SOUK_OK : SOUK_INVALID;
}

/* ---- what that is ------------------------------------------------------------------ */

static enum outcome
variation_find(struct act *act, const char *sql, const char *brand,
    const char *said, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	*id = NULL;
	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":said", said);
	if ((e = db_step(s)) == SOUK_OK && db_int(s, 1) == 1)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static const struct chat_item *
of_variation(const struct chat_order *c, size_t before, const char *id)
{
	for (size_t i = 0; i < before; i++)
		if (text_equal(c->items[i].variation_id, id))
			return &c->items[i];
	return NULL;
}

enum outcome
chat_items_find(struct act *act, struct chat_order *c)
{
	static const char *const	 ways[] = { sql_by_sku, sql_by_id,
					    sql_by_product, sql_by_slug };
	enum outcome			 e = SOUK_OK;
	const char			*id;

	for (size_t i = 0; i < c->count; i++) {
		id = NULL;
		for (size_t w = 0; w < sizeof(ways) / sizeof(ways[0]) &&
		    e == SOUK_OK && id == NULL; w++)
			e = variation_find(act, ways[w], c->brand_id,
			    c->items[i].said, &id);
		if (e != SOUK_OK)
			return e;
		/* Called by two names, it is taken by the first. */
		if (id != NULL && of_variation(c, i, id) == NULL)
			c->items[i].variation_id = id;
	}
	return SOUK_OK;
}

/* ---- what there is of it ------------------------------------------------------------- */

bool
chat_item_is_short(const struct chat_item *i)
{
	return i->asked == 0 || i->given < i->asked;
}

static struct quote_ask
ask_of(struct act *act, const struct chat_order *c)
{
	struct quote_item	*items = arena_array(act->arena, c->count + 1,
				    sizeof(*items));
	struct quote_ask	 ask = { .items = items,
		.brand_id = c->brand_id, .to.country = settings_text(
		act->settings, &orders_settings, ORDERS_COUNTRY) };

	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].given > 0)
			items[ask.count++] = (struct quote_item){
				c->items[i].variation_id,
				c->items[i].given };
	return ask;
}

/* As many as there are, if there are too few; else none. */
static bool
line_settle(struct chat_order *c, const struct quote_line *l)
{
	struct chat_item	*item = NULL;

	for (size_t i = 0; i < c->count && item == NULL; i++)
		if (text_equal(c->items[i].variation_id, l->variation_id))
			item = &c->items[i];
	if (item == NULL)
		return true;
	if (l->name != NULL && *l->name != '\0')
		item->name = l->name;
	if (l->problem == NULL)
		return true;
	item->given = l->stock > 0 && l->stock < item->given ? l->stock : 0;
	return false;
}

enum outcome
chat_items_offer(struct act *act, struct chat_order *c)
{
	bool		 sound = false;
	struct quote_ask ask;
	struct quote	*q;
	enum outcome	 e;

	for (size_t i = 0; i < c->count; i++)
		c->items[i].given = c->items[i].variation_id == NULL ? 0 :
		    c->items[i].asked;
	for (int round = 0; !sound; round++) {
		ask = ask_of(act, c);
		if ((e = quote_make(act, &ask, &q)) != SOUK_OK)
			return e;
		sound = true;
		for (size_t i = 0; i < q->line_count; i++) {
			if (round >= ROUNDS && q->lines[i].problem != NULL)
				q->lines[i].stock = 0;
			sound &= line_settle(c, &q->lines[i]);
		}
	}
	return SOUK_OK;
}
