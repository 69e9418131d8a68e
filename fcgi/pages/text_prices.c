/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by price lists and customer groups. */
enum { FIRST = UI_PRICES, END = UI_COLLECTION_NEW };

static const ui_row rows[END - FIRST] = {
	[UI_PRICES - FIRST] = { "Listes de prix", "Price lists",
		"قوائم الأسعار" },
	[UI_PRICES_TEXT - FIRST] = {
		"Des prix qui remplacent les prix habituels : pour un temps, "
		    "pour un groupe de clients, ou les deux.",
		"Prices that hold instead of the usual ones: for a while, for "
		    "a group of customers, or both.",
		"أسعار تحلّ محلّ الأسعار المعتادة: لمدة محددة أو لمجموعة من "
		    "العملاء أو كليهما." },
	[UI_PRICES_NEW - FIRST] = { "Nouvelle liste", "New list",
		"قائمة جديدة" },
	[UI_PRICES_FOR - FIRST] = { "Pour", "For", "لمن" },
	[UI_PRICES_EVERYBODY - FIRST] = { "Tout le monde", "Everybody",
		"الجميع" },
	[UI_PRICES_CURRENCY - FIRST] = { "Devise", "Currency", "العملة" },
	[UI_PRICES_STARTS - FIRST] = { "Début", "Start", "البداية" },
	[UI_PRICES_ENDS - FIRST] = { "Fin", "End", "النهاية" },
	[UI_PRICES_ZONE - FIRST] = { "À l’heure de la boutique :",
		"In the shop’s time:", "بتوقيت المتجر:" },
	[UI_PRICES_DATES_HINT - FIRST] = { "Vide : sans limite.",
		"Empty: no limit.", "فارغ: بلا حدّ." },
	[UI_PRICES_PRIORITY - FIRST] = { "Priorité", "Priority", "الأولوية" },
	[UI_PRICES_ACTIVE - FIRST] = { "Cette liste est active",
		"This list is active", "هذه القائمة مفعّلة" },
	[UI_PRICES_ON - FIRST] = { "Active", "Active", "مفعّلة" },
	[UI_PRICES_OFF - FIRST] = { "Inactive", "Inactive", "غير مفعّلة" },
	[UI_PRICES_APPLYING - FIRST] = { "En cours d’application…",
		"Being applied…", "قيد التطبيق…" },
	[UI_PRICES_APPLYING_TEXT - FIRST] = {
		"Les listes de produits se mettent à jour ; cela peut prendre "
		    "un moment.",
		"The lists of products are being brought up to date; this may "
		    "take a moment.",
		"يجري تحديث قوائم المنتجات؛ قد يستغرق ذلك بعض الوقت." },
	[UI_PRICES_STALE - FIRST] = {
		"Quelqu’un l’a modifié entre-temps. Rechargez la page.",
		"Somebody changed this in the meantime. Reload the page.",
		"عدّل شخص آخر هذا في هذه الأثناء. أعد تحميل الصفحة." },
	[UI_PRICES_ROWS - FIRST] = { "Prix de cette liste",
		"Prices of this list", "أسعار هذه القائمة" },
	[UI_PRICES_HERE - FIRST] = { "Prix dans la liste", "Price in the list",
		"السعر في القائمة" },
	[UI_PRICES_USUAL - FIRST] = { "Prix habituel", "Usual price",
		"السعر المعتاد" },
	[UI_PRICES_FIND - FIRST] = { "Ajouter un produit", "Add a product",
		"إضافة منتج" },
	[UI_PRICES_SAVE - FIRST] = { "Enregistrer les prix", "Save the prices",
		"حفظ الأسعار" },
	[UI_DELETE - FIRST] = { "Supprimer", "Delete", "حذف" },
	[UI_GROUPS - FIRST] = { "Groupes de clients", "Customer groups",
		"مجموعات العملاء" },
	[UI_GROUPS_TEXT - FIRST] = {
		"Les clients d’un groupe peuvent avoir leurs propres prix.",
		"The customers of a group can have prices of their own.",
		"يمكن أن تكون لعملاء المجموعة أسعار خاصة بهم." },
	[UI_GROUP_NEW - FIRST] = { "Nouveau groupe", "New group",
		"مجموعة جديدة" },
	[UI_GROUP_MEMBERS - FIRST] = { "Membres", "Members", "الأعضاء" },
	[UI_GROUP_EMAIL - FIRST] = { "E-mail du compte à ajouter",
		"E-mail of the account to add",
		"البريد الإلكتروني للحساب المراد إضافته" },
};

const struct ui_part ui_part_prices = { FIRST, END, rows };
