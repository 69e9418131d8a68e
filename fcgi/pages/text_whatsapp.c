/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said about what goes out on WhatsApp. */
enum { FIRST = UI_WA, END = UI_WA_EVENTS };

static const ui_row rows[END - FIRST] = {
	[UI_WA - FIRST] = { "WhatsApp", "WhatsApp", "واتساب" },
	[UI_WA_TEXT - FIRST] = {
		"Ce qui part par WhatsApp, et comment.",
		"What goes out on WhatsApp, and how.",
		"ما يُرسل عبر واتساب، وكيف." },
	[UI_WA_OFF - FIRST] = {
		"WhatsApp n’est pas configuré : scripts/README.md dit comment.",
		"WhatsApp is not set up: scripts/README.md says how.",
		"واتساب غير مُعَدّ: انظر scripts/README.md." },
	[UI_WA_NUMBERS - FIRST] = { "Nos numéros", "Our numbers",
		"أرقامنا" },
	[UI_WA_NUMBER - FIRST] = { "Numéro WhatsApp", "WhatsApp number",
		"رقم واتساب" },
	[UI_WA_SYNC - FIRST] = { "Synchroniser", "Synchronise", "مزامنة" },
	[UI_WA_NO_NUMBER - FIRST] = {
		"Aucun numéro n’est connu : synchronisez.",
		"No number is known: synchronise.",
		"لا يوجد رقم معروف: نفّذ المزامنة." },
	[UI_WA_NAME - FIRST] = { "Nom", "Name", "الاسم" },
	[UI_WA_DEFAULT - FIRST] = { "Numéro par défaut", "Default number",
		"الرقم الافتراضي" },
	[UI_WA_ACTIVE - FIRST] = { "Actif", "Active", "نشط" },
	[UI_WA_INACTIVE - FIRST] = { "Arrêté", "Stopped", "موقوف" },
	[UI_WA_COEXISTS - FIRST] = {
		"L’application sur un téléphone l’utilise aussi "
		    "(20 messages par seconde au plus)",
		"The app on a telephone uses it too (20 messages a second "
		    "at most)",
		"يستخدمه التطبيق على هاتف أيضًا (20 رسالة في الثانية كحد "
		    "أقصى)" },
	[UI_WA_QUALITY - FIRST] = { "Qualité", "Quality", "الجودة" },
	[UI_WA_GREEN - FIRST] = { "bonne", "good", "جيدة" },
	[UI_WA_YELLOW - FIRST] = { "moyenne", "medium", "متوسطة" },
	[UI_WA_RED - FIRST] = { "mauvaise", "low", "ضعيفة" },
	[UI_WA_UNKNOWN - FIRST] = { "inconnue", "unknown", "غير معروفة" },
	[UI_WA_MARKETING - FIRST] = { "publicité", "marketing", "تسويق" },
	[UI_WA_UTILITY - FIRST] = { "service", "utility", "خدمة" },
	[UI_WA_AUTHENTICATION - FIRST] = { "connexion", "authentication",
		"تحقق" },
	[UI_WA_APPROVED - FIRST] = { "approuvé", "approved", "معتمد" },
	[UI_WA_PENDING - FIRST] = { "à l’examen", "being looked at",
		"قيد المراجعة" },
	[UI_WA_REJECTED - FIRST] = { "refusé", "rejected", "مرفوض" },
	[UI_WA_PAUSED - FIRST] = { "suspendu", "paused", "معلّق" },
	[UI_WA_DISABLED - FIRST] = { "arrêté", "disabled", "موقوف" },
	[UI_WA_PACE - FIRST] = { "Limites", "Limits", "الحدود" },
	[UI_WA_PER_SECOND - FIRST] = { "Messages par seconde, au plus",
		"Messages a second, at most", "رسائل في الثانية كحد أقصى" },
	[UI_WA_PER_DAY - FIRST] = {
		"Personnes contactées en premier par 24 heures, au plus",
		"People written to first in 24 hours, at most",
		"أشخاص نبادر بمراسلتهم خلال 24 ساعة كحد أقصى" },
	[UI_WA_HELD - FIRST] = { "Retenu jusqu’à", "Held until",
		"موقوف حتى" },
	[UI_WA_TOKEN - FIRST] = {
		"Jeton d’accès propre (vide : inchangé ; - : celui de la "
		    "configuration)",
		"Access token of its own (empty: as it was; -: the "
		    "configured one)",
		"رمز وصول خاص (فارغ: دون تغيير؛ -: الرمز المُعَدّ)" },
	[UI_WA_SENDS - FIRST] = { "Messages sortants", "Outgoing messages",
		"الرسائل الصادرة" },
	[UI_WA_SENDS_TEXT - FIRST] = {
		"Un message en doute a peut-être été reçu : demandez avant "
		    "de le renvoyer.",
		"A message in doubt may have arrived: ask before you send it "
		    "again.",
		"الرسالة المشكوك فيها ربما وصلت: اسأل قبل إعادة إرسالها." },
	[UI_WA_KIND - FIRST] = { "Genre", "Kind", "النوع" },
	[UI_WA_WAITING - FIRST] = { "En attente", "Waiting", "قيد الانتظار" },
	[UI_WA_SENDING - FIRST] = { "En cours", "Under way", "قيد الإرسال" },
	[UI_WA_DOUBT - FIRST] = { "En doute", "In doubt", "مشكوك فيها" },
	[UI_WA_SENT - FIRST] = { "Envoyé", "Sent", "أُرسلت" },
	[UI_WA_DELIVERED - FIRST] = { "Remis", "Delivered", "سُلّمت" },
	[UI_WA_READ - FIRST] = { "Lu", "Read", "قُرئت" },
	[UI_WA_PLAYED - FIRST] = { "Écouté", "Played", "شُغّلت" },
	[UI_WA_FAILED - FIRST] = { "Échoué", "Failed", "فشلت" },
	[UI_WA_DROPPED - FIRST] = { "Abandonné", "Dropped", "أُلغيت" },
	[UI_WA_AGAIN - FIRST] = { "Renvoyer", "Send again", "إعادة الإرسال" },
	[UI_WA_AGAIN_TWICE - FIRST] = { "Renvoyer, au risque d’un doublon",
		"Send again, perhaps twice", "إعادة الإرسال، وربما مكرّرة" },
	[UI_WA_DROP - FIRST] = { "Abandonner", "Drop", "إلغاء" },
	[UI_WA_TEMPLATES - FIRST] = { "Modèles", "Templates", "القوالب" },
	[UI_WA_TEMPLATES_TEXT - FIRST] = {
		"Ce que Meta a approuvé peut partir à tout moment.",
		"What Meta has approved can go at any time.",
		"ما اعتمدته Meta يمكن إرساله في أي وقت." },
	[UI_WA_LANGUAGE - FIRST] = { "Langue", "Language", "اللغة" },
	[UI_WA_CATEGORY - FIRST] = { "Catégorie", "Category", "الفئة" },
	[UI_WA_VARIABLES - FIRST] = { "Valeurs", "Values", "القيم" },
	[UI_WA_BODY - FIRST] = { "Texte", "Text", "النص" },
	[UI_WA_GONE - FIRST] = { "N’est plus dans notre compte chez Meta",
		"Not in our account at Meta any more",
		"لم يعد في حسابنا لدى Meta" },
	[UI_WA_BRAND - FIRST] = { "Marque", "Brand", "العلامة" },
	[UI_WA_BRAND_HINT - FIRST] = {
		"Les conversations restent à la marque qui les a menées.",
		"Conversations stay with the brand that had them.",
		"تبقى المحادثات لدى العلامة التي أجرتها." },
};

const struct ui_part ui_part_whatsapp = { FIRST, END, rows };
