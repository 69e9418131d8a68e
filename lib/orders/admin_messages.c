/* SPDX-License-Identifier: ISC */
#include "lib/orders/admin_messages.h"

#include <assert.h>

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

/* What is said to whoever keeps zones, ways of shipping and promotions. */
const struct message admin_messages[] = {
	[ZONE_NAME_TAKEN] = { .code = "ZONE_NAME_TAKEN", TEXTS(
		"Une zone porte déjà ce nom.",
		"There is a zone of this name already.",
		"توجد منطقة بهذا الاسم بالفعل.") },
	[ZONE_USED] = { .code = "ZONE_USED", TEXTS(
		"Des modes de livraison utilisent cette zone.",
		"Shipping methods use this zone.",
		"تستخدم طرق شحن هذه المنطقة.") },
	[ZONES_ARE_THERE] = { .code = "ZONES_EXIST", TEXTS(
		"La boutique a déjà des zones ou des modes de livraison.",
		"The shop already has zones or shipping methods.",
		"لدى المتجر مناطق أو طرق شحن بالفعل.") },
	[ZONE_UNKNOWN] = { .code = "NO_ZONE", TEXTS(
		"Cette zone n'existe pas.",
		"There is no such zone.",
		"هذه المنطقة غير موجودة.") },
	[AREA_TWICE] = { .code = "AREA_TWICE", TEXTS(
		"Un même territoire ne peut être que dans une zone, une fois.",
		"An area can be in one zone only, once.",
		"لا يمكن أن يكون النطاق نفسه إلا في منطقة واحدة، مرة واحدة.") },
	[AREA_BAD_COUNTRY] = { .code = "BAD_COUNTRY", TEXTS(
		"Indiquez un pays par ses deux lettres (FR), ou * pour tous.",
		"Give a country by its two letters (FR), or * for all.",
		"اكتب رمز البلد بحرفين (FR) أو * للجميع.") },
	[AREA_EVERYWHERE] = { .code = "AREA_EVERYWHERE", TEXTS(
		"« Partout » n'a ni région ni code postal.",
		"\"Everywhere\" has neither a region nor a postcode.",
		"«كل مكان» ليس له إقليم ولا رمز بريدي.") },
	[RATE_TWICE] = { .code = "RATE_TWICE", TEXTS(
		"Cette classe a déjà un taux.",
		"This class has a rate already.",
		"لهذه الفئة معدّل بالفعل.") },
	[RATE_NOTHING] = { .code = "RATE_NOTHING", TEXTS(
		"Cette classe n'est jamais taxée.",
		"This class is never taxed.",
		"هذه الفئة لا تخضع للضريبة أبدًا.") },
	[METHOD_NAME_TAKEN] = { .code = "SHIPPING_NAME_TAKEN", TEXTS(
		"Un mode de livraison porte déjà ce nom.",
		"There is a shipping method of this name already.",
		"توجد طريقة شحن بهذا الاسم بالفعل.") },
	[METHOD_NO_ZONE] = { .code = "ZONE_REQUIRED", TEXTS(
		"Indiquez la zone où ce mode livre.",
		"Say into which zone this method goes.",
		"حدّد المنطقة التي تصل إليها هذه الطريقة.") },
	[METHOD_PICKUP] = { .code = "PICKUP_HAS_NO_ZONE", TEXTS(
		"Un retrait n'a pas de zone.",
		"A pickup has no zone.",
		"الاستلام ليس له منطقة.") },
	[METHOD_PLACE] = { .code = "PLACE_ONLY_FOR_PICKUP", TEXTS(
		"Seul un retrait a un lieu.",
		"Only a pickup has a place.",
		"الاستلام وحده له مكان.") },
	[METHOD_DAYS] = { .code = "DAYS_ORDER", TEXTS(
		"Le délai le plus long est plus court que l'autre.",
		"The longest time is shorter than the other.",
		"أطول مدة أقصر من الأخرى.") },
	[STEP_TWICE] = { .code = "RATE_STEP_TWICE", TEXTS(
		"Deux tarifs ont la même devise et les mêmes seuils.",
		"Two rates have the same currency and thresholds.",
		"لتعريفتين العملة نفسها والحدود نفسها.") },
	[CODE_TAKEN] = { .code = "CODE_TAKEN", TEXTS(
		"Ce code est déjà celui d'une autre promotion.",
		"This code is already that of another promotion.",
		"هذا الرمز مستخدم في عرض آخر.") },
	[CODE_EMPTY] = { .code = "CODE_EMPTY", TEXTS(
		"Un code contient des lettres ou des chiffres.",
		"A code has letters or digits.",
		"يجب أن يحتوي الرمز على حروف أو أرقام.") },
	[OFF_NEEDS] = { .code = "PROMOTION_NEEDS", TEXTS(
		"Une promotion de ce type en a besoin.",
		"A promotion of this kind needs it.",
		"يحتاج إليه عرض من هذا النوع.") },
	[OFF_TARGET] = { .code = "NO_TARGET", TEXTS(
		"Rien de ce type ne porte cet identifiant.",
		"There is nothing of this kind with that id.",
		"لا يوجد شيء من هذا النوع بهذا المعرّف.") },
	[OFF_USED] = { .code = "PROMOTION_USED", TEXTS(
		"Des commandes ont utilisé cette promotion ; désactivez-la.",
		"Orders have used this promotion; make it inactive.",
		"استخدمت طلبات هذا العرض؛ عطّله بدلًا من حذفه.") },
};
static_assert(COUNT(admin_messages) == ADMIN_MESSAGE__MAX,
    "a row for each message");
