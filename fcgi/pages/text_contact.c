/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What the shop's contact page says. */
enum { FIRST = UI_CONTACT, END = UI_MESSAGES };

static const ui_row rows[END - FIRST] = {
	[UI_CONTACT - FIRST] = { "Contact", "Contact", "اتصل بنا" },
	[UI_CONTACT_TEXT - FIRST] = {
		"Une question, une idée, un souci avec une commande ? "
		    "Écrivez-nous, nous répondons par mail.",
		"A question, an idea, a problem with an order? Write to us, "
		    "we answer by e-mail.",
		"لديك سؤال أو فكرة أو مشكلة في طلب؟ اكتب إلينا وسنجيبك "
		    "بالبريد الإلكتروني." },
	[UI_CONTACT_DETAILS - FIRST] = { "Coordonnées", "Contact details",
		"بيانات الاتصال" },
	[UI_CONTACT_ADDRESS - FIRST] = { "Adresse", "Address", "العنوان" },
	[UI_CONTACT_PLACE - FIRST] = { "Nous trouver", "How to find us",
		"كيف تصل إلينا" },
	[UI_CONTACT_MAP - FIRST] = { "Voir sur la carte", "Show on the map",
		"عرض على الخريطة" },
	[UI_CONTACT_HOURS - FIRST] = { "Horaires", "Opening hours",
		"أوقات العمل" },
	[UI_CONTACT_WRITE - FIRST] = { "Écrivez-nous", "Write to us",
		"اكتب إلينا" },
	[UI_CONTACT_PHONE - FIRST] = { "Téléphone (facultatif)",
		"Phone (optional)", "الهاتف (اختياري)" },
	[UI_CONTACT_SUBJECT - FIRST] = { "Objet (facultatif)",
		"Subject (optional)", "الموضوع (اختياري)" },
	[UI_CONTACT_MESSAGE - FIRST] = { "Votre message", "Your message",
		"رسالتك" },
	[UI_CONTACT_TRAP - FIRST] = { "Laissez ce champ vide",
		"Leave this empty", "اترك هذا الحقل فارغًا" },
	[UI_CONTACT_PROBLEMS - FIRST] = {
		"Votre message n’est pas encore parti : voyez ci-dessous ce "
		    "qui manque.",
		"Your message has not been sent yet: see below what is "
		    "missing.",
		"لم تُرسل رسالتك بعد: انظر أدناه ما ينقصها." },
	[UI_CONTACT_LIMITED - FIRST] = {
		"Trop de messages viennent d’ici en ce moment. Réessayez dans "
		    "une heure, ou écrivez-nous un mail.",
		"Too many messages come from here just now. Try again in an "
		    "hour, or write us an e-mail.",
		"تصل رسائل كثيرة من هنا الآن. أعد المحاولة بعد ساعة، أو راسلنا "
		    "بالبريد الإلكتروني." },
	[UI_CONTACT_SEND - FIRST] = { "Envoyer", "Send", "إرسال" },
	[UI_CONTACT_THANKS - FIRST] = { "Merci, votre message est arrivé.",
		"Thank you, your message has arrived.",
		"شكرًا لك، وصلت رسالتك." },
	[UI_CONTACT_THANKS_TEXT - FIRST] = {
		"Nous vous répondons par mail dès que possible.",
		"We answer by e-mail as soon as we can.",
		"سنجيبك بالبريد الإلكتروني في أقرب وقت." },
	[UI_CONTACT_AGAIN - FIRST] = { "Écrire un autre message",
		"Write another message", "كتابة رسالة أخرى" },
};

const struct ui_part ui_part_contact = { FIRST, END, rows };
