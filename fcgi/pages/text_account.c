/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by the pages of people about themselves. */
enum { FIRST = UI_EMAIL, END = UI_OR };

static const ui_row rows[END - FIRST] = {
	[UI_EMAIL - FIRST] = { "Adresse e-mail", "E-mail address",
		"البريد الإلكتروني" },
	[UI_YOUR_NAME - FIRST] = { "Votre nom", "Your name", "اسمك" },
	[UI_PASSWORD_NEW - FIRST] = { "Nouveau mot de passe", "New password",
		"كلمة مرور جديدة" },
	[UI_PASSWORD_CHOSEN - FIRST] = { "Le mot de passe que vous avez choisi",
		"The password that you chose", "كلمة المرور التي اخترتها" },
	[UI_PASSWORD_CURRENT - FIRST] = { "Mot de passe actuel",
		"Current password", "كلمة المرور الحالية" },
	[UI_PASSWORD_SET - FIRST] = { "Changer le mot de passe",
		"Change the password", "تغيير كلمة المرور" },
	[UI_PASSWORD_DONE - FIRST] = {
		"Mot de passe changé. Vos autres sessions sont fermées.",
		"Password changed. Your other sessions are ended.",
		"تم تغيير كلمة المرور وأُغلقت جلساتك الأخرى." },
	[UI_ACCEPT_TERMS - FIRST] = {
		"J’accepte les conditions de la boutique",
		"I accept the shop’s terms", "أوافق على شروط المتجر" },
	[UI_SIGN_UP - FIRST] = { "Créer un compte", "Create an account",
		"إنشاء حساب" },
	[UI_SIGN_UP_TEXT - FIRST] = {
		"Nous enverrons un e-mail pour confirmer votre adresse.",
		"We will send a mail to confirm your address.",
		"سنرسل إليك رسالة لتأكيد عنوانك." },
	[UI_HAVE_ACCOUNT - FIRST] = { "J’ai déjà un compte",
		"I have an account", "لديّ حساب" },
	[UI_CONFIRM - FIRST] = { "Confirmer", "Confirm", "تأكيد" },
	[UI_CONFIRM_TITLE - FIRST] = { "Confirmer votre adresse",
		"Confirm your address", "تأكيد عنوانك" },
	[UI_CONFIRM_TEXT - FIRST] = {
		"Saisissez le mot de passe choisi à l’inscription : ainsi "
		    "personne d’autre ne peut confirmer à votre place.",
		"Type the password that you chose when signing up: so nobody "
		    "else can confirm in your place.",
		"أدخل كلمة المرور التي اخترتها عند التسجيل، فلا يستطيع أحد "
		    "التأكيد بدلًا منك." },
	[UI_SEND_AGAIN - FIRST] = { "Renvoyer l’e-mail", "Send the mail again",
		"إعادة إرسال الرسالة" },
	[UI_SEND_AGAIN_TITLE - FIRST] = { "Pas reçu, ou plus valable ?",
		"Nothing came, or no longer valid?",
		"لم تصلك الرسالة أو انتهت صلاحيتها؟" },
	[UI_FORGOT - FIRST] = { "Mot de passe oublié", "Forgotten password",
		"نسيت كلمة المرور" },
	[UI_FORGOT_TEXT - FIRST] = {
		"Indiquez votre adresse : nous y enverrons un lien, valable "
		    "une heure.",
		"Give your address: we will send a link there that works for "
		    "an hour.",
		"أدخل عنوانك لنرسل إليه رابطًا صالحًا لمدة ساعة." },
	[UI_FORGOT_AGAIN - FIRST] = { "Demander un autre lien",
		"Ask for another link", "طلب رابط آخر" },
	[UI_SEND_LINK - FIRST] = { "Envoyer le lien", "Send the link",
		"إرسال الرابط" },
	[UI_RESET_TITLE - FIRST] = { "Choisir un nouveau mot de passe",
		"Choose a new password", "اختيار كلمة مرور جديدة" },
	[UI_RESET_TEXT - FIRST] = {
		"Toutes vos sessions seront fermées. Connectez-vous ensuite "
		    "avec le nouveau mot de passe.",
		"All your sessions will end. Then sign in with the new "
		    "password.",
		"ستُغلق جميع جلساتك. سجّل الدخول بعد ذلك بكلمة المرور "
		    "الجديدة." },
	[UI_USERNAME - FIRST] = { "Nom d’utilisateur", "User name",
		"اسم المستخدم" },
	[UI_PHONE - FIRST] = { "Téléphone", "Telephone", "الهاتف" },
	[UI_BUSINESS - FIRST] = { "Entreprise", "Business", "الشركة" },
	[UI_AVATAR - FIRST] = { "Votre photo", "Your picture", "صورتك" },
	[UI_EMAIL_NEW - FIRST] = { "Nouvelle adresse e-mail",
		"New e-mail address", "بريد إلكتروني جديد" },
	[UI_EMAIL_CHANGE - FIRST] = { "Changer l’adresse",
		"Change the address", "تغيير العنوان" },
	[UI_EMAIL_WAITS - FIRST] = {
		"Un e-mail est parti à la nouvelle adresse : confirmez-la.",
		"A mail has gone to the new address: confirm it.",
		"أُرسلت رسالة إلى العنوان الجديد: أكّده." },
	[UI_EMAIL_PENDING - FIRST] = { "En attente de confirmation :",
		"Waits to be confirmed:", "في انتظار التأكيد:" },
	[UI_ADDRESS_TEXT - FIRST] = {
		"Cette adresse deviendra celle de votre compte.",
		"This address becomes that of your account.",
		"سيصبح هذا العنوان عنوان حسابك." },
	[UI_PASSWORD_MAKE - FIRST] = { "Choisir un mot de passe",
		"Choose a password", "اختيار كلمة مرور" },
	[UI_LINKS - FIRST] = { "Se connecter aussi avec",
		"Sign in with these too", "تسجيل الدخول أيضًا عبر" },
	[UI_PREFERENCES - FIRST] = { "Préférences", "Preferences",
		"التفضيلات" },
	[UI_ORDER_MAIL - FIRST] = { "Un e-mail à chaque étape d’une commande",
		"A mail at each step of an order",
		"رسالة عند كل مرحلة من الطلب" },
	[UI_REMINDER_MAIL - FIRST] = { "Un e-mail avant une réservation",
		"A mail before a booking", "رسالة قبل موعد الحجز" },
	[UI_CONSENTS - FIRST] = { "Consentements", "Consents", "الموافقات" },
	[UI_CONSENT_NEWSLETTER - FIRST] = { "Recevoir la lettre d’information",
		"Get the newsletter", "استلام النشرة البريدية" },
	[UI_CONSENT_ANALYTICS - FIRST] = {
		"Mesurer mes visites pour améliorer la boutique",
		"Measure my visits to improve the shop",
		"قياس زياراتي لتحسين المتجر" },
	[UI_CONSENT_PERSONAL - FIRST] = {
		"Me proposer des produits selon mes achats",
		"Suggest products by what I bought",
		"اقتراح منتجات حسب مشترياتي" },
	[UI_PRIVACY - FIRST] = { "Vos données", "Your data", "بياناتك" },
	[UI_EXPORT_TEXT - FIRST] = {
		"Tout ce que la boutique garde sur vous, dans un fichier JSON.",
		"All that the shop keeps about you, as a JSON file.",
		"كل ما يحتفظ به المتجر عنك في ملف JSON." },
	[UI_EXPORT_OWN - FIRST] = { "Télécharger mes données",
		"Download my data", "تنزيل بياناتي" },
	[UI_ERASE - FIRST] = { "Effacer mon compte", "Erase my account",
		"حذف حسابي" },
	[UI_ERASE_TEXT - FIRST] = {
		"Tout ce qui est personnel est effacé. C’est définitif.",
		"All that is personal is erased. There is no way back.",
		"تُحذف كل بياناتك الشخصية نهائيًا ولا يمكن التراجع." },
};

const struct ui_part ui_part_account = { FIRST, END, rows };
