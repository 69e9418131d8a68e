/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by collections. */
enum { FIRST = UI_COLLECTION_NEW, END = UI_STOCK_LOW };

static const ui_row rows[END - FIRST] = {
	[UI_COLLECTION_NEW - FIRST] = { "Nouvelle collection", "New collection",
		"مجموعة جديدة" },
	[UI_COLLECTION_STALE - FIRST] = {
		"Cette collection a été modifiée entre-temps. Rechargez la "
		    "page.",
		"This collection was changed in the meantime. Reload the "
		    "page.",
		"تم تعديل هذه المجموعة في هذه الأثناء. أعد تحميل الصفحة." },
	[UI_KIND - FIRST] = { "Produits choisis", "Products chosen",
		"اختيار المنتجات" },
	[UI_KIND_MANUAL - FIRST] = { "À la main", "By hand", "يدويًا" },
	[UI_KIND_RULES - FIRST] = { "Par des règles", "By rules", "حسب قواعد" },
	[UI_ORDER - FIRST] = { "Ordre", "Order", "الترتيب" },
	[UI_SHOWN - FIRST] = { "Visible dans la boutique", "Shown in the shop",
		"ظاهرة في المتجر" },
	[UI_PICTURE - FIRST] = { "Adresse de l’image", "Address of the picture",
		"عنوان الصورة" },
	[UI_TRANSLATIONS - FIRST] = { "Autres langues", "Other languages",
		"لغات أخرى" },
	[UI_MEMBERS - FIRST] = { "Produits de la collection",
		"Products of the collection", "منتجات المجموعة" },
	[UI_MEMBERS_HINT - FIRST] = { "Montrés dans cet ordre.",
		"Shown in this order.", "تُعرض بهذا الترتيب." },
	[UI_BUILDING - FIRST] = {
		"Les nouvelles règles sont en cours d’application à tous les "
		    "produits.",
		"The new rules are being applied to all products.",
		"يجري تطبيق القواعد الجديدة على كل المنتجات." },
	[UI_MATCHING - FIRST] = { "Un produit doit remplir",
		"A product must meet", "يجب أن يستوفي المنتج" },
	[UI_MATCHING_ALL - FIRST] = { "toutes les règles", "all rules",
		"كل القواعد" },
	[UI_MATCHING_ANY - FIRST] = { "au moins une règle", "at least one rule",
		"قاعدة واحدة على الأقل" },
	[UI_RULES - FIRST] = { "Règles", "Rules", "القواعد" },
	[UI_RULE_ADD - FIRST] = { "Ajouter une règle", "Add a rule",
		"إضافة قاعدة" },
	[UI_RULE_HINT - FIRST] = {
		"Une option s’écrit Nom:Valeur. Sans règle, la collection est "
		    "vide.",
		"An option is written Name:Value. Without rules the "
		    "collection is empty.",
		"يُكتب الخيار على شكل اسم:قيمة. بدون قواعد تكون المجموعة "
		    "فارغة." },
	[UI_RELATION - FIRST] = { "Condition", "Relation", "الشرط" },
	[UI_VALUE - FIRST] = { "Valeur", "Value", "القيمة" },
	[UI_TAG - FIRST] = { "Étiquette", "Tag", "الوسم" },
	[UI_AGE - FIRST] = { "Âge en jours", "Age in days", "العمر بالأيام" },
	[UI_OPTION - FIRST] = { "Option", "Option", "الخيار" },
	[UI_IS - FIRST] = { "est", "is", "هو" },
	[UI_IS_NOT - FIRST] = { "n’est pas", "is not", "ليس" },
	[UI_CONTAINS - FIRST] = { "contient", "contains", "يحتوي على" },
	[UI_CONTAINS_NOT - FIRST] = { "ne contient pas", "does not contain",
		"لا يحتوي على" },
	[UI_STARTS - FIRST] = { "commence par", "starts with", "يبدأ بـ" },
	[UI_ENDS - FIRST] = { "finit par", "ends with", "ينتهي بـ" },
	[UI_GREATER - FIRST] = { "supérieur à", "greater than", "أكبر من" },
	[UI_LESS - FIRST] = { "inférieur à", "less than", "أصغر من" },
	[UI_SET - FIRST] = { "est renseigné", "is set", "محدّد" },
	[UI_NOT_SET - FIRST] = { "n’est pas renseigné", "is not set",
		"غير محدّد" },
	[UI_YES - FIRST] = { "Oui", "Yes", "نعم" },
	[UI_NO - FIRST] = { "Non", "No", "لا" },
};

const struct ui_part ui_part_collections = { FIRST, END, rows };
