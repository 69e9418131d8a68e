/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/orders/cart_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * The link of a reminder, followed in any browser.  What it carries names a
 * guest's cart, and all that it opens is a copy of the goods: nobody becomes
 * that guest, and nothing that they said of themselves is shown.
 */
static const char sql_guest[] =
    "SELECT guest FROM cart WHERE id = :cart AND guest IS NOT NULL";

static const struct field table[] = {
	[CART_RESUME_TOKEN] = { .name = "token", .type = FIELD_TEXT,
	    .flags = FIELD_REQUIRED, .min = 1, .max = 200,
	    .help = "Out of the mailed link" },
};
static_assert(COUNT(table) == CART_RESUME__MAX, "a row for each field");
const struct fieldset cart_resume_fields =
    FIELDSET("CartResume", NULL, table);

static const char *
mac_of(struct act *act, const char *id)
{
	uint8_t	 key[CRYPTO_HASH], mac[CRYPTO_HASH];

	config_key(act->config, "cart link", key);
	crypto_hmac(key, sizeof(key), id, strlen(id), mac);
	return crypto_base64url(act->arena, mac, sizeof(mac));
}

const char *
cart_pass(struct act *act, const char *id)
{
	return arena_printf(act->arena, "%s.%s", id, mac_of(act, id));
}

/* *guest: whose it is now. */
static enum outcome
pass_read(struct act *act, const char *pass, const char **guest)
{
	const char	*dot = strchr(pass, '.');
	const char	*id = dot == NULL ? "" : arena_printf(act->arena,
			    "%.*s", (int)(dot - pass), pass);
	struct stmt	*s;
	enum outcome	 e;

	if (dot == NULL || !crypto_equal_text(dot + 1, mac_of(act, id)))
		return act_bad_field(act, "token",
		    &cart_messages[CART_BAD_LINK]);
	s = db_sql(act->db, sql_guest);
	db_bind_text(s, ":cart", id);
	if ((e = db_step(s)) == SOUK_OK)
		*guest = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

/* Of what is in both the larger quantity, however often; what is no longer
 * sold stays behind. */
static enum outcome
item_add(struct act *act, const struct cart *own,
    const struct quote_item *item, const char **secret)
{
	struct record	*in = record_new(act->arena, &cart_item_fields);
	const char	*made = NULL;
	int64_t		 n = item->quantity;
	enum outcome	 e;

	for (size_t i = 0; i < own->count; i++)
		if (text_equal(own->items[i].variation_id,
		    item->variation_id))
			n -= own->items[i].quantity;
	if (n <= 0)
		return SOUK_OK;
	record_set_text(in, CART_ITEM_VARIATION, item->variation_id);
	record_set_int(in, CART_ITEM_QUANTITY, n);
	e = cart_add(act, in, &made);
	if (made != NULL)
		*secret = made;
	if (e != SOUK_INVALID && act->problem.message !=
	    &cart_messages[CART_NOT_SOLD])
		return e;
	memset(&act->problem, 0, sizeof(act->problem));
	return SOUK_OK;
}

enum outcome
cart_resume(struct act *act, const struct record *given, const char **secret)
{
	const struct actor	 before = act->actor;
	struct cart		 left, own;
	const char		*guest = NULL;
	enum outcome		 e;

	*secret = NULL;
	if ((e = pass_read(act, given->values[CART_RESUME_TOKEN].text,
	    &guest)) != SOUK_OK)
		return e;
	act->actor = (struct actor){ .guest = guest };
	e = cart_read(act, &left);
	act->actor = before;
	if (e != SOUK_OK || (e = cart_read(act, &own)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < left.count && e == SOUK_OK; i++)
		e = item_add(act, &own, &left.items[i], secret);
	return e;
}
