/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_CART_SHOP_H
#define SOUK_TESTS_CART_SHOP_H

#include "tests/unit/quote_shop.h"

/* The shop of quote_shop.h, and what people do with their carts in it. */
#define GUEST	"00000000000000000000000000000000000000000000000000000000000000aa"
#define OTHER	"00000000000000000000000000000000000000000000000000000000000000bb"

struct cart_deed {
	enum { ADDS, SETS, REMOVES, DROPS, CHANGES, ENTERS, TAKES_BACK, READS,
		SHOWS, MERGES } deed;
	const char	*id, *json;
	bool		 changed;
};

static struct cart	 cart;
static const char	*secret;
static struct record	*shown;

static inline enum outcome
cart_step(struct act *act, void *arg)
{
	static const struct fieldset	*const sets[] = {
		[MERGES] = NULL, [ADDS] = &cart_item_fields, [SETS] = &cart_quantity_fields,
		[CHANGES] = &cart_change_fields, [ENTERS] = &cart_code_fields,
	};
	struct cart_deed		*d = arg;
	struct record			*in = NULL;
	struct json_in			*json;
	const char			*name;
	size_t				 at;
	enum outcome			 e;

	if (sets[d->deed] != NULL) {
		char	*text = arena_copy(act->arena, d->json);

		for (char *p = text; *p != '\0'; p++)
			*p = *p == '\'' ? '"' : *p;
		ck_assert_int_eq(json_parse(act->arena, text, strlen(text),
		    &json, &at, &name), JSON_OK);
		e = validate_json(act, sets[d->deed], d->deed == CHANGES ||
		    d->deed == SETS ? VALIDATE_CHANGE : VALIDATE_CREATE,
		    json, "EUR", &in);
		if (e != SOUK_OK)
			return e;
	}
	switch (d->deed) {
	case ADDS:
		return cart_add(act, in, &secret);
	case SETS:
		return cart_quantity(act, d->id, in);
	case REMOVES:
		return cart_remove(act, d->id);
	case DROPS:
		return cart_drop(act);
	case CHANGES:
		return cart_change(act, in);
	case ENTERS:
		return cart_code_add(act, in);
	case TAKES_BACK:
		return cart_code_remove(act, d->id);
	case READS:
		return cart_read(act, &cart);
	case SHOWS:
		return cart_show(act, d->changed, &shown);
	case MERGES:
		return cart_merge(act, d->id);
	}
	return SOUK_INTERNAL;
}

static inline enum outcome
cart_do(struct cart_deed d)
{
	memset(&store.problem, 0, sizeof(store.problem));
	return db_tx(&store, DB_WRITE, cart_step, &d);
}

#define cart_does(DEED, ID, ...) cart_do((struct cart_deed){ .deed = (DEED), \
	.id = (ID), .json = arena_printf(store.arena, __VA_ARGS__) })
#define adds(VARIATION, N) cart_does(ADDS, NULL, \
	"{'variationId':'%s','quantity':%lld}", VARIATION, (long long)(N))
#define looks() ck_assert_int_eq(cart_do((struct cart_deed){ \
	.deed = READS }), SOUK_OK)

static inline void
as_guest(const char *hash)
{
	shop_nobody("192.0.2.9");
	store.actor.guest = hash;
}

static inline int64_t
quantity_of(const char *variation)
{
	looks();
	for (size_t i = 0; i < cart.count; i++)
		if (strcmp(cart.items[i].variation_id, variation) == 0)
			return cart.items[i].quantity;
	return 0;
}

static inline const char *
line_of(const char *variation)
{
	looks();
	for (size_t i = 0; i < cart.count; i++)
		if (strcmp(cart.items[i].variation_id, variation) == 0)
			return cart.line_ids[i];
	return "line_00000000000000000000000000";
}

#endif
