/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/text.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message inbox_messages[] = {
	[INBOX_FOREIGN] = { .code = "FOREIGN_BRAND", TEXTS(
		"Cet élément appartient à une autre boutique.",
		"This belongs to another shop.",
		"هذا العنصر يخص متجرًا آخر.") },
	[INBOX_PHONE_TAKEN] = { .code = "PHONE_TAKEN", TEXTS(
		"Un prospect a déjà ce numéro de téléphone.",
		"A prospect has this telephone number already.",
		"لدى عميل محتمل آخر رقم الهاتف هذا.") },
	[INBOX_EMAIL_TAKEN] = { .code = "EMAIL_TAKEN", TEXTS(
		"Un prospect a déjà cette adresse e-mail.",
		"A prospect has this e-mail address already.",
		"لدى عميل محتمل آخر عنوان البريد هذا.") },
	[INBOX_LABEL_TAKEN] = { .code = "LABEL_TAKEN", TEXTS(
		"Une étiquette porte déjà ce nom.",
		"A label has this name already.",
		"توجد تسمية بهذا الاسم بالفعل.") },
	[INBOX_SHORTCUT_TAKEN] = { .code = "SHORTCUT_TAKEN", TEXTS(
		"Une réponse a déjà ce raccourci.",
		"A reply has this shortcut already.",
		"يوجد رد بهذا الاختصار بالفعل.") },
	[INBOX_SAME] = { .code = "SAME_PROSPECT", TEXTS(
		"C'est le même prospect.",
		"This is the same prospect.",
		"هذا هو العميل نفسه.") },
	[INBOX_MERGED] = { .code = "PROSPECT_MERGED", TEXTS(
		"Ce prospect a été réuni avec un autre.",
		"This prospect was merged with another.",
		"تم دمج هذا العميل مع عميل آخر.") },
	[INBOX_NO_ASSIGNEE] = { .code = "NO_ASSIGNEE", TEXTS(
		"Cette personne ne peut pas répondre aux messages.",
		"This person cannot answer messages.",
		"لا يمكن لهذا الشخص الرد على الرسائل.") },
	[INBOX_NO_LABEL] = { .code = "NO_LABEL", TEXTS(
		"Cette étiquette n'existe pas.",
		"There is no such label.",
		"لا توجد تسمية كهذه.") },
	[INBOX_KIND] = { .code = "MESSAGE_KIND", TEXTS(
		"Ce genre de message ne peut pas partir par ce canal.",
		"This kind of message cannot go by this channel.",
		"لا يمكن إرسال هذا النوع من الرسائل عبر هذه القناة.") },
	[INBOX_NEEDS_TEXT] = { .code = "NEEDS_TEXT", TEXTS(
		"Écrivez le texte du message.",
		"Write what the message says.",
		"اكتب نص الرسالة.") },
	[INBOX_NEEDS_TEMPLATE] = { .code = "NEEDS_TEMPLATE", TEXTS(
		"Choisissez un modèle approuvé de ce numéro.",
		"Choose an approved template of this number.",
		"اختر قالبًا معتمدًا لهذا الرقم.") },
	[INBOX_FILE_KIND] = { .code = "FILE_KIND", TEXTS(
		"Ce genre de fichier ne peut pas être envoyé.",
		"This kind of file cannot be sent.",
		"لا يمكن إرسال هذا النوع من الملفات.") },
	[INBOX_FILE_LARGE] = { .code = "FILE_TOO_LARGE", TEXTS(
		"Ce fichier est trop volumineux.",
		"This file is too large.",
		"هذا الملف كبير جدًا.") },
	[INBOX_NO_CANNED] = { .code = "NO_CANNED_REPLY", TEXTS(
		"Cette réponse type n'existe pas.",
		"There is no such canned reply.",
		"لا يوجد رد جاهز كهذا.") },
	[INBOX_NO_REPLY_TO] = { .code = "NO_REPLY_TO", TEXTS(
		"Ce message n'est pas dans cette conversation.",
		"This message is not in this conversation.",
		"هذه الرسالة ليست في هذه المحادثة.") },
	[INBOX_NOT_AGAIN] = { .code = "MESSAGE_STATE", TEXTS(
		"Ce message ne peut pas être changé dans cet état.",
		"This message cannot be changed as it stands.",
		"لا يمكن تغيير هذه الرسالة في حالتها الحالية.") },
	[INBOX_OLD_FORM] = { .code = "FORM_TOO_OLD", TEXTS(
		"Le formulaire a expiré ; rechargez la page et renvoyez.",
		"The form is too old; load the page again and send it.",
		"انتهت صلاحية النموذج؛ أعد تحميل الصفحة ثم أرسل.") },
	[INBOX_FULL] = { .code = "INBOX_FULL", TEXTS(
		"Il y en a déjà {0} ; supprimez-en un.",
		"There are {0} already; delete one.",
		"يوجد بالفعل {0}؛ احذف واحدًا.") },
	[INBOX_BAD_COLOR] = { .code = "BAD_COLOR", TEXTS(
		"Écrivez la couleur ainsi : #1f6feb.",
		"Write the colour like #1f6feb.",
		"اكتب اللون بهذا الشكل: ‎#1f6feb.") },
	[INBOX_BAD_SHORTCUT] = { .code = "BAD_SHORTCUT", TEXTS(
		"Un raccourci est fait de lettres minuscules, de chiffres "
		"et de traits d'union.",
		"A shortcut is lower-case letters, digits and hyphens.",
		"يتكون الاختصار من حروف صغيرة وأرقام وشرطات.") },
	[INBOX_NO_NAME] = { .code = "NAME_EMPTY", TEXTS(
		"Un nom contient des lettres ou des chiffres.",
		"A name has letters or digits.",
		"يجب أن يحتوي الاسم على حروف أو أرقام.") },
	/* Their names follow. */
	[INBOX_TEMPLATES] = { .code = "TEMPLATES", TEXTS(
		"Modèles qui peuvent partir :", "Templates that may go:",
		"القوالب التي يمكن إرسالها:") },
	[INBOX_NO_TEMPLATES] = { .code = "NO_TEMPLATES", TEXTS(
		"Aucun modèle n'est approuvé pour ce numéro.",
		"No template is approved for this number.",
		"لا يوجد قالب معتمد لهذا الرقم.") },
};
static_assert(COUNT(inbox_messages) == INBOX_MESSAGE__MAX,
    "a row for each message");

enum outcome
inbox_brand(struct act *act, const char *brand_id)
{
	if (text_equal(brand_id, act->actor.brand_id))
		return SOUK_OK;
	return act_refuse(act, SOUK_DENIED, &inbox_messages[INBOX_FOREIGN]);
}
