/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"

#include <stddef.h>

/* Every route of the product, in the order of the API page. */
const struct route_table *const route_tables[] = {
	&auth_routes,
	&oauth_routes,
	&doors_routes,
	&me_routes,
	&second_factor_routes,
	&api_keys_routes,
	&sessions_routes,
	&catalog_routes,
	&catalog_admin_routes,
	&collection_routes,
	&bulk_edit_routes,
	&export_routes,
	&import_routes,
	&price_lists_routes,
	&synonyms_routes,
	&promotions_routes,
	&shipping_routes,
	&orders_routes,
	&orders_admin_routes,
	&stock_routes,
	&cart_routes,
	&addresses_routes,
	&payments_routes,
	&media_routes,
	&picture_routes,
	&users_routes,
	&customers_routes,
	&groups_routes,
	&mail_routes,
	&webhook_routes,
	&stripe_routes,
	&disputes_routes,
	&settings_routes,
	&ops_routes,
	&jobs_routes,
	&watch_routes,
	&backup_routes,
	&docs_routes,
	&page_routes,
	&admin_page_routes,
	NULL
};
