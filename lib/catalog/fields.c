/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/money.h"
#include "lib/catalog/internal.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define SLUG_MAX	120
#define CATEGORY_ID_FIELD .type = FIELD_ID, .prefix = "cat"
#define CREATED_AT { .name = "createdAt", .column = "created_at", \
	.type = FIELD_TIME, .flags = FIELD_READ_ONLY, .help = "Made then" }
#define UPDATED_AT { .name = "updatedAt", .column = "updated_at", \
	.type = FIELD_TIME, .flags = FIELD_READ_ONLY, \
	.help = "Last changed then" }
#define VERSION { .name = "version", .column = "version", \
	.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY, \
	.help = "Counts changes; the ETag, for If-Match" }

const char *const product_statuses[] = {
	"DRAFT", "ACTIVE", "INACTIVE", "ARCHIVED", NULL
};
static const char *const tax_classes[] = {
	"standard", "reduced", "super_reduced", "zero", "exempt", NULL
};

/* ---- parts of a product ------------------------------------------------- */

static const struct field prices[] = {
	[PRICE_CURRENCY] = {
		.name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = FIELD_REQUIRED,
		.help = "ISO 4217, not the shop's own" },
	[PRICE_AMOUNT] = {
		.name = "amount", .column = "amount", .type = FIELD_MONEY,
		.flags = FIELD_REQUIRED, .min = 0, .max = MONEY_MAX,
		.help = "With at most that currency's decimals" },
	[PRICE_COMPARE_AT] = {
		.name = "compareAt", .column = "compare_at",
		.type = FIELD_MONEY, .flags = FIELD_NULLABLE, .min = 1,
		.max = MONEY_MAX, .help = "The price before, above amount" },
};
static_assert(COUNT(prices) == PRICE__MAX, "a row for each field");
const struct fieldset price_fields = FIELDSET("Price", NULL, prices);

static const struct field options[] = {
	[OPTION_NAME] = {
		.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
		.min = 1, .max = 60, .help = "What differs: Size" },
	[OPTION_VALUE] = {
		.name = "value", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
		.min = 1, .max = 120, .help = "Of this variation: 60x60 cm" },
};
static_assert(COUNT(options) == OPTION__MAX, "a row for each field");
const struct fieldset option_fields = FIELDSET("Option", NULL, options);

static const char *const image_states[] = {
	"ready", "waiting", "failed", NULL
};

static const struct field images[] = {
	[IMAGE_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.prefix = "img",
		.help = "Given when an image that is there is kept" },
	[IMAGE_URL] = {
		.name = "url", .column = "url", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 2048,
		.help = "Of one of the shop's pictures, or any of https: the "
		    "shop then takes it over" },
	[IMAGE_ALT] = {
		.name = "altText", .column = "alt_text", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 300,
		.help = "What it shows, for those who do not see it" },
	[IMAGE_POSITION] = {
		.name = "order", .column = "position", .type = FIELD_INTEGER,
		.min = 0, .max = 9999, .help = "Else as listed" },
	[IMAGE_PRIMARY] = {
		.name = "isPrimary", .column = "is_primary",
		.type = FIELD_BOOLEAN,
		.help = "The one that stands for the product; else the first" },
	[IMAGE_SRCSET] = {
		.name = "srcset", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY,
		.help = "WebP in every width there is, for <source srcset>" },
	[IMAGE_SRCSET_JPEG] = {
		.name = "srcsetJpeg", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "The same in JPEG" },
	[IMAGE_WIDTH] = {
		.name = "width", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY, .help = "Of the picture, upright" },
	[IMAGE_HEIGHT] = {
		.name = "height", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY },
	[IMAGE_COLOR] = {
		.name = "color", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "#rrggbb, the main one" },
	[IMAGE_PLACEHOLDER] = {
		.name = "placeholder", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY,
		.help = "data:image/webp of a few pixels, to show at once" },
	[IMAGE_STATE] = {
		.name = "state", .type = FIELD_ENUM,
		.flags = FIELD_READ_ONLY, .choices = image_states,
		.help = "A picture from elsewhere is shown once it is ready" },
	[IMAGE_ERROR] = {
		.name = "error", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY,
		.help = "Why it could not be taken over" },
};
static_assert(COUNT(images) == IMAGE__MAX, "a row for each field");
const struct fieldset image_fields =
    FIELDSET("Image", "product_image", images);

