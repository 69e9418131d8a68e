/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/catalog.h"

#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message catalog_messages[] = {
	[CATALOG_SLUG_TAKEN] = { .code = "SLUG_TAKEN", TEXTS(
		"Cette adresse est déjà utilisée.",
		"This slug is already in use.",
		"هذا العنوان مستخدم بالفعل.") },
	[CATALOG_SKU_TAKEN] = { .code = "SKU_TAKEN", TEXTS(
		"Cette référence (SKU) est déjà utilisée.",
		"This SKU is already in use.",
		"رمز المنتج (SKU) هذا مستخدم بالفعل.") },
	[CATALOG_NO_CATEGORY] = { .code = "NO_CATEGORY", TEXTS(
		"Cette catégorie n'existe pas.",
		"There is no such category.",
		"هذه الفئة غير موجودة.") },
	[CATALOG_CYCLE] = { .code = "CATEGORY_CYCLE", TEXTS(
		"Une catégorie ne peut pas être placée sous elle-même.",
		"A category cannot be placed below itself.",
		"لا يمكن وضع فئة تحت نفسها.") },
	[CATALOG_CATEGORY_USED] = { .code = "CATEGORY_USED", TEXTS(
		"Cette catégorie contient encore des produits ou des "
		"sous-catégories.",
		"This category still holds products or subcategories.",
		"لا تزال هذه الفئة تحتوي على منتجات أو فئات فرعية.") },
	[CATALOG_NEEDS_IMAGE] = { .code = "NEEDS_IMAGE", TEXTS(
		"Un produit actif doit avoir au moins une image.",
		"An active product needs at least one image.",
		"يجب أن يحتوي المنتج النشط على صورة واحدة على الأقل.") },
	[CATALOG_NEEDS_PRICE] = { .code = "NEEDS_PRICE", TEXTS(
		"Un prix est nécessaire.",
		"A price is needed.",
		"السعر مطلوب.") },
	[CATALOG_FOREIGN_BRAND] = { .code = "FORBIDDEN", TEXTS(
		"Vous n'avez pas la permission",
		"You do not have permission",
		"ليس لديك الإذن") },
	[CATALOG_PRIMARY_TWICE] = { .code = "PRIMARY_TWICE", TEXTS(
		"Une seule image peut être la principale.",
		"Only one image can be the primary one.",
		"يمكن أن تكون صورة واحدة فقط هي الرئيسية.") },
	[CATALOG_LOCALE_TWICE] = { .code = "LOCALE_TWICE", TEXTS(
		"Un texte existe déjà dans cette langue.",
		"There already is a text in this language.",
		"يوجد نص بهذه اللغة بالفعل.") },
	[CATALOG_SAME_OPTIONS] = { .code = "SAME_OPTIONS", TEXTS(
		"Une autre variante a les mêmes options.",
		"Another variation has the same options.",
		"يوجد متغير آخر بالخيارات نفسها.") },
	[CATALOG_PRICE_AND_MODIFIER] = { .code = "PRICE_AND_MODIFIER", TEXTS(
		"Indiquez soit le prix, soit la différence de prix.",
		"Give either the price or the price difference.",
		"أدخل إما السعر أو فرق السعر.") },
	[CATALOG_IMAGES_TOO_MANY] = { .code = "TOO_MANY_IMAGES", TEXTS(
		"Au plus {0} image par produit.|"
		"Au plus {0} images par produit.",
		"At most {0} image per product.|"
		"At most {0} images per product.",
		"لا يُسمح بأي صورة للمنتج.|صورة واحدة كحد أقصى للمنتج.|"
		"صورتان كحد أقصى للمنتج.|{0} صور كحد أقصى للمنتج.|"
		"{0} صورة كحد أقصى للمنتج.|{0} صورة كحد أقصى للمنتج.") },
	[CATALOG_PRODUCT_USED] = { .code = "PRODUCT_USED", TEXTS(
		"Ce produit est encore utilisé ; archivez-le plutôt.",
		"This product is still in use; archive it instead.",
		"لا يزال هذا المنتج مستخدمًا؛ يمكنك أرشفته بدلًا من ذلك.") },
	[CATALOG_IMPORT_COLUMNS] = { .code = "IMPORT_COLUMNS", TEXTS(
		"Le fichier n'a pas les colonnes attendues.",
		"The file does not have the expected columns.",
		"لا يحتوي الملف على الأعمدة المطلوبة.") },
	[CATALOG_IMPORT_CELL] = { .code = "IMPORT_CELL", TEXTS(
		"Cette cellule est trop longue.",
		"This cell is too long.",
		"هذه الخلية طويلة جدًا.") },
	[CATALOG_IMPORT_QUOTE] = { .code = "IMPORT_QUOTE", TEXTS(
		"Un guillemet n'est pas fermé ou est mal placé.",
		"A quotation mark is not closed or is out of place.",
		"علامة اقتباس غير مغلقة أو في غير مكانها.") },
	[CATALOG_IMPORT_ENCODING] = { .code = "IMPORT_ENCODING", TEXTS(
		"Le texte n'est pas en UTF-8.",
		"The text is not UTF-8.",
		"النص ليس بترميز UTF-8.") },
	[CATALOG_IMPORT_EMPTY] = { .code = "IMPORT_EMPTY", TEXTS(
		"Le fichier est vide.",
		"The file is empty.",
		"الملف فارغ.") },
	[CATALOG_IMPORT_NO_NAME] = { .code = "IMPORT_NO_NAME", TEXTS(
		"Cette ligne n'a pas de nom de produit.",
		"This line has no product name.",
		"لا يحتوي هذا السطر على اسم منتج.") },
	[CATALOG_IMPORT_PRICE] = { .code = "IMPORT_PRICE", TEXTS(
		"Ce prix n'est pas valable dans la devise de la boutique.",
		"This price is not valid in the shop's currency.",
		"هذا السعر غير صالح بعملة المتجر.") },
	[CATALOG_IMPORT_NUMBER] = { .code = "IMPORT_NUMBER", TEXTS(
		"Ce nombre n'est pas valable.",
		"This number is not valid.",
		"هذا الرقم غير صالح.") },
	[CATALOG_NO_PART] = { .code = "NO_SUCH_PART", TEXTS(
		"Cet élément ne fait pas partie du produit.",
		"This is not a part of the product.",
		"هذا العنصر ليس جزءًا من المنتج.") },
	[CATALOG_CURRENCY_TWICE] = { .code = "CURRENCY_TWICE", TEXTS(
		"Un prix existe déjà dans cette devise.",
		"There already is a price in this currency.",
		"يوجد سعر بهذه العملة بالفعل.") },
	[CATALOG_PRICE_RANGE] = { .code = "PRICE_RANGE", TEXTS(
		"Le prix maximal est inférieur au prix minimal.",
		"The highest price is below the lowest.",
		"السعر الأقصى أقل من السعر الأدنى.") },
	[CATALOG_PRICE_NEGATIVE] = { .code = "PRICE_NEGATIVE", TEXTS(
		"Le prix qui en résulte n'est pas valable.",
		"The resulting price is not valid.",
		"السعر الناتج غير صالح.") },
	[CATALOG_TOO_DEEP] = { .code = "CATEGORY_TOO_DEEP", TEXTS(
		"Au plus {0} niveau de catégories.|"
		"Au plus {0} niveaux de catégories.",
		"At most {0} level of categories.|"
		"At most {0} levels of categories.",
		"لا يُسمح بأي مستوى للفئات.|مستوى واحد كحد أقصى للفئات.|"
		"مستويان كحد أقصى للفئات.|{0} مستويات كحد أقصى للفئات.|"
		"{0} مستوى كحد أقصى للفئات.|{0} مستوى كحد أقصى للفئات.") },
	[CATALOG_STATUS_NEW] = { .code = "STATUS_NEW", TEXTS(
		"Un nouveau produit ne peut pas être déjà archivé.",
		"A new product cannot be archived already.",
		"لا يمكن أن يكون المنتج الجديد مؤرشفًا.") },
	[CATALOG_COMPARE_AT] = { .code = "COMPARE_AT", TEXTS(
		"Le prix barré doit être supérieur au prix.",
		"The compare-at price must be above the price.",
		"يجب أن يكون السعر المشطوب أعلى من السعر.") },
	[CATALOG_NO_PRODUCT] = { .code = "NO_PRODUCT", TEXTS(
		"Ce produit n'existe pas.",
		"There is no such product.",
		"هذا المنتج غير موجود.") },
	[CATALOG_RELATED_SELF] = { .code = "RELATED_SELF", TEXTS(
		"Un produit ne peut pas être associé à lui-même.",
		"A product cannot be related to itself.",
		"لا يمكن ربط المنتج بنفسه.") },
	[CATALOG_RELATED_TWICE] = { .code = "RELATED_TWICE", TEXTS(
		"Ce produit est déjà dans la liste.",
		"This product is already in the list.",
		"هذا المنتج موجود في القائمة بالفعل.") },
	[CATALOG_BARCODE] = { .code = "BARCODE", TEXTS(
		"Ce code-barres (GTIN à 8, 12, 13 ou 14 chiffres) n'est pas "
		"valable.",
		"This barcode (a GTIN of 8, 12, 13 or 14 digits) is not "
		"valid.",
		"هذا الرمز الشريطي (GTIN من 8 أو 12 أو 13 أو 14 رقمًا) غير "
		"صالح.") },
	[CATALOG_LIST_DATES] = { .code = "LIST_DATES", TEXTS(
		"La fin doit être après le début.",
		"The end must be after the start.",
		"يجب أن تكون النهاية بعد البداية.") },
	[CATALOG_LIST_VARIATION] = { .code = "NO_VARIATION", TEXTS(
		"Cette variante n'existe pas.",
		"There is no such variation.",
		"هذا المتغير غير موجود.") },
	[CATALOG_LIST_TWICE] = { .code = "VARIATION_TWICE", TEXTS(
		"Cette variante est déjà donnée plus haut.",
		"This variation is given already, further up.",
		"هذا المتغير مذكور من قبل أعلاه.") },
	[CATALOG_LIST_WHICH] = { .code = "VARIATION_OR_SKU", TEXTS(
		"Indiquez soit la variante, soit sa référence (SKU).",
		"Give either the variation or its SKU.",
		"أدخل إما المتغير أو رمزه (SKU).") },
	[CATALOG_OPTION_FORM] = { .code = "OPTION_FORM", TEXTS(
		"Une option s'écrit Nom:Valeur.",
		"An option is written Name:Value.",
		"يُكتب الخيار على شكل اسم:قيمة.") },
	[CATALOG_RULE_NUMBER] = { .code = "RULE_NUMBER", TEXTS(
		"Un nombre entier entre 0 et {0} est attendu.",
		"A whole number from 0 to {0} is expected.",
		"يُنتظر عدد صحيح بين 0 و{0}.") },
	[CATALOG_RULE_LETTERS] = { .code = "RULE_LETTERS", TEXTS(
		"Au moins une lettre ou un chiffre est nécessaire.",
		"At least one letter or digit is needed.",
		"يلزم حرف أو رقم واحد على الأقل.") },
	[CATALOG_RULE_VALUE] = { .code = "RULE_VALUE", TEXTS(
		"Cette condition ne prend pas de valeur.",
		"This relation takes no value.",
		"هذا الشرط لا يأخذ قيمة.") },
	[CATALOG_RULE_RELATION] = { .code = "RULE_RELATION", TEXTS(
		"Cette condition ne s'applique pas à ce champ.",
		"This relation does not go with this field.",
		"هذا الشرط لا ينطبق على هذا الحقل.") },
	[CATALOG_RULES_MANUAL] = { .code = "RULES_MANUAL", TEXTS(
		"Une collection manuelle n'a pas de règles.",
		"A manual collection has no rules.",
		"المجموعة اليدوية ليست لها قواعد.") },
	[CATALOG_COLLECTION_BY_RULES] = { .code = "COLLECTION_BY_RULES", TEXTS(
		"Les produits de cette collection sont choisis par ses règles.",
		"The products of this collection are chosen by its rules.",
		"تُختار منتجات هذه المجموعة بحسب قواعدها.") },
	[CATALOG_COLLECTIONS_MANY] = { .code = "TOO_MANY_COLLECTIONS", TEXTS(
		"Au plus {0} collection par règles.|"
		"Au plus {0} collections par règles.",
		"At most {0} collection by rules.|"
		"At most {0} collections by rules.",
		"لا يُسمح بأي مجموعة بالقواعد.|مجموعة واحدة بالقواعد كحد أقصى.|"
		"مجموعتان بالقواعد كحد أقصى.|{0} مجموعات بالقواعد كحد أقصى.|"
		"{0} مجموعة بالقواعد كحد أقصى.|"
		"{0} مجموعة بالقواعد كحد أقصى.") },
	[CATALOG_NO_COLLECTION] = { .code = "NO_COLLECTION", TEXTS(
		"Cette collection n'existe pas.",
		"There is no such collection.",
		"هذه المجموعة غير موجودة.") },
	[CATALOG_PRODUCT_TWICE] = { .code = "PRODUCT_TWICE", TEXTS(
		"Ce produit est indiqué deux fois.",
		"This product is given twice.",
		"هذا المنتج مذكور مرتين.") },
	[CATALOG_SORT_MANUAL] = { .code = "SORT_MANUAL", TEXTS(
		"Cet ordre est celui d'une collection ; indiquez laquelle.",
		"This order is that of a collection; say of which.",
		"هذا الترتيب خاص بمجموعة؛ حدّد أيّ مجموعة.") },
	[CATALOG_BULK_WHICH] = { .code = "BULK_WHICH", TEXTS(
		"Indiquez soit des produits, soit un filtre.",
		"Give either products or a filter.",
		"حدّد إما منتجات أو عامل تصفية.") },
	[CATALOG_BULK_OPERATION] = { .code = "BULK_OPERATION", TEXTS(
		"Cette opération est impossible sur ce champ.",
		"This operation cannot be done on this field.",
		"لا يمكن تنفيذ هذه العملية على هذا الحقل.") },
	[CATALOG_BULK_PERCENT] = { .code = "BULK_PERCENT", TEXTS(
		"Indiquez un pourcentage entre 0 et 10 000.",
		"Give a percentage between 0 and 10,000.",
		"أدخل نسبة مئوية بين 0 و10000.") },
	[CATALOG_BULK_ENDING] = { .code = "BULK_ENDING", TEXTS(
		"Cette terminaison de prix n'est pas valable.",
		"This price ending is not valid.",
		"نهاية السعر هذه غير صالحة.") },
	[CATALOG_BULK_STATE] = { .code = "BULK_STATE", TEXTS(
		"Seule une modification terminée peut être annulée, une fois.",
		"Only an edit that is done can be undone, once.",
		"لا يمكن التراجع إلا عن تعديل مكتمل، ولمرة واحدة.") },
	[CATALOG_IMPORT_KIND] = { .code = "IMPORT_KIND", TEXTS(
		"Ce n'est pas un fichier CSV, XLSX ou JSON.",
		"This is not a CSV, XLSX or JSON file.",
		"هذا ليس ملف CSV أو XLSX أو JSON.") },
	[CATALOG_IMPORT_XLSX] = { .code = "IMPORT_XLSX", TEXTS(
		"Ce n'est pas un classeur XLSX, ou il est endommagé.",
		"This is not an XLSX workbook, or it is damaged.",
		"هذا ليس مصنف XLSX أو أنه تالف.") },
	[CATALOG_IMPORT_BOMB] = { .code = "IMPORT_TOO_LARGE", TEXTS(
		"Ce classeur est démesurément grand une fois décompressé.",
		"This workbook is far too large once it is unpacked.",
		"هذا المصنف كبير جدًا بعد فك ضغطه.") },
	[CATALOG_IMPORT_SHEET] = { .code = "IMPORT_NO_SHEET", TEXTS(
		"Le classeur n'a pas de feuille de ce nom.",
		"The workbook has no sheet of this name.",
		"لا توجد ورقة بهذا الاسم في المصنف.") },
	[CATALOG_IMPORT_JSON] = { .code = "IMPORT_JSON", TEXTS(
		"Ce n'est pas du JSON valable (ligne {0}).",
		"This is not valid JSON (line {0}).",
		"هذا ليس JSON صالحًا (السطر {0}).") },
	[CATALOG_IMPORT_TOO_LONG] = { .code = "IMPORT_TOO_LONG", TEXTS(
		"Le fichier est trop long : au plus {0}.",
		"The file is too long: at most {0}.",
		"الملف طويل جدًا: {0} كحد أقصى.") },
	[CATALOG_IMPORT_NO_PARENT] = { .code = "IMPORT_NO_PARENT", TEXTS(
		"Le produit de cette variante n'est pas dans le fichier.",
		"The product of this variation is not in the file.",
		"منتج هذا المتغير غير موجود في الملف.") },
	[CATALOG_IMPORT_MAPPING] = { .code = "IMPORT_MAPPING", TEXTS(
		"Cette correspondance de colonnes n'est pas valable.",
		"This mapping of columns is not valid.",
		"مطابقة الأعمدة هذه غير صالحة.") },
	[CATALOG_IMPORT_LEFT] = { .code = "IMPORT_LEFT", TEXTS(
		"{0} ligne en dit quelque chose que souk ne reprend pas.|"
		"{0} lignes en disent quelque chose que souk ne reprend pas.",
		"{0} line says something here that souk does not take over.|"
		"{0} lines say something here that souk does not take over.",
		"لا يوجد سطر هنا لا يأخذه souk.|"
		"سطر واحد هنا يذكر ما لا يأخذه souk.|"
		"سطران هنا يذكران ما لا يأخذه souk.|"
		"{0} أسطر هنا تذكر ما لا يأخذه souk.|"
		"{0} سطرًا هنا يذكر ما لا يأخذه souk.|"
		"{0} سطر هنا يذكر ما لا يأخذه souk.") },
};
static_assert(sizeof(catalog_messages) / sizeof(catalog_messages[0]) ==
    CATALOG_MESSAGE__MAX, "every message has its texts");
