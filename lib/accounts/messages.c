/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/accounts.h"

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message accounts_messages[] = {
	[ACCOUNTS_BAD_CREDENTIALS] = MESSAGE("INVALID_CREDENTIALS",
	    "Identifiants incorrects",
	    "Invalid credentials",
	    "بيانات الدخول غير صحيحة"),
	[ACCOUNTS_TOO_MANY] = MESSAGE("TOO_MANY_ATTEMPTS",
	    "Trop de tentatives de connexion. Réessayez plus tard.",
	    "Too many attempts to sign in. Try again later.",
	    "محاولات دخول كثيرة. حاول مرة أخرى لاحقًا."),
	[ACCOUNTS_USERNAME_TAKEN] = MESSAGE("USERNAME_TAKEN",
	    "Ce nom d’utilisateur est déjà pris",
	    "This user name is taken",
	    "اسم المستخدم هذا مستعمل من قبل"),
	[ACCOUNTS_EMAIL_TAKEN] = MESSAGE("EMAIL_TAKEN",
	    "Cette adresse e-mail est déjà utilisée",
	    "This e-mail address is in use",
	    "عنوان البريد الإلكتروني هذا مستعمل من قبل"),
	[ACCOUNTS_PASSWORD_SHORT] = MESSAGE("PASSWORD_SHORT",
	    "Le mot de passe doit compter au moins {0} caractères",
	    "The password needs at least {0} characters",
	    "يجب ألا تقل كلمة المرور عن {0} حرف|"
	    "يجب ألا تقل كلمة المرور عن حرف واحد|"
	    "يجب ألا تقل كلمة المرور عن حرفين|"
	    "يجب ألا تقل كلمة المرور عن {0} أحرف|"
	    "يجب ألا تقل كلمة المرور عن {0} حرفًا|"
	    "يجب ألا تقل كلمة المرور عن {0} حرف"),
	[ACCOUNTS_PASSWORD_COMMON] = MESSAGE("PASSWORD_COMMON",
	    "Ce mot de passe est trop facile à deviner",
	    "This password is too easy to guess",
	    "كلمة المرور هذه سهلة التخمين"),
	[ACCOUNTS_LAST_OWNER] = MESSAGE("LAST_OWNER",
	    "La boutique doit garder un propriétaire actif",
	    "The shop must keep one active owner",
	    "يجب أن يبقى للمتجر مالك نشط واحد على الأقل"),
	[ACCOUNTS_FOREIGN_BRAND] = MESSAGE("FORBIDDEN",
	    "Vous n'avez pas la permission",
	    "You do not have permission",
	    "ليس لديك الإذن"),
	[ACCOUNTS_NEED_LOGIN_NAME] = MESSAGE("REQUIRED",
	    "Indiquez un nom d’utilisateur ou une adresse e-mail",
	    "Give a user name or an e-mail address",
	    "أدخل اسم المستخدم أو البريد الإلكتروني"),
	[ACCOUNTS_REFRESH_REUSED] = MESSAGE("REFRESH_REUSED",
	    "Cette session a été fermée par sécurité. Reconnectez-vous.",
	    "This session was ended for safety. Sign in again.",
	    "أُغلقت هذه الجلسة حفاظًا على أمانك. سجّل الدخول من جديد."),
	[ACCOUNTS_CURRENT_USER] = MESSAGE("CURRENT_USER",
	    "Cela ne se fait pas ici sur votre propre compte",
	    "This cannot be done here to your own account",
	    "لا يمكن فعل ذلك هنا بحسابك الشخصي"),
	[ACCOUNTS_BAD_USERNAME] = MESSAGE("BAD_USERNAME",
	    "Lettres, chiffres, « . », « _ » et « - » seulement",
	    "Letters, digits, '.', '_' and '-' only",
	    "حروف وأرقام و«.» و«_» و«-» فقط"),
	[ACCOUNTS_BAD_EMAIL] = MESSAGE("BAD_EMAIL",
	    "Adresse e-mail incorrecte",
	    "Not an e-mail address",
	    "عنوان البريد الإلكتروني غير صحيح"),
	[ACCOUNTS_PASSWORD_LONG] = MESSAGE("PASSWORD_LONG",
	    "Le mot de passe ne peut dépasser {0} octets",
	    "The password cannot exceed {0} bytes",
	    "لا يمكن أن تتجاوز كلمة المرور {0} بايت"),
	[ACCOUNTS_PASSWORD_NEEDED] = MESSAGE("PASSWORD_NEEDED",
	    "Indiquez votre mot de passe actuel",
	    "Give your current password",
	    "أدخل كلمة المرور الحالية"),
	[ACCOUNTS_PASSWORD_WRONG] = MESSAGE("PASSWORD_WRONG",
	    "Mot de passe actuel incorrect",
	    "The current password is not right",
	    "كلمة المرور الحالية غير صحيحة"),
};
static_assert(sizeof(accounts_messages) / sizeof(accounts_messages[0]) ==
    ACCOUNTS_MESSAGE__MAX, "a text for each message");
