/* SPDX-License-Identifier: ISC */
/* What happened to an account, told to whom it belongs. */
#include "lib/notify/template.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct mail_builtin mails[] = {
	{ MAIL_NEW_SIGN_IN, {
		[LOCALE_FR] = { "Nouvelle connexion à votre compte",
		    "Bonjour {name},\n\n"
		    "Quelqu’un s’est connecté à votre compte chez {shop} depuis "
		    "un appareil que nous ne connaissions pas.\n\n"
		    "Date : {time}\nAdresse : {address}\nAppareil : {device}\n\n"
		    "Si c’était vous, tout va bien. Sinon, changez votre mot de "
		    "passe et fermez les autres sessions." },
		[LOCALE_EN] = { "New sign-in to your account",
		    "Hello {name},\n\n"
		    "Somebody signed in to your account at {shop} from a device "
		    "that we did not know.\n\n"
		    "Time: {time}\nAddress: {address}\nDevice: {device}\n\n"
		    "If it was you, all is well. If not, change your password "
		    "and end the other sessions." },
		[LOCALE_AR] = { "تسجيل دخول جديد إلى حسابك",
		    "مرحبًا {name}،\n\n"
		    "سُجّل الدخول إلى حسابك في {shop} من جهاز لم نكن نعرفه.\n\n"
		    "الوقت: {time}\nالعنوان: {address}\nالجهاز: {device}\n\n"
		    "إن كنت أنت فكل شيء على ما يرام. وإلا فغيّر كلمة مرورك وأغلق "
		    "الجلسات الأخرى." } } },
	{ MAIL_SECOND_FACTOR_ON, {
		[LOCALE_FR] = { "Connexion en deux étapes activée",
		    "Bonjour {name},\n\n"
		    "La connexion en deux étapes est active sur votre compte "
		    "chez {shop} depuis le {time}.\n\n"
		    "Gardez vos codes de secours en lieu sûr. Si ce n’était pas "
		    "vous, écrivez-nous tout de suite." },
		[LOCALE_EN] = { "Two-step sign-in is on",
		    "Hello {name},\n\n"
		    "Two-step sign-in is on for your account at {shop} since "
		    "{time}.\n\n"
		    "Keep your recovery codes in a safe place. If it was not "
		    "you, write to us at once." },
		[LOCALE_AR] = { "فُعّل الدخول بخطوتين",
		    "مرحبًا {name}،\n\n"
		    "الدخول بخطوتين مفعّل على حسابك في {shop} منذ {time}.\n\n"
		    "احفظ رموز الاسترداد في مكان آمن. إن لم تكن أنت فراسلنا "
		    "فورًا." } } },
	{ MAIL_SECOND_FACTOR_OFF, {
		[LOCALE_FR] = { "Connexion en deux étapes désactivée",
		    "Bonjour {name},\n\n"
		    "La connexion en deux étapes n’est plus active sur votre "
		    "compte chez {shop} depuis le {time}.\n\n"
		    "Si ce n’était pas vous, changez votre mot de passe et "
		    "écrivez-nous tout de suite." },
		[LOCALE_EN] = { "Two-step sign-in is off",
		    "Hello {name},\n\n"
		    "Two-step sign-in is off for your account at {shop} since "
		    "{time}.\n\n"
		    "If it was not you, change your password and write to us at "
		    "once." },
		[LOCALE_AR] = { "أُوقف الدخول بخطوتين",
		    "مرحبًا {name}،\n\n"
		    "لم يعد الدخول بخطوتين مفعّلًا على حسابك في {shop} منذ "
		    "{time}.\n\n"
		    "إن لم تكن أنت فغيّر كلمة مرورك وراسلنا فورًا." } } },
	{ MAIL_IDENTITY_LINKED, {
		[LOCALE_FR] = { "Connexion avec {provider} ajoutée",
		    "Bonjour {name},\n\n"
		    "Depuis le {time}, on peut se connecter à votre compte chez "
		    "{shop} avec {provider}.\n\n"
		    "Si ce n’était pas vous, retirez ce lien dans votre compte "
		    "et changez votre mot de passe." },
		[LOCALE_EN] = { "Sign-in with {provider} was added",
		    "Hello {name},\n\n"
		    "Since {time} your account at {shop} can be entered with "
		    "{provider}.\n\n"
		    "If it was not you, take that away in your account and "
		    "change your password." },
		[LOCALE_AR] = { "أُضيف الدخول عبر {provider}",
		    "مرحبًا {name}،\n\n"
		    "منذ {time} صار الدخول إلى حسابك في {shop} ممكنًا عبر "
		    "{provider}.\n\n"
		    "إن لم تكن أنت فأزل هذا الربط من حسابك وغيّر كلمة مرورك." } } },
	{ MAIL_API_KEY_MADE, {
		[LOCALE_FR] = { "Une clé d’API a été créée",
		    "Bonjour {name},\n\n"
		    "La clé d’API « {key} » a été créée sur votre compte chez "
		    "{shop} le {time}.\n\n"
		    "Si ce n’était pas vous, révoquez-la et changez votre mot "
		    "de passe." },
		[LOCALE_EN] = { "An API key was made",
		    "Hello {name},\n\n"
		    "The API key “{key}” was made for your account at {shop} on "
		    "{time}.\n\n"
		    "If it was not you, revoke it and change your password." },
		[LOCALE_AR] = { "أُنشئ مفتاح واجهة برمجية",
		    "مرحبًا {name}،\n\n"
		    "أُنشئ مفتاح الواجهة البرمجية «{key}» لحسابك في {shop} بتاريخ "
		    "{time}.\n\n"
		    "إن لم تكن أنت فألغه وغيّر كلمة مرورك." } } },
	{ MAIL_EXPORT_READY, {
		[LOCALE_FR] = { "Vos données sont prêtes",
		    "Bonjour {name},\n\n"
		    "La copie de vos données que vous avez demandée à {shop} "
		    "est prête.\n\n"
		    "[Voir mes données]({link})" },
		[LOCALE_EN] = { "Your data is ready",
		    "Hello {name},\n\n"
		    "The copy of your data that you asked {shop} for is "
		    "ready.\n\n"
		    "[See my data]({link})" },
		[LOCALE_AR] = { "بياناتك جاهزة",
		    "مرحبًا {name}،\n\n"
		    "نسخة بياناتك التي طلبتها من {shop} جاهزة.\n\n"
		    "[عرض بياناتي]({link})" } } },
	{ MAIL_ERASED, {
		[LOCALE_FR] = { "Votre compte a été effacé",
		    "Bonjour {name},\n\n"
		    "Comme vous l’avez demandé, votre compte chez {shop} et ce "
		    "qui s’y rattachait ont été effacés. Ceci est notre dernier "
		    "message." },
		[LOCALE_EN] = { "Your account was erased",
		    "Hello {name},\n\n"
		    "As you asked, your account at {shop} and what belonged to "
		    "it were erased. This is our last message." },
		[LOCALE_AR] = { "مُسح حسابك",
		    "مرحبًا {name}،\n\n"
		    "كما طلبت، مُسح حسابك في {shop} وكل ما يتعلق به. هذه آخر "
		    "رسالة منا." } } },
	{ MAIL_INCIDENT, {
		[LOCALE_FR] = { "Information sur la sécurité de vos données",
		    "Bonjour {name},\n\n"
		    "{shop} vous doit une information sur vos données.\n\n"
		    "{text}" },
		[LOCALE_EN] = { "About the security of your data",
		    "Hello {name},\n\n"
		    "{shop} owes you a word about your data.\n\n"
		    "{text}" },
		[LOCALE_AR] = { "بشأن أمان بياناتك",
		    "مرحبًا {name}،\n\n"
		    "على {shop} أن يخبرك بأمر يخص بياناتك.\n\n"
		    "{text}" } } },
};

const struct mail_group mail_texts_security = { mails, COUNT(mails) };
