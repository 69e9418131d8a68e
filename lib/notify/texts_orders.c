/* SPDX-License-Identifier: ISC */
/* What becomes of an order.  {order} is its number, {text} what is in it. */
#include "lib/notify/template.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define MORE_FR		"\n\n{text}\n\n[Voir ma commande]({link})"
#define MORE_EN		"\n\n{text}\n\n[See my order]({link})"
#define MORE_AR		"\n\n{text}\n\n[عرض طلبي]({link})"
#define SHOP_FR		"{text}\n\n[Voir la commande]({link})"
#define SHOP_EN		"{text}\n\n[See the order]({link})"
#define SHOP_AR		"{text}\n\n[عرض الطلب]({link})"

static const struct mail_builtin mails[] = {
	{ MAIL_ORDER_PLACED, {
		[LOCALE_FR] = { "Votre commande {order} chez {shop}",
		    "Bonjour {name},\n\nMerci ! Nous avons bien reçu votre "
		    "commande {order}." MORE_FR },
		[LOCALE_EN] = { "Your order {order} at {shop}",
		    "Hello {name},\n\nThank you! We have received your order "
		    "{order}." MORE_EN },
		[LOCALE_AR] = { "طلبك {order} لدى {shop}",
		    "مرحبًا {name}،\n\nشكرًا لك! وصلنا طلبك {order}." MORE_AR } } },
	{ MAIL_ORDER_CONFIRMED, {
		[LOCALE_FR] = { "Votre commande {order} est confirmée",
		    "Bonjour {name},\n\nVotre commande {order} est confirmée ; "
		    "nous la préparons bientôt." MORE_FR },
		[LOCALE_EN] = { "Your order {order} is confirmed",
		    "Hello {name},\n\nYour order {order} is confirmed; we will "
		    "prepare it soon." MORE_EN },
		[LOCALE_AR] = { "تأكّد طلبك {order}",
		    "مرحبًا {name}،\n\nتأكّد طلبك {order}، وسنحضّره قريبًا."
		    MORE_AR } } },
	{ MAIL_ORDER_SHIPPED, {
		[LOCALE_FR] = { "Votre commande {order} est en route",
		    "Bonjour {name},\n\nUn colis de votre commande {order} est "
		    "parti." MORE_FR },
		[LOCALE_EN] = { "Your order {order} is on its way",
		    "Hello {name},\n\nA parcel of your order {order} has left."
		    MORE_EN },
		[LOCALE_AR] = { "طلبك {order} في الطريق",
		    "مرحبًا {name}،\n\nغادر طرد من طلبك {order}." MORE_AR } } },
	{ MAIL_ORDER_DELIVERED, {
		[LOCALE_FR] = { "Votre commande {order} est livrée",
		    "Bonjour {name},\n\nVotre commande {order} est arrivée."
		    MORE_FR },
		[LOCALE_EN] = { "Your order {order} was delivered",
		    "Hello {name},\n\nYour order {order} has arrived."
		    MORE_EN },
		[LOCALE_AR] = { "سُلّم طلبك {order}",
		    "مرحبًا {name}،\n\nوصل طلبك {order}." MORE_AR } } },
	{ MAIL_ORDER_CANCELLED, {
		[LOCALE_FR] = { "Votre commande {order} est annulée",
		    "Bonjour {name},\n\nVotre commande {order} est annulée ; ce "
		    "que vous avez payé vous est rendu." MORE_FR },
		[LOCALE_EN] = { "Your order {order} was cancelled",
		    "Hello {name},\n\nYour order {order} was cancelled; what "
		    "you have paid goes back to you." MORE_EN },
		[LOCALE_AR] = { "أُلغي طلبك {order}",
		    "مرحبًا {name}،\n\nأُلغي طلبك {order}، وسيعود إليك ما دفعته."
		    MORE_AR } } },
	{ MAIL_ORDER_REFUNDED, {
		[LOCALE_FR] = { "Remboursement de votre commande {order}",
		    "Bonjour {name},\n\nNous vous remboursons pour la commande "
		    "{order}." MORE_FR },
		[LOCALE_EN] = { "A refund for your order {order}",
		    "Hello {name},\n\nWe give money back for your order "
		    "{order}." MORE_EN },
		[LOCALE_AR] = { "استرداد لطلبك {order}",
		    "مرحبًا {name}،\n\nنعيد إليك مالًا عن الطلب {order}."
		    MORE_AR } } },
	{ MAIL_ORDER_PAYMENT_FAILED, {
		[LOCALE_FR] = { "Le paiement de la commande {order} a échoué",
		    "Bonjour {name},\n\nLe paiement de votre commande {order} "
		    "n’a pas abouti. Vous pouvez réessayer." MORE_FR },
		[LOCALE_EN] = { "The payment for order {order} failed",
		    "Hello {name},\n\nThe payment for your order {order} did "
		    "not go through. You can try again." MORE_EN },
		[LOCALE_AR] = { "تعذّر دفع الطلب {order}",
		    "مرحبًا {name}،\n\nلم يتم دفع طلبك {order}. يمكنك المحاولة من "
		    "جديد." MORE_AR } } },
	{ MAIL_ORDER_RETURN, {
		[LOCALE_FR] = { "Retour pour la commande {order}",
		    "Bonjour {name},\n\nDes nouvelles de votre retour pour la "
		    "commande {order}." MORE_FR },
		[LOCALE_EN] = { "A return for order {order}",
		    "Hello {name},\n\nNews of your return for order {order}."
		    MORE_EN },
		[LOCALE_AR] = { "إرجاع للطلب {order}",
		    "مرحبًا {name}،\n\nجديد إرجاعك للطلب {order}." MORE_AR } } },
	{ MAIL_ORDER_OFFER, {
		[LOCALE_FR] = { "Votre commande {order} : il en manque",
		    "Bonjour {name},\n\nVous avez payé la commande {order}, "
		    "mais il n’en reste plus assez. Nous revenons vers vous : "
		    "attendre, ou être remboursé." MORE_FR },
		[LOCALE_EN] = { "Your order {order}: not enough is left",
		    "Hello {name},\n\nYou have paid for order {order}, but not "
		    "enough is left. We will be in touch: wait for it, or have "
		    "your money back." MORE_EN },
		[LOCALE_AR] = { "طلبك {order}: الكمية غير كافية",
		    "مرحبًا {name}،\n\nدفعت ثمن الطلب {order} لكن لم يبقَ ما يكفي. "
		    "سنتواصل معك: الانتظار أو استرداد المبلغ." MORE_AR } } },
	{ MAIL_ORDER_INVITED, {
		[LOCALE_FR] = { "Votre commande {order} est prête à être payée",
		    "Bonjour {name},\n\n{shop} a préparé la commande {order} "
		    "pour vous. Vous pouvez la payer en ligne."
		    "\n\n{text}\n\n[Payer ma commande]({link})" },
		[LOCALE_EN] = { "Your order {order} is ready to be paid",
		    "Hello {name},\n\n{shop} has prepared order {order} for "
		    "you. You can pay it online."
		    "\n\n{text}\n\n[Pay my order]({link})" },
		[LOCALE_AR] = { "طلبك {order} جاهز للدفع",
		    "مرحبًا {name}،\n\nأعدّ {shop} الطلب {order} لك. يمكنك دفعه على "
		    "الإنترنت.\n\n{text}\n\n[دفع طلبي]({link})" } } },
	{ MAIL_SHOP_ORDER, {
		[LOCALE_FR] = { "Nouvelle commande {order}", SHOP_FR },
		[LOCALE_EN] = { "New order {order}", SHOP_EN },
		[LOCALE_AR] = { "طلب جديد {order}", SHOP_AR } } },
	{ MAIL_SHOP_SHORT, {
		[LOCALE_FR] = { "Commande {order} : payée, mais il en manque",
		    "Il n’en reste plus assez. Si l’argent n’est pas déjà "
		    "rendu : remboursez, ou attendez le stock.\n\n" SHOP_FR },
		[LOCALE_EN] = { "Order {order}: paid, but not enough is left",
		    "Not enough is left. Unless the money has gone back "
		    "already: refund it, or wait for stock.\n\n" SHOP_EN },
		[LOCALE_AR] = { "الطلب {order}: مدفوع والكمية غير كافية",
		    "لم يبقَ ما يكفي. إن لم يُعَد المبلغ بعد: أعِده أو انتظر "
		    "المخزون.\n\n" SHOP_AR } } },
	{ MAIL_SHOP_RETURN, {
		[LOCALE_FR] = { "Retour demandé, commande {order}", SHOP_FR },
		[LOCALE_EN] = { "A return is asked for, order {order}",
		    SHOP_EN },
		[LOCALE_AR] = { "طُلب إرجاع، الطلب {order}", SHOP_AR } } },
};

const struct mail_group mail_texts_orders = { mails, COUNT(mails) };
