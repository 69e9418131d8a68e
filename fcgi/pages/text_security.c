/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said of signing in safely. */
enum { FIRST = UI_SECURITY, END = UI_PICTURES };

static const ui_row rows[END - FIRST] = {
	[UI_SECURITY - FIRST] = { "Sécurité", "Security", "الأمان" },
	[UI_FACTOR - FIRST] = {
		"Double authentification",
		"Second factor",
		"التحقق بخطوتين" },
	[UI_FACTOR_TEXT - FIRST] = {
		"Après le mot de passe, un code de votre téléphone : un "
		    "mot de passe volé ne suffit plus.",
		"After the password, a code from your phone: a stolen "
		    "password is no longer enough.",
		"بعد كلمة المرور يُطلب رمز من هاتفك، فلا تكفي كلمة مرور "
		    "مسروقة." },
	[UI_FACTOR_TURN_ON - FIRST] = { "Activer", "Turn on", "تفعيل" },
	[UI_FACTOR_TURN_OFF - FIRST] = { "Désactiver", "Turn off", "إيقاف" },
	[UI_FACTOR_IS_ON - FIRST] = {
		"Activée. Codes de secours restants :",
		"It is on. Recovery codes left:",
		"مفعّل. رموز الاسترداد المتبقية:" },
	[UI_FACTOR_SCAN - FIRST] = {
		"Scannez ce code avec une application d’authentification, "
		    "puis saisissez le code qu’elle affiche.",
		"Scan this with an authenticator app, then type the code "
		    "that it shows.",
		"امسح هذا الرمز بتطبيق مصادقة، ثم أدخل الرمز الذي يظهر "
		    "فيه." },
	[UI_FACTOR_QR - FIRST] = {
		"Code QR pour l’application d’authentification",
		"QR code for the authenticator app",
		"رمز QR لتطبيق المصادقة" },
	[UI_FACTOR_TYPE - FIRST] = {
		"Ou saisissez cette clé :",
		"Or type this key:",
		"أو أدخل هذا المفتاح:" },
	[UI_CODE - FIRST] = {
		"Code de l’application, ou code de secours",
		"Code of the app, or a recovery code",
		"رمز التطبيق أو رمز استرداد" },
	[UI_CODE_APP - FIRST] = { "Code de l’application", "Code of the app",
		"رمز التطبيق" },
	[UI_CODE_TEXT - FIRST] = {
		"Votre mot de passe est le bon. Saisissez maintenant le "
		    "code de votre application.",
		"Your password is right. Now type the code of your app.",
		"كلمة المرور صحيحة. أدخل الآن رمز التطبيق." },
	[UI_ENROLL_TEXT - FIRST] = {
		"La boutique demande un second facteur à son équipe.",
		"The shop asks its staff for a second factor.",
		"يطلب المتجر من فريقه التحقق بخطوتين." },
	[UI_CONTINUE - FIRST] = { "Continuer", "Continue", "متابعة" },
	[UI_RECOVERY - FIRST] = {
		"Codes de secours",
		"Recovery codes",
		"رموز الاسترداد" },
	[UI_RECOVERY_TEXT - FIRST] = {
		"Gardez-les en lieu sûr : chacun remplace une fois "
		    "l’application. Ils ne seront plus affichés.",
		"Keep them in a safe place: each stands in for the app "
		    "once. They will not be shown again.",
		"احتفظ بها في مكان آمن: كل رمز يغني عن التطبيق مرة واحدة، "
		    "ولن تظهر مجددًا." },
	[UI_RECOVERY_RENEW - FIRST] = {
		"Nouveaux codes de secours",
		"New recovery codes",
		"رموز استرداد جديدة" },
	[UI_SESSIONS - FIRST] = {
		"Sessions ouvertes",
		"Where you are signed in",
		"الجلسات المفتوحة" },
	[UI_DEVICE - FIRST] = { "Appareil", "Device", "الجهاز" },
	[UI_DEVICE_UNKNOWN - FIRST] = {
		"Appareil inconnu",
		"Unknown device",
		"جهاز غير معروف" },
	[UI_SESSION_BEGAN - FIRST] = { "Ouverte", "Began", "بدأت" },
	[UI_SESSION_SEEN - FIRST] = {
		"Dernière activité",
		"Last seen",
		"آخر نشاط" },
	[UI_SESSION_THIS - FIRST] = {
		"Cette session",
		"This one",
		"هذه الجلسة" },
	[UI_SESSION_END - FIRST] = { "Fermer", "End", "إغلاق" },
	[UI_SESSIONS_END - FIRST] = {
		"Fermer toutes les autres",
		"End all others",
		"إغلاق كل الجلسات الأخرى" },
	[UI_KEYS - FIRST] = { "Clés d’API", "API keys", "مفاتيح API" },
	[UI_KEYS_TEXT - FIRST] = {
		"Pour qu’un programme agisse en votre nom, avec une "
		    "partie de vos permissions.",
		"For a program that acts for you, with some of your "
		    "permissions.",
		"ليعمل برنامج باسمك بجزء من أذوناتك." },
	[UI_KEY_NAME - FIRST] = { "Nom", "Name", "الاسم" },
	[UI_KEY_SCOPES - FIRST] = {
		"Ce qu’elle permet",
		"What it may do",
		"ما يسمح به" },
	[UI_KEY_EXPIRES - FIRST] = { "Expire le", "Expires", "ينتهي في" },
	[UI_KEY_MADE - FIRST] = { "Créée", "Made", "أُنشئ" },
	[UI_KEY_USED - FIRST] = { "Utilisée", "Last used", "آخر استعمال" },
	[UI_KEY_MAKE - FIRST] = {
		"Créer une clé",
		"Make a key",
		"إنشاء مفتاح" },
	[UI_KEY_REVOKE - FIRST] = { "Révoquer", "Revoke", "إلغاء" },
	[UI_KEY_REVOKED - FIRST] = { "Révoquée", "Revoked", "ملغى" },
	[UI_KEY_EXPIRED - FIRST] = { "Expirée", "Expired", "منتهٍ" },
	[UI_KEY_ONCE - FIRST] = {
		"Voici la clé. Copiez-la maintenant : elle ne sera plus "
		    "affichée.",
		"This is the key. Copy it now: it will not be shown "
		    "again.",
		"هذا هو المفتاح. انسخه الآن، فلن يظهر مجددًا." },
	[UI_SCOPE_PRODUCT_VIEW - FIRST] = {
		"Voir les produits",
		"See products",
		"عرض المنتجات" },
	[UI_SCOPE_PRODUCT_CREATE - FIRST] = {
		"Créer des produits",
		"Create products",
		"إنشاء منتجات" },
	[UI_SCOPE_PRODUCT_EDIT - FIRST] = {
		"Modifier les produits",
		"Edit products",
		"تعديل المنتجات" },
	[UI_SCOPE_PRODUCT_DELETE - FIRST] = {
		"Supprimer des produits",
		"Delete products",
		"حذف المنتجات" },
	[UI_SCOPE_CATEGORY - FIRST] = {
		"Gérer les catégories",
		"Manage categories",
		"إدارة الفئات" },
	[UI_SCOPE_USERS - FIRST] = {
		"Gérer les comptes",
		"Manage accounts",
		"إدارة الحسابات" },
	[UI_SCOPE_SETTINGS - FIRST] = {
		"Modifier tous les réglages",
		"Change all settings",
		"تعديل كل الإعدادات" },
	[UI_SCOPE_SETTINGS_LIMITED - FIRST] = {
		"Modifier certains réglages",
		"Change some settings",
		"تعديل بعض الإعدادات" },
	[UI_SCOPE_ANALYTICS - FIRST] = {
		"Voir les statistiques",
		"See analytics",
		"عرض الإحصاءات" },
	[UI_SCOPE_MESSAGES - FIRST] = {
		"Gérer les messages",
		"Manage messages",
		"إدارة الرسائل" },
	[UI_SCOPE_AUDIT - FIRST] = {
		"Lire le journal d’audit",
		"Read the audit log",
		"قراءة سجل التدقيق" },
	[UI_SECURITY_LOG - FIRST] = {
		"Journal de sécurité",
		"Security log",
		"سجل الأمان" },
	[UI_EVENT_WHEN - FIRST] = { "Quand", "When", "متى" },
	[UI_EVENT_WHAT - FIRST] = { "Événement", "Event", "الحدث" },
	[UI_EVENT_LOGIN - FIRST] = { "Connexion", "Signed in", "تسجيل دخول" },
	[UI_EVENT_LOGIN_FAILED - FIRST] = {
		"Connexion refusée",
		"Sign-in refused",
		"رُفض تسجيل دخول" },
	[UI_EVENT_SUSPICIOUS - FIRST] = {
		"Connexion inhabituelle",
		"Unusual sign-in",
		"تسجيل دخول غير معتاد" },
	[UI_EVENT_CODE_FAILED - FIRST] = {
		"Code refusé",
		"Code refused",
		"رُفض رمز" },
	[UI_EVENT_FACTOR_ON - FIRST] = {
		"Double authentification activée",
		"Second factor turned on",
		"فُعّل التحقق بخطوتين" },
	[UI_EVENT_FACTOR_OFF - FIRST] = {
		"Double authentification désactivée",
		"Second factor turned off",
		"أُوقف التحقق بخطوتين" },
	[UI_EVENT_RECOVERY - FIRST] = {
		"Nouveaux codes de secours",
		"New recovery codes",
		"رموز استرداد جديدة" },
	[UI_EVENT_PASSWORD - FIRST] = {
		"Mot de passe changé",
		"Password changed",
		"تغيّرت كلمة المرور" },
	[UI_EVENT_KEY_MADE - FIRST] = {
		"Clé d’API créée",
		"API key made",
		"أُنشئ مفتاح API" },
	[UI_EVENT_KEY_REVOKED - FIRST] = {
		"Clé d’API révoquée",
		"API key revoked",
		"أُلغي مفتاح API" },
	[UI_EVENT_SESSION_END - FIRST] = {
		"Session fermée",
		"Session ended",
		"أُغلقت جلسة" },
	[UI_EVENT_REUSED - FIRST] = {
		"Session fermée : un jeton a servi deux fois",
		"Session ended: a token came twice",
		"أُغلقت جلسة: استُعمل رمزها مرتين" },
	[UI_EVENT_OTHER - FIRST] = {
		"Compte modifié",
		"Account changed",
		"تغيّر الحساب" },
	[UI_EVENT_BY_OTHER - FIRST] = {
		"par la boutique",
		"by the shop",
		"من طرف المتجر" },
};

const struct ui_part ui_part_security = { FIRST, END, rows };
