/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_PAGES_H
#define SOUK_PAGES_PAGES_H

#include "fcgi/http/http.h"

/*
 * The server-rendered pages: HTML is written here and nowhere else, by
 * html.h; the frame is page.h.  Pages read through the modules of lib/ and
 * change nothing: what a shopkeeper edits goes to the JSON API.
 */
extern const struct route_table	page_routes;		/* routes_shop.c */
extern const struct route_table	admin_page_routes;	/* routes_admin.c */
extern const struct route_table	docs_routes;		/* docs.c */

handler	home_page, catalogue_page, category_page, collection_page,
	product_page, search_page, sign_in_page, sign_up_page, confirm_page,
	forgot_page, reset_page, account_page, account_address_page,
	account_security_page, account_book_page, account_book_new_page,
	account_book_entry_page, account_notices_page, sitemap_file,
	feed_file, robots_file, contact_page, contact_post, language_choose,
	cart_page, checkout_page, order_page, orders_page;
handler	admin_audit_page, admin_books_page, admin_bulk_page,
	admin_bundle_page, admin_collection_new_page, admin_collection_page,
	admin_collections_page, admin_customer_page, admin_customers_page,
	admin_disputes_page, admin_draft_page, admin_gift_cards_page,
	admin_group_page, admin_groups_page, admin_import_page,
	admin_jobs_page, admin_mail_page, admin_mails_page, admin_medias_page,
	admin_messages_page, admin_talk_page, admin_inbox_settings_page,
	admin_labels_page, admin_label_page, admin_canned_page,
	admin_canned_reply_page, admin_prospects_page, admin_prospect_page,
	admin_notices_page, admin_ops_page, admin_order_new_page,
	admin_order_page,
	admin_orders_page, admin_page, admin_payment_page,
	admin_payments_page, admin_places_page, admin_price_list_page,
	admin_prices_page, admin_product_new_page, admin_product_page,
	admin_products_page, admin_promotion_page, admin_promotions_page,
	admin_reconciliation_page, admin_reconciliations_page,
	admin_return_page, admin_returns_page, admin_shipping_method_page,
	admin_shipping_page, admin_staff_member_page, admin_staff_page,
	admin_stock_item_page, admin_stock_page, admin_synonym_page,
	admin_synonyms_page, admin_wa_event_page,
	admin_wa_events_page, admin_whatsapp_page,
	admin_whatsapp_number_page, admin_zone_page, admin_zones_page;

/* The program points http_error_page here. */
void	error_page(struct req *, struct res *, int status,
	    const char *message);

#endif
