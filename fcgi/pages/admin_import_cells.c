/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "lib/base/text.h"

/* By the names of import_cell_at(), in the order of enum locale. */
static const struct {
	const char	*cell, *text[LOCALE__MAX];
} cells[] = {
	{ "slug", { "Adresse (slug)", "Address (slug)", "العنوان (slug)" } },
	{ "name", { "Nom", "Name", "الاسم" } },
	{ "description", { "Description", "Description", "الوصف" } },
	{ "shortDescription", { "Description courte",
	    "Short description", "وصف قصير" } },
	{ "category", { "Catégorie", "Category", "الفئة" } },
	{ "categoryPath", { "Chemin de catégories (A > B)",
	    "Path of categories (A > B)", "مسار الفئات (A > B)" } },
	{ "status", { "Statut", "Status", "الحالة" } },
	{ "published", { "Publié (oui/non)",
	    "Published (yes/no)", "منشور (نعم/لا)" } },
	{ "isFeatured", { "Mis en avant", "Featured", "مميز" } },
	{ "isNew", { "Nouveau", "New", "جديد" } },
	{ "seoTitle", { "Titre SEO", "SEO title", "عنوان SEO" } },
	{ "seoDescription", { "Description SEO",
	    "SEO description", "وصف SEO" } },
	{ "vendor", { "Marque", "Vendor", "العلامة" } },
	{ "tags", { "Mots-clés", "Tags", "الوسوم" } },
	{ "collections", { "Collections", "Collections", "المجموعات" } },
	{ "taxClass", { "Classe de taxe", "Tax class", "فئة الضريبة" } },
	{ "price", { "Prix", "Price", "السعر" } },
	{ "priceInCents", { "Prix en centimes",
	    "Price in cents", "السعر بالسنتيم" } },
	{ "compareAtPrice", { "Prix barré",
	    "Compare-at price", "السعر المشطوب" } },
	{ "currency", { "Devise", "Currency", "العملة" } },
	{ "sku", { "Référence (SKU)", "SKU", "رمز المنتج (SKU)" } },
	{ "barcode", { "Code-barres", "Barcode", "الباركود" } },
	{ "stock", { "Stock", "Stock", "المخزون" } },
	{ "lowStockAt", { "Seuil d’alerte", "Low stock at", "حد التنبيه" } },
	{ "weight", { "Poids (g)", "Weight (g)", "الوزن (غ)" } },
	{ "weightKg", { "Poids (kg)", "Weight (kg)", "الوزن (كغ)" } },
	{ "option1Name", { "Option 1 : nom",
	    "Option 1: name", "الخيار 1: الاسم" } },
	{ "option1Value", { "Option 1 : valeur",
	    "Option 1: value", "الخيار 1: القيمة" } },
	{ "option2Name", { "Option 2 : nom",
	    "Option 2: name", "الخيار 2: الاسم" } },
	{ "option2Value", { "Option 2 : valeur",
	    "Option 2: value", "الخيار 2: القيمة" } },
	{ "option3Name", { "Option 3 : nom",
	    "Option 3: name", "الخيار 3: الاسم" } },
	{ "option3Value", { "Option 3 : valeur",
	    "Option 3: value", "الخيار 3: القيمة" } },
	{ "image", { "Image", "Image", "صورة" } },
	{ "images", { "Images (plusieurs)",
	    "Images (several)", "صور (عدة)" } },
	{ "imagePosition", { "Position de l’image",
	    "Image position", "موضع الصورة" } },
	{ "imageAlt", { "Texte de l’image", "Image text", "نص الصورة" } },
	{ "locale", { "Langue", "Language", "اللغة" } },
	{ "translationOf", { "Traduction de",
	    "Translation of", "ترجمة لـ" } },
};

const char *
admin_import_cell(enum locale locale, const char *cell)
{
	size_t	 i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		if (text_equal(cells[i].cell, cell))
			return cells[i].text[locale];
	return cell;
}
