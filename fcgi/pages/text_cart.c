/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said to who buys: cart and checkout. */
enum { FIRST = UI_CART, END = UI_BOOK };

static const ui_row rows[END - FIRST] = {
	[UI_CART - FIRST] = { "Panier", "Cart", "السلة" },
	[UI_CART_ADD - FIRST] = {
		"Ajouter au panier",
		"Add to cart",
		"أضف إلى السلة" },
	[UI_CART_ADDED - FIRST] = {
		"Ajouté au panier.",
		"Added to the cart.",
		"أُضيف إلى السلة." },
	[UI_CART_SEE - FIRST] = {
		"Voir le panier",
		"See the cart",
		"عرض السلة" },
	[UI_CART_EMPTY - FIRST] = {
		"Votre panier est vide.",
		"Your cart is empty.",
		"سلتك فارغة." },
	[UI_CART_EACH - FIRST] = { "l’unité", "each", "للقطعة" },
	[UI_CART_CHANGE - FIRST] = { "Mettre à jour", "Update", "تحديث" },
	[UI_CART_CODE - FIRST] = { "Code promo", "Promo code", "رمز الخصم" },
	[UI_CART_CODES - FIRST] = {
		"Codes utilisés",
		"Codes in use",
		"الرموز المستعملة" },
	[UI_CART_SHIPPING_TO - FIRST] = { "Livraison", "Delivery", "التوصيل" },
	[UI_CART_COUNTRY - FIRST] = { "Pays", "Country", "البلد" },
	[UI_CART_POSTCODE - FIRST] = {
		"Code postal",
		"Postcode",
		"الرمز البريدي" },
	[UI_CART_WAY - FIRST] = {
		"Mode de livraison",
		"Way of delivery",
		"طريقة التوصيل" },
	[UI_CART_NO_WAY - FIRST] = {
		"Aucun mode de livraison n’est proposé à cette adresse.",
		"No way of delivery is offered there.",
		"لا تتوفر طريقة توصيل إلى هذا العنوان." },
	[UI_CART_DAYS - FIRST] = { "jours", "days", "أيام" },
	[UI_CART_FREE - FIRST] = { "Gratuit", "Free", "مجاني" },
	[UI_CART_SUMMARY - FIRST] = { "Récapitulatif", "Summary", "الملخص" },
	[UI_CART_SUBTOTAL - FIRST] = {
		"Sous-total",
		"Subtotal",
		"المجموع الفرعي" },
	[UI_CART_SHIPPING - FIRST] = {
		"Frais de livraison",
		"Delivery costs",
		"رسوم التوصيل" },
	[UI_CART_TAX - FIRST] = { "Taxes", "Taxes", "الضرائب" },
	[UI_CART_TAX_IN - FIRST] = {
		"dont taxes",
		"taxes included",
		"منها ضرائب" },
	[UI_CART_REVERSE - FIRST] = {
		"TVA due par l’acheteur (autoliquidation)",
		"VAT owed by the buyer (reverse charge)",
		"ضريبة القيمة المضافة على المشتري" },
	[UI_CART_TOTAL - FIRST] = { "Total", "Total", "المجموع" },
	[UI_CART_PROBLEMS - FIRST] = {
		"Corrigez ce qui est signalé avant de commander.",
		"See to what is marked before you order.",
		"صحّح ما أُشير إليه قبل الطلب." },
	[UI_CHECKOUT - FIRST] = { "Commander", "Check out", "إتمام الطلب" },
	[UI_CHECKOUT_CONTACT - FIRST] = {
		"Vos coordonnées",
		"How to reach you",
		"بياناتك" },
	[UI_CHECKOUT_ACCOUNT - FIRST] = {
		"Déjà client ? Se connecter",
		"Have an account? Sign in",
		"لديك حساب؟ سجّل الدخول" },
	[UI_CHECKOUT_REMIND - FIRST] = {
		"Si je ne termine pas, rappelez-moi mon panier par un seul "
		    "e-mail",
		"If I do not finish, remind me of my cart by one e-mail",
		"إن لم أُكمل، ذكّروني بسلتي برسالة واحدة" },
	[UI_CHECKOUT_ADDRESS - FIRST] = {
		"Adresse de livraison",
		"Delivery address",
		"عنوان التوصيل" },
	[UI_CHECKOUT_BILLING - FIRST] = {
		"Adresse de facturation",
		"Billing address",
		"عنوان الفوترة" },
	[UI_CHECKOUT_SAME - FIRST] = {
		"La même que l’adresse de livraison",
		"The same as the delivery address",
		"نفس عنوان التوصيل" },
	[UI_CHECKOUT_OTHER - FIRST] = {
		"Une autre adresse",
		"Another address",
		"عنوان آخر" },
	[UI_CHECKOUT_NAME - FIRST] = {
		"Nom et prénom",
		"Full name",
		"الاسم الكامل" },
	[UI_CHECKOUT_LINE1 - FIRST] = {
		"Numéro et rue",
		"Number and street",
		"الرقم والشارع" },
	[UI_CHECKOUT_LINE2 - FIRST] = {
		"Complément d’adresse (facultatif)",
		"More of the address (optional)",
		"تكملة العنوان (اختياري)" },
	[UI_CHECKOUT_CITY - FIRST] = { "Ville", "City", "المدينة" },
	[UI_CHECKOUT_REGION - FIRST] = {
		"Région (facultatif)",
		"Region (optional)",
		"المنطقة (اختياري)" },
	[UI_CHECKOUT_COMPANY - FIRST] = {
		"Société (facultatif)",
		"Company (optional)",
		"الشركة (اختياري)" },
	[UI_CHECKOUT_VAT - FIRST] = {
		"Numéro de TVA (facultatif)",
		"VAT number (optional)",
		"الرقم الضريبي (اختياري)" },
	[UI_CHECKOUT_PHONE - FIRST] = {
		"Téléphone, avec l’indicatif : +33… (facultatif)",
		"Telephone, with its country code: +33… (optional)",
		"الهاتف مع رمز البلد: ‎+212… (اختياري)" },
	[UI_CHECKOUT_PAYMENT - FIRST] = { "Paiement", "Payment", "الدفع" },
	[UI_PAY_CARD - FIRST] = { "Carte bancaire", "Card", "بطاقة بنكية" },
	[UI_PAY_CASH - FIRST] = {
		"Espèces, à la remise",
		"Cash, when you get it",
		"نقدًا عند الاستلام" },
	[UI_PAY_TRANSFER - FIRST] = {
		"Virement bancaire",
		"Bank transfer",
		"تحويل بنكي" },
	[UI_PAY_GIFT_CARD - FIRST] = {
		"Carte cadeau",
		"Gift card",
		"بطاقة هدية" },
	[UI_PAY_NONE - FIRST] = {
		"Rien à payer",
		"Nothing to pay",
		"لا شيء للدفع" },
	[UI_CHECKOUT_NO_PAYMENT - FIRST] = {
		"Aucun moyen de paiement n’est proposé pour l’instant.",
		"There is no way to pay at the moment.",
		"لا تتوفر وسيلة دفع حاليًا." },
	[UI_CHECKOUT_GIFT - FIRST] = {
		"Code d’une carte cadeau (facultatif)",
		"Code of a gift card (optional)",
		"رمز بطاقة هدية (اختياري)" },
	[UI_CHECKOUT_NOTE - FIRST] = {
		"Message pour la boutique (facultatif)",
		"Message to the shop (optional)",
		"رسالة إلى المتجر (اختياري)" },
	[UI_CHECKOUT_PLACE - FIRST] = {
		"Commander avec obligation de paiement",
		"Order and pay",
		"اطلب مع الالتزام بالدفع" },
	[UI_BUY_ORDER - FIRST] = { "Commande", "Order", "الطلب" },
	[UI_BUY_ORDERS - FIRST] = { "Mes commandes", "My orders", "طلباتي" },
	[UI_BUY_NO_ORDERS - FIRST] = {
		"Aucune commande pour l’instant.",
		"No orders yet.",
		"لا طلبات بعد." },
	[UI_BUY_THANKS - FIRST] = {
		"Merci ! Votre commande est enregistrée.",
		"Thank you! Your order is placed.",
		"شكرًا! سُجّل طلبك." },
	[UI_BUY_UNSEEN - FIRST] = {
		"Cette commande s’ouvre par le lien reçu par e-mail, ou "
		    "une fois connecté.",
		"This order opens by the link of the mail, or once you "
		    "are signed in.",
		"يُفتح هذا الطلب عبر الرابط المرسل بالبريد أو بعد تسجيل "
		    "الدخول." },
	[UI_BUY_DISCOUNT - FIRST] = { "Réduction", "Discount", "الخصم" },
	[UI_BUY_PAID - FIRST] = { "Payé", "Paid", "المدفوع" },
	[UI_BUY_REFUNDED - FIRST] = { "Remboursé", "Refunded", "المُعاد" },
	[UI_BUY_DUE - FIRST] = {
		"Reste à payer",
		"To be paid",
		"الباقي للدفع" },
	[UI_BUY_PAY - FIRST] = {
		"Payer par carte",
		"Pay by card",
		"ادفع بالبطاقة" },
	[UI_BUY_TRANSFER - FIRST] = {
		"Virez le montant restant sur ce compte, avec le numéro "
		    "de la commande :",
		"Transfer what is left to this account, with the number "
		    "of the order:",
		"حوّل المبلغ الباقي إلى هذا الحساب مع ذكر رقم الطلب:" },
	[UI_BUY_HOLDER - FIRST] = {
		"Titulaire",
		"Account holder",
		"صاحب الحساب" },
	[UI_BUY_NUMBER - FIRST] = {
		"Numéro de commande",
		"Number of the order",
		"رقم الطلب" },
	[UI_BUY_PARCELS - FIRST] = { "Colis", "Parcels", "الطرود" },
	[UI_BUY_TRACK - FIRST] = { "Suivre", "Follow", "تتبّع" },
	[UI_BUY_HISTORY - FIRST] = { "Historique", "History", "السجل" },
	[UI_BUY_CANCEL - FIRST] = {
		"Annuler la commande",
		"Cancel the order",
		"إلغاء الطلب" },
	[UI_BUY_CANCEL_SURE - FIRST] = {
		"Annuler cette commande ?",
		"Cancel this order?",
		"هل تريد إلغاء هذا الطلب؟" },
	[UI_BUY_IS_DRAFT - FIRST] = { "Brouillon", "Draft", "مسودة" },
	[UI_BUY_IS_PENDING - FIRST] = {
		"En attente",
		"Pending",
		"قيد الانتظار" },
	[UI_BUY_IS_CONFIRMED - FIRST] = { "Confirmée", "Confirmed", "مؤكّد" },
	[UI_BUY_IS_PREPARING - FIRST] = {
		"En préparation",
		"Being prepared",
		"قيد التحضير" },
	[UI_BUY_IS_SHIPPED - FIRST] = { "Expédiée", "Shipped", "أُرسل" },
	[UI_BUY_IS_DELIVERED - FIRST] = { "Livrée", "Delivered", "تم التسليم" },
	[UI_BUY_IS_CANCELLED - FIRST] = { "Annulée", "Cancelled", "ملغى" },
	[UI_BUY_AWAITED - FIRST] = {
		"Nous attendons la confirmation de votre paiement…",
		"Waiting for your payment to be confirmed…",
		"ننتظر تأكيد الدفع…" },
	[UI_BUY_IS_RETURNED - FIRST] = { "Retournée", "Returned", "مُرجَع" },
};

const struct ui_part ui_part_cart = { FIRST, END, rows };
