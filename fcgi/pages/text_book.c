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
	[UI_BACK_ASK - FIRST] = {
		"Retourner des articles",
		"Send something back",
		"إرجاع منتجات" },
	[UI_BACK_SEND - FIRST] = {
		"Demander le retour",
		"Ask for the return",
		"طلب الإرجاع" },
	[UI_BACK_PIECES - FIRST] = {
		"Pièces à renvoyer",
		"Pieces to send back",
		"القطع المراد إرجاعها" },
	[UI_BACK_AT_MOST - FIRST] = { "au plus", "at most", "كحد أقصى" },
	[UI_BACK_ASKED - FIRST] = {
		"retour déjà demandé",
		"a return was asked for already",
		"طُلب إرجاعه من قبل" },
	[UI_BACK_NOT_SENT - FIRST] = {
		"pas encore livré",
		"not delivered yet",
		"لم يُسلَّم بعد" },
	[UI_BACK_REASON - FIRST] = { "Motif", "Reason", "السبب" },
	[UI_BACK_CHOOSE - FIRST] = { "Choisir…", "Choose…", "اختر…" },
	[UI_BACK_UNSUITED - FIRST] = {
		"Ne me convient pas",
		"Not what I want after all",
		"لا يناسبني" },
	[UI_BACK_BROKEN - FIRST] = {
		"Abîmé ou défectueux",
		"Damaged or faulty",
		"تالف أو معيب" },
	[UI_BACK_WRONG - FIRST] = {
		"Ce n’est pas l’article commandé",
		"Not what I ordered",
		"ليس المنتج المطلوب" },
	[UI_BACK_MISSING - FIRST] = {
		"Incomplet",
		"Something is missing",
		"ناقص" },
	[UI_BACK_LATE - FIRST] = {
		"Arrivé trop tard",
		"Came too late",
		"وصل متأخرًا" },
	[UI_BACK_OTHER - FIRST] = { "Autre", "Other", "سبب آخر" },
	[UI_BACK_ANSWER - FIRST] = {
		"La boutique :",
		"The shop:",
		"المتجر:" },
	[UI_BACK_UNTIL - FIRST] = {
		"Un retour peut être demandé jusqu’au",
		"A return can be asked for until",
		"يمكن طلب الإرجاع حتى" },
	[UI_BACK_OVER - FIRST] = {
		"Le délai de retour a pris fin le",
		"The time for returns ended on",
		"انتهت مدة الإرجاع في" },
	[UI_BACK_ALL - FIRST] = {
		"Un retour est demandé pour tout ce qui a été livré.",
		"A return was asked for all that was delivered.",
		"طُلب إرجاع كل ما سُلّم." },
	[UI_PARCEL_SHIPPED - FIRST] = {
		"Colis expédié",
		"Parcel sent",
		"أُرسل طرد" },
	[UI_PARCEL_DELIVERED - FIRST] = {
		"Colis livré",
		"Parcel delivered",
		"سُلّم طرد" },
	[UI_PARCEL_CANCELLED - FIRST] = {
		"Colis annulé",
		"Parcel cancelled",
		"أُلغي طرد" },
	[UI_BUY_BANK_LATER - FIRST] = {
		"La boutique vous indiquera son compte ; rappelez le numéro "
		    "de la commande :",
		"The shop will tell you its account; name the number of the "
		    "order:",
		"سيخبرك المتجر برقم حسابه؛ اذكر رقم الطلب:" },
	[UI_BUY_BROKEN_OFF - FIRST] = {
		"Le paiement n’est pas allé à son terme : rien n’a été débité.",
		"The payment was not completed: nothing was charged.",
		"لم يكتمل الدفع: لم يُخصم أي مبلغ." },
	[UI_BUY_HOLD - FIRST] = {
		"Vos articles sont réservés jusqu’au",
		"Your goods are kept for you until",
		"منتجاتك محجوزة حتى" },
	[UI_BUY_EXPIRED - FIRST] = {
		"Elle n’a pas été payée à temps.",
		"It was not paid in time.",
		"لم يُدفع في الوقت المحدد." },
};

const struct ui_part ui_part_book = { FIRST, END, rows };