static const struct field image_lists[] = {
	{ .name = "images", .type = FIELD_LIST, .flags = FIELD_REQUIRED,
	  .min = 1, .max = 20, .of = &image_fields,
	  .help = "Put behind those that are there" },
};
const struct fieldset image_list_fields =
    FIELDSET("ImageList", NULL, image_lists);

static const struct field variations[] = {
	[VARIATION_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.prefix = "var",
		.help = "Given when a variation that is there is changed" },
	[VARIATION_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 200,
		.help = "Short for one option's name" },
	[VARIATION_VALUE] = {
		.name = "value", .column = "value", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 400,
		.help = "Short for one option's value" },
	[VARIATION_OPTIONS] = {
		.name = "options", .type = FIELD_LIST, .max = 3,
		.of = &option_fields,
		.help = "What tells it from the product's other variations" },
	[VARIATION_SKU] = {
		.name = "sku", .column = "sku", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 100,
		.help = "Unique in the brand" },
	[VARIATION_STOCK] = {
		.name = "stock", .column = "stock", .type = FIELD_INTEGER,
		.min = 0, .max = 1000000000, .help = "Pieces there are" },
	[VARIATION_PRICE] = {
		.name = "price", .type = FIELD_MONEY, .flags = FIELD_NULLABLE,
		.min = 0, .max = MONEY_MAX,
		.help = "In: its own, null for the base price; out: what "
		    "holds" },
	[VARIATION_MODIFIER] = {
		.name = "priceModifier", .type = FIELD_MONEY,
		.min = -MONEY_MAX, .max = MONEY_MAX,
		.help = "Own price less the base price; give this or price" },
	[VARIATION_PRICES] = {
		.name = "prices", .type = FIELD_LIST, .max = 50,
		.of = &price_fields, .help = "Own ones in other currencies" },
	[VARIATION_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .help = "May be bought" },
	[VARIATION_BARCODE] = {
		.name = "barcode", .column = "barcode", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 64,
		.help = "GTIN: EAN, UPC or ISBN" },
	[VARIATION_WEIGHT] = {
		.name = "weight", .column = "weight", .type = FIELD_INTEGER,
		.flags = FIELD_NULLABLE, .min = 0, .max = 1000000000,
		.help = "Grams" },
	[VARIATION_LOW_STOCK] = {
		.name = "lowStockAt", .column = "low_stock_at",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 0,
		.max = 1000000000,
		.help = "Notice at this stock or less; null: the shop's" },
	[VARIATION_COMPARE_AT] = {
		.name = "compareAtPrice", .type = FIELD_MONEY,
		.flags = FIELD_NULLABLE, .min = 1, .max = MONEY_MAX,
		.help = "The price before, above the own price" },
	[VARIATION_PRICE_UNTIL] = {
		.name = "priceUntil", .type = FIELD_TIME,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "In public: when the price list that holds ends" },
	[VARIATION_PARTS] = {
		.name = "parts", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .of = &bundle_part_fields,
		.help = "What a bundle is made of; its stock is how many "
		    "can be made" },
};
static_assert(COUNT(variations) == VARIATION__MAX, "a row for each field");
const struct fieldset variation_fields =
    FIELDSET("Variation", "product_variation", variations);

static const struct field product_text[] = {
	[TEXT_LOCALE] = {
		.name = "locale", .column = "locale", .type = FIELD_LOCALE,
		.flags = FIELD_REQUIRED, .help = "Not the shop's own" },
	[TEXT_SLUG] = {
		.name = "slug", .column = "slug", .type = FIELD_SLUG,
		.min = 1, .max = SLUG_MAX,
		.help = "Made from the name when not given" },
	[TEXT_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 3, .max = 200,
		.help = "In that language" },
	[TEXT_DESCRIPTION] = {
		.name = "description", .column = "description",
		.type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_LINES,
		.min = 10, .max = 20000, .help = "In that language" },
	[TEXT_SEO_TITLE] = {
		.name = "seoTitle", .column = "seo_title", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 200,
		.help = "Title of the page, else the name" },
	[TEXT_SEO_DESCRIPTION] = {
		.name = "seoDescription", .column = "seo_description",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 500,
		.help = "What search engines show" },
};
static_assert(COUNT(product_text) == TEXT__MAX, "a row for each field");
const struct fieldset product_text_fields =
    FIELDSET("ProductText", "product_text", product_text);

