/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* The next number of the brand; of two at once the key lets one through. */
static const char sql_order[] =
    "INSERT INTO orders (id, brand_id, number, user_id, guest, source, state,"
    " email, name, phone, told_by, locale, currency, tax_included, subtotal,"
    " discount, shipping, tax, total, method_id, method_kind, method_name,"
    " payment_method, stock_held, hold_until, note, created_at, updated_at,"
    " placed_at) SELECT :id, :brand, CASE WHEN coalesce(max(o.number), 0) >="
    " CAST(:first AS BIGINT) THEN max(o.number) + 1"
    " ELSE CAST(:first AS BIGINT) END,"
    " :user, :guest, :source, :state, :email, :name, :phone, :told_by,"
    " :locale,"
    " :currency, CAST(:included AS BIGINT), CAST(:subtotal AS BIGINT),"
    " CAST(:discount AS BIGINT), CAST(:shipping AS BIGINT),"
    " CAST(:tax AS BIGINT), CAST(:total AS BIGINT), :method, :kind,"
    " :method_name, :payment, CAST(:held AS BIGINT),"
    " CAST(:until AS BIGINT), :note, CAST(:now AS BIGINT),"
    " CAST(:now AS BIGINT), CAST(:placed AS BIGINT)"
    " FROM orders o WHERE o.brand_id = :brand RETURNING number";
static const char sql_line[] =
    "INSERT INTO order_line (id, order_id, position, product_id,"
    " variation_id, name, options, sku, image_url, tax_class, tax_name,"
    " tax_rate, weight, unit_price, quantity, subtotal, discount, total, tax)"
    " VALUES (:id, :order, :position, :product, :variation, :name, :options,"
    " :sku, :image, :class, :tax_name, :rate, :weight, :unit, :quantity,"
    " :subtotal, :discount, :total, :tax)";
static const char sql_discount[] =
    "INSERT INTO order_discount (order_id, position, line_id, promotion_id,"
    " code, label, amount) VALUES (:order, :position, :line, :promotion,"
    " :code, :label, :amount)";
static const char sql_tax[] =
    "INSERT INTO order_tax (order_id, name, rate, base, amount)"
    " VALUES (:order, :name, :rate, :base, :amount)";

/* ---- an address ------------------------------------------------------------ */

const char *
order_email(struct act *act, const char *email)
{
	return text_lower(act->arena, email);
}

enum outcome
order_address_check(struct act *act, const char *field,
    struct record *address)
{
	const char	*given = record_text(address, ORDER_ADDRESS_COUNTRY);
	char		*country = arena_copy(act->arena, given);

	for (int i = 0; i < 2; i++) {
		if (country[i] >= 'a' && country[i] <= 'z')
			country[i] = (char)(country[i] - ('a' - 'A'));
		if (country[i] < 'A' || country[i] > 'Z')
			return act_bad_field(act, field == NULL ? "country" :
			    arena_printf(act->arena, "%s.country", field),
			    &order_messages[ORDER_NO_COUNTRY]);
	}
	record_set_text(address, ORDER_ADDRESS_COUNTRY, country);
	return SOUK_OK;
}

enum outcome
order_address_put(struct act *act, const char *id, const char *kind,
    const struct record *address)
{
	const struct column_value	 extra[] = {
		{ "order_id", id, 0 },
		{ "kind", kind, 0 },
	};

	return address == NULL ? SOUK_OK :
	    compose_insert(act->db, address, extra, COUNT(extra));
}

/* ---- what it is made of ------------------------------------------------------ */

static enum outcome
line_put(struct act *act, const char *order, const char *id, int position,
    const struct quote_line *l)
{
	struct stmt	*s = db_sql(act->db, sql_line);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":order", order);
	db_bind_int(s, ":position", position);
	db_bind_text(s, ":product", l->product_id);
	db_bind_text(s, ":variation", l->variation_id);
	db_bind_text(s, ":name", l->name);
	db_bind_text(s, ":options", l->options != NULL ? l->options : "");
	db_bind_text(s, ":sku", l->sku);
	db_bind_text(s, ":image", l->image_url);
	db_bind_text(s, ":class", l->tax_class);
	db_bind_text(s, ":tax_name", l->tax_name != NULL ? l->tax_name : "");
	db_bind_int(s, ":rate", l->tax_rate);
	db_bind_int(s, ":weight", l->weight);
	db_bind_int(s, ":unit", l->unit);
	db_bind_int(s, ":quantity", l->quantity);
	db_bind_int(s, ":subtotal", l->subtotal);
	db_bind_int(s, ":discount", l->discount);
	db_bind_int(s, ":total", l->total);
	db_bind_int(s, ":tax", l->tax);
	return db_run(s);
}

