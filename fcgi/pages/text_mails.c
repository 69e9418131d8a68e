/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said about mails. */
enum { FIRST = UI_MAILS, END = UI_JOBS };

static const ui_row rows[END - FIRST] = {
	[UI_MAILS - FIRST] = { "E-mails", "Mail", "البريد" },
	[UI_MAILS_TEXT - FIRST] = {
		"Ce que la boutique envoie, et ce qu’il en est advenu.",
		"What the shop sends, and what became of it.",
		"ما يرسله المتجر وما آل إليه." },
	[UI_MAIL_OUTBOX - FIRST] = { "Envois", "Outbox", "الصادر" },
	[UI_MAIL_OUTBOX_TEXT - FIRST] = {
		"Les envois des trente derniers jours. Ce qui ne part pas est "
		    "réessayé pendant un jour environ.",
		"Mails of the last thirty days. What does not leave is tried "
		    "again for about a day.",
		"رسائل الثلاثين يومًا الأخيرة. ما لا يُرسل تُعاد محاولته نحو "
		    "يوم." },
	[UI_MAIL_TO - FIRST] = { "À", "To", "إلى" },
	[UI_MAIL_WHAT - FIRST] = { "Message", "Mail", "الرسالة" },
	[UI_MAIL_WAITING - FIRST] = { "En attente", "Waiting", "في الانتظار" },
	[UI_MAIL_SENT - FIRST] = { "Envoyé", "Sent", "أُرسلت" },
	[UI_MAIL_DEAD - FIRST] = { "Abandonné", "Given up", "فشلت" },
	[UI_MAIL_DROPPED - FIRST] = { "Écarté", "Dropped", "أُلغيت" },
	[UI_MAIL_NEXT - FIRST] = { "Prochain essai :", "Next try:",
		"المحاولة التالية:" },
	[UI_MAIL_NONE - FIRST] = { "Rien ici.", "Nothing here.",
		"لا شيء هنا." },
	[UI_MAIL_RETRY - FIRST] = { "Réessayer", "Try again",
		"إعادة المحاولة" },
	[UI_MAIL_DROP - FIRST] = { "Écarter", "Drop", "إلغاء" },
	[UI_MAIL_TEXTS - FIRST] = { "Textes", "Texts", "النصوص" },
	[UI_MAIL_OWN - FIRST] = { "modifié", "edited", "معدّل" },
	[UI_MAIL_SUBJECT - FIRST] = { "Objet", "Subject", "الموضوع" },
	[UI_MAIL_BODY - FIRST] = { "Texte", "Text", "النص" },
	[UI_MAIL_BODY_HINT - FIRST] = {
		"Une ligne vide sépare deux paragraphes ; [mots]({link}), seul "
		    "dans le sien, devient un bouton.",
		"An empty line parts two paragraphs; [words]({link}), alone "
		    "in its own, becomes a button.",
		"يفصل سطر فارغ بين فقرتين؛ و[كلمات]({link}) وحدها في فقرة "
		    "تصير زرًّا." },
	[UI_MAIL_NAMES - FIRST] = { "Peut y figurer :", "May stand in it:",
		"يمكن استعمال:" },
	[UI_MAIL_PREVIEW - FIRST] = { "Aperçu", "Preview", "معاينة" },
	[UI_MAIL_RESTORE - FIRST] = { "Remettre l’original",
		"Put the original back", "استعادة الأصل" },
	[UI_MAIL_PLAIN - FIRST] = { "Sans mise en forme", "As plain text",
		"نصًّا بلا تنسيق" },
};

const struct ui_part ui_part_mails = { FIRST, END, rows };