/* ---- the product ------------------------------------------------------ */

static const struct field product[] = {
	[PRODUCT_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "prod",
		.help = "TypeID" },
	[PRODUCT_SLUG] = {
		.name = "slug", .type = FIELD_SLUG, .min = 1, .max = SLUG_MAX,
		.help = "In addresses; made from the name when not given" },
	[PRODUCT_NAME] = {
		.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
		.min = 3, .max = 200, .help = "In the shop's language" },
	[PRODUCT_DESCRIPTION] = {
		.name = "description", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_LINES,
		.min = 10, .max = 20000, .help = "In the shop's language" },
	[PRODUCT_CATEGORY] = {
		.name = "categoryId", .column = "category_id",
		CATEGORY_ID_FIELD, .flags = FIELD_REQUIRED,
		.help = "Of the same brand" },
	[PRODUCT_BASE_PRICE] = {
		.name = "basePrice", .type = FIELD_MONEY,
		.flags = FIELD_NULLABLE, .min = 1, .max = MONEY_MAX,
		.help = "In the shop's currency" },
	[PRODUCT_CURRENCY] = {
		.name = "currency", .type = FIELD_CURRENCY,
		.flags = FIELD_READ_ONLY, .help = "The shop's" },
	[PRODUCT_STATUS] = {
		.name = "status", .column = "status", .type = FIELD_ENUM,
		.choices = product_statuses, .initial = "\"DRAFT\"",
		.help = "ACTIVE is public, and needs an image and a price" },
	[PRODUCT_FEATURED] = {
		.name = "isFeatured", .column = "is_featured",
		.type = FIELD_BOOLEAN, .initial = "false",
		.help = "Shown first" },
	[PRODUCT_NEW] = {
		.name = "isNew", .column = "is_new", .type = FIELD_BOOLEAN,
		.initial = "false", .help = "Marked as new" },
	[PRODUCT_SEO_TITLE] = {
		.name = "seoTitle", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 200,
		.help = "Title of the page, else the name" },
	[PRODUCT_SEO_DESCRIPTION] = {
		.name = "seoDescription", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 500,
		.help = "What search engines show" },
	[PRODUCT_IMAGES] = {
		.name = "images", .type = FIELD_LIST, .max = 20,
		.of = &image_fields,
		.help = "At most as many as the settings allow" },
	[PRODUCT_VARIATIONS] = {
		.name = "variations", .type = FIELD_LIST,
		.max = VARIATIONS_MAX, .of = &variation_fields,
		.help = "What is bought; one without options if none is "
		    "given" },
	[PRODUCT_TEXTS] = {
		.name = "translations", .type = FIELD_LIST,
		.max = LOCALE__MAX, .of = &product_text_fields,
		.help = "The texts in other languages" },
	[PRODUCT_PRICES] = {
		.name = "prices", .type = FIELD_LIST, .max = 50,
		.of = &price_fields,
		.help = "Base prices in other currencies" },
	[PRODUCT_PRICE_FROM] = {
		.name = "priceFrom", .column = "price_from",
		.type = FIELD_MONEY,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "The lowest price of an active variation" },
	[PRODUCT_VIEW_COUNT] = {
		.name = "viewCount", .column = "view_count",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "How often it was looked at" },
	[PRODUCT_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand",
		.help = "Whose it is" },
	[PRODUCT_CREATED_AT] = CREATED_AT,
	[PRODUCT_UPDATED_AT] = UPDATED_AT,
	[PRODUCT_VERSION] = VERSION,
	[PRODUCT_VENDOR] = {
		.name = "vendor", .column = "vendor", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 120,
		.help = "Who makes it" },
	[PRODUCT_TAGS] = {
		.name = "tags", .column = "tags", .type = FIELD_TEXTS,
		.max = 50, .help = "Words to narrow down and group by" },
	[PRODUCT_TAX_CLASS] = {
		.name = "taxClass", .column = "tax_class", .type = FIELD_ENUM,
		.choices = tax_classes, .initial = "\"standard\"",
		.help = "Which of a zone's rates it is taxed at" },
	[PRODUCT_COMPARE_AT] = {
		.name = "compareAtPrice", .type = FIELD_MONEY,
		.flags = FIELD_NULLABLE, .min = 1, .max = MONEY_MAX,
		.help = "The price before, above the base price" },
	[PRODUCT_RELATED] = {
		.name = "relatedIds", .type = FIELD_TEXTS,
		.max = RELATED_MAX,
		.help = "Products shown beside it, in this order" },
};
static_assert(COUNT(product) == PRODUCT__MAX, "a row for each field");
const struct fieldset product_fields = FIELDSET("Product", "product", product);

