/* SPDX-License-Identifier: ISC */
/* What people are told while they get, or get back, an account. */
#include "lib/notify/template.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct mail_builtin mails[] = {
	{ MAIL_CONFIRM_ADDRESS, {
		[LOCALE_FR] = { "Confirmez votre adresse e-mail",
		    "Bonjour {name},\n\n"
		    "Bienvenue chez {shop} ! Il ne reste qu’à confirmer que "
		    "cette adresse est bien la vôtre.\n\n"
		    "[Confirmer mon adresse]({link})\n\n"
		    "Ce lien est valable {minutes} minutes. Si vous n’avez pas "
		    "créé de compte, ignorez ce message : rien ne se passera." },
		[LOCALE_EN] = { "Confirm your e-mail address",
		    "Hello {name},\n\n"
		    "Welcome to {shop}! All that is left is to confirm that "
		    "this address is yours.\n\n"
		    "[Confirm my address]({link})\n\n"
		    "This link is good for {minutes} minutes. If you did not "
		    "make an account, ignore this message: nothing will "
		    "happen." },
		[LOCALE_AR] = { "أكّد عنوان بريدك الإلكتروني",
		    "مرحبًا {name}،\n\n"
		    "أهلًا بك في {shop}! لم يبقَ سوى تأكيد أن هذا العنوان لك.\n\n"
		    "[تأكيد عنواني]({link})\n\n"
		    "هذا الرابط صالح لمدة {minutes} دقيقة. إن لم تُنشئ حسابًا "
		    "فتجاهل هذه الرسالة ولن يحدث شيء." } } },
	{ MAIL_ADDRESS_KNOWN, {
		[LOCALE_FR] = { "Vous avez déjà un compte",
		    "Bonjour {name},\n\n"
		    "Quelqu’un, vous peut-être, a voulu créer un compte chez "
		    "{shop} avec cette adresse. Elle a déjà un compte : "
		    "connectez-vous simplement.\n\n"
		    "[Se connecter]({link})\n\n"
		    "Si ce n’était pas vous, il n’y a rien à faire." },
		[LOCALE_EN] = { "You already have an account",
		    "Hello {name},\n\n"
		    "Somebody, perhaps you, tried to make an account at {shop} "
		    "with this address. It has one already: just sign in.\n\n"
		    "[Sign in]({link})\n\n"
		    "If it was not you, there is nothing to do." },
		[LOCALE_AR] = { "لديك حساب من قبل",
		    "مرحبًا {name}،\n\n"
		    "حاول شخص ما، وربما أنت، إنشاء حساب في {shop} بهذا العنوان. "
		    "لهذا العنوان حساب من قبل: سجّل الدخول فحسب.\n\n"
		    "[تسجيل الدخول]({link})\n\n"
		    "إن لم تكن أنت فلا داعي لفعل أي شيء." } } },
	{ MAIL_RESET_PASSWORD, {
		[LOCALE_FR] = { "Choisissez un nouveau mot de passe",
		    "Bonjour {name},\n\n"
		    "Vous avez demandé un nouveau mot de passe pour votre "
		    "compte chez {shop}.\n\n"
		    "[Choisir un mot de passe]({link})\n\n"
		    "Ce lien est valable {minutes} minutes et ne sert qu’une "
		    "fois. Si vous n’avez rien demandé, ignorez ce message : "
		    "votre mot de passe reste le même." },
		[LOCALE_EN] = { "Choose a new password",
		    "Hello {name},\n\n"
		    "You asked for a new password for your account at "
		    "{shop}.\n\n"
		    "[Choose a password]({link})\n\n"
		    "This link is good for {minutes} minutes and works once. "
		    "If you did not ask, ignore this message: your password "
		    "stays as it is." },
		[LOCALE_AR] = { "اختر كلمة مرور جديدة",
		    "مرحبًا {name}،\n\n"
		    "طلبت كلمة مرور جديدة لحسابك في {shop}.\n\n"
		    "[اختيار كلمة المرور]({link})\n\n"
		    "هذا الرابط صالح لمدة {minutes} دقيقة ولمرة واحدة. إن لم "
		    "تطلب ذلك فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي." } } },
	{ MAIL_PASSWORD_CHANGED, {
		[LOCALE_FR] = { "Votre mot de passe a changé",
		    "Bonjour {name},\n\n"
		    "Le mot de passe de votre compte chez {shop} a été changé "
		    "le {time} (adresse {address}).\n\n"
		    "Si ce n’était pas vous, demandez tout de suite un nouveau "
		    "mot de passe et écrivez-nous." },
		[LOCALE_EN] = { "Your password was changed",
		    "Hello {name},\n\n"
		    "The password of your account at {shop} was changed on "
		    "{time} (address {address}).\n\n"
		    "If it was not you, ask for a new password at once and "
		    "write to us." },
		[LOCALE_AR] = { "تغيّرت كلمة مرورك",
		    "مرحبًا {name}،\n\n"
		    "تغيّرت كلمة مرور حسابك في {shop} بتاريخ {time} (العنوان "
		    "{address}).\n\n"
		    "إن لم تكن أنت فاطلب كلمة مرور جديدة فورًا وراسلنا." } } },
	{ MAIL_CONFIRM_CHANGE, {
		[LOCALE_FR] = { "Confirmez votre nouvelle adresse",
		    "Bonjour {name},\n\n"
		    "Vous voulez utiliser cette adresse pour votre compte chez "
		    "{shop}.\n\n"
		    "[Confirmer la nouvelle adresse]({link})\n\n"
		    "Ce lien est valable {minutes} minutes. D’ici là, votre "
		    "ancienne adresse reste en place." },
		[LOCALE_EN] = { "Confirm your new address",
		    "Hello {name},\n\n"
		    "You want to use this address for your account at "
		    "{shop}.\n\n"
		    "[Confirm the new address]({link})\n\n"
		    "This link is good for {minutes} minutes. Until then your "
		    "old address stays." },
		[LOCALE_AR] = { "أكّد عنوانك الجديد",
		    "مرحبًا {name}،\n\n"
		    "تريد استعمال هذا العنوان لحسابك في {shop}.\n\n"
		    "[تأكيد العنوان الجديد]({link})\n\n"
		    "هذا الرابط صالح لمدة {minutes} دقيقة. وإلى ذلك الحين يبقى "
		    "عنوانك القديم." } } },
	{ MAIL_ADDRESS_CHANGED, {
		[LOCALE_FR] = { "L’adresse de votre compte a changé",
		    "Bonjour {name},\n\n"
		    "Depuis le {time}, l’adresse de votre compte chez {shop} "
		    "est {newEmail}. Les messages ne viendront plus ici.\n\n"
		    "Si ce n’était pas vous, écrivez-nous tout de suite." },
		[LOCALE_EN] = { "The address of your account was changed",
		    "Hello {name},\n\n"
		    "Since {time} the address of your account at {shop} is "
		    "{newEmail}. Messages will no longer come here.\n\n"
		    "If it was not you, write to us at once." },
		[LOCALE_AR] = { "تغيّر عنوان حسابك",
		    "مرحبًا {name}،\n\n"
		    "منذ {time} صار عنوان حسابك في {shop} هو {newEmail}. لن تصل "
		    "الرسائل إلى هنا بعد الآن.\n\n"
		    "إن لم تكن أنت فراسلنا فورًا." } } },
	{ MAIL_WELCOME, {
		[LOCALE_FR] = { "Bienvenue chez {shop}",
		    "Bonjour {name},\n\n"
		    "Votre compte est prêt. Nous sommes heureux de vous compter "
		    "parmi nous.\n\n"
		    "[Découvrir la boutique]({link})" },
		[LOCALE_EN] = { "Welcome to {shop}",
		    "Hello {name},\n\n"
		    "Your account is ready. We are glad to have you.\n\n"
		    "[See the shop]({link})" },
		[LOCALE_AR] = { "أهلًا بك في {shop}",
		    "مرحبًا {name}،\n\n"
		    "حسابك جاهز. يسعدنا انضمامك إلينا.\n\n"
		    "[تصفّح المتجر]({link})" } } },
};

const struct mail_group mail_texts_account = { mails, COUNT(mails) };
