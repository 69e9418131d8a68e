/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ROUTES_ROUTES_H
#define SOUK_ROUTES_ROUTES_H

#include "fcgi/http/http.h"
#include "lib/db/rows.h"

/* The tables of fcgi/routes and fcgi/pages; routes.c lists them. */
extern const struct route_table	auth_routes;
extern const struct route_table	doors_routes;
extern const struct route_table	me_routes;
extern const struct route_table	second_factor_routes;
extern const struct route_table	oauth_routes;
extern const struct route_table	api_keys_routes;
extern const struct route_table	sessions_routes;
extern const struct route_table	users_routes;
extern const struct route_table	customers_routes;
extern const struct route_table	groups_routes;
extern const struct route_table	price_lists_routes;
extern const struct route_table	synonyms_routes;
extern const struct route_table	promotions_routes;
extern const struct route_table	shipping_routes;
extern const struct route_table	orders_routes;
extern const struct route_table	orders_admin_routes;
extern const struct route_table	drafts_routes;
extern const struct route_table	prospects_routes;
extern const struct route_table	conversations_routes;
extern const struct route_table	labels_routes;
extern const struct route_table	mail_routes;
extern const struct route_table	notices_routes;
extern const struct route_table	twilio_routes;
extern const struct route_table	webhook_routes;
extern const struct route_table	stripe_routes;
extern const struct route_table	whatsapp_routes;
extern const struct route_table	meta_routes;
extern const struct route_table	contact_routes;
extern const struct route_table	message_file_routes;
extern const struct route_table	disputes_routes;
extern const struct route_table	settings_routes;
extern const struct route_table	ops_routes;
extern const struct route_table	jobs_routes;
extern const struct route_table	watch_routes;
extern const struct route_table	backup_routes;
extern const struct route_table	catalog_routes;
extern const struct route_table	catalog_admin_routes;
extern const struct route_table	bundle_routes;
extern const struct route_table	collection_routes;
extern const struct route_table	bulk_edit_routes;
extern const struct route_table	export_routes;
extern const struct route_table	import_routes;
extern const struct route_table	stock_routes;
extern const struct route_table	cart_routes;
extern const struct route_table	addresses_routes;
extern const struct route_table	payments_routes;
extern const struct route_table	payments_admin_routes;
extern const struct route_table	gift_cards_routes;
extern const struct route_table	media_routes;
extern const struct route_table	picture_routes;
extern const struct route_table	docs_routes;
extern const struct route_table	page_routes;
extern const struct route_table	admin_page_routes;

/* ---- answers that many routes give (answer.c) ------------------------ */

/* The record that a domain call gave, if it went well. */
enum outcome	 answer_record(struct res *, enum outcome,
		    const struct record *);
/* The same with its version, which is this field of it. */
enum outcome	 answer_version(struct res *, enum outcome,
		    const struct record *, int field);
/* One record as an item of an open list. */
void	 answer_item(struct req *, struct json_out *, const struct record *);
/*
 * A page of rows that are open, as records of a set: each by next(), NULL:
 * rows_next(); and its end, with the cursor behind the last.
 */
typedef enum outcome	 list_next(struct act *, struct rows *,
			    struct record *);
typedef const char	*list_cursor(struct act *, const struct rows *,
			    const struct record *);
enum outcome	 answer_rows(struct req *, struct res *, struct rows *,
		    const struct fieldset *, list_next *, list_cursor *);
/* Content-Disposition of a file (RFC 6266): its name for old browsers in ASCII,
 * for all others as it is. */
struct arena;
const char	*answer_disposition(struct arena *, const char *name, bool show);
/* {id, deleted: true}, the id from the path. */
void	 answer_gone(struct req *, struct res *);
void	 answer_gone_id(struct res *, const char *id);

#endif
