/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/bundle.h"

#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message bundle_messages[] = {
	[BUNDLE_ITSELF] = { .code = "BUNDLE_ITSELF", TEXTS(
		"Un lot ne peut pas se contenir lui-même.",
		"A bundle cannot contain itself.",
		"لا يمكن أن تحتوي الحزمة على نفسها.") },
	[BUNDLE_NESTED] = { .code = "BUNDLE_NESTED", TEXTS(
		"Cette variante est elle-même un lot ; mettez-y plutôt ce "
		"qu'il contient.",
		"This variation is a bundle itself; put in what it contains "
		"instead.",
		"هذا المتغير حزمة بحد ذاته؛ أضف محتوياته بدلًا منه.") },
	[BUNDLE_IS_PART] = { .code = "BUNDLE_IS_PART", TEXTS(
		"Cette variante fait partie d'un lot et ne peut pas en être "
		"un elle-même.",
		"This variation is a part of a bundle and cannot be one "
		"itself.",
		"هذا المتغير جزء من حزمة، فلا يمكن أن يكون حزمة بحد ذاته.") },
	[BUNDLE_TWICE] = { .code = "BUNDLE_TWICE", TEXTS(
		"Cette variante est déjà dans le lot ; changez sa quantité.",
		"This variation is in the bundle already; change its "
		"quantity.",
		"هذا المتغير موجود في الحزمة بالفعل؛ غيّر كميته.") },
	[BUNDLE_TAX] = { .code = "BUNDLE_TAX", TEXTS(
		"Cet article n'est pas de la même classe de taxe que le lot.",
		"This article is not of the bundle's tax class.",
		"هذا الصنف ليس من فئة ضريبة الحزمة نفسها.") },
	[BUNDLE_TAX_CHANGE] = { .code = "BUNDLE_TAX_CHANGE", TEXTS(
		"Un lot et ce qu'il contient ont une même classe de taxe ; "
		"changez d'abord le lot.",
		"A bundle and what it contains are of one tax class; change "
		"the bundle first.",
		"للحزمة ومحتوياتها فئة ضريبة واحدة؛ عدّل الحزمة أولًا.") },
	[BUNDLE_HAS_STOCK] = { .code = "BUNDLE_HAS_STOCK", TEXTS(
		"Cette variante a un stock à elle ; mettez-le d'abord à zéro.",
		"This variation has stock of its own; set it to zero first.",
		"لهذا المتغير مخزون خاص به؛ اجعله صفرًا أولًا.") },
	[BUNDLE_WAS_SOLD] = { .code = "BUNDLE_WAS_SOLD", TEXTS(
		"Cette variante a déjà été vendue à la pièce ; créez-en une "
		"autre pour le lot.",
		"This variation was sold as one piece before; make another "
		"one for the bundle.",
		"سبق بيع هذا المتغير كقطعة واحدة؛ أنشئ متغيرًا آخر للحزمة.") },
	[BUNDLE_COUNTED] = { .code = "BUNDLE_COUNTED", TEXTS(
		"Le stock d'un lot se compte d'après ce qu'il contient ; "
		"changez le stock de ses articles.",
		"A bundle's stock is counted from its parts; change the stock "
		"of those.",
		"يُحسب مخزون الحزمة من محتوياتها؛ عدّل مخزون تلك المحتويات.") },
	[BUNDLE_PART_KEPT] = { .code = "PART_OF_BUNDLE", TEXTS(
		"Cet article fait partie d'un lot ; retirez-le d'abord du lot.",
		"This article is a part of a bundle; take it out of the "
		"bundle first.",
		"هذا الصنف جزء من حزمة؛ أخرجه من الحزمة أولًا.") },
};
static_assert(sizeof(bundle_messages) / sizeof(bundle_messages[0]) ==
    BUNDLE_MESSAGE__MAX, "every message has its texts");
