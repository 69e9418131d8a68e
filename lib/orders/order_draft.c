/* SPDX-License-Identifier: ISC */
#include "lib/base/messages.h"
#include "lib/base/typeid.h"
#include "lib/orders/order_draft.h"
#include "lib/settings/settings.h"

/*
 * An order that somebody of the shop writes down: by telephone, at the counter,
 * from a chat.  It holds nothing until it is sent to its buyer, who pays by a
 * link.
 */
static const char sql_customer[] =
    "SELECT email, name, phone, locale FROM users"
    " WHERE id = :id AND brand_id = :brand";
static const char sql_row[] =
    "UPDATE orders SET user_id = :user, source = :source, email = :email,"
    " name = :name, phone = :phone, told_by = :told_by, locale = :locale,"
    " currency = :currency,"
    " tax_included = :included, subtotal = :subtotal, discount = :discount,"
    " shipping = :shipping, tax = :tax, total = :total, method_id = :method,"
    " method_kind = :kind, method_name = :method_name,"
    " payment_method = :payment, note = :note, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND state = 'draft'";
static const char sql_no_discounts[] =
    "DELETE FROM order_discount WHERE order_id = :id";
static const char sql_no_taxes[] =
    "DELETE FROM order_tax WHERE order_id = :id";
static const char sql_no_lines[] =
    "DELETE FROM order_line WHERE order_id = :id";
static const char sql_no_addresses[] =
    "DELETE FROM order_address WHERE order_id = :id";
static const char sql_hold[] =
    "UPDATE orders SET hold_until = :until WHERE id = :id";

/* ---- for whom ------------------------------------------------------------------ */

static enum outcome
customer_read(struct act *act, struct order_new *n, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_customer);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK) {
		n->user_id = arena_copy(act->arena, id);
		if (n->email == NULL)
			n->email = db_copy(s, 0, act->arena);
		if (n->name == NULL)
			n->name = db_copy(s, 1, act->arena);
		if (n->phone == NULL)
			n->phone = db_copy(s, 2, act->arena);
		n->locale = locale_from_tag(db_text(s, 3, NULL));
	}
	db_done(s);
	if (n->locale == LOCALE__MAX)
		n->locale = settings_locale(act->settings);
	return e == SOUK_NOT_FOUND ? act_bad_field(act, "customerId",
	    &base_messages[BASE_BAD_ID]) : e;
}

static enum outcome
address_of(struct act *act, const struct record *in, int field,
    const struct record **address)
{
	const struct value	*v = &in->values[field];

	*address = v->state == VALUE_SET ? v->items : NULL;
	return *address == NULL ? SOUK_OK : order_address_check(act,
	    in->set->fields[field].name, v->items);
}

static enum outcome
person_read(struct act *act, const struct record *in, struct order_new *n)
{
	const char	*locale = record_text(in, DRAFT_LOCALE);
	const char	*customer = record_text(in, DRAFT_CUSTOMER);
	enum outcome	 e = SOUK_OK;

	*n = (struct order_new){ .brand_id = act->actor.brand_id,
		.state = IS_DRAFT, .email = record_text(in, DRAFT_EMAIL),
		.name = record_text(in, DRAFT_NAME),
		.phone = record_text(in, DRAFT_PHONE),
		.told_by = record_text(in, DRAFT_TOLD_BY),
		.note = record_text(in, DRAFT_NOTE),
		.source = record_text(in, DRAFT_SOURCE),
		.payment_method = record_text(in, DRAFT_PAYMENT),
		.locale = settings_locale(act->settings) };
	if (n->source == NULL)
		n->source = "admin";
	if (n->payment_method == NULL)
		n->payment_method = "stripe";
	if (customer != NULL)
		e = customer_read(act, n, customer);
	if (locale != NULL)
		n->locale = locale_from_tag(locale);
	if (n->email != NULL)
		n->email = order_email(act, n->email);
	if (e != SOUK_OK ||
	    (e = order_told_check(act, n->brand_id, n->told_by, n->phone)) !=
	    SOUK_OK ||
	    (e = address_of(act, in, DRAFT_SHIPPING, &n->shipping)) !=
	    SOUK_OK || (e = address_of(act, in, DRAFT_BILLING,
	    &n->billing)) != SOUK_OK)
		return e;
	if (n->name == NULL && n->shipping != NULL)
		n->name = record_text(n->shipping, ORDER_ADDRESS_NAME);
	return SOUK_OK;
}

/* ---- written -------------------------------------------------------------------- */

static enum outcome
draft_read(struct act *act, const struct record *in, struct order_new *n)
{
	struct quote	*q;
	enum outcome	 e;

	if ((e = person_read(act, in, n)) != SOUK_OK ||
	    (e = order_draft_quote(act, in, n->shipping, true, &q)) != SOUK_OK)
		return e;
	n->quote = q;
	return SOUK_OK;
}

