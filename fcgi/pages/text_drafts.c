/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said of orders that the shop writes down, of paying them, and of what
 * comes back. */
enum { FIRST = UI_DRAFTS, END = UI_OPS };

static const ui_row rows[END - FIRST] = {
	[UI_DRAFTS - FIRST] = { "Brouillons", "Drafts", "المسودات" },
	[UI_DRAFT_EDIT - FIRST] = {
		"Modifier le brouillon",
		"Edit the draft",
		"تعديل المسودة" },
	[UI_DRAFT_FIND - FIRST] = {
		"Nom ou référence (SKU)",
		"Name or SKU",
		"الاسم أو الرمز (SKU)" },
	[UI_DRAFT_CATALOGUE - FIRST] = { "catalogue", "catalogue", "الكتالوج" },
	[UI_DRAFT_CLIENT_FIND - FIRST] = {
		"Compte : début du nom ou de l’e-mail",
		"Account: how the name or e-mail begins",
		"الحساب: بداية الاسم أو البريد" },
	[UI_DRAFT_CLIENT - FIRST] = {
		"Compte client",
		"Account",
		"حساب الزبون" },
	[UI_DRAFT_LOCALE - FIRST] = {
		"Langue du client",
		"The buyer’s language",
		"لغة الزبون" },
	[UI_DRAFT_TOLD - FIRST] = {
		"Prévenir le client par",
		"Tell the buyer by",
		"إبلاغ الزبون عبر" },
	[UI_DRAFT_TOLD_USUAL - FIRST] = {
		"comme d’habitude",
		"as usual",
		"كالمعتاد" },
	[UI_DRAFT_MORE - FIRST] = {
		"Société, complément, région",
		"Firm, further lines, region",
		"الشركة، تكملة العنوان، المنطقة" },
	[UI_DRAFT_LINE2 - FIRST] = {
		"Complément d’adresse",
		"Further address line",
		"تكملة العنوان" },
	[UI_DRAFT_METHOD - FIRST] = {
		"Mode de livraison",
		"Way of shipping",
		"طريقة الشحن" },
	[UI_DRAFT_METHOD_NONE - FIRST] = {
		"Sans livraison",
		"Not shipped",
		"بلا شحن" },
	[UI_DRAFT_SHIPPING - FIRST] = {
		"Livraison, prix convenu",
		"Shipping, as agreed",
		"الشحن، السعر المتفق عليه" },
	[UI_DRAFT_DISCOUNT - FIRST] = {
		"Remise accordée",
		"Discount granted",
		"خصم ممنوح" },
	[UI_DRAFT_NOTE - FIRST] = {
		"Note, que le client voit aussi",
		"Note, which the buyer sees too",
		"ملاحظة يراها الزبون أيضًا" },
	[UI_DRAFT_SUMMARY - FIRST] = {
		"Ce que cela coûte",
		"What it costs",
		"التكلفة" },
	[UI_DRAFT_SAVE - FIRST] = {
		"Enregistrer le brouillon",
		"Save the draft",
		"حفظ المسودة" },
	[UI_DRAFT_DELETE - FIRST] = {
		"Supprimer le brouillon",
		"Delete the draft",
		"حذف المسودة" },
	[UI_DRAFT_DELETE_TEXT - FIRST] = {
		"Rien n’est réservé, rien n’a été envoyé. Il "
		    "restera visible parmi les commandes annulées.",
		"Nothing is held, nothing was sent. It stays to be "
		    "seen among the cancelled orders.",
		"لا شيء محجوز ولم يُرسل شيء. ستبقى ظاهرة بين "
		    "الطلبات الملغاة." },
	[UI_DRAFT_NO_EMAIL - FIRST] = {
		"Sans adresse e-mail, pas de lien à envoyer : "
		    "ajoutez-la, ou encaissez ici.",
		"Without an e-mail there is no link to send: add "
		    "one, or take the money here.",
		"لا يمكن إرسال الرابط دون بريد: أضفه أو اقبض "
		    "المبلغ هنا." },
	[UI_LINK_COPY - FIRST] = {
		"Copier le lien de paiement",
		"Copy the link to pay",
		"نسخ رابط الدفع" },
	[UI_LINK_MAIL - FIRST] = {
		"Renvoyer le lien par e-mail",
		"Mail the link again",
		"إعادة إرسال الرابط بالبريد" },
	[UI_LINK_HERE - FIRST] = {
		"Lien de paiement",
		"Link to pay",
		"رابط الدفع" },
	[UI_LINK_SENT - FIRST] = {
		"Le lien est parti par e-mail.",
		"The link is on its way by mail.",
		"أُرسل الرابط بالبريد." },
	[UI_PAID_CASH - FIRST] = {
		"Payée en espèces",
		"Paid in cash",
		"دُفع نقدًا" },
	[UI_PAID_TRANSFER - FIRST] = {
		"Payée par virement",
		"Paid by transfer",
		"دُفع بتحويل" },
	[UI_PAID_ALL - FIRST] = { "Payée", "Paid", "مدفوع" },
	[UI_PAID_BACK_ALL - FIRST] = { "Remboursée", "Paid back", "مُسترَد" },
	[UI_ORDER_DISPUTED - FIRST] = {
		"La banque du client réclame de l’argent de cette "
		    "commande.",
		"The buyer’s bank asks money of this order back.",
		"بنك الزبون يطالب باسترداد مبلغ من هذا الطلب." },
	[UI_ORDER_RETURN_WAITS - FIRST] = {
		"Un retour attend la boutique.",
		"A return waits for the shop.",
		"هناك مرتجع ينتظر المتجر." },
	[UI_ORDER_LEFT_PIECES - FIRST] = { "reste", "left", "المتبقي" },
	[UI_ORDER_REFUND_LEFT - FIRST] = {
		"Peut encore être remboursé :",
		"Can still be paid back:",
		"يمكن استرداد:" },
	[UI_ORDER_OTHER - FIRST] = {
		"Autres actions",
		"Other deeds",
		"إجراءات أخرى" },
	[UI_ORDER_BILLING - FIRST] = {
		"Facturer à",
		"Bill to",
		"الفاتورة إلى" },
	[UI_ORDERS_OF_BUYER - FIRST] = {
		"Commandes de ce client",
		"Orders of this customer",
		"طلبات هذا الزبون" },
	[UI_ORDERS_EXPORT - FIRST] = {
		"Télécharger (CSV)",
		"Download (CSV)",
		"تنزيل (CSV)" },
	[UI_ORDERS_ANY - FIRST] = { "Tous", "All", "الكل" },
	[UI_EVENT_LINK - FIRST] = {
		"Lien de paiement communiqué",
		"Link to pay told",
		"أُعطي رابط الدفع" },
	[UI_RETURN - FIRST] = { "Retour", "Return", "مرتجع" },
	[UI_RETURNS_TEXT - FIRST] = {
		"Ce que les clients renvoient, le plus récent "
		    "d’abord.",
		"What buyers send back, the newest first.",
		"ما يعيده الزبائن، الأحدث أولًا." },
	[UI_RETURNS_NONE - FIRST] = {
		"Aucun retour ne correspond.",
		"No return matches.",
		"لا يوجد مرتجع مطابق." },
	[UI_RETURNS_WHICH - FIRST] = { "Lesquels", "Which", "أيّها" },
	[UI_RETURNS_OPEN - FIRST] = {
		"À traiter",
		"To be dealt with",
		"للمعالجة" },
	[UI_RETURNS_DONE - FIRST] = { "Terminés", "Done", "منتهية" },
	[UI_RETURNS_NUMBER - FIRST] = {
		"Numéro de commande",
		"Number of the order",
		"رقم الطلب" },
	[UI_RETURN_NOTE - FIRST] = {
		"Le client dit",
		"The buyer says",
		"يقول الزبون" },
	[UI_RETURN_ANSWER - FIRST] = {
		"Réponse au client",
		"Answer to the buyer",
		"الرد على الزبون" },
	[UI_RETURN_WHY_NOT - FIRST] = {
		"Motif du refus, pour le client",
		"Why not, for the buyer",
		"سبب الرفض، للزبون" },
	[UI_RETURN_CAME - FIRST] = {
		"Marquer comme reçu",
		"Mark as received",
		"تسجيل الاستلام" },
	[UI_RETURN_RESTOCK - FIRST] = {
		"Remettre en vente",
		"Sell it again",
		"إعادة البيع" },
	[UI_RETURN_RESTOCKED - FIRST] = {
		"Remis en vente",
		"Sold again",
		"أُعيد للبيع" },
	[UI_RETURN_NOT_RESTOCKED - FIRST] = {
		"Pas remis en vente",
		"Not sold again",
		"لم يُعد للبيع" },
	[UI_RETURN_SHIPPING - FIRST] = {
		"Rembourser aussi la livraison",
		"Pay the shipping back, too",
		"استرداد الشحن أيضًا" },
	[UI_RETURN_PAY - FIRST] = {
		"Rembourser ces articles",
		"Pay these articles back",
		"استرداد ثمن هذه المواد" },
};

const struct ui_part ui_part_drafts = { FIRST, END, rows };
