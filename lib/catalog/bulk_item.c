/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/audit/value.h"
#include "lib/base/buf.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/validate.h"
#include "lib/catalog/bulk_plan.h"
#include "lib/catalog/import.h"
#include "lib/settings/settings.h"

/* ---- records as JSON ---------------------------------------------------- */

const char *
bulk_json(struct act *act, const struct record *record)
{
	static const struct field	 object = { .type = FIELD_OBJECT };
	struct record			 copy = *record;
	const struct value		 value = { .state = VALUE_SET,
					    .items = &copy, .count = 1 };
	struct buf			 text;
	struct json_out			 json = { .buf = &text };

	buf_init(&text, act->arena, 256);
	value_put(&json, NULL, &object, &value,
	    money_decimals(settings_currency(act->settings)));
	return text.p;
}

enum outcome
bulk_json_read(struct act *act, const struct fieldset *set, const char *text,
    struct record **record)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	if (json_parse(act->arena, text, strlen(text), &in, &at, &name) !=
	    JSON_OK)
		return SOUK_INVALID;
	return validate_json(act, set, VALIDATE_CHANGE, in,
	    settings_currency(act->settings), record);
}

const char *
bulk_message(struct act *act, const char *code, int64_t number)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { number };
	struct buf	 text;

	if (code == NULL)
		return NULL;
	buf_init(&text, act->arena, 128);
	message_put(&text, import_message(code), act->locale, numbers);
	return text.p;
}

/* ---- one product -------------------------------------------------------- */

struct attempt {
	const struct bulk_plan	*plan;
	struct bulk_item	*item;
	bool			 writes;
};

static void
item_differs(struct act *act, struct bulk_item *item,
    const struct record *before, const struct record *after)
{
	item->state = "done";
	item->before = bulk_json(act, before);
	item->after = bulk_json(act, after);
}

static enum outcome
item_try(struct act *act, void *arg)
{
	struct attempt		*a = arg;
	struct record		*change = record_new(act->arena,
				    &product_fields);
	struct record		*before = record_new(act->arena,
				    &product_fields);
	struct record		*product;
	enum outcome		 e;

	if ((e = product_read(act, a->item->id, &product)) != SOUK_OK)
		return e;
	a->item->name = record_text(product, PRODUCT_NAME);
	e = bulk_apply(act, a->plan, product, change, before);
	if (e != SOUK_OK || record_mask(change) == 0)
		return e;
	if (a->writes) {
		e = product_change(act, a->item->id, change, &product);
		if (e != SOUK_OK)
			return e;
	}
	item_differs(act, a->item, before, change);
	a->item->version = product->values[PRODUCT_VERSION].num;
	return SOUK_OK;
}

/* Why not; forgotten in the act. */
static void
item_refuse(struct act *act, struct bulk_item *item, enum outcome e)
{
	const struct problem	*p = &act->problem;
	const struct message	*m = p->message;

	if (p->count > 0) {
		item->field = p->fields[0].name;
		m = p->fields[0].message;
		item->number = p->fields[0].numbers[0];
	} else if (e == SOUK_NOT_FOUND)
		m = &catalog_messages[CATALOG_NO_PRODUCT];
	item->code = m != NULL ? m->code : base_messages[BASE_INVALID].code;
	act->problem = (struct problem){ 0 };
}

static enum outcome
item_settle(struct act *act, struct bulk_item *item, enum outcome e,
    const char *refused)
{
	if (e == SOUK_OK || e == SOUK_BUSY || e == SOUK_INTERNAL)
		return e;
	item->state = refused;
	item_refuse(act, item, e);
	return SOUK_OK;
}

enum outcome
bulk_item_do(struct act *act, const struct bulk_plan *plan,
    struct bulk_item *item)
{
	struct attempt	 a = { plan, item, true };

	item->state = "same";
	act->problem = (struct problem){ 0 };
	return item_settle(act, item, db_try(act, item_try, &a), "rejected");
}

enum outcome
bulk_item_guess(struct act *act, const struct bulk_plan *plan,
    struct bulk_item *item)
{
	struct attempt	 a = { plan, item, false };

	item->state = "same";
	act->problem = (struct problem){ 0 };
	return item_settle(act, item, item_try(act, &a), "rejected");
}

/* ---- undoing ------------------------------------------------------------ */

static enum outcome
item_restore(struct act *act, void *arg)
{
	struct bulk_item	*item = arg;
	struct record		*before, *out;
	enum outcome		 e;

	e = bulk_json_read(act, &product_fields, item->before, &before);
	if (e != SOUK_OK)
		return e;
	act->expected_version = item->version;
	e = product_change(act, item->id, before, &out);
	act->expected_version = 0;
	return e;
}

/* A newer version is no refusal that needs a reason. */
enum outcome
bulk_item_undo(struct act *act, struct bulk_item *item)
{
	enum outcome	 e;

	item->state = "undone";
	act->problem = (struct problem){ 0 };
	if ((e = db_try(act, item_restore, item)) != SOUK_STALE)
		return item_settle(act, item, e, "kept");
	item->state = "kept";
	act->problem = (struct problem){ 0 };
	return SOUK_OK;
}