enum outcome
order_draft(struct act *act, const struct record *in, struct record **order)
{
	struct order_new	 n;
	int64_t			 number;
	enum outcome		 e;

	if ((e = draft_read(act, in, &n)) != SOUK_OK)
		return e;
	n.id = typeid_new(act->arena, "ord", act->now);
	if ((e = order_insert(act, &n, &number)) != SOUK_OK ||
	    (e = order_told_noted(act, &n)) != SOUK_OK ||
	    (e = order_event(act, n.id, &(struct order_news){
	    .kind = "state", .to = order_states[IS_DRAFT] })) != SOUK_OK ||
	    (e = order_answer(act, n.id, true, order)) != SOUK_OK)
		return e;
	return order_audit(act, "create_order", NULL, *order);
}

static enum outcome
cleared(struct act *act, const char *id)
{
	static const char *const	 sql[] = { sql_no_discounts,
		sql_no_taxes, sql_no_lines, sql_no_addresses };
	enum outcome			 e = SOUK_OK;
	struct stmt			*s;

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]) && e == SOUK_OK;
	    i++) {
		s = db_sql(act->db, sql[i]);
		db_bind_text(s, ":id", id);
		e = db_run(s);
	}
	return e;
}

static enum outcome
row_write(struct act *act, const struct order_new *n)
{
	struct stmt	*s = db_sql(act->db, sql_row);
	enum outcome	 e;

	db_bind_text(s, ":id", n->id);
	db_bind_text(s, ":user", n->user_id);
	db_bind_text(s, ":source", n->source);
	db_bind_text(s, ":email", n->email);
	db_bind_text(s, ":name", n->name);
	db_bind_text(s, ":phone", n->phone);
	db_bind_text(s, ":told_by", n->told_by);
	db_bind_text(s, ":locale", locale_tag(n->locale));
	order_bind_quote(s, n->quote);
	db_bind_text(s, ":payment", n->payment_method);
	db_bind_text(s, ":note", n->note);
	db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_NOT_DRAFT]) : e;
}

enum outcome
order_redraft(struct act *act, const char *id, const struct record *in,
    struct record **order)
{
	struct order_new	 n;
	struct record		*before;
	enum outcome		 e;

	if ((e = order_row_staff(act, id, &before)) != SOUK_OK ||
	    (e = draft_read(act, in, &n)) != SOUK_OK)
		return e;
	n.id = id;
	if ((e = row_write(act, &n)) != SOUK_OK ||
	    (e = order_told_noted(act, &n)) != SOUK_OK ||
	    (e = cleared(act, id)) != SOUK_OK ||
	    (e = order_content(act, id, n.quote)) != SOUK_OK ||
	    (e = order_address_put(act, id, "shipping", n.shipping)) !=
	    SOUK_OK || (e = order_address_put(act, id, "billing",
	    n.billing)) != SOUK_OK ||
	    (e = order_answer(act, id, true, order)) != SOUK_OK)
		return e;
	return order_audit(act, "update_order", before, *order);
}

/* ---- sent ------------------------------------------------------------------------ */

/* Whoever is sent a link reads it some day, whatever they pay with. */
static enum outcome
hold_write(struct act *act, const struct record *o, int64_t until)
{
	struct stmt	*s = db_sql(act->db, sql_hold);

	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	if (until != 0)
		db_bind_int(s, ":until", until);
	else
		db_bind_null_int(s, ":until");
	return db_run(s);
}

static enum outcome
draft_only(struct act *act, const char *id, struct record **o)
{
	enum outcome	 e = order_row_staff(act, id, o);

	return e == SOUK_OK && order_state_of(*o) != IS_DRAFT ?
	    act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_NOT_DRAFT]) : e;
}

/* Once it is pending. */
static enum outcome
opened(struct act *act, const struct record *before, struct record *o,
    struct record **order)
{
	enum outcome	 e;

	e = order_num(o, ORDER_TOTAL) > 0 ? order_pay_open(act, o) :
	    order_move(act, &o, IS_CONFIRMED, BY_SHOP, NULL);
	if (e != SOUK_OK ||
	    (e = order_audit(act, "send_order", before, o)) != SOUK_OK)
		return e;
	return order_answer(act, record_text(o, ORDER_ID), true, order);
}

enum outcome
order_send(struct act *act, const char *id, struct record **order)
{
	struct record	*before, *o;
	enum outcome	 e;

	if ((e = draft_only(act, id, &before)) != SOUK_OK)
		return e;
	o = before;
	if (record_text(o, ORDER_EMAIL) == NULL)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NEEDS_EMAIL]);
	if ((e = hold_write(act, o, record_is(o, ORDER_PAYMENT_METHOD,
	    "cash") ? 0 : order_hold_until(act, "transfer"))) != SOUK_OK ||
	    (e = order_move(act, &o, IS_PENDING, BY_SHOP, NULL)) != SOUK_OK)
		return e;
	return opened(act, before, o, order);
}

enum outcome
order_hold(struct act *act, const char *id, int64_t until,
    struct record **order)
{
	struct record	*before, *o;
	enum outcome	 e;

	if ((e = draft_only(act, id, &before)) != SOUK_OK)
		return e;
	o = before;
	if ((e = hold_write(act, o, until)) != SOUK_OK ||
	    (e = order_move_untold(act, &o, IS_PENDING, BY_SHOP)) != SOUK_OK)
		return e;
	return opened(act, before, o, order);
}
