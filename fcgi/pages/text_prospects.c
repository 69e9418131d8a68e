/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What the office says of prospects, labels, canned replies and the settings
 * of messages. */
enum { FIRST = UI_PROSPECTS, END = UI_TEXT__MAX };

static const ui_row rows[END - FIRST] = {
	[UI_PROSPECTS - FIRST] = { "Prospects", "Prospects",
		"العملاء المحتملون" },
	[UI_PROSPECTS_TEXT - FIRST] = {
		"Ceux qui vous ont écrit, et ceux que vous notez ici.",
		"Those who wrote to you, and those you note here.",
		"من كتبوا إليكم، ومن تدوّنونهم هنا." },
	[UI_PROSPECTS_NONE - FIRST] = { "Aucun prospect.", "No prospects.",
		"لا عملاء محتملين." },
	[UI_PROSPECTS_Q - FIRST] = { "Nom, téléphone ou e-mail",
		"Name, phone or e-mail", "الاسم أو الهاتف أو البريد" },
	[UI_PROSPECTS_EXPORT - FIRST] = { "Exporter (CSV)", "Export (CSV)",
		"تصدير (CSV)" },
	[UI_PROSPECT - FIRST] = { "Prospect", "Prospect", "عميل محتمل" },
	[UI_PROSPECT_NEW - FIRST] = { "Nouveau prospect", "New prospect",
		"عميل محتمل جديد" },
	[UI_PROSPECT_COMPANY - FIRST] = { "Société", "Company", "الشركة" },
	[UI_PROSPECT_SOURCE - FIRST] = { "Venu par", "Came by", "المصدر" },
	[UI_PROSPECT_NOBODY - FIRST] = { "personne", "nobody", "لا أحد" },
	[UI_PROSPECT_OWNER - FIRST] = { "Suivi par", "Looked after by",
		"يتابعه" },
	[UI_PROSPECT_IS_NEW - FIRST] = { "nouveau", "new", "جديد" },
	[UI_PROSPECT_IS_CONTACTED - FIRST] = { "contacté", "contacted",
		"جرى الاتصال به" },
	[UI_PROSPECT_IS_QUALIFIED - FIRST] = { "qualifié", "qualified",
		"مؤهَّل" },
	[UI_PROSPECT_IS_CONVERTED - FIRST] = { "converti", "converted",
		"أصبح عميلًا" },
	[UI_PROSPECT_IS_LOST - FIRST] = { "perdu", "lost", "مفقود" },
	[UI_PROSPECT_BY_STAFF - FIRST] = { "l’équipe", "the staff",
		"الفريق" },
	[UI_PROSPECT_BY_IMPORT - FIRST] = { "un import", "an import",
		"استيراد" },
	[UI_PROSPECT_NOTES - FIRST] = { "Notes", "Notes", "ملاحظات" },
	[UI_PROSPECT_TAGS - FIRST] = { "Tags, un par ligne",
		"Tags, one a line", "وسوم، واحد في كل سطر" },
	[UI_PROSPECT_TAGS_HINT - FIRST] = { "20 au plus : vip, grossiste…",
		"20 at most: vip, wholesale…", "20 على الأكثر: مهم، جملة…" },
	[UI_PROSPECT_MERGE - FIRST] = { "Fusionner avec un autre",
		"Merge with another", "دمج مع آخر" },
	[UI_PROSPECT_MERGE_TEXT - FIRST] = {
		"Les conversations, tags et notes de l’autre passent à "
		    "celui-ci, et l’autre disparaît. Cela ne se défait pas.",
		"The other’s conversations, tags and notes become this one’s, "
		    "and the other disappears. This cannot be undone.",
		"تنتقل محادثات الآخر ووسومه وملاحظاته إلى هذا، ويختفي الآخر. "
		    "لا يمكن التراجع عن ذلك." },
	[UI_PROSPECT_MERGE_FIND - FIRST] = { "L’autre (nom, téléphone)",
		"The other (name, phone)", "الآخر (الاسم أو الهاتف)" },
	[UI_PROSPECT_MERGE_NONE - FIRST] = { "Personne.", "Nobody.",
		"لا أحد." },
	[UI_PROSPECT_MERGED - FIRST] = {
		"Ce prospect a été fusionné :", "This prospect was merged:",
		"دُمج هذا العميل المحتمل:" },
	[UI_PROSPECT_ERASE - FIRST] = { "Effacer cette personne",
		"Erase this person", "محو هذا الشخص" },
	[UI_PROSPECT_ERASE_TEXT - FIRST] = {
		"Tout ce qui a été dit avec elle et tout ce que l’on sait "
		    "d’elle est effacé, pour toujours.",
		"All that was said with them and all that is known of them is "
		    "erased, for ever.",
		"يُمحى كل ما قيل معه وكل ما يُعرف عنه، إلى الأبد." },
	[UI_PROSPECT_TALKS - FIRST] = { "Conversations", "Conversations",
		"المحادثات" },
	[UI_PROSPECT_ACCOUNT - FIRST] = { "Son compte", "Their account",
		"حسابه" },
	[UI_LABELS - FIRST] = { "Étiquettes", "Labels", "الوسوم" },
	[UI_LABELS_TEXT - FIRST] = {
		"Pour classer les conversations : SAV, devis, urgent…",
		"To sort conversations: service, quotes, urgent…",
		"لتصنيف المحادثات: خدمة، عروض أسعار، عاجل…" },
	[UI_LABEL_NEW - FIRST] = { "Nouvelle étiquette", "New label",
		"وسم جديد" },
	[UI_LABEL - FIRST] = { "Étiquette", "Label", "وسم" },
	[UI_LABEL_COLOR - FIRST] = { "Couleur", "Colour", "اللون" },
	[UI_LABEL_DELETE_TEXT - FIRST] = {
		"Les conversations restent, sans cette étiquette.",
		"The conversations stay, without this label.",
		"تبقى المحادثات بدون هذا الوسم." },
	[UI_CANNED - FIRST] = { "Réponses types", "Canned replies",
		"ردود جاهزة" },
	[UI_CANNED_TEXT - FIRST] = {
		"Ce que vous répondez souvent : « / » et le raccourci au début "
		    "d’un message.",
		"What you often answer: “/” and the shortcut at the beginning "
		    "of a message.",
		"ما تجيبون به كثيرًا: «/» ثم الاختصار في بداية الرسالة." },
	[UI_CANNED_NEW - FIRST] = { "Nouvelle réponse type",
		"New canned reply", "رد جاهز جديد" },
	[UI_CANNED_ONE - FIRST] = { "Réponse type", "Canned reply",
		"رد جاهز" },
	[UI_CANNED_SHORTCUT - FIRST] = { "Raccourci", "Shortcut",
		"الاختصار" },
	[UI_CANNED_TITLE - FIRST] = { "Titre", "Title", "العنوان" },
	[UI_CANNED_SAYS - FIRST] = { "Texte", "Text", "النص" },
	[UI_CANNED_SAYS_HINT - FIRST] = {
		"{name} devient le nom de la personne, {shop} celui de la "
		    "boutique, {agent} le vôtre.",
		"{name} becomes the person’s name, {shop} the shop’s, {agent} "
		    "yours.",
		"تصبح {name} اسم الشخص، و{shop} اسم المتجر، و{agent} اسمكم." },
	[UI_INBOX_SETTINGS - FIRST] = { "Réglages", "Settings",
		"الإعدادات" },
	[UI_INBOX_SETTINGS_TEXT - FIRST] = {
		"Ce que la page de contact affiche, et ce qui se fait tout "
		    "seul.",
		"What the contact page shows, and what is done by itself.",
		"ما تعرضه صفحة الاتصال، وما يجري تلقائيًا." },
	[UI_INBOX_HOURS - FIRST] = { "Horaires, une ligne par jour",
		"Opening hours, a line a day", "أوقات العمل، سطر لكل يوم" },
	[UI_INBOX_PLACE - FIRST] = { "Comment vous trouver",
		"How to find you", "كيف يصلون إليكم" },
	[UI_INBOX_PLACE_HINT - FIRST] = {
		"Quelques mots, ou l’adresse d’une carte (https://…).",
		"Some words, or the address of a map (https://…).",
		"بضع كلمات، أو عنوان خريطة (https://…)." },
	[UI_INBOX_AUTO - FIRST] = {
		"Accuser réception par mail des messages de contact",
		"Acknowledge contact messages by e-mail",
		"إشعار باستلام رسائل الاتصال بالبريد" },
	[UI_INBOX_AUTO_TEXT - FIRST] = { "Ce que dit ce mail en plus",
		"What that mail says besides", "ما يقوله هذا البريد أيضًا" },
	[UI_INBOX_WARN - FIRST] = {
		"Prévenir quand quelqu’un attend depuis (heures)",
		"Warn when somebody waits for (hours)",
		"التنبيه حين ينتظر أحدهم منذ (ساعات)" },
	[UI_INBOX_FILES - FIRST] = { "Garder les fichiers (jours)",
		"Keep files (days)", "الاحتفاظ بالملفات (أيام)" },
	[UI_INBOX_HOLD - FIRST] = {
		"Réserver le stock d’une commande WhatsApp (minutes)",
		"Hold the stock of a WhatsApp order (minutes)",
		"حجز مخزون طلب واتساب (دقائق)" },
};

const struct ui_part ui_part_prospects = { FIRST, END, rows };