/* Columns are those of sql_rows in product_list.c. */
static const struct field summary[] = {
	[SUMMARY_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "prod",
		.help = "TypeID" },
	[SUMMARY_SLUG] = {
		.name = "slug", .column = "slug", .type = FIELD_SLUG,
		.flags = FIELD_READ_ONLY, .help = "In addresses" },
	[SUMMARY_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "In the reader's language" },
	[SUMMARY_PRICE_FROM] = {
		.name = "priceFrom", .column = "price_from",
		.type = FIELD_MONEY,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "The lowest price of an active variation" },
	[SUMMARY_CURRENCY] = {
		.name = "currency", .type = FIELD_CURRENCY,
		.flags = FIELD_READ_ONLY, .help = "The shop's" },
	[SUMMARY_IMAGE] = {
		.name = "image", .column = "url", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "The primary one" },
	[SUMMARY_IMAGE_ALT] = {
		.name = "imageAlt", .column = "alt_text", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What it shows" },
	[SUMMARY_CATEGORY] = {
		.name = "categoryId", .column = "category_id",
		CATEGORY_ID_FIELD, .flags = FIELD_READ_ONLY,
		.help = "Where it stands" },
	[SUMMARY_CATEGORY_SLUG] = {
		.name = "categorySlug", .column = "category_slug",
		.type = FIELD_SLUG, .flags = FIELD_READ_ONLY,
		.help = "Its category in addresses" },
	[SUMMARY_CATEGORY_NAME] = {
		.name = "categoryName", .column = "category_name",
		.type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
		.help = "In the reader's language" },
	[SUMMARY_STATUS] = {
		.name = "status", .column = "status", .type = FIELD_ENUM,
		.flags = FIELD_READ_ONLY, .choices = product_statuses,
		.help = "Always ACTIVE in public" },
	[SUMMARY_FEATURED] = {
		.name = "isFeatured", .column = "is_featured",
		.type = FIELD_BOOLEAN, .flags = FIELD_READ_ONLY,
		.help = "Shown first" },
	[SUMMARY_NEW] = {
		.name = "isNew", .column = "is_new", .type = FIELD_BOOLEAN,
		.flags = FIELD_READ_ONLY, .help = "Marked as new" },
	[SUMMARY_STOCK] = {
		.name = "stock", .column = "stock", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY,
		.help = "Pieces of all active variations" },
	[SUMMARY_CREATED_AT] = CREATED_AT,
	[SUMMARY_UPDATED_AT] = UPDATED_AT,
	[SUMMARY_VERSION] = VERSION,
	[SUMMARY_VENDOR] = {
		.name = "vendor", .column = "vendor", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "Who makes it" },
	[SUMMARY_COMPARE_AT] = {
		.name = "compareAtPrice", .column = "compare_at",
		.type = FIELD_MONEY,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "The price before, above priceFrom" },
};
static_assert(COUNT(summary) == SUMMARY__MAX, "a row for each field");
const struct fieldset product_summary_fields =
    FIELDSET("ProductSummary", NULL, summary);
