/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_DEMO_DATA_H
#define SOUK_CATALOG_DEMO_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/message.h"

/* The tables of the demo shop (private to demo*.c). */

struct demo_text { const char *in[LOCALE__MAX]; };
#define DEMO_TEXT(FR, EN, AR) \
	{ .in = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }
#define DEMO_SAME(TEXT)	DEMO_TEXT(TEXT, TEXT, TEXT)

enum demo_category { DEMO_HOME, DEMO_TEXTILES, DEMO_LIGHTING, DEMO_TABLE,
	DEMO_POTTERY, DEMO_TEA, DEMO_CATEGORY__MAX };

struct demo_category_row {
	enum demo_category	 parent;	/* itself: at the top */
	const char		*icon;
	struct demo_text	 name, about;
};
extern const struct demo_category_row	demo_categories[];

enum demo_option { DEMO_ONE, DEMO_SIZE, DEMO_COLOUR, DEMO_DIAMETER,
	DEMO_CAPACITY, DEMO_WEIGHT, DEMO_SET, DEMO_OPTION__MAX };
extern const struct demo_text		demo_options[];

#define DEMO_VARIATIONS	4

struct demo_product {
	enum demo_category	 category;
	const char		*picture;	/* assets/demo/<picture>.svg */
	struct demo_text	 name, about;
	int64_t			 price;		/* minor units */
	bool			 featured, is_new;
	enum demo_option	 option;
	struct demo_variation {
		struct demo_text	 value;
		const char		*sku;	/* NULL: no more */
		int64_t			 price;	/* 0: the product's */
		int64_t			 stock;
	}			 variations[DEMO_VARIATIONS];
};
extern const struct demo_product	demo_home[], demo_table[];
extern const size_t			demo_home_count, demo_table_count;

#endif
