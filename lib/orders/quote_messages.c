/* SPDX-License-Identifier: ISC */
#include "lib/orders/quote_messages.h"

#include <assert.h>

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message quote_messages[] = {
	[LINE_GONE] = { .code = "NOT_FOR_SALE", TEXTS(
		"Cet article n'est plus en vente.",
		"This article is no longer for sale.",
		"لم تعد هذه السلعة معروضة للبيع.") },
	[LINE_NO_PRICE] = { .code = "NO_PRICE", TEXTS(
		"Cet article n'a pas de prix dans cette devise.",
		"This article has no price in this currency.",
		"ليس لهذه السلعة سعر بهذه العملة.") },
	[LINE_OUT] = { .code = "OUT_OF_STOCK", TEXTS(
		"Cet article est épuisé.",
		"This article is out of stock.",
		"نفدت هذه السلعة.") },
	[LINE_FEW] = { .code = "TOO_FEW_LEFT", TEXTS(
		"Il n'en reste que {0}.|Il n'en reste que {0}.",
		"Only {0} is left.|Only {0} are left.",
		"لم يبقَ شيء.|بقيت قطعة واحدة فقط.|بقيت قطعتان فقط.|"
		"بقيت {0} قطع فقط.|بقيت {0} قطعة فقط.|بقيت {0} قطعة فقط.") },
	[LINE_SHARED] = { .code = "TOO_FEW_TOGETHER", TEXTS(
		"Avec le reste de ce panier, il n'en reste que {0}.|"
		"Avec le reste de ce panier, il n'en reste que {0}.",
		"With the rest of this cart, only {0} is left.|"
		"With the rest of this cart, only {0} are left.",
		"مع بقية هذه السلة، لا يبقى شيء.|"
		"مع بقية هذه السلة، تبقى قطعة واحدة فقط.|"
		"مع بقية هذه السلة، تبقى قطعتان فقط.|"
		"مع بقية هذه السلة، تبقى {0} قطع فقط.|"
		"مع بقية هذه السلة، تبقى {0} قطعة فقط.|"
		"مع بقية هذه السلة، تبقى {0} قطعة فقط.") },
	[CODE_UNKNOWN] = { .code = "CODE_UNKNOWN", TEXTS(
		"Ce code n'existe pas.",
		"There is no such code.",
		"هذا الرمز غير موجود.") },
	[CODE_NOT_YET] = { .code = "CODE_NOT_YET", TEXTS(
		"Ce code n'est pas encore valable.",
		"This code is not valid yet.",
		"لم يصبح هذا الرمز صالحًا بعد.") },
	[CODE_OVER] = { .code = "CODE_OVER", TEXTS(
		"Ce code n'est plus valable.",
		"This code is no longer valid.",
		"لم يعد هذا الرمز صالحًا.") },
	[CODE_USED_UP] = { .code = "CODE_USED_UP", TEXTS(
		"Ce code a déjà été utilisé autant de fois que possible.",
		"This code has been used as often as it can be.",
		"استُخدم هذا الرمز أقصى عدد ممكن من المرات.") },
	[CODE_USED_BY_YOU] = { .code = "CODE_USED_BY_YOU", TEXTS(
		"Vous avez déjà utilisé ce code.",
		"You have used this code already.",
		"لقد استخدمت هذا الرمز من قبل.") },
	[CODE_FOR_OTHERS] = { .code = "CODE_FOR_OTHERS", TEXTS(
		"Ce code est réservé à d'autres clients.",
		"This code is for other customers.",
		"هذا الرمز مخصّص لعملاء آخرين.") },
	[CODE_CURRENCY] = { .code = "CODE_CURRENCY", TEXTS(
		"Ce code ne vaut pas dans cette devise.",
		"This code does not hold in this currency.",
		"لا يسري هذا الرمز على هذه العملة.") },
	[CODE_MINIMUM] = { .code = "CODE_MINIMUM", TEXTS(
		"Le montant minimum pour ce code n'est pas atteint.",
		"The least amount for this code is not reached.",
		"لم يُبلَغ الحد الأدنى للمبلغ اللازم لهذا الرمز.") },
	[CODE_NOTHING] = { .code = "CODE_NOTHING", TEXTS(
		"Ce code ne s'applique à rien dans ce panier.",
		"This code applies to nothing in this cart.",
		"لا ينطبق هذا الرمز على أي شيء في هذه السلة.") },
	[CODE_NOT_TOGETHER] = { .code = "CODE_NOT_TOGETHER", TEXTS(
		"Ce code ne se cumule pas avec une remise plus avantageuse.",
		"This code does not go with a discount that is worth more.",
		"لا يمكن جمع هذا الرمز مع خصم أفضل منه.") },
	[QUOTE_LIMIT_REACHED] = { .code = "PROMOTION_LIMIT", TEXTS(
		"Une remise vient d'être épuisée ; le total a changé.",
		"A discount has just been used up; the total has changed.",
		"نفد أحد الخصومات للتو؛ تغيّر المجموع.") },
};
static_assert(COUNT(quote_messages) == QUOTE_MESSAGE__MAX,
    "a row for each message");
