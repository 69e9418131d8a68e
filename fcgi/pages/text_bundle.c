/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said of bundles. */
enum { FIRST = UI_BUNDLE, END = UI_NOTICES };

static const ui_row rows[END - FIRST] = {
	[UI_BUNDLE - FIRST] = { "Lot", "Bundle", "حزمة" },
	[UI_BUNDLE_CONTAINS - FIRST] = { "Contient", "Contains",
		"المحتويات" },
	[UI_BUNDLE_EDIT - FIRST] = { "Composer un lot", "Make a bundle",
		"تكوين حزمة" },
	[UI_BUNDLE_CHANGE - FIRST] = { "Contenu du lot", "Bundle contents",
		"محتويات الحزمة" },
	[UI_BUNDLE_TEXT - FIRST] = {
		"Un lot se vend à son propre prix et se compose d’autres "
		    "articles : son stock est le nombre de lots qu’ils "
		    "permettent de composer, et chaque vente retire ces "
		    "articles du stock. Sans contenu, c’est une variante "
		    "comme les autres.",
		"A bundle has a price of its own and is made of other "
		    "articles: its stock is how many of it they allow, and "
		    "each sale takes those articles out of stock. Without "
		    "contents it is a variation like any other.",
		"للحزمة سعرها الخاص وتتكوّن من أصناف أخرى: مخزونها هو عدد "
		    "الحزم التي تسمح بها هذه الأصناف، وكل عملية بيع تخصمها من "
		    "المخزون. وبلا محتويات تبقى متغيرًا كغيرها." },
	[UI_BUNDLE_FIND - FIRST] = { "Ajouter un article (nom ou référence)",
		"Add an article (name or SKU)",
		"إضافة صنف (الاسم أو الرمز)" },
	[UI_BUNDLE_MAKES - FIRST] = { "Lots que l’on peut composer :",
		"Bundles that can be made:", "عدد الحزم الممكن تكوينها:" },
};

const struct ui_part ui_part_bundle = { FIRST, END, rows };