static enum outcome
discount_put(struct act *act, const char *order, int position,
    const struct quote_discount *d, const char *const *lines)
{
	struct stmt	*s = db_sql(act->db, sql_discount);

	db_bind_text(s, ":order", order);
	db_bind_int(s, ":position", position);
	db_bind_text(s, ":line", d->line < 0 ? NULL : lines[d->line]);
	db_bind_text(s, ":promotion", d->promotion_id);
	db_bind_text(s, ":code", d->code);
	db_bind_text(s, ":label", d->label != NULL ? d->label : "");
	db_bind_int(s, ":amount", d->amount);
	return db_run(s);
}

static enum outcome
tax_put(struct act *act, const char *order, const struct quote_tax *t)
{
	struct stmt	*s = db_sql(act->db, sql_tax);

	db_bind_text(s, ":order", order);
	db_bind_text(s, ":name", t->name);
	db_bind_int(s, ":rate", t->rate);
	db_bind_int(s, ":base", t->base);
	db_bind_int(s, ":amount", t->amount);
	return db_run(s);
}

enum outcome
order_content(struct act *act, const char *id, const struct quote *q)
{
	const char	**lines = arena_array(act->arena, q->line_count + 1,
			    sizeof(*lines));
	enum outcome	  e = SOUK_OK;
	size_t		  i;

	for (i = 0; i < q->line_count && e == SOUK_OK; i++) {
		lines[i] = typeid_new(act->arena, "oline", act->now);
		e = line_put(act, id, lines[i], (int)i, &q->lines[i]);
	}
	if (e == SOUK_OK)
		e = order_line_parts_put(act, id);
	for (i = 0; i < q->discount_count && e == SOUK_OK; i++)
		if (q->discounts[i].amount > 0)
			e = discount_put(act, id, (int)i, &q->discounts[i],
			    lines);
	for (i = 0; i < q->tax_count && e == SOUK_OK; i++)
		e = tax_put(act, id, &q->taxes[i]);
	return e;
}

void
order_bind_quote(struct stmt *s, const struct quote *q)
{
	const struct quote_method	*m = q->method;

	db_bind_text(s, ":currency", q->currency);
	db_bind_int(s, ":included", q->tax_included);
	db_bind_int(s, ":subtotal", q->subtotal);
	db_bind_int(s, ":discount", q->discount);
	db_bind_int(s, ":shipping", q->shipping);
	db_bind_int(s, ":tax", q->tax);
	db_bind_int(s, ":total", q->total);
	db_bind_text(s, ":method", m != NULL ? m->id : NULL);
	db_bind_text(s, ":kind", m != NULL ? m->kind : NULL);
	db_bind_text(s, ":method_name", m != NULL ? m->name : NULL);
}

static void
bind_or_null(struct stmt *s, const char *name, int64_t value)
{
	if (value != 0)
		db_bind_int(s, name, value);
	else
		db_bind_null_int(s, name);
}

static enum outcome
row_put(struct act *act, const struct order_new *n, int64_t *number)
{
	struct stmt	*s = db_sql(act->db, sql_order);
	enum outcome	 e;

	db_bind_text(s, ":id", n->id);
	db_bind_text(s, ":brand", n->brand_id);
	db_bind_int(s, ":first", settings_int(act->settings, &orders_settings,
	    ORDERS_NUMBER_FROM));
	db_bind_text(s, ":user", n->user_id);
	db_bind_text(s, ":guest", n->guest);
	db_bind_text(s, ":source", n->source);
	db_bind_text(s, ":state", order_states[n->state]);
	db_bind_text(s, ":email", n->email);
	db_bind_text(s, ":name", n->name);
	db_bind_text(s, ":phone", n->phone);
	db_bind_text(s, ":told_by", n->told_by);
	db_bind_text(s, ":locale", locale_tag(n->locale));
	order_bind_quote(s, n->quote);
	db_bind_text(s, ":payment", n->payment_method);
	db_bind_int(s, ":held", n->held);
	bind_or_null(s, ":until", n->hold_until);
	db_bind_text(s, ":note", n->note);
	db_bind_int(s, ":now", act->now);
	bind_or_null(s, ":placed", n->state == IS_DRAFT ? 0 : act->now);
	if ((e = db_step(s)) == SOUK_OK)
		*number = db_int(s, 0);
	db_done(s);
	return e;
}

enum outcome
order_insert(struct act *act, const struct order_new *n, int64_t *number)
{
	enum outcome	 e;

	if ((e = row_put(act, n, number)) != SOUK_OK ||
	    (e = order_content(act, n->id, n->quote)) != SOUK_OK ||
	    (e = order_address_put(act, n->id, "shipping", n->shipping)) !=
	    SOUK_OK)
		return e;
	return order_address_put(act, n->id, "billing", n->billing);
}
