/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/order.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message order_messages[] = {
	[ORDER_EMPTY_CART] = { .code = "CART_EMPTY", TEXTS(
		"Le panier est vide.",
		"The cart is empty.",
		"السلة فارغة.") },
	[ORDER_NOT_SOUND] = { .code = "CART_NOT_SOUND", TEXTS(
		"Une partie du panier ne peut pas être commandée ainsi.",
		"Part of the cart cannot be ordered like this.",
		"لا يمكن طلب جزء من السلة بهذا الشكل.") },
	[ORDER_OTHER_TOTAL] = { .code = "TOTAL_CHANGED", TEXTS(
		"Le total a changé ; vérifiez le panier.",
		"The total has changed; look at the cart again.",
		"تغيّر المجموع؛ راجع السلة.") },
	[ORDER_NO_GUESTS] = { .code = "SIGN_IN_TO_ORDER", TEXTS(
		"Connectez-vous pour commander.",
		"Sign in to order.",
		"سجّل الدخول لتقديم الطلب.") },
	[ORDER_NO_ADDRESS] = { .code = "NO_ADDRESS", TEXTS(
		"Cette adresse n'existe pas.",
		"There is no such address.",
		"لا يوجد عنوان كهذا.") },
	[ORDER_NO_METHOD] = { .code = "NO_SHIPPING_METHOD", TEXTS(
		"Ce mode de livraison n'est pas proposé à cette adresse.",
		"This way of shipping is not offered to that address.",
		"طريقة الشحن هذه غير متاحة لهذا العنوان.") },
	[ORDER_METHOD_OFF] = { .code = "NOT_SHIPPED_THERE", TEXTS(
		"La boutique ne livre pas à cette adresse.",
		"The shop does not ship to that address.",
		"المتجر لا يشحن إلى هذا العنوان.") },
	[ORDER_MOVE] = { .code = "ORDER_STATE", TEXTS(
		"La commande ne peut pas changer ainsi.",
		"The order cannot change like this.",
		"لا يمكن تغيير الطلب بهذا الشكل.") },
	[ORDER_PARCEL] = { .code = "PARCEL_ON_ITS_WAY", TEXTS(
		"Une partie de la commande est déjà partie.",
		"Part of the order has left already.",
		"غادر جزء من الطلب بالفعل.") },
	[ORDER_NO_COUNTRY] = { .code = "NO_COUNTRY", TEXTS(
		"Code de pays ISO 3166-1 attendu, par exemple FR.",
		"An ISO 3166-1 code of a country, such as FR.",
		"رمز بلد وفق ISO 3166-1، مثل FR.") },
	[ORDER_NOTHING_LEFT] = { .code = "NOTHING_LEFT", TEXTS(
		"Il ne reste rien à traiter.",
		"There is nothing left to do.",
		"لم يبقَ شيء للمعالجة.") },
	[ORDER_RETURN_LATE] = { .code = "RETURN_TOO_LATE", TEXTS(
		"Le délai de retour est passé, ou la commande n'est pas "
		"encore livrée.",
		"The time for returns has passed, or the order is not "
		"delivered yet.",
		"انقضت مهلة الإرجاع، أو لم يُسلَّم الطلب بعد.") },
	[ORDER_TOO_MANY_PIECES] = { .code = "TOO_MANY_PIECES", TEXTS(
		"Il en reste {0} au plus.|Il en reste {0} au plus.",
		"{0} is left at most.|{0} are left at most.",
		"لم يبقَ شيء.|بقيت قطعة واحدة على الأكثر.|"
		"بقيت قطعتان على الأكثر.|بقيت {0} قطع على الأكثر.|"
		"بقيت {0} قطعة على الأكثر.|بقيت {0} قطعة على الأكثر.") },
	[ORDER_NO_LINE] = { .code = "NO_ORDER_LINE", TEXTS(
		"La commande n'a pas cette ligne.",
		"The order has no such line.",
		"ليس في الطلب سطر كهذا.") },
	[ORDER_NOT_DRAFT] = { .code = "NOT_A_DRAFT", TEXTS(
		"Ce n'est plus un brouillon.",
		"It is no draft any more.",
		"لم يعد مسودة.") },
	[ORDER_PAYMENT_OFF] = { .code = "PAYMENT_METHOD_OFF", TEXTS(
		"Ce moyen de paiement n'est pas proposé.",
		"This way of paying is not offered.",
		"طريقة الدفع هذه غير متاحة.") },
	[ORDER_RETURN_MOVE] = { .code = "RETURN_STATE", TEXTS(
		"Ce retour n'en est pas à cette étape.",
		"This return is not at that point.",
		"هذا الإرجاع ليس في هذه المرحلة.") },
	[ORDER_REFUND_TOO_MUCH] = { .code = "REFUND_TOO_MUCH", TEXTS(
		"C'est plus que ce qui reste du paiement.",
		"That is more than is left of what was paid.",
		"هذا أكثر مما تبقّى من المبلغ المدفوع.") },
	[ORDER_DISCOUNT_TOO_MUCH] = { .code = "DISCOUNT_TOO_MUCH", TEXTS(
		"La remise dépasse le montant des lignes.",
		"The discount is more than the lines come to.",
		"الخصم يتجاوز مجموع الأسطر.") },
	[ORDER_LINE_KIND] = { .code = "LINE_KIND", TEXTS(
		"Une variation du catalogue, ou un nom et un prix.",
		"A variation of the catalogue, or a name and a price.",
		"متغيّر من الكتالوج، أو اسم وسعر.") },
	[ORDER_NOTHING_SHORT] = { .code = "NOTHING_SHORT", TEXTS(
		"Rien ne manque à cette commande.",
		"Nothing is missing for this order.",
		"لا ينقص هذا الطلب شيء.") },
	[ORDER_NEEDS_EMAIL] = { .code = "NEEDS_EMAIL", TEXTS(
		"Une adresse e-mail est nécessaire pour l'envoyer.",
		"An e-mail address is needed to send it.",
		"يلزم عنوان بريد لإرساله.") },
	[ORDER_TOLD_OFF] = { .code = "WAY_OFF", TEXTS(
		"Ce moyen n'est pas disponible ici.",
		"That way is not available here.",
		"هذه الوسيلة غير متاحة هنا.") },
	[ORDER_TOLD_WHATSAPP] = { .code = "AGREED", TEXTS(
		"Par WhatsApp : j'accepte que la boutique m'y écrive au sujet "
		"de cette commande.",
		"By WhatsApp: I agree that the shop writes to me there about "
		"this order.",
		"عبر واتساب: أوافق على أن يراسلني المتجر هناك بشأن هذا "
		"الطلب.") },
};
static_assert(COUNT(order_messages) == ORDER_MESSAGE__MAX,
    "a text for each message");
