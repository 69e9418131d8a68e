/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/second_factor.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define PASSWORD { .name = "currentPassword", .type = FIELD_PASSWORD, \
	.min = 1, .max = 256, .flags = FIELD_SECRET, \
	.help = "Needed, if the account has one" }
#define CODE { .name = "code", .type = FIELD_TEXT, .min = 1, .max = 20, \
	.flags = FIELD_SECRET, .help = "Six digits of the app" }
#define RECOVERY { .name = "recoveryCode", .type = FIELD_TEXT, .min = 1, \
	.max = 40, .flags = FIELD_SECRET, .help = "In place of code" }
#define CHALLENGE { .name = "challenge", .type = FIELD_TEXT, .min = 1, \
	.max = 100, .flags = FIELD_REQUIRED | FIELD_SECRET, \
	.help = "As the sign-in answered" }

static const struct field factor_table[] = {
	[FACTOR_ENABLED] = { .name = "enabled", .type = FIELD_BOOLEAN },
	[FACTOR_CONFIRMED_AT] = { .name = "confirmedAt", .type = FIELD_TIME,
	    .flags = FIELD_NULLABLE },
	[FACTOR_RECOVERY_LEFT] = { .name = "recoveryCodesLeft",
	    .type = FIELD_INTEGER },
	[FACTOR_ASKED] = { .name = "required", .type = FIELD_BOOLEAN,
	    .help = "The shop asks staff for one" },
};
static_assert(COUNT(factor_table) == FACTOR__MAX, "a row for each field");
const struct fieldset factor_fields =
    FIELDSET("SecondFactor", NULL, factor_table);

static const struct field proof_table[] = {
	[FACTOR_PROOF_PASSWORD] = PASSWORD,
	[FACTOR_PROOF_CODE] = CODE,
	[FACTOR_PROOF_RECOVERY] = RECOVERY,
};
static_assert(COUNT(proof_table) == FACTOR_PROOF__MAX, "a row for each field");
const struct fieldset factor_proof_fields =
    FIELDSET("SecondFactorProof", NULL, proof_table);

static const struct field begin_table[] = {
	[FACTOR_BEGIN_PASSWORD] = PASSWORD,
};
static_assert(COUNT(begin_table) == FACTOR_BEGIN__MAX, "a row for each field");
const struct fieldset factor_begin_fields =
    FIELDSET("SecondFactorBegin", NULL, begin_table);

static const struct field code_table[] = {
	[FACTOR_CODE] = CODE,
};
static_assert(COUNT(code_table) == FACTOR_CODE__MAX, "a row for each field");
const struct fieldset factor_code_fields =
    FIELDSET("SecondFactorCode", NULL, code_table);

static const struct field secret_table[] = {
	[FACTOR_SECRET] = { .name = "secret", .type = FIELD_TEXT,
	    .help = "Base 32, to type into an app" },
	[FACTOR_URI] = { .name = "uri", .type = FIELD_TEXT,
	    .help = "otpauth://, the same for an app to read" },
	[FACTOR_QR] = { .name = "qr", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .help = "The URI as an SVG" },
};
static_assert(COUNT(secret_table) == FACTOR_SECRET__MAX,
    "a row for each field");
const struct fieldset factor_secret_fields =
    FIELDSET("SecondFactorSecret", NULL, secret_table);

static const struct field recovery_table[] = {
	[FACTOR_RECOVERY_CODES] = { .name = "recoveryCodes",
	    .type = FIELD_TEXTS, .help = "Each works once; not told again" },
};
static_assert(COUNT(recovery_table) == FACTOR_RECOVERY__MAX,
    "a row for each field");
const struct fieldset factor_recovery_fields =
    FIELDSET("RecoveryCodes", NULL, recovery_table);

static const struct field login_step_table[] = {
	[LOGIN_STEP_CHALLENGE] = CHALLENGE,
	[LOGIN_STEP_CODE] = CODE,
	[LOGIN_STEP_RECOVERY] = RECOVERY,
};
static_assert(COUNT(login_step_table) == LOGIN_STEP__MAX,
    "a row for each field");
const struct fieldset login_step_fields =
    FIELDSET("LoginSecondFactor", NULL, login_step_table);

static const struct field login_begin_table[] = {
	[LOGIN_BEGIN_CHALLENGE] = CHALLENGE,
};
static_assert(COUNT(login_begin_table) == LOGIN_BEGIN__MAX,
    "a row for each field");
const struct fieldset login_begin_fields =
    FIELDSET("LoginChallenge", NULL, login_begin_table);

#define MESSAGE(CODE_, FR, EN, AR) { .code = (CODE_), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message factor_messages[] = {
	[FACTOR_WRONG] = MESSAGE("CODE_WRONG",
	    "Ce code n’est pas le bon, ou il a déjà servi",
	    "This is not the code, or it was used already",
	    "هذا الرمز غير صحيح أو سبق استعماله"),
	[FACTOR_NEEDED] = MESSAGE("CODE_NEEDED",
	    "Indiquez soit le code de l’application, soit un code de secours",
	    "Give either the code of the app or a recovery code",
	    "أدخل إما رمز التطبيق أو أحد رموز الاسترداد"),
	[FACTOR_OVER] = MESSAGE("CHALLENGE_OVER",
	    "Cette connexion a expiré. Recommencez.",
	    "This sign-in has expired. Start again.",
	    "انتهت مهلة تسجيل الدخول هذا. ابدأ من جديد."),
	[FACTOR_ON] = MESSAGE("SECOND_FACTOR_ON",
	    "La double authentification est déjà activée",
	    "The second factor is on already",
	    "التحقق بخطوتين مفعّل من قبل"),
	[FACTOR_OFF] = MESSAGE("SECOND_FACTOR_OFF",
	    "La double authentification n’est pas activée",
	    "The second factor is not on",
	    "التحقق بخطوتين غير مفعّل"),
	[FACTOR_NOT_BEGUN] = MESSAGE("SECOND_FACTOR_NOT_BEGUN",
	    "Commencez par ajouter la boutique à l’application",
	    "Add the shop to the app first",
	    "أضف المتجر إلى التطبيق أولًا"),
};
static_assert(COUNT(factor_messages) == FACTOR_MESSAGE__MAX,
    "a text for each message");
