/* SPDX-License-Identifier: ISC */
/* What the shop sends and gets. */
#include "lib/notify/template.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct mail_builtin mails[] = {
	{ MAIL_CONTACT, {
		[LOCALE_FR] = { "Message de {name} : {subject}",
		    "{name} vous écrit depuis la boutique.\n\n"
		    "E-mail : {email}\nTéléphone : {phone}\nObjet : {subject}\n\n"
		    "{text}" },
		[LOCALE_EN] = { "Message from {name}: {subject}",
		    "{name} writes to you from the shop.\n\n"
		    "E-mail: {email}\nPhone: {phone}\nSubject: {subject}\n\n"
		    "{text}" },
		[LOCALE_AR] = { "رسالة من {name}: {subject}",
		    "يراسلك {name} من المتجر.\n\n"
		    "البريد: {email}\nالهاتف: {phone}\nالموضوع: {subject}\n\n"
		    "{text}" } } },
	{ MAIL_CONTACT_RECEIVED, {
		[LOCALE_FR] = { "{shop} a bien reçu votre message",
		    "Bonjour {name},\n\n"
		    "Merci de nous avoir écrit. Votre message est arrivé, nous "
		    "y répondrons dès que possible.\n\n"
		    "{text}" },
		[LOCALE_EN] = { "{shop} has your message",
		    "Hello {name},\n\n"
		    "Thank you for writing to us. Your message has arrived, "
		    "and we will answer as soon as we can.\n\n"
		    "{text}" },
		[LOCALE_AR] = { "وصلت رسالتك إلى {shop}",
		    "مرحبًا {name}،\n\n"
		    "شكرًا لمراسلتنا. وصلتنا رسالتك وسنجيب عنها في أقرب "
		    "وقت.\n\n"
		    "{text}" } } },
	{ MAIL_CONTACT_REPLY, {
		[LOCALE_FR] = { "Re : votre message à {shop} {subject}",
		    "Bonjour {name},\n\n"
		    "{text}" },
		[LOCALE_EN] = { "Re: your message to {shop} {subject}",
		    "Hello {name},\n\n"
		    "{text}" },
		[LOCALE_AR] = { "رد: رسالتك إلى {shop} {subject}",
		    "مرحبًا {name}،\n\n"
		    "{text}" } } },
	{ MAIL_CONTACT_WAITS, {
		[LOCALE_FR] = { "Sans réponse depuis trop longtemps : {count}",
		    "Quelqu’un attend votre réponse : {text}\n\n"
		    "[Voir les messages]({link})" },
		[LOCALE_EN] = { "Waiting for an answer for too long: {count}",
		    "Somebody is waiting for your answer: {text}\n\n"
		    "[See the messages]({link})" },
		[LOCALE_AR] = { "ينتظرون ردًا منذ وقت طويل: {count}",
		    "هناك من ينتظر ردكم: {text}\n\n"
		    "[عرض الرسائل]({link})" } } },
	{ MAIL_TALK_GIVEN, {
		[LOCALE_FR] = { "À vous de répondre à {name}",
		    "Cette conversation vous est confiée : {text}\n\n"
		    "[Voir la conversation]({link})" },
		[LOCALE_EN] = { "{name} is yours to answer",
		    "This conversation is yours now: {text}\n\n"
		    "[See the conversation]({link})" },
		[LOCALE_AR] = { "الرد على {name} من شأنكم",
		    "أُسندت إليكم هذه المحادثة: {text}\n\n"
		    "[عرض المحادثة]({link})" } } },
	{ MAIL_NEWSLETTER, {
		[LOCALE_FR] = { "Des nouvelles de {shop}",
		    "Bonjour {name},\n\n"
		    "{text}\n\n"
		    "[Ne plus recevoir ces nouvelles]({link})" },
		[LOCALE_EN] = { "News from {shop}",
		    "Hello {name},\n\n"
		    "{text}\n\n"
		    "[Stop getting this news]({link})" },
		[LOCALE_AR] = { "أخبار {shop}",
		    "مرحبًا {name}،\n\n"
		    "{text}\n\n"
		    "[إيقاف هذه الأخبار]({link})" } } },
	{ MAIL_CART_LEFT, {
		[LOCALE_FR] = { "Votre panier vous attend chez {shop}",
		    "Bonjour,\n\n"
		    "Vous avez laissé dans votre panier : {text}.\n\n"
		    "[Revenir au panier]({link})\n\n"
		    "Nous ne vous écrirons plus au sujet de ce panier." },
		[LOCALE_EN] = { "Your cart is waiting at {shop}",
		    "Hello,\n\n"
		    "You left in your cart: {text}.\n\n"
		    "[Back to the cart]({link})\n\n"
		    "We will not write to you about this cart again." },
		[LOCALE_AR] = { "سلتك في انتظارك لدى {shop}",
		    "مرحبًا،\n\n"
		    "تركت في سلتك: {text}.\n\n"
		    "[العودة إلى السلة]({link})\n\n"
		    "لن نراسلك مرة أخرى بشأن هذه السلة." } } },
	{ MAIL_TEST, {
		[LOCALE_FR] = { "Essai d’envoi de {shop}",
		    "Ce message d’essai est parti le {time}. Si vous le lisez, "
		    "le courrier de {shop} arrive." },
		[LOCALE_EN] = { "A test from {shop}",
		    "This test left on {time}. If you read it, the mail of "
		    "{shop} arrives." },
		[LOCALE_AR] = { "رسالة تجربة من {shop}",
		    "أُرسلت رسالة التجربة هذه بتاريخ {time}. إن كنت تقرؤها فبريد "
		    "{shop} يصل." } } },
	{ MAIL_ALERT, {
		[LOCALE_FR] = { "Alerte de {shop} : {alert}",
		    "{alert} : {text}\n\n"
		    "C’est ainsi depuis le {time}.\n\n"
		    "[Voir l’exploitation]({link})" },
		[LOCALE_EN] = { "Alert of {shop}: {alert}",
		    "{alert}: {text}\n\n"
		    "It has been so since {time}.\n\n"
		    "[See how the shop runs]({link})" },
		[LOCALE_AR] = { "تنبيه من {shop}: {alert}",
		    "{alert}: {text}\n\n"
		    "الحال كذلك منذ {time}.\n\n"
		    "[عرض حالة التشغيل]({link})" } } },
	{ MAIL_ALERT_CLOSED, {
		[LOCALE_FR] = { "Fin d’alerte de {shop} : {alert}",
		    "C’est fini depuis le {time} : {alert}, {text}\n\n"
		    "[Voir l’exploitation]({link})" },
		[LOCALE_EN] = { "Alert over of {shop}: {alert}",
		    "It is over since {time}: {alert}, {text}\n\n"
		    "[See how the shop runs]({link})" },
		[LOCALE_AR] = { "انتهى تنبيه {shop}: {alert}",
		    "انتهى الأمر منذ {time}: {alert}، {text}\n\n"
		    "[عرض حالة التشغيل]({link})" } } },
	{ MAIL_DISPUTE, {
		[LOCALE_FR] = { "Un paiement de {amount} est contesté",
		    "La banque d’un acheteur conteste un paiement de {amount}.\n\n"
		    "Motif : {reason}\nRéférence : {reference}\n\n"
		    "[Voir les litiges]({link})" },
		[LOCALE_EN] = { "A payment of {amount} is disputed",
		    "A buyer’s bank disputes a payment of {amount}.\n\n"
		    "Reason: {reason}\nReference: {reference}\n\n"
		    "[See the disputes]({link})" },
		[LOCALE_AR] = { "اعتراض على دفعة قدرها {amount}",
		    "اعترض بنك أحد المشترين على دفعة قدرها {amount}.\n\n"
		    "السبب: {reason}\nالمرجع: {reference}\n\n"
		    "[عرض الاعتراضات]({link})" } } },
	{ MAIL_DISPUTE_DUE, {
		[LOCALE_FR] = { "Paiement contesté de {amount} : répondre avant "
		    "le {time}",
		    "La banque d’un acheteur conteste un paiement de {amount}. "
		    "Vos justificatifs sont attendus chez Stripe avant le "
		    "{time}.\n\n"
		    "Motif : {reason}\nRéférence : {reference}\n\n"
		    "[Voir les litiges]({link})" },
		[LOCALE_EN] = { "Disputed payment of {amount}: answer before "
		    "{time}",
		    "A buyer’s bank disputes a payment of {amount}. Stripe "
		    "waits for your evidence until {time}.\n\n"
		    "Reason: {reason}\nReference: {reference}\n\n"
		    "[See the disputes]({link})" },
		[LOCALE_AR] = { "دفعة معترض عليها قدرها {amount}: يجب الرد قبل "
		    "{time}",
		    "اعترض بنك أحد المشترين على دفعة قدرها {amount}. تنتظر "
		    "Stripe مستنداتك حتى {time}.\n\n"
		    "السبب: {reason}\nالمرجع: {reference}\n\n"
		    "[عرض الاعتراضات]({link})" } } },
	{ MAIL_REFUND_STUCK, {
		[LOCALE_FR] = { "Un remboursement de {amount} n’est pas parti",
		    "Depuis trois jours, Stripe n’a pas pris un remboursement "
		    "de {amount}. L’acheteur attend son argent.\n\n"
		    "Référence : {reference}\n\n"
		    "[Voir le paiement et renvoyer]({link})" },
		[LOCALE_EN] = { "A refund of {amount} did not go out",
		    "For three days Stripe has not taken a refund of {amount}. "
		    "The buyer waits for the money.\n\n"
		    "Reference: {reference}\n\n"
		    "[See the payment and send again]({link})" },
		[LOCALE_AR] = { "لم يُرسل مبلغ مسترد قدره {amount}",
		    "منذ ثلاثة أيام لم تقبل Stripe استرداد مبلغ قدره {amount}. "
		    "المشتري ينتظر ماله.\n\n"
		    "المرجع: {reference}\n\n"
		    "[عرض الدفعة وإعادة الإرسال]({link})" } } },
	{ MAIL_RECONCILE, {
		[LOCALE_FR] = { "Rapprochement des paiements : {count} à voir",
		    "Les comptes de {shop} et ceux de Stripe diffèrent. À "
		    "regarder : {count}\n\n"
		    "{text}\n\n"
		    "[Voir le rapprochement]({link})" },
		[LOCALE_EN] = { "Payments compared: {count} to look at",
		    "The books of {shop} and those of Stripe differ. To look "
		    "at: {count}\n\n"
		    "{text}\n\n"
		    "[See the comparison]({link})" },
		[LOCALE_AR] = { "مطابقة المدفوعات: {count} للمراجعة",
		    "حسابات {shop} وحسابات Stripe غير متطابقة. للمراجعة: "
		    "{count}\n\n"
		    "{text}\n\n"
		    "[عرض المطابقة]({link})" } } },
	{ MAIL_STOCK_LOW, {
		[LOCALE_FR] = { "Stock bas chez {shop}",
		    "Il en reste peu :\n\n{text}\n\n[Voir le stock]({link})" },
		[LOCALE_EN] = { "Low stock at {shop}",
		    "Few are left:\n\n{text}\n\n[See the stock]({link})" },
		[LOCALE_AR] = { "انخفاض المخزون لدى {shop}",
		    "لم يبق إلا القليل:\n\n{text}\n\n[عرض المخزون]({link})" } } },
};

const struct mail_group mail_texts_shop = { mails, COUNT(mails) };
