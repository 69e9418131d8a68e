/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_TEXT_PART_H
#define SOUK_PAGES_TEXT_PART_H

#include "fcgi/pages/text.h"

/* The texts from first up to, not with, end: a file text_….c each. */
typedef const char *const ui_row[LOCALE__MAX];

struct ui_part {
	int		 first, end;	/* of enum ui_text */
	const ui_row	*rows;
};

extern const struct ui_part
	ui_part_shop,
	ui_part_admin,
	ui_part_prices,
	ui_part_collections,
	ui_part_stock,
	ui_part_import,
	ui_part_bulk,
	ui_part_api,
	ui_part_mails,
	ui_part_office,
	ui_part_account,
	ui_part_oauth,
	ui_part_security,
	ui_part_pictures,
	ui_part_disputes,
	ui_part_orders,
	ui_part_drafts,
	ui_part_ops,
	ui_part_selling,
	ui_part_synonyms,
	ui_part_whatsapp,
	ui_part_wa_events,
	ui_part_cart,
	ui_part_book,
	ui_part_payments,
	ui_part_bundle,
	ui_part_notices,
	ui_part_contact,
	ui_part_inbox,
	ui_part_prospects;

#endif
