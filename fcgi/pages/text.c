/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

#include <assert.h>

#include "fcgi/pages/html.h"

/* In the order of enum ui_text, and without a gap. */
static const struct ui_part *const parts[] = {
	&ui_part_shop, &ui_part_admin, &ui_part_prices, &ui_part_collections,
	&ui_part_stock, &ui_part_import, &ui_part_bulk, &ui_part_api,
	&ui_part_mails, &ui_part_office, &ui_part_account, &ui_part_oauth, &ui_part_security,
	&ui_part_pictures,
	&ui_part_disputes,
	&ui_part_orders,
	&ui_part_drafts,
	&ui_part_ops,
	&ui_part_selling,
	&ui_part_synonyms,
	&ui_part_whatsapp,
	&ui_part_wa_events,
	&ui_part_cart,
	&ui_part_book,
	&ui_part_payments,
	&ui_part_bundle,
	&ui_part_notices,
	&ui_part_contact,
	&ui_part_inbox,
	&ui_part_prospects,
};

static const struct message counts[] = {
	[UI_PRODUCTS_COUNT] = { .text = {
		[LOCALE_FR] = "{0} produit|{0} produits",
		[LOCALE_EN] = "{0} product|{0} products",
		[LOCALE_AR] = "لا منتجات|منتج واحد|منتجان|{0} منتجات|"
		    "{0} منتجًا|{0} منتج",
	} },
	[UI_CHOSEN_COUNT] = { .text = {
		[LOCALE_FR] = "{0} produit sélectionné|{0} produits sélectionnés",
		[LOCALE_EN] = "{0} product selected|{0} products selected",
		[LOCALE_AR] = "لم يُحدَّد أي منتج|حُدِّد منتج واحد|حُدِّد منتجان|"
		    "حُدِّدت {0} منتجات|حُدِّد {0} منتجًا|حُدِّد {0} منتج",
	} },
	[UI_STOCK_COUNT] = { .text = {
		[LOCALE_FR] = "Plus que {0} en stock|Plus que {0} en stock",
		[LOCALE_EN] = "Only {0} left|Only {0} left",
		[LOCALE_AR] = "نفد المخزون|بقيت قطعة واحدة فقط|بقيت قطعتان فقط|"
		    "بقيت {0} قطع فقط|بقيت {0} قطعة فقط|بقيت {0} قطعة فقط",
	} },
	[UI_VARIATIONS_COUNT] = { .text = {
		[LOCALE_FR] = "{0} variante|{0} variantes",
		[LOCALE_EN] = "{0} variation|{0} variations",
		[LOCALE_AR] = "لا أنواع|نوع واحد|نوعان|{0} أنواع|{0} نوعًا|"
		    "{0} نوع",
	} },
	[UI_RETURN_DAYS] = { .text = {
		[LOCALE_FR] = "Un retour pourra être demandé ici pendant {0} "
		    "jour après la livraison.|Un retour pourra être demandé "
		    "ici pendant {0} jours après la livraison.",
		[LOCALE_EN] = "A return can be asked for here for {0} day "
		    "after delivery.|A return can be asked for here for {0} "
		    "days after delivery.",
		[LOCALE_AR] = "لا إرجاع.|يمكن طلب الإرجاع هنا خلال يوم واحد "
		    "بعد التسليم.|يمكن طلب الإرجاع هنا خلال يومين بعد التسليم.|"
		    "يمكن طلب الإرجاع هنا خلال {0} أيام بعد التسليم.|"
		    "يمكن طلب الإرجاع هنا خلال {0} يومًا بعد التسليم.|"
		    "يمكن طلب الإرجاع هنا خلال {0} يوم بعد التسليم.",
	} },
};
static_assert(sizeof(counts) / sizeof(counts[0]) == UI_COUNT__MAX,
    "a row for each count");

static const struct {
	const char	*direction, *name, *brief, *og;
} locales[] = {
	[LOCALE_FR] = { "ltr", "Français", "FR", "fr_FR" },
	[LOCALE_EN] = { "ltr", "English", "EN", "en_GB" },
	[LOCALE_AR] = { "rtl", "العربية", "ع", "ar_AR" },
};
static_assert(sizeof(locales) / sizeof(locales[0]) == LOCALE__MAX,
    "a row for each language");

const char *
ui_text(enum locale locale, enum ui_text text)
{
	const struct ui_part *const	*part = parts;

	while ((int)text >= (*part)->end)
		part++;
	return (*part)->rows[(int)text - (*part)->first][locale];
}

void
ui_count(struct buf *b, enum locale locale, enum ui_count count, int64_t n)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { n };

	message_put(b, &counts[count], locale, numbers);
}

const char *
locale_direction(enum locale locale)
{
	return locales[locale].direction;
}

const char *
locale_name(enum locale locale)
{
	return locales[locale].name;
}

const char *
locale_short(enum locale locale)
{
	return locales[locale].brief;
}

const char *
locale_og(enum locale locale)
{
	return locales[locale].og;
}
