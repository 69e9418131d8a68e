/* SPDX-License-Identifier: ISC */
#include "lib/base/messages.h"

#include <assert.h>

const struct message base_messages[] = {
	[BASE_INVALID] = { .code = "VALIDATION_ERROR", .text = {
		[LOCALE_FR] = "Certaines données ne sont pas valides.",
		[LOCALE_EN] = "Some of the input is not valid.",
		[LOCALE_AR] = "بعض البيانات غير صالحة.",
	} },
	[BASE_REQUIRED] = { .code = "REQUIRED", .text = {
		[LOCALE_FR] = "Ce champ est obligatoire.",
		[LOCALE_EN] = "This field is required.",
		[LOCALE_AR] = "هذا الحقل مطلوب.",
	} },
	[BASE_UNKNOWN_FIELD] = { .code = "UNKNOWN_FIELD", .text = {
		[LOCALE_FR] = "Ce champ n’existe pas.",
		[LOCALE_EN] = "There is no such field.",
		[LOCALE_AR] = "لا يوجد حقل بهذا الاسم.",
	} },
	[BASE_READ_ONLY] = { .code = "READ_ONLY", .text = {
		[LOCALE_FR] = "Ce champ ne peut pas être modifié.",
		[LOCALE_EN] = "This field cannot be changed.",
		[LOCALE_AR] = "لا يمكن تغيير هذا الحقل.",
	} },
	[BASE_NULL] = { .code = "NULL_NOT_ALLOWED", .text = {
		[LOCALE_FR] = "Ce champ ne peut pas rester vide.",
		[LOCALE_EN] = "This field cannot be left empty.",
		[LOCALE_AR] = "لا يمكن أن يبقى هذا الحقل فارغًا.",
	} },
	[BASE_REPEATED] = { .code = "REPEATED", .text = {
		[LOCALE_FR] = "Ce champ est donné plusieurs fois.",
		[LOCALE_EN] = "This field is given more than once.",
		[LOCALE_AR] = "ورد هذا الحقل أكثر من مرة.",
	} },
	[BASE_NOT_TEXT] = { .code = "NOT_TEXT", .text = {
		[LOCALE_FR] = "Un texte est attendu.",
		[LOCALE_EN] = "A text is expected.",
		[LOCALE_AR] = "المتوقع هنا نص.",
	} },
	[BASE_NOT_A_NUMBER] = { .code = "NOT_A_NUMBER", .text = {
		[LOCALE_FR] = "Un nombre est attendu.",
		[LOCALE_EN] = "A number is expected.",
		[LOCALE_AR] = "المتوقع هنا رقم.",
	} },
	[BASE_NOT_AN_INTEGER] = { .code = "NOT_AN_INTEGER", .text = {
		[LOCALE_FR] = "Un nombre entier est attendu.",
		[LOCALE_EN] = "A whole number is expected.",
		[LOCALE_AR] = "المتوقع هنا عدد صحيح.",
	} },
	[BASE_NOT_BOOLEAN] = { .code = "NOT_BOOLEAN", .text = {
		[LOCALE_FR] = "« true » ou « false » est attendu.",
		[LOCALE_EN] = "“true” or “false” is expected.",
		[LOCALE_AR] = "المتوقع هنا true أو false.",
	} },
	[BASE_NOT_A_LIST] = { .code = "NOT_A_LIST", .text = {
		[LOCALE_FR] = "Une liste est attendue.",
		[LOCALE_EN] = "A list is expected.",
		[LOCALE_AR] = "المتوقع هنا قائمة.",
	} },
	[BASE_NOT_AN_OBJECT] = { .code = "NOT_AN_OBJECT", .text = {
		[LOCALE_FR] = "Un objet est attendu.",
		[LOCALE_EN] = "An object is expected.",
		[LOCALE_AR] = "المتوقع هنا كائن.",
	} },
	[BASE_TOO_SHORT] = { .code = "TOO_SHORT", .text = {
		[LOCALE_FR] =
		    "Au moins {0} caractère.|"
		    "Au moins {0} caractères.",
		[LOCALE_EN] =
		    "At least {0} character.|"
		    "At least {0} characters.",
		[LOCALE_AR] =
		    "{0} حرف على الأقل.|"
		    "حرف واحد على الأقل.|"
		    "حرفان على الأقل.|"
		    "{0} أحرف على الأقل.|"
		    "{0} حرفًا على الأقل.|"
		    "{0} حرف على الأقل.",
	} },
	[BASE_TOO_LONG] = { .code = "TOO_LONG", .text = {
		[LOCALE_FR] =
		    "Au plus {0} caractère.|"
		    "Au plus {0} caractères.",
		[LOCALE_EN] =
		    "At most {0} character.|"
		    "At most {0} characters.",
		[LOCALE_AR] =
		    "{0} حرف على الأكثر.|"
		    "حرف واحد على الأكثر.|"
		    "حرفان على الأكثر.|"
		    "{0} أحرف على الأكثر.|"
		    "{0} حرفًا على الأكثر.|"
		    "{0} حرف على الأكثر.",
	} },
	[BASE_TOO_SMALL] = { .code = "TOO_SMALL", .text = {
		[LOCALE_FR] = "La valeur minimale est {0}.",
		[LOCALE_EN] = "The least value is {0}.",
		[LOCALE_AR] = "أصغر قيمة مسموح بها هي {0}.",
	} },
	[BASE_TOO_BIG] = { .code = "TOO_BIG", .text = {
		[LOCALE_FR] = "La valeur maximale est {0}.",
		[LOCALE_EN] = "The greatest value is {0}.",
		[LOCALE_AR] = "أكبر قيمة مسموح بها هي {0}.",
	} },
	[BASE_TOO_LOW] = { .code = "TOO_LOW", .text = {
		[LOCALE_FR] = "Cette valeur est trop petite.",
		[LOCALE_EN] = "This value is too low.",
		[LOCALE_AR] = "هذه القيمة صغيرة جدًا.",
	} },
	[BASE_TOO_HIGH] = { .code = "TOO_HIGH", .text = {
		[LOCALE_FR] = "Cette valeur est trop grande.",
		[LOCALE_EN] = "This value is too high.",
		[LOCALE_AR] = "هذه القيمة كبيرة جدًا.",
	} },
	[BASE_TOO_FEW] = { .code = "TOO_FEW", .text = {
		[LOCALE_FR] =
		    "Au moins {0} élément.|"
		    "Au moins {0} éléments.",
		[LOCALE_EN] =
		    "At least {0} item.|"
		    "At least {0} items.",
		[LOCALE_AR] =
		    "{0} عنصر على الأقل.|"
		    "عنصر واحد على الأقل.|"
		    "عنصران على الأقل.|"
		    "{0} عناصر على الأقل.|"
		    "{0} عنصرًا على الأقل.|"
		    "{0} عنصر على الأقل.",
	} },
	[BASE_TOO_MANY] = { .code = "TOO_MANY", .text = {
		[LOCALE_FR] =
		    "Au plus {0} élément.|"
		    "Au plus {0} éléments.",
		[LOCALE_EN] =
		    "At most {0} item.|"
		    "At most {0} items.",
		[LOCALE_AR] =
		    "{0} عنصر على الأكثر.|"
		    "عنصر واحد على الأكثر.|"
		    "عنصران على الأكثر.|"
		    "{0} عناصر على الأكثر.|"
		    "{0} عنصرًا على الأكثر.|"
		    "{0} عنصر على الأكثر.",
	} },
	[BASE_TOO_MANY_BYTES] = { .code = "TOO_MANY_BYTES", .text = {
		[LOCALE_FR] =
		    "Au plus {0} octet.|"
		    "Au plus {0} octets.",
		[LOCALE_EN] =
		    "At most {0} byte.|"
		    "At most {0} bytes.",
		[LOCALE_AR] = "{0} بايت على الأكثر.",
	} },
	[BASE_NOT_A_CHOICE] = { .code = "NOT_A_CHOICE", .text = {
		[LOCALE_FR] =
		    "Cette valeur ne fait pas partie des choix possibles.",
		[LOCALE_EN] = "This value is not one of the choices.",
		[LOCALE_AR] = "هذه القيمة ليست من الخيارات المتاحة.",
	} },
	[BASE_BAD_EMAIL] = { .code = "BAD_EMAIL", .text = {
		[LOCALE_FR] = "Cette adresse e-mail n’est pas valide.",
		[LOCALE_EN] = "This e-mail address is not valid.",
		[LOCALE_AR] = "عنوان البريد الإلكتروني غير صالح.",
	} },
	[BASE_BAD_URL] = { .code = "BAD_URL", .text = {
		[LOCALE_FR] =
		    "Une adresse web complète (http ou https) est attendue.",
		[LOCALE_EN] =
		    "A complete web address (http or https) is expected.",
		[LOCALE_AR] = "المتوقع هنا عنوان ويب كامل (http أو https).",
	} },
	[BASE_BAD_SLUG] = { .code = "BAD_SLUG", .text = {
		[LOCALE_FR] =
		    "Seuls les lettres minuscules, les chiffres et des tirets "
		    "isolés sont permis.",
		[LOCALE_EN] =
		    "Only lower-case letters, digits and single hyphens are "
		    "allowed.",
		[LOCALE_AR] =
		    "يُسمح فقط بالأحرف الصغيرة والأرقام وشرطات مفردة.",
	} },
	[BASE_BAD_ID] = { .code = "BAD_ID", .text = {
		[LOCALE_FR] = "Cet identifiant n’est pas valide.",
		[LOCALE_EN] = "This identifier is not valid.",
		[LOCALE_AR] = "هذا المعرّف غير صالح.",
	} },
	[BASE_BAD_PHONE] = { .code = "BAD_PHONE", .text = {
		[LOCALE_FR] =
		    "Un numéro international est attendu, par exemple "
		    "+212612345678.",
		[LOCALE_EN] =
		    "An international number is expected, such as "
		    "+212612345678.",
		[LOCALE_AR] =
		    "المتوقع هنا رقم هاتف دولي، مثل \u200e+212612345678.",
	} },
	[BASE_BAD_LOCALE] = { .code = "BAD_LOCALE", .text = {
		[LOCALE_FR] = "Cette langue n’est pas proposée.",
		[LOCALE_EN] = "This language is not offered.",
		[LOCALE_AR] = "هذه اللغة غير متاحة.",
	} },
	[BASE_BAD_CURRENCY] = { .code = "BAD_CURRENCY", .text = {
		[LOCALE_FR] = "Cette monnaie n’est pas connue.",
		[LOCALE_EN] = "This currency is not known.",
		[LOCALE_AR] = "هذه العملة غير معروفة.",
	} },
	[BASE_BAD_ZONE] = { .code = "BAD_ZONE", .text = {
		[LOCALE_FR] = "Ce fuseau horaire n’est pas connu.",
		[LOCALE_EN] = "This time zone is not known.",
		[LOCALE_AR] = "هذه المنطقة الزمنية غير معروفة.",
	} },
	[BASE_BAD_TIME] = { .code = "BAD_TIME", .text = {
		[LOCALE_FR] =
		    "Une date et heure est attendue, par exemple "
		    "2026-11-21T04:15:00Z.",
		[LOCALE_EN] =
		    "A date and time is expected, such as "
		    "2026-11-21T04:15:00Z.",
		[LOCALE_AR] =
		    "المتوقع هنا تاريخ ووقت، مثل 2026-11-21T04:15:00Z.",
	} },
	[BASE_BAD_MONEY] = { .code = "BAD_MONEY", .text = {
		[LOCALE_FR] =
		    "Un montant avec au plus {0} décimale est attendu.|"
		    "Un montant avec au plus {0} décimales est attendu.",
		[LOCALE_EN] =
		    "An amount with at most {0} decimal is expected.|"
		    "An amount with at most {0} decimals is expected.",
		[LOCALE_AR] =
		    "المتوقع هنا مبلغ بلا كسور.|"
		    "المتوقع هنا مبلغ بمنزلة عشرية واحدة على الأكثر.|"
		    "المتوقع هنا مبلغ بمنزلتين عشريتين على الأكثر.|"
		    "المتوقع هنا مبلغ بما لا يزيد على {0} منازل عشرية.",
	} },
	[BASE_CONTROL] = { .code = "CONTROL_CHARACTER", .text = {
		[LOCALE_FR] = "Les caractères de contrôle ne sont pas permis.",
		[LOCALE_EN] = "Control characters are not allowed.",
		[LOCALE_AR] = "لا يُسمح بأحرف التحكم.",
	} },
	[BASE_BAD_ENCODING] = { .code = "BAD_ENCODING", .text = {
		[LOCALE_FR] = "Ce texte n’est pas de l’UTF-8 valide.",
		[LOCALE_EN] = "This text is not valid UTF-8.",
		[LOCALE_AR] = "هذا النص ليس بترميز UTF-8 صالح.",
	} },
	[BASE_JSON_SYNTAX] = { .code = "JSON_SYNTAX", .text = {
		[LOCALE_FR] = "Le JSON n’est pas correct à l’octet {0}.",
		[LOCALE_EN] = "The JSON is not correct at byte {0}.",
		[LOCALE_AR] = "صيغة JSON غير صحيحة عند البايت {0}.",
	} },
	[BASE_JSON_UTF8] = { .code = "JSON_ENCODING", .text = {
		[LOCALE_FR] =
		    "Le JSON contient à l’octet {0} un texte qui n’est pas de "
		    "l’Unicode valide.",
		[LOCALE_EN] =
		    "The JSON holds text at byte {0} that is not valid "
		    "Unicode.",
		[LOCALE_AR] =
		    "يحتوي JSON عند البايت {0} على نص ليس Unicode صالحًا.",
	} },
	[BASE_JSON_DEEP] = { .code = "JSON_TOO_DEEP", .text = {
		[LOCALE_FR] = "Le JSON est trop profondément imbriqué.",
		[LOCALE_EN] = "The JSON is nested too deeply.",
		[LOCALE_AR] = "مستويات التداخل في JSON كثيرة جدًا.",
	} },
	[BASE_JSON_MANY] = { .code = "JSON_TOO_MANY_VALUES", .text = {
		[LOCALE_FR] = "Le JSON contient trop de valeurs.",
		[LOCALE_EN] = "The JSON holds too many values.",
		[LOCALE_AR] = "يحتوي JSON على قيم كثيرة جدًا.",
	} },
	[BASE_DUPLICATE_KEY] = { .code = "DUPLICATE_KEY", .text = {
		[LOCALE_FR] = "Ce nom figure deux fois dans le même objet.",
		[LOCALE_EN] = "This name stands twice in the same object.",
		[LOCALE_AR] = "ورد هذا الاسم مرتين في الكائن نفسه.",
	} },
	[BASE_JSON_RANGE] = { .code = "JSON_NUMBER_RANGE", .text = {
		[LOCALE_FR] = "Le nombre à l’octet {0} est trop grand.",
		[LOCALE_EN] = "The number at byte {0} is too large.",
		[LOCALE_AR] = "الرقم عند البايت {0} كبير جدًا.",
	} },
	[BASE_PAGE_REACH] = { .code = "PAGE_OUT_OF_REACH", .text = {
		[LOCALE_FR] =
		    "Les pages s’arrêtent au {0}e élément ; au-delà, utilisez "
		    "le curseur.",
		[LOCALE_EN] =
		    "Pages end at item {0}; beyond that, use the cursor.",
		[LOCALE_AR] =
		    "تنتهي الصفحات عند العنصر {0}؛ استخدم المؤشّر لما بعده.",
	} },
	[BASE_BAD_CURSOR] = { .code = "BAD_CURSOR", .text = {
		[LOCALE_FR] = "Ce curseur n’appartient pas à cette liste.",
		[LOCALE_EN] = "This cursor does not belong to this list.",
		[LOCALE_AR] = "هذا المؤشّر لا يخص هذه القائمة.",
	} },
	[BASE_STORAGE_FULL] = { .code = "STORAGE_FULL", .text = {
		[LOCALE_FR] = "L’espace de stockage est plein ; rien n’a été "
		    "enregistré.",
		[LOCALE_EN] = "There is no storage left; nothing was saved.",
		[LOCALE_AR] = "مساحة التخزين ممتلئة؛ لم يُحفظ شيء.",
	} },
};
static_assert(sizeof(base_messages) / sizeof(base_messages[0]) ==
    BASE_MESSAGE__MAX, "every base_message has a text");

static const enum base_message	of_fault[] = {
	[JSON_SYNTAX]		= BASE_JSON_SYNTAX,
	[JSON_UTF8]		= BASE_JSON_UTF8,
	[JSON_TOO_DEEP]		= BASE_JSON_DEEP,
	[JSON_TOO_MANY]		= BASE_JSON_MANY,
	[JSON_DUPLICATE]	= BASE_DUPLICATE_KEY,
	[JSON_RANGE]		= BASE_JSON_RANGE,
};
static_assert(sizeof(of_fault) / sizeof(of_fault[0]) == JSON_FAULT__MAX,
    "every json_fault has a message");

const struct message *
json_fault_message(enum json_fault fault)
{
	return fault == JSON_OK ? NULL : &base_messages[of_fault[fault]];
}
