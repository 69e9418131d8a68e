/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_STOCK_EXPORT_H
#define SOUK_CATALOG_STOCK_EXPORT_H

/* Included by catalog.h, where all that this needs is declared. */
struct export_how;

/*
 * What there is and what moved, as CSV for a spreadsheet: a line a variation
 * and place, or a line a movement, newest first, of all that the list with
 * these filters shows.  Texts that would run as formulas are disarmed.  Read
 * in several short transactions: of what changes meanwhile a line is as it
 * was or as it became.
 */
enum stock_export_query { STOCK_EXPORT_BOM = STOCK_OF__MAX,
	STOCK_EXPORT_SEPARATOR, STOCK_EXPORT__MAX };
extern const struct fieldset	stock_export_query;
enum movement_export_query { MOVEMENT_EXPORT_BOM = MOVEMENT_OF__MAX,
	MOVEMENT_EXPORT_SEPARATOR, MOVEMENT_EXPORT__MAX };
extern const struct fieldset	movement_export_query;

/* To a descriptor; takes its own transactions.  filter: of stock_export_query
 * and movement_export_query. */
enum outcome	 stock_export(struct act *, const struct record *filter,
		    const struct export_how *, int fd);
enum outcome	 movement_export(struct act *, const struct record *filter,
		    const struct export_how *, int fd);

#endif
