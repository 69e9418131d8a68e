/* SPDX-License-Identifier: ISC */
/* Somebody writes from a product's page on WhatsApp. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "lib/catalog/summary.h"
#include "lib/inbox/chat_order.h"
#include "lib/inbox/parts.h"

/* Called as orders call it: by SKU, id of a variation, slug or its own id. */
static const char sql_product[] =
    "SELECT p.id, t.name FROM product p" SUMMARY_TEXT
    " WHERE p.brand_id = :brand AND p.id = coalesce("
    "(SELECT v.product_id FROM product_variation v"
    " WHERE v.brand_id = :brand AND v.sku = :said),"
    " (SELECT v.product_id FROM product_variation v"
    " WHERE v.brand_id = :brand AND v.id = :said),"
    " (SELECT min(o.id) FROM product_text x JOIN product o"
    " ON o.id = x.product_id AND o.brand_id = :brand"
    " WHERE x.slug = :said), :said)";

static const struct json_in *
object_of(const struct json_in *in, const char *name)
{
	const struct json_in	*o = in != NULL && in->type == JSON_OBJECT ?
				    json_member(in, name) : NULL;

	return o != NULL && o->type == JSON_OBJECT ? o : NULL;
}

static const struct json_in *
referred(const struct json_in *message)
{
	return object_of(object_of(message, "context"), "referred_product");
}

bool
message_names_product(const struct json_in *message)
{
	return referred(message) != NULL;
}

/* NULL: the message is about none. */
static const char *
said_of(struct act *act, const char *body)
{
	struct json_in		*message;
	const struct json_in	*product;
	const char		*name;
	size_t			 at;

	if (body == NULL || strstr(body, "\"referred_product\"") == NULL ||
	    json_parse(act->arena, body, strlen(body), &message, &at,
	    &name) != JSON_OK || (product = referred(message)) == NULL)
		return NULL;
	return chat_item_said(act->arena, product);
}

static enum outcome
look_up(struct act *act, const char *said, struct record *product)
{
	struct stmt	*s = db_sql(act->db, sql_product);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":said", said);
	summary_bind(act, s);
	if ((e = db_step(s)) == SOUK_OK) {
		record_set_text(product, MESSAGE_PRODUCT_ID,
		    db_copy(s, 0, act->arena));
		record_set_text(product, MESSAGE_PRODUCT_NAME,
		    db_copy(s, 1, act->arena));
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
message_product_fill(struct act *act, struct record *message)
{
	const char	*said = said_of(act, record_text(message,
			    MESSAGE_BODY));
	struct record	*product;

	if (said == NULL)
		return SOUK_OK;
	product = record_new(act->arena, &message_product_fields);
	for (int i = 0; i < MESSAGE_PRODUCT__MAX; i++)
		product->values[i].state = VALUE_NULL;
	record_set_text(product, MESSAGE_PRODUCT_RETAILER, said);
	message->values[MESSAGE_PRODUCT] = (struct value){
		.state = VALUE_SET, .items = product, .count = 1 };
	return look_up(act, said, product);
}
