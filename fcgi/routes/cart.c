/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/cart.h"
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/orders/orders.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Each answer is the whole cart, with what it costs now. */
static enum outcome
cart_answer(struct req *r, struct res *out, enum outcome e)
{
	struct record	*cart;

	if (e != SOUK_OK || (e = cart_show(&r->act, true, &cart)) != SOUK_OK)
		return e;
	res_record(out, cart);
	return SOUK_OK;
}

/* GET /api/cart: an empty one, and no cookie, where there is none.  A guest's
 * cookie lives on from each look. */
static enum outcome
cart_get(struct req *r, struct res *out)
{
	struct record	*cart;
	enum outcome	 e = cart_show(&r->act, false, &cart);

	if (e != SOUK_OK)
		return e;
	if (r->act.actor.user_id == NULL &&
	    cart->values[CART_ID].state == VALUE_SET)
		cart_cookie(out, req_cookie(r, CART_COOKIE));
	/* Pages are everybody's, and have no token of a session in them. */
	if (r->by_cookie)
		res_header(out, "X-CSRF-Token", r->csrf);
	res_record(out, cart);
	return SOUK_OK;
}

/* POST /api/cart/items: 201, with the cookie of a new cart; 400, 409. */
static enum outcome
items_post(struct req *r, struct res *out)
{
	const char	*secret;
	enum outcome	 e = cart_add(&r->act, r->body, &secret);

	if (e == SOUK_OK && secret != NULL)
		cart_cookie(out, secret);
	return cart_answer(r, out, e);
}

/* POST /api/cart/resume: with the cookie of a new cart; 400, 404, 409. */
static enum outcome
cart_resume_post(struct req *r, struct res *out)
{
	const char	*secret;
	enum outcome	 e = cart_resume(&r->act, r->body, &secret);

	if (e == SOUK_OK && secret != NULL)
		cart_cookie(out, secret);
	return cart_answer(r, out, e);
}

/* PATCH /api/cart/items/{id}: 400, 404. */
static enum outcome
item_patch(struct req *r, struct res *out)
{
	return cart_answer(r, out,
	    cart_quantity(&r->act, req_param(r, 0), r->body));
}

/* DELETE /api/cart/items/{id}: 404. */
static enum outcome
item_remove(struct req *r, struct res *out)
{
	return cart_answer(r, out, cart_remove(&r->act, req_param(r, 0)));
}

/* PATCH /api/cart: 400, 404 where there is no cart. */
static enum outcome
cart_patch(struct req *r, struct res *out)
{
	return cart_answer(r, out, cart_change(&r->act, r->body));
}

/* DELETE /api/cart: also where there is none. */
static enum outcome
cart_delete(struct req *r, struct res *out)
{
	return cart_answer(r, out, cart_drop(&r->act));
}

/* POST /api/cart/codes: 400 with the reason, 404, 409 too many. */
static enum outcome
codes_post(struct req *r, struct res *out)
{
	return cart_answer(r, out, cart_code_add(&r->act, r->body));
}

/* DELETE /api/cart/codes/{code}: 404. */
static enum outcome
code_remove(struct req *r, struct res *out)
{
	return cart_answer(r, out, cart_code_remove(&r->act,
	    req_param(r, 0)));
}

/* ---- the cookie ----------------------------------------------------------- */

#define COOKIE_FOR	"Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="

void
cart_cookie(struct res *out, const char *secret)
{
	const long long	 age = secret == NULL ? 0 :
			    CART_DAYS * (CLOCK_DAY / CLOCK_SECOND);

	res_cookie(out, CART_COOKIE, secret == NULL ? "" : secret,
	    arena_printf(out->req->act.arena, "%s%lld", COOKIE_FOR, age));
}

static enum outcome
merge_step(struct act *act, void *user_id)
{
	return cart_merge(act, user_id);
}

/* What fails here is tried again at the next sign-in: the cookie stays. */
void
cart_follows(struct req *r, struct res *out, const char *user_id)
{
	struct act		*act = &r->act;
	const struct problem	 problem = act->problem;
	void			*arg = (void *)(uintptr_t)user_id;
	enum outcome		 e;

	/* The actor is the user by now. */
	if ((act->actor.guest = req_guest(r)) == NULL)
		return;
	e = db_in_tx(act->db) ? db_try(act, merge_step, arg) :
	    db_tx(act, DB_WRITE, merge_step, arg);
	act->problem = problem;
	if (e == SOUK_OK)
		cart_cookie(out, NULL);
}

/* ---- rows ------------------------------------------------------------------ */

static const struct field code_param_table[] = {
	{ .name = "code", .type = FIELD_TEXT, .min = 1, .max = 64 },
};
static const struct fieldset code_param =
    FIELDSET("CartCodePath", NULL, code_param_table);

#define CART	.who = FOR_ANYONE, .feature = FEATURE_CART, .tag = "Cart", \
	.answer = &cart_fields
#define WRITES	CART, .tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/cart", .run = cart_get,
		CART, .tx = TX_READ, .rate = RATE_READ,
		.flags = ROUTE_NO_STORE,
		.summary = "The cart of who asks, with what it costs",
	}, {
		.method = METHOD_PATCH, .path = "/api/cart",
		.run = cart_patch, WRITES, .body = &cart_change_fields,
		.flags = ROUTE_NO_STORE,
		.summary = "Where to, how, and in which currency",
	}, {
		.method = METHOD_DELETE, .path = "/api/cart",
		.run = cart_delete, WRITES, .flags = ROUTE_NO_STORE,
		.summary = "Empty the cart",
	}, {
		.method = METHOD_POST, .path = "/api/cart/resume",
		.run = cart_resume_post, WRITES, .body = &cart_resume_fields,
		.flags = ROUTE_NO_STORE,
		.summary = "Put what a guest left, by the link of a reminder, "
		    "into one's own cart as well",
	}, {
		.method = METHOD_POST, .path = "/api/cart/items",
		.run = items_post, WRITES, .body = &cart_item_fields,
		.flags = ROUTE_NO_STORE | ROUTE_CREATES,
		.summary = "Add pieces of a variation; makes the cart and a "
		    "guest's cookie",
	}, {
		.method = METHOD_PATCH, .path = "/api/cart/items/{id}",
		.run = item_patch, WRITES, .body = &cart_quantity_fields,
		.flags = ROUTE_NO_STORE,
		.summary = "Change how many of a line",
	}, {
		.method = METHOD_DELETE, .path = "/api/cart/items/{id}",
		.run = item_remove, WRITES, .flags = ROUTE_NO_STORE,
		.summary = "Take a line out",
	}, {
		.method = METHOD_POST, .path = "/api/cart/codes",
		.run = codes_post, WRITES, .body = &cart_code_fields,
		.flags = ROUTE_NO_STORE,
		.summary = "Enter a code",
	}, {
		.method = METHOD_DELETE, .path = "/api/cart/codes/{code}",
		.run = code_remove, WRITES, .params = &code_param,
		.flags = ROUTE_NO_STORE,
		.summary = "Take a code back",
	},
};

const struct route_table cart_routes = { routes, COUNT(routes) };
