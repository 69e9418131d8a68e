/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/message.h"
#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message wa_messages[] = {
	[WA_NOT_SIGNED] = { .code = "WHATSAPP_NOT_SIGNED", TEXTS(
		"Cette annonce n'est pas signée par Meta.",
		"This is not signed by Meta.",
		"هذا الإشعار غير موقّع من Meta.") },
	[WA_OFF] = { .code = "WHATSAPP_OFF", TEXTS(
		"WhatsApp n'est pas configuré.",
		"WhatsApp is not set up.",
		"واتساب غير مُعَدّ.") },
	[WA_NO_NUMBER] = { .code = "WHATSAPP_NO_NUMBER", TEXTS(
		"La boutique n'a pas de numéro WhatsApp actif.",
		"The shop has no active WhatsApp number.",
		"لا يملك المتجر رقم واتساب نشطًا.") },
	[WA_NO_PHONE] = { .code = "WHATSAPP_NO_PHONE", TEXTS(
		"Ce numéro de téléphone n'est pas valable.",
		"This is no telephone number.",
		"رقم الهاتف هذا غير صالح.") },
	[WA_WINDOW_CLOSED] = { .code = "WHATSAPP_WINDOW_CLOSED", TEXTS(
		"Plus de 24 heures ont passé depuis le dernier message de "
		"cette personne : seul un modèle peut lui être envoyé.",
		"More than 24 hours have passed since this person's last "
		"message: only a template can be sent.",
		"مرّت أكثر من 24 ساعة على آخر رسالة من هذا الشخص: لا يمكن "
		"إرسال سوى قالب.") },
	[WA_NOT_WANTED] = { .code = "WHATSAPP_NOT_WANTED", TEXTS(
		"Cette personne ne souhaite pas recevoir ces messages.",
		"This person does not want such messages.",
		"هذا الشخص لا يرغب في تلقي هذه الرسائل.") },
	[WA_NO_TEMPLATE] = { .code = "WHATSAPP_NO_TEMPLATE", TEXTS(
		"Ce modèle n'existe pas ou n'est pas approuvé.",
		"There is no such template, or it is not approved.",
		"هذا القالب غير موجود أو غير معتمد.") },
	[WA_VARIABLES] = { .code = "WHATSAPP_VARIABLES", TEXTS(
		"Ce modèle attend {0} valeur.|Ce modèle attend {0} valeurs.",
		"This template takes {0} value.|"
		"This template takes {0} values.",
		"لا يأخذ هذا القالب أي قيمة.|يأخذ هذا القالب قيمة واحدة.|"
		"يأخذ هذا القالب قيمتين.|يأخذ هذا القالب {0} قيم.|"
		"يأخذ هذا القالب {0} قيمة.|يأخذ هذا القالب {0} قيمة.") },
	[WA_NOT_AGAIN] = { .code = "WHATSAPP_NOT_AGAIN", TEXTS(
		"Ce message n'est ni en échec, ni en doute, ni abandonné.",
		"This message has neither failed, nor is it in doubt, nor "
		"was it dropped.",
		"هذه الرسالة لم تفشل وليست موضع شك ولم تُلغَ.") },
	[WA_UNDER_WAY] = { .code = "WHATSAPP_UNDER_WAY", TEXTS(
		"Ce message est déjà parti.",
		"This message is already under way.",
		"هذه الرسالة في طريقها بالفعل.") },
	[WA_NOT_PLAIN] = { .code = "WHATSAPP_NOT_PLAIN", TEXTS(
		"Ni retour à la ligne, ni tabulation, ni quatre espaces de "
		"suite.",
		"Neither line breaks, nor tabs, nor four blanks in a row.",
		"دون فواصل أسطر أو علامات جدولة أو أربع مسافات متتالية.") },
	[WA_FOREIGN] = { .code = "FORBIDDEN", TEXTS(
		"Vous n'avez pas la permission",
		"You do not have permission",
		"ليس لديك الإذن") },
	[WA_DOUBTS] = { .code = "WHATSAPP_DOUBTS", TEXTS(
		"{0} message est peut-être parti, peut-être pas.|"
		"{0} messages sont peut-être partis, peut-être pas.",
		"{0} message may or may not have gone.|"
		"{0} messages may or may not have gone.",
		"لا رسائل مشكوك فيها.|رسالة واحدة ربما أُرسلت وربما لا.|"
		"رسالتان ربما أُرسلتا وربما لا.|{0} رسائل ربما أُرسلت وربما "
		"لا.|{0} رسالة ربما أُرسلت وربما لا.|{0} رسالة ربما أُرسلت "
		"وربما لا.") },
	[WA_NOT_SYNCED] = { .code = "WHATSAPP_NOT_REACHED", TEXTS(
		"Meta n'a pas répondu comme prévu.",
		"Meta did not answer as it should.",
		"لم تُجب Meta كما ينبغي.") },
	[WA_NO_BRAND] = { .code = "WHATSAPP_NO_BRAND", TEXTS(
		"Cette marque n'existe pas.",
		"There is no such brand.",
		"هذه العلامة غير موجودة.") },
	[WA_NUMBER_BUSY] = { .code = "WHATSAPP_NUMBER_BUSY", TEXTS(
		"Des messages attendent encore de partir de ce numéro : "
		"attendez, ou abandonnez-les.",
		"Messages still wait to go from this number: wait, or drop "
		"them.",
		"لا تزال رسائل تنتظر الإرسال من هذا الرقم: انتظر أو ألغها.") },
	[WA_NUMBER_GONE_NOW] = { .code = "WHATSAPP_NUMBER_GONE", TEXTS(
		"Meta ne connaît plus ce numéro dans notre compte : rien n'en "
		"part plus.",
		"Meta does not name this number in our account any more: "
		"nothing goes from it.",
		"لم تعد Meta تذكر هذا الرقم في حسابنا: لن يُرسل منه شيء.") },
	[WA_EVENT_OVER] = { .code = "WHATSAPP_EVENT_OVER", TEXTS(
		"Cette annonce a déjà eu son effet, ou n'est pas lisible.",
		"This was applied already, or cannot be read.",
		"سبق تطبيق هذا الإشعار أو لا يمكن قراءته.") },
};
static_assert(COUNT(wa_messages) == WA_MESSAGE__MAX,
    "a row for each message");

const char *
wa_error_text(const struct act *act, const char *error)
{
	for (size_t i = 0; i < COUNT(wa_messages); i++)
		if (text_equal(wa_messages[i].code, error))
			return wa_messages[i].text[act->locale];
	return error;
}
