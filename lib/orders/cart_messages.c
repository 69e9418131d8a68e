/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/orders.h"

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message cart_messages[] = {
	[CART_NO_VARIATION] = MESSAGE("UNKNOWN_VARIATION",
	    "Cet article n’existe pas",
	    "There is no such article",
	    "هذا المنتج غير موجود"),
	[CART_NOT_SOLD] = MESSAGE("NOT_SOLD",
	    "Cet article n’est plus en vente",
	    "This article is no longer sold",
	    "هذا المنتج لم يعد معروضًا للبيع"),
	[CART_OTHER_BRAND] = MESSAGE("OTHER_SELLER",
	    "Votre panier contient des articles d’un autre vendeur",
	    "Your cart holds articles of another seller",
	    "سلتك تحتوي على منتجات بائع آخر"),
	[CART_MANY_PIECES] = MESSAGE("TOO_MANY_PIECES",
	    "Au plus {0} pièces d’un même article",
	    "At most {0} pieces of one article",
	    "الحد الأقصى {0} قطعة من المنتج الواحد"),
	[CART_MANY_LINES] = MESSAGE("TOO_MANY_LINES",
	    "Un panier contient au plus {0} articles différents",
	    "A cart holds at most {0} different articles",
	    "الحد الأقصى {0} منتج مختلف في السلة"),
	[CART_MANY_CODES] = MESSAGE("TOO_MANY_CODES",
	    "Au plus {0} codes par panier",
	    "At most {0} codes in a cart",
	    "الحد الأقصى {0} رموز في السلة"),
	[CART_BAD_CODE] = MESSAGE("BAD_CODE",
	    "Ce code n’existe pas",
	    "There is no such code",
	    "هذا الرمز غير موجود"),
	[CART_NO_METHOD] = MESSAGE("METHOD_NOT_OFFERED",
	    "Ce mode de livraison n’est pas proposé à cette adresse",
	    "This way of shipping is not offered there",
	    "طريقة الشحن هذه غير متاحة في هذا العنوان"),
	[CART_TOO_DEAR] = MESSAGE("TOO_MUCH",
	    "Le montant est trop élevé : réduisez les quantités",
	    "The amount is too high: take fewer",
	    "المبلغ مرتفع جدًا: قلّل الكميات"),
	[CART_BAD_LINK] = MESSAGE("BAD_CART_LINK",
	    "Ce lien n’ouvre aucun panier",
	    "That link opens no cart",
	    "هذا الرابط لا يفتح أي سلة"),
};
static_assert(sizeof(cart_messages) / sizeof(cart_messages[0]) ==
    CART_MESSAGE__MAX, "a text for each");
