/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/catalog.h"

#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message stock_messages[] = {
	[STOCK_OUT] = { .code = "OUT_OF_STOCK", TEXTS(
		"Stock insuffisant : il reste {0} pièce.|"
		"Stock insuffisant : il reste {0} pièces.",
		"Not enough stock: {0} piece is left.|"
		"Not enough stock: {0} pieces are left.",
		"الكمية غير كافية: لم يبقَ شيء.|الكمية غير كافية: بقيت قطعة واحدة.|"
		"الكمية غير كافية: بقيت قطعتان.|الكمية غير كافية: بقيت {0} قطع.|"
		"الكمية غير كافية: بقيت {0} قطعة.|"
		"الكمية غير كافية: بقيت {0} قطعة.") },
	[STOCK_ELSEWHERE] = { .code = "STOCK_ELSEWHERE", TEXTS(
		"Il n'y a que {0} pièce à l'emplacement par défaut ; retirez "
		"le reste là où il se trouve.|"
		"Il n'y a que {0} pièces à l'emplacement par défaut ; retirez "
		"le reste là où il se trouve.",
		"Only {0} piece lies at the default place; take the rest away "
		"where it lies.|"
		"Only {0} pieces lie at the default place; take the rest away "
		"where it lies.",
		"لا يوجد شيء في الموقع الافتراضي؛ اسحب الباقي من مكانه.|"
		"توجد قطعة واحدة فقط في الموقع الافتراضي؛ اسحب الباقي من مكانه.|"
		"توجد قطعتان فقط في الموقع الافتراضي؛ اسحب الباقي من مكانه.|"
		"توجد {0} قطع فقط في الموقع الافتراضي؛ اسحب الباقي من مكانه.|"
		"توجد {0} قطعة فقط في الموقع الافتراضي؛ اسحب الباقي من مكانه.|"
		"توجد {0} قطعة فقط في الموقع الافتراضي؛ اسحب الباقي من مكانه.") },
	[STOCK_TOO_MUCH] = { .code = "TOO_MUCH_STOCK", TEXTS(
		"Au plus {0} pièce.|Au plus {0} pièces.",
		"At most {0} piece.|At most {0} pieces.",
		"لا يُسمح بأي قطعة.|قطعة واحدة كحد أقصى.|قطعتان كحد أقصى.|"
		"{0} قطع كحد أقصى.|{0} قطعة كحد أقصى.|{0} قطعة كحد أقصى.") },
	[STOCK_CHANGE_OR_QUANTITY] = { .code = "CHANGE_OR_QUANTITY", TEXTS(
		"Indiquez soit la variation, différente de zéro, soit la "
		"quantité comptée.",
		"Give either the change, which is not zero, or the quantity "
		"counted.",
		"أدخل إما التغيير، على ألا يكون صفرًا، أو الكمية المعدودة.") },
	[STOCK_NO_VARIATION] = { .code = "NO_VARIATION", TEXTS(
		"Cette variante n'existe pas.",
		"There is no such variation.",
		"هذا النوع غير موجود.") },
	[STOCK_VARIATION_OR_SKU] = { .code = "VARIATION_OR_SKU", TEXTS(
		"Indiquez soit la variante, soit sa référence (SKU).",
		"Give either the variation or its SKU.",
		"أدخل إما النوع أو رمزه (SKU).") },
	[STOCK_SAME_PLACE] = { .code = "SAME_PLACE", TEXTS(
		"Choisissez un autre emplacement.",
		"Choose another place.",
		"اختر موقعًا آخر.") },
	[STOCK_NO_PLACE] = { .code = "NO_PLACE", TEXTS(
		"Cet emplacement n'existe pas.",
		"There is no such place.",
		"هذا الموقع غير موجود.") },
	[STOCK_PLACE_TAKEN] = { .code = "PLACE_TAKEN", TEXTS(
		"Un autre emplacement porte déjà ce nom.",
		"Another place already has this name.",
		"يوجد موقع آخر بهذا الاسم.") },
	[STOCK_PLACE_USED] = { .code = "PLACE_USED", TEXTS(
		"Cet emplacement a ou a eu du stock ; désactivez-le plutôt.",
		"This place has or had stock; deactivate it instead.",
		"في هذا الموقع مخزون حالي أو سابق؛ يمكنك تعطيله بدلًا من ذلك.") },
	[STOCK_PLACE_DEFAULT] = { .code = "PLACE_DEFAULT", TEXTS(
		"L'emplacement par défaut reste actif ; choisissez-en d'abord "
		"un autre.",
		"The default place stays active; choose another one first.",
		"يبقى الموقع الافتراضي نشطًا؛ اختر موقعًا افتراضيًا آخر أولًا.") },
	[STOCK_PLACE_INACTIVE] = { .code = "PLACE_INACTIVE", TEXTS(
		"Cet emplacement n'est plus actif et ne reçoit plus de stock.",
		"This place is not active and takes no more stock.",
		"هذا الموقع غير نشط ولا يستقبل مخزونًا جديدًا.") },
};
static_assert(sizeof(stock_messages) / sizeof(stock_messages[0]) ==
    STOCK_MESSAGE__MAX, "every message has its texts");
