/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said around an order: the address book, and what comes back. */
enum { FIRST = UI_BOOK, END = UI_PAYMENTS };

static const ui_row rows[END - FIRST] = {
	[UI_BOOK - FIRST] = { "Adresses", "Addresses", "العناوين" },
	[UI_BOOK_EMPTY - FIRST] = {
		"Aucune adresse enregistrée : la première servira à votre "
		    "prochaine commande.",
		"No address yet: the first one will serve your next order.",
		"لا عناوين بعد: سيُستعمل أول عنوان في طلبك القادم." },
	[UI_BOOK_ADD - FIRST] = {
		"Ajouter une adresse",
		"Add an address",
		"إضافة عنوان" },
	[UI_BOOK_CHANGE - FIRST] = {
		"Modifier l’adresse",
		"Change the address",
		"تعديل العنوان" },
	[UI_BOOK_EDIT - FIRST] = { "Modifier", "Change", "تعديل" },
	[UI_BOOK_BACK - FIRST] = {
		"Retour aux adresses",
		"Back to the addresses",
		"العودة إلى العناوين" },
	[UI_BOOK_LABEL - FIRST] = {
		"Nom de cette adresse : Bureau… (facultatif)",
		"What to call it: Office… (optional)",
		"اسم هذا العنوان: المكتب… (اختياري)" },
	[UI_BOOK_DEFAULT - FIRST] = {
		"Livraison par défaut",
		"Default for deliveries",
		"الافتراضي للتوصيل" },
	[UI_BOOK_BILLING - FIRST] = {
		"Facturation par défaut",
		"Default for invoices",
		"الافتراضي للفوترة" },
	[UI_BOOK_MAKE_DEFAULT - FIRST] = {
		"Livrer ici par défaut",
		"Deliver here by default",
		"التوصيل هنا افتراضيًا" },
	[UI_BOOK_MAKE_BILLING - FIRST] = {
		"Facturer ici par défaut",
		"Invoice here by default",
		"الفوترة هنا افتراضيًا" },
	[UI_BOOK_SURE - FIRST] = {
		"Supprimer cette adresse ? Vos commandes gardent la leur.",
		"Remove this address? Your orders keep theirs.",
		"حذف هذا العنوان؟ تحتفظ طلباتك بعناوينها." },
	[UI_BOOK_KEEP - FIRST] = {
		"Garder cette adresse dans mon carnet",
		"Keep this address in my address book",
		"حفظ هذا العنوان في دفتر عناويني" },
};

const struct ui_part ui_part_book = { FIRST, END, rows };
