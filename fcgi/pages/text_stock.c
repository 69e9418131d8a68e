/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by stock and its places. */
enum { FIRST = UI_STOCK_LOW, END = UI_IMPORT_TITLE };

static const ui_row rows[END - FIRST] = {
	[UI_STOCK_LOW - FIRST] = { "Stock bas", "Low stock", "مخزون منخفض" },
	[UI_STOCK_HINT - FIRST] = {
		"Saisissez la quantité comptée, ou +5 pour ce qui arrive et "
		    "-2 pour ce qui part.",
		"Enter the quantity counted, or +5 for what came and -2 for "
		    "what left.",
		"أدخل الكمية المعدودة، أو ‎+5‎ لما وصل و‎-2‎ لما خرج." },
	[UI_STOCK_TRANSFER - FIRST] = { "Transférer", "Transfer", "نقل" },
	[UI_PLACE - FIRST] = { "Emplacement", "Place", "الموقع" },
	[UI_PLACES - FIRST] = { "Emplacements", "Places", "المواقع" },
	[UI_PLACE_ANY - FIRST] = { "Tous les emplacements", "Any place",
		"كل المواقع" },
	[UI_PLACE_NEW - FIRST] = { "Ajouter un emplacement", "Add a place",
		"إضافة موقع" },
	[UI_PLACE_DEFAULT - FIRST] = { "Par défaut", "Default", "افتراضي" },
	[UI_PLACE_MAKE_DEFAULT - FIRST] = { "Mettre par défaut",
		"Make the default", "اجعله الافتراضي" },
	[UI_PLACE_ACTIVE - FIRST] = { "Reçoit du stock", "Takes stock",
		"يستقبل المخزون" },
	[UI_PLACE_INACTIVE - FIRST] = { "Inactif", "Inactive", "غير نشط" },
	[UI_PLACE_HINT - FIRST] = {
		"Un emplacement inactif ne reçoit plus de stock ; ce qu’il "
		    "contient reste en vente.",
		"An inactive place takes no more stock; what it has is still "
		    "on sale.",
		"الموقع غير النشط لا يستقبل مخزونًا جديدًا، ويبقى ما فيه معروضًا "
		    "للبيع." },
	[UI_ADDRESS - FIRST] = { "Adresse", "Address", "العنوان" },
	[UI_PRODUCT - FIRST] = { "Produit", "Product", "المنتج" },
	[UI_QUANTITY - FIRST] = { "Quantité", "Quantity", "الكمية" },
	[UI_THRESHOLD - FIRST] = { "Seuil d’alerte", "Notice at",
		"حد التنبيه" },
	[UI_ADJUST - FIRST] = { "Entrée ou sortie", "In or out",
		"إدخال أو إخراج" },
	[UI_FROM - FIRST] = { "De", "From", "من" },
	[UI_TO - FIRST] = { "Vers", "To", "إلى" },
	[UI_NOTE - FIRST] = { "Note", "Note", "ملاحظة" },
	[UI_MOVEMENTS - FIRST] = { "Mouvements", "Movements", "الحركات" },
	[UI_CHANGE - FIRST] = { "Mouvement", "Change", "الحركة" },
	[UI_AFTER - FIRST] = { "Après", "After", "بعدها" },
	[UI_BY - FIRST] = { "Par", "By", "بواسطة" },
	[UI_REASON_RECEIVED - FIRST] = { "Réception", "Received", "استلام" },
	[UI_REASON_RETURNED - FIRST] = { "Retour", "Returned", "إرجاع" },
	[UI_REASON_SOLD - FIRST] = { "Vente", "Sold", "بيع" },
	[UI_REASON_DAMAGED - FIRST] = { "Perte ou casse", "Damaged or lost",
		"تلف أو فقدان" },
	[UI_REASON_CORRECTION - FIRST] = { "Correction", "Correction",
		"تصحيح" },
	[UI_REASON_COUNT - FIRST] = { "Inventaire", "Count", "جرد" },
	[UI_REASON_TRANSFER - FIRST] = { "Transfert", "Transfer", "نقل" },
	[UI_REASON_OPENING - FIRST] = { "Stock initial", "Opening stock",
		"المخزون الأولي" },
	[UI_REASON_EDIT - FIRST] = { "Fiche produit", "Product page",
		"صفحة المنتج" },
	[UI_REASON_IMPORT - FIRST] = { "Import", "Import", "استيراد" },
};

const struct ui_part ui_part_stock = { FIRST, END, rows };
