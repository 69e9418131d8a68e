/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/oauth.h"

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message oauth_messages[] = {
	[OAUTH_OFF] = MESSAGE("OAUTH_OFF",
	    "Cette façon de se connecter n’est pas proposée ici",
	    "This way to sign in is not offered here",
	    "طريقة الدخول هذه غير متاحة هنا"),
	[OAUTH_EXPIRED] = MESSAGE("OAUTH_EXPIRED",
	    "Cette connexion a duré trop longtemps, ou a commencé dans un "
	    "autre navigateur. Recommencez.",
	    "This sign-in took too long, or began in another browser. "
	    "Start again.",
	    "استغرق هذا الدخول وقتًا طويلًا أو بدأ في متصفح آخر. ابدأ من جديد."),
	[OAUTH_CANCELLED] = MESSAGE("OAUTH_CANCELLED",
	    "Vous avez annulé la connexion",
	    "You cancelled the sign-in",
	    "لقد ألغيت الدخول"),
	[OAUTH_FAILED] = MESSAGE("OAUTH_FAILED",
	    "La connexion n’a pas abouti. Recommencez, ou connectez-vous "
	    "autrement.",
	    "The sign-in did not succeed. Start again, or sign in another "
	    "way.",
	    "لم ينجح الدخول. ابدأ من جديد أو ادخل بطريقة أخرى."),
	[OAUTH_DOWN] = MESSAGE("OAUTH_UNAVAILABLE",
	    "Ce service ne répond pas en ce moment. Réessayez plus tard, ou "
	    "connectez-vous autrement.",
	    "This service does not answer at present. Try again later, or "
	    "sign in another way.",
	    "هذه الخدمة لا تستجيب الآن. حاول لاحقًا أو ادخل بطريقة أخرى."),
	[OAUTH_SIGN_IN_FIRST] = MESSAGE("OAUTH_SIGN_IN_FIRST",
	    "Un compte existe déjà avec cette adresse. Connectez-vous comme "
	    "d’habitude (ou demandez un nouveau mot de passe), puis liez ce "
	    "service dans votre compte.",
	    "There already is an account with this address. Sign in as usual "
	    "(or ask for a new password), then link this service in your "
	    "account.",
	    "يوجد حساب بهذا العنوان. ادخل كالمعتاد (أو اطلب كلمة مرور جديدة) "
	    "ثم اربط هذه الخدمة من حسابك."),
	[OAUTH_NO_ADDRESS] = MESSAGE("OAUTH_NO_ADDRESS",
	    "Ce service ne nous dit pas quelle adresse e-mail est vraiment la "
	    "vôtre. Créez un compte ou connectez-vous, puis liez ce service "
	    "dans votre compte.",
	    "This service does not tell us which e-mail address really is "
	    "yours. Create an account or sign in, then link this service in "
	    "your account.",
	    "لا تؤكد لنا هذه الخدمة عنوان بريدك الإلكتروني. أنشئ حسابًا أو "
	    "ادخل، ثم اربط هذه الخدمة من حسابك."),
	[OAUTH_TAKEN] = MESSAGE("OAUTH_TAKEN",
	    "Cette identité est déjà liée à un autre compte",
	    "This identity is linked to another account already",
	    "هذه الهوية مرتبطة بحساب آخر من قبل"),
	[OAUTH_UNCONFIRMED] = MESSAGE("OAUTH_UNCONFIRMED",
	    "Confirmez d’abord votre adresse e-mail",
	    "Confirm your e-mail address first",
	    "أكّد عنوان بريدك الإلكتروني أولًا"),
	[OAUTH_BUSY] = MESSAGE("OAUTH_BUSY",
	    "La boutique est très demandée. Réessayez dans un instant.",
	    "The shop is very busy. Try again in a moment.",
	    "المتجر مشغول جدًا. حاول بعد لحظات."),
	[OAUTH_FORGOTTEN] = MESSAGE("OAUTH_FORGOTTEN",
	    "Le lien entre votre compte Facebook et cette boutique est "
	    "supprimé",
	    "The link between your Facebook account and this shop is deleted",
	    "حُذف الربط بين حسابك على فيسبوك وهذا المتجر"),
	[OAUTH_LAST] = MESSAGE("OAUTH_LAST",
	    "C’est votre seule façon de vous connecter. Choisissez d’abord "
	    "un mot de passe.",
	    "This is your only way to sign in. Choose a password first.",
	    "هذه طريقتك الوحيدة للدخول. اختر كلمة مرور أولًا."),
	[OAUTH_UNSIGNED] = MESSAGE("OAUTH_UNSIGNED",
	    "La signature est incorrecte",
	    "The signature is not right",
	    "التوقيع غير صحيح"),
};
static_assert(sizeof(oauth_messages) / sizeof(oauth_messages[0]) ==
    OAUTH_MESSAGE__MAX, "a text for each message");

const struct message *
oauth_problem(const char *code)
{
	for (int i = 0; code != NULL && i < OAUTH_LAST; i++)
		if (strcmp(oauth_messages[i].code, code) == 0)
			return &oauth_messages[i];
	return NULL;
}
