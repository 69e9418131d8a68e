/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said where the shop looks after its orders. */
enum { FIRST = UI_ORDERS, END = UI_DRAFTS };

static const ui_row rows[END - FIRST] = {
	[UI_ORDERS - FIRST] = { "Commandes", "Orders", "الطلبات" },
	[UI_ORDERS_TEXT - FIRST] = {
		"Tout ce qui a été commandé, le plus récent d’abord.",
		"All that was ordered, the newest first.",
		"كل ما طُلب، الأحدث أولًا." },
	[UI_ORDERS_Q - FIRST] = {
		"Numéro, e-mail ou nom",
		"Number, e-mail or name",
		"الرقم أو البريد أو الاسم" },
	[UI_ORDERS_MONEY - FIRST] = { "Paiement", "Payment", "الدفع" },
	[UI_ORDERS_UNPAID - FIRST] = { "À payer", "To be paid", "غير مدفوعة" },
	[UI_ORDERS_PAID - FIRST] = { "Payées", "Paid", "مدفوعة" },
	[UI_ORDERS_NONE - FIRST] = {
		"Aucune commande ne correspond.",
		"No order matches.",
		"لا يوجد طلب مطابق." },
	[UI_ORDER_NEW - FIRST] = {
		"Nouvelle commande",
		"New order",
		"طلب جديد" },
	[UI_ORDER_NEW_TEXT - FIRST] = {
		"Prise au téléphone, au comptoir ou par message : un "
		    "brouillon, que vous envoyez ensuite avec un lien "
		    "pour payer.",
		"Taken by telephone, at the counter or by message: a "
		    "draft, which you then send with a link to pay.",
		"طلب بالهاتف أو في المتجر أو برسالة: مسودة ترسلها بعد "
		    "ذلك مع رابط للدفع." },
	[UI_ORDER_NUMBER - FIRST] = { "Commande", "Order", "الطلب" },
	[UI_ORDER_BUYER - FIRST] = { "Client", "Buyer", "الزبون" },
	[UI_ORDER_TOTAL - FIRST] = { "Total", "Total", "المجموع" },
	[UI_ORDER_DUE - FIRST] = {
		"Reste à payer",
		"Still to be paid",
		"المتبقي للدفع" },
	[UI_ORDER_PAID - FIRST] = { "Payé", "Paid", "المدفوع" },
	[UI_ORDER_REFUNDED - FIRST] = { "Remboursé", "Refunded", "المُسترَد" },
	[UI_ORDER_LINES - FIRST] = { "Articles", "Articles", "المواد" },
	[UI_ORDER_UNIT - FIRST] = { "Prix", "Price", "السعر" },
	[UI_ORDER_GONE - FIRST] = { "Expédiés", "Shipped", "المُرسَل" },
	[UI_ORDER_SUBTOTAL - FIRST] = {
		"Sous-total",
		"Subtotal",
		"المجموع الفرعي" },
	[UI_ORDER_DISCOUNT - FIRST] = { "Remise", "Discount", "الخصم" },
	[UI_ORDER_SHIPPING - FIRST] = { "Livraison", "Shipping", "الشحن" },
	[UI_ORDER_TAX - FIRST] = { "Taxes", "Taxes", "الضرائب" },
	[UI_ORDER_TO - FIRST] = { "Livrer à", "Deliver to", "التسليم إلى" },
	[UI_ORDER_HISTORY - FIRST] = { "Historique", "History", "السجل" },
	[UI_ORDER_NOTE - FIRST] = { "Note", "Note", "ملاحظة" },
	[UI_ORDER_NOTE_PUBLIC - FIRST] = {
		"Le client la voit aussi",
		"The buyer sees it too",
		"يراها الزبون أيضًا" },
	[UI_ORDER_NOTE_ADD - FIRST] = {
		"Ajouter la note",
		"Add the note",
		"إضافة الملاحظة" },
	[UI_ORDER_STEP - FIRST] = {
		"Étape suivante",
		"Next step",
		"الخطوة التالية" },
	[UI_ORDER_MARK - FIRST] = {
		"Marquer comme :",
		"Mark as:",
		"وضع علامة:" },
	[UI_ORDER_CANCEL - FIRST] = {
		"Annuler la commande",
		"Cancel the order",
		"إلغاء الطلب" },
	[UI_ORDER_CANCEL_TEXT - FIRST] = {
		"Le stock revient, et ce qui a été payé est "
		    "remboursé.",
		"Stock comes back, and what was paid is refunded.",
		"يعود المخزون ويُسترد ما دُفع." },
	[UI_ORDER_REASON - FIRST] = {
		"Motif, pour le client",
		"Reason, for the buyer",
		"السبب، للزبون" },
	[UI_ORDER_SHIP - FIRST] = {
		"Expédier un colis",
		"Send a parcel",
		"إرسال طرد" },
	[UI_ORDER_CARRIER - FIRST] = {
		"Transporteur",
		"Carrier",
		"شركة الشحن" },
	[UI_ORDER_TRACKING - FIRST] = {
		"Numéro de suivi",
		"Tracking number",
		"رقم التتبع" },
	[UI_ORDER_TRACKING_URL - FIRST] = {
		"Adresse de suivi",
		"Tracking address",
		"رابط التتبع" },
	[UI_ORDER_PARCELS - FIRST] = { "Colis", "Parcels", "الطرود" },
	[UI_ORDER_PARCEL_SHIPPED - FIRST] = {
		"En route",
		"On its way",
		"في الطريق" },
	[UI_ORDER_PARCEL_DELIVERED - FIRST] = {
		"Livré",
		"Delivered",
		"سُلّم" },
	[UI_ORDER_PARCEL_CANCELLED - FIRST] = {
		"Rappelé",
		"Called back",
		"أُعيد" },
	[UI_ORDER_CALL_BACK - FIRST] = { "Rappeler", "Call back", "إعادة" },
	[UI_ORDER_REFUND - FIRST] = { "Rembourser", "Refund", "استرداد" },
	[UI_ORDER_REFUND_SHIPPING - FIRST] = {
		"Avec la livraison",
		"With the shipping",
		"مع الشحن" },
	[UI_ORDER_AMOUNT - FIRST] = {
		"Ou un montant",
		"Or an amount",
		"أو مبلغ" },
	[UI_ORDER_RETURNS - FIRST] = { "Retours", "Returns", "المرتجعات" },
	[UI_ORDER_RETURN_ENTER - FIRST] = {
		"Enregistrer un retour",
		"Enter a return",
		"تسجيل مرتجع" },
	[UI_RETURN_REQUESTED - FIRST] = { "Demandé", "Asked for", "مطلوب" },
	[UI_RETURN_APPROVED - FIRST] = { "Accepté", "Agreed to", "مقبول" },
	[UI_RETURN_REFUSED - FIRST] = { "Refusé", "Refused", "مرفوض" },
	[UI_RETURN_RECEIVED - FIRST] = { "Reçu", "Received", "مستلَم" },
	[UI_RETURN_REFUNDED - FIRST] = { "Remboursé", "Paid back", "مُسترَد" },
	[UI_RETURN_APPROVE - FIRST] = { "Accepter", "Agree", "قبول" },
	[UI_RETURN_REFUSE - FIRST] = { "Refuser", "Refuse", "رفض" },
	[UI_RETURN_RECEIVE - FIRST] = { "Reçu", "Received", "استلام" },
	[UI_RETURN_REFUND - FIRST] = { "Rembourser", "Pay back", "استرداد" },
	[UI_ORDER_SEND - FIRST] = {
		"Envoyer au client",
		"Send to the buyer",
		"إرسال إلى الزبون" },
	[UI_ORDER_SHORT - FIRST] = {
		"Payée, mais il en manque : confirmez-la quand le "
		    "stock est là, ou annulez-la pour rembourser.",
		"Paid, but not enough is left: confirm it once there "
		    "is stock, or cancel it to refund.",
		"مدفوع والكمية غير كافية: أكّده حين يتوفر المخزون أو "
		    "ألغِه لاسترداد المبلغ." },
	[UI_ORDER_HOLD - FIRST] = {
		"Stock gardé jusqu’au",
		"Stock held until",
		"المخزون محجوز حتى" },
	[UI_ORDER_LINE_FREE - FIRST] = {
		"Ligne libre",
		"Line by hand",
		"سطر حر" },
	[UI_ORDER_STREET - FIRST] = {
		"Rue et numéro",
		"Number and street",
		"الشارع والرقم" },
	[UI_ORDER_POSTCODE - FIRST] = {
		"Code postal",
		"Postcode",
		"الرمز البريدي" },
	[UI_ORDER_CITY - FIRST] = { "Ville", "City", "المدينة" },
	[UI_ORDER_COUNTRY - FIRST] = {
		"Pays (FR)",
		"Country (FR)",
		"البلد (FR)" },
	[UI_ORDER_WAY - FIRST] = { "Paiement par", "Paid by", "الدفع بواسطة" },
	[UI_ORDER_WAY_CARD - FIRST] = { "Carte", "Card", "بطاقة" },
	[UI_ORDER_WAY_CASH - FIRST] = { "Espèces", "Cash", "نقدًا" },
	[UI_ORDER_WAY_TRANSFER - FIRST] = { "Virement", "Transfer", "تحويل" },
	[UI_ORDER_WAY_GIFT - FIRST] = {
		"Carte cadeau",
		"Gift card",
		"بطاقة هدية" },
	[UI_ORDER_WAY_NONE - FIRST] = {
		"Rien à payer",
		"Nothing to pay",
		"لا شيء للدفع" },
	[UI_ORDER_DRAFT_SAVE - FIRST] = {
		"Créer le brouillon",
		"Make the draft",
		"إنشاء المسودة" },
	[UI_EVENT_NOTE - FIRST] = { "Note", "Note", "ملاحظة" },
	[UI_EVENT_PAYMENT - FIRST] = {
		"Paiement reçu",
		"Payment received",
		"دفعة مستلمة" },
	[UI_EVENT_REFUND - FIRST] = { "Remboursement", "Refund", "استرداد" },
	[UI_EVENT_REFUND_FAILED - FIRST] = {
		"Remboursement échoué",
		"Refund failed",
		"تعذّر الاسترداد" },
	[UI_EVENT_PAYMENT_FAILED - FIRST] = {
		"Paiement refusé",
		"Payment failed",
		"تعذّر الدفع" },
	[UI_EVENT_PAYMENT_GONE - FIRST] = {
		"Paiement abandonné",
		"Payment given up",
		"دفعة متروكة" },
	[UI_EVENT_STOCK - FIRST] = {
		"Stock insuffisant",
		"Not enough stock",
		"مخزون غير كافٍ" },
	[UI_EVENT_PARCEL - FIRST] = { "Colis", "Parcel", "طرد" },
	[UI_EVENT_RETURN - FIRST] = { "Retour", "Return", "مرتجع" },
	[UI_EVENT_CHANGE - FIRST] = {
		"Coordonnées modifiées",
		"Details changed",
		"تعديل البيانات" },
	[UI_EVENT_PROMOTION - FIRST] = {
		"Promotion épuisée entre-temps, prix convenu gardé",
		"Promotion used up meanwhile, agreed price kept",
		"نفد العرض في هذه الأثناء، وبقي السعر المتفق عليه" },
};

const struct ui_part ui_part_orders = { FIRST, END, rows };
