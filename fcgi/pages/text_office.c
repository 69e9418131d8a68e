/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by jobs, the audit log, staff and customers. */
enum { FIRST = UI_JOBS, END = UI_EMAIL };

static const ui_row rows[END - FIRST] = {
	[UI_JOBS - FIRST] = { "Tâches", "Jobs", "المهام" },
	[UI_JOBS_TEXT - FIRST] = {
		"Ce que la boutique fait à côté des visites : ce qui échoue est "
		    "réessayé, puis abandonné et gardé ici.",
		"What the shop does beside answering visits: what fails is "
		    "tried again, then given up and kept here.",
		"ما ينجزه المتجر إلى جانب الزيارات: ما يفشل تُعاد محاولته، ثم "
		    "يُترك ويُحفظ هنا." },
	[UI_JOB_WAITING - FIRST] = { "En attente", "Waiting", "في الانتظار" },
	[UI_JOB_RUNNING - FIRST] = { "En cours", "Running", "قيد التنفيذ" },
	[UI_JOB_DEAD - FIRST] = { "Abandonnée", "Given up", "متروكة" },
	[UI_JOB_KIND - FIRST] = { "Sorte", "Kind", "النوع" },
	[UI_JOB_ATTEMPTS - FIRST] = { "Essais", "Attempts", "المحاولات" },
	[UI_JOB_DUE - FIRST] = { "Prévue", "Due", "الموعد" },
	[UI_NOTHING - FIRST] = { "Rien ici.", "Nothing here.",
		"لا شيء هنا." },
	[UI_AUDIT - FIRST] = { "Journal", "Audit log", "السجل" },
	[UI_AUDIT_TEXT - FIRST] = { "Qui a changé quoi, et d’où.",
		"Who changed what, and from where.",
		"من غيّر ماذا، ومن أين." },
	[UI_AUDIT_WHO - FIRST] = { "Qui", "Who", "من" },
	[UI_AUDIT_DEED - FIRST] = { "Action", "Action", "الإجراء" },
	[UI_AUDIT_THING - FIRST] = { "Objet", "Thing", "الشيء" },
	[UI_AUDIT_ID - FIRST] = { "Identifiant", "Id", "المعرّف" },
	[UI_AUDIT_SYSTEM - FIRST] = { "La boutique", "The shop", "المتجر" },
	[UI_AUDIT_CHANGES - FIRST] = { "Changements", "Changes",
		"التغييرات" },
	[UI_AUDIT_BEFORE - FIRST] = { "Avant", "Before", "قبل" },
	[UI_AUDIT_AFTER - FIRST] = { "Après", "After", "بعد" },
	[UI_AUDIT_MANY - FIRST] = {
		"Plus de 10 000 lignes : précisez les dates pour voir les plus "
		    "anciennes.",
		"More than 10,000 rows: give dates to see the oldest.",
		"أكثر من 10,000 سطر: حدّد التواريخ لرؤية الأقدم." },
	[UI_DAY_FROM - FIRST] = { "Du", "From", "من يوم" },
	[UI_DAY_TO - FIRST] = { "Au", "To", "إلى يوم" },
	[UI_ANYBODY - FIRST] = { "Tout le monde", "Anybody", "أي شخص" },
	[UI_STAFF - FIRST] = { "Équipe", "Staff", "الفريق" },
	[UI_STAFF_TEXT - FIRST] = {
		"Ceux qui tiennent la boutique, et ce qu’ils peuvent y faire.",
		"Who keeps the shop, and what they may do there.",
		"من يديرون المتجر، وما يمكنهم فعله فيه." },
	[UI_STAFF_NEW - FIRST] = { "Ajouter quelqu’un", "Add somebody",
		"إضافة شخص" },
	[UI_STAFF_PASSWORD_HINT - FIRST] = {
		"15 caractères au moins, à changer à la première connexion.",
		"15 characters or more, to be changed at the first sign-in.",
		"15 حرفًا على الأقل، تُغيَّر عند أول تسجيل دخول." },
	[UI_ROLE - FIRST] = { "Rôle", "Role", "الدور" },
	[UI_ROLE_OWNER - FIRST] = { "Propriétaire : tout",
		"Owner: everything", "المالك: كل شيء" },
	[UI_ROLE_MANAGER - FIRST] = { "Gérant : produits et prix",
		"Manager: products and prices", "المدير: المنتجات والأسعار" },
	[UI_ROLE_READER - FIRST] = { "Lecture seule", "Reads only",
		"قراءة فقط" },
	[UI_MAY_SIGN_IN - FIRST] = { "Peut se connecter", "May sign in",
		"يمكنه تسجيل الدخول" },
	[UI_MAY_NOT_SIGN_IN - FIRST] = { "Suspendu", "Suspended", "موقوف" },
	[UI_STAFF_END - FIRST] = { "Retirer de l’équipe",
		"Remove from staff", "إزالة من الفريق" },
	[UI_STAFF_END_TEXT - FIRST] = {
		"Ses connexions prennent fin aussitôt, et son compte est "
		    "supprimé. Le journal garde ce qui a été fait.",
		"Every session ends at once and the account is removed. The "
		    "audit log keeps what was done.",
		"تنتهي جلساته فورًا ويُحذف حسابه. ويحتفظ السجل بما فعله." },
	[UI_STAFF_FACTOR - FIRST] = {
		"Arrêter sa double authentification",
		"Switch off their second factor", "إيقاف التحقق الثنائي له" },
	[UI_STAFF_FACTOR_TEXT - FIRST] = {
		"Pour un téléphone perdu : la prochaine connexion ne demandera "
		    "plus de code. La personne en est avertie par e-mail.",
		"For a lost phone: the next sign-in asks for no code. They are "
		    "told by mail.",
		"لهاتف مفقود: لن يطلب الدخول القادم رمزًا. ويُبلَّغ صاحبه "
		    "برسالة." },
	[UI_CUSTOMERS - FIRST] = { "Clients", "Customers", "الزبائن" },
	[UI_CUSTOMERS_TEXT - FIRST] = { "Ceux qui ont un compte.",
		"Those who have an account.", "من لديهم حساب." },
	[UI_CUSTOMER_FIND - FIRST] = { "Début de l’e-mail ou du nom",
		"How an e-mail or a name begins", "بداية البريد أو الاسم" },
	[UI_SINCE - FIRST] = { "Depuis", "Since", "منذ" },
	[UI_VERIFIED - FIRST] = { "Adresse confirmée", "Address confirmed",
		"العنوان مؤكد" },
	[UI_CUSTOMER_EXPORT - FIRST] = { "Télécharger ses données",
		"Download their data", "تنزيل بياناته" },
	[UI_CUSTOMER_ERASE - FIRST] = { "Effacer ce client",
		"Erase this customer", "محو هذا الزبون" },
	[UI_CUSTOMER_ERASE_TEXT - FIRST] = {
		"Tout ce qui est personnel est effacé pour toujours ; les "
		    "montants restent dans les comptes.",
		"All that is personal is erased for ever; amounts stay in the "
		    "books.",
		"يُمحى كل ما هو شخصي إلى الأبد، وتبقى المبالغ في الدفاتر." },
	[UI_PART_SALES - FIRST] = { "Ventes", "Sales", "المبيعات" },
	[UI_PART_GOODS - FIRST] = { "Catalogue", "Catalogue", "الكتالوج" },
	[UI_PART_OFFERS - FIRST] = { "Offres", "Offers", "العروض" },
	[UI_PART_PEOPLE - FIRST] = { "Personnes", "People", "الأشخاص" },
	[UI_PART_SETTINGS - FIRST] = { "Réglages", "Settings", "الإعدادات" },
	[UI_PART_MACHINE - FIRST] = { "Système", "System", "النظام" },
};

const struct ui_part ui_part_office = { FIRST, END, rows };
