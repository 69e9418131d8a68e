/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text.h"

#include <assert.h>

#include "fcgi/pages/html.h"

static const char *const texts[][LOCALE__MAX] = {
	/* frame */
	[UI_SKIP] = { "Aller au contenu", "Skip to content",
		"انتقل إلى المحتوى" },
	[UI_SEARCH] = { "Rechercher", "Search", "بحث" },
	[UI_SEARCH_HINT] = { "Rechercher un produit", "Search for a product",
		"ابحث عن منتج" },
	[UI_CATEGORIES] = { "Catégories", "Categories", "الفئات" },
	[UI_ALL_PRODUCTS] = { "Tous les produits", "All products",
		"كل المنتجات" },
	[UI_LANGUAGE] = { "Langue", "Language", "اللغة" },
	[UI_ACCOUNT] = { "Compte", "Account", "الحساب" },
	[UI_HOME] = { "Accueil", "Home", "الرئيسية" },
	[UI_BREADCRUMB] = { "Fil d’Ariane", "Breadcrumb", "مسار التنقل" },
	[UI_SHOP_TEXT] = { "Parcourez notre catalogue en ligne.",
		"Browse our catalogue online.",
		"تصفّح منتجاتنا على الإنترنت." },
	/* lists */
	[UI_FEATURED] = { "À la une", "Featured", "منتجات مختارة" },
	[UI_NEWEST] = { "Nouveautés", "New arrivals", "وصل حديثًا" },
	[UI_SEE_ALL] = { "Tout voir", "See all", "عرض الكل" },
	[UI_NEW] = { "Nouveau", "New", "جديد" },
	[UI_SOLD_OUT] = { "Épuisé", "Sold out", "نفد المخزون" },
	[UI_NO_PRODUCTS] = { "Aucun produit ici pour l’instant.",
		"No products here yet.", "لا توجد منتجات هنا حاليًا." },
	[UI_NO_MATCH] = { "Aucun produit ne correspond à ces critères.",
		"No product matches these filters.",
		"لا يوجد منتج يطابق هذه المعايير." },
	[UI_FILTERS] = { "Trier et filtrer", "Sort and filter",
		"الترتيب والتصفية" },
	[UI_SORT] = { "Trier par", "Sort by", "الترتيب حسب" },
	[UI_SORT_NEWEST] = { "Plus récents", "Newest first", "الأحدث أولًا" },
	[UI_SORT_PRICE_UP] = { "Prix croissant", "Price, low to high",
		"السعر من الأدنى إلى الأعلى" },
	[UI_SORT_PRICE_DOWN] = { "Prix décroissant", "Price, high to low",
		"السعر من الأعلى إلى الأدنى" },
	[UI_SORT_FEATURED] = { "À la une d’abord", "Featured first",
		"المختارة أولًا" },
	[UI_PRICE_MIN] = { "Prix minimum", "Lowest price", "أدنى سعر" },
	[UI_PRICE_MAX] = { "Prix maximum", "Highest price", "أعلى سعر" },
	[UI_APPLY] = { "Appliquer", "Apply", "تطبيق" },
	[UI_CLEAR] = { "Effacer les filtres", "Clear filters", "مسح المعايير" },
	[UI_PAGES] = { "Pages", "Pages", "الصفحات" },
	[UI_PREVIOUS] = { "Précédent", "Previous", "السابق" },
	[UI_NEXT] = { "Suivant", "Next", "التالي" },
	/* product */
	[UI_PHOTOS] = { "Photos du produit", "Product photos", "صور المنتج" },
	[UI_NO_PHOTO] = { "Pas de photo", "No photo", "بدون صورة" },
	[UI_CHOOSE] = { "Choisissez une version", "Choose an option",
		"اختر النوع" },
	[UI_IN_STOCK] = { "En stock", "In stock", "متوفر" },
	[UI_DESCRIPTION] = { "Description", "Description", "الوصف" },
	[UI_REFERENCE] = { "Référence", "SKU", "المرجع" },
	[UI_RELATED] = { "À voir aussi", "You may also like",
		"قد يعجبك أيضًا" },
	[UI_PRICE_BEFORE] = { "Prix avant :", "Price before:",
		"السعر السابق:" },
	[UI_PRICE_NOW] = { "Prix :", "Price:", "السعر:" },
	/* search */
	[UI_SEARCH_TITLE] = { "Recherche", "Search", "البحث" },
	[UI_SEARCH_FOR] = { "Résultats pour", "Results for", "نتائج البحث عن" },
	[UI_SEARCH_EMPTY] = { "Que cherchez-vous ?",
		"What are you looking for?", "عمّ تبحث؟" },
	[UI_SEARCH_NONE] = { "Aucun résultat", "No results", "لا توجد نتائج" },
	[UI_SEARCH_TIP] = {
		"Vérifiez l’orthographe, essayez un mot plus court ou "
		    "parcourez les catégories.",
		"Check the spelling, try a shorter word or browse the "
		    "categories.",
		"تحقّق من الإملاء أو جرّب كلمة أقصر أو تصفّح الفئات." },
	/* sign-in */
	[UI_SIGN_IN] = { "Connexion", "Sign in", "تسجيل الدخول" },
	[UI_SIGN_IN_TEXT] = { "Espace réservé à l’équipe de la boutique.",
		"For the people who run this shop.",
		"هذه المساحة مخصّصة لفريق المتجر." },
	[UI_LOGIN_NAME] = { "Identifiant ou e-mail", "User name or e-mail",
		"اسم المستخدم أو البريد الإلكتروني" },
	[UI_PASSWORD] = { "Mot de passe", "Password", "كلمة المرور" },
	[UI_REMEMBER] = { "Rester connecté", "Keep me signed in",
		"إبقائي متصلًا" },
	[UI_SIGN_IN_SUBMIT] = { "Se connecter", "Sign in", "تسجيل الدخول" },
	[UI_NEEDS_SCRIPT] = { "Cette page a besoin de JavaScript.",
		"This page needs JavaScript.",
		"تحتاج هذه الصفحة إلى جافاسكربت." },
	[UI_FAILED] = {
		"La demande n’a pas abouti. Vérifiez votre connexion et "
		    "réessayez.",
		"The request did not go through. Check your connection and "
		    "try again.",
		"تعذّر إتمام الطلب. تحقّق من الاتصال ثم أعد المحاولة." },
	/* errors */
	[UI_BACK_HOME] = { "Retour à l’accueil", "Back to the home page",
		"العودة إلى الصفحة الرئيسية" },
	[UI_ERROR_403] = { "Accès refusé", "Access denied", "الوصول مرفوض" },
	[UI_ERROR_404] = { "Page introuvable", "Page not found",
		"الصفحة غير موجودة" },
	[UI_ERROR_405] = { "Action impossible ici", "Not possible here",
		"هذا الإجراء غير ممكن هنا" },
	[UI_ERROR_410] = { "Cette page n’existe plus", "This page is gone",
		"لم تعد هذه الصفحة موجودة" },
	[UI_ERROR_429] = { "Trop de demandes", "Too many requests",
		"طلبات كثيرة جدًا" },
	[UI_ERROR_500] = { "Une erreur est survenue", "Something went wrong",
		"حدث خطأ ما" },
	[UI_ERROR_503] = { "Un instant, s’il vous plaît", "One moment, please",
		"لحظة من فضلك" },
	[UI_ERROR_OTHER] = { "Demande incorrecte", "Bad request",
		"طلب غير صحيح" },
	[UI_REQUEST_ID] = { "Numéro de la demande :", "Request number:",
		"رقم الطلب:" },
	/* admin */
	[UI_ADMIN] = { "Administration", "Administration", "الإدارة" },
	[UI_OVERVIEW] = { "Vue d’ensemble", "Overview", "نظرة عامة" },
	[UI_PRODUCTS] = { "Produits", "Products", "المنتجات" },
	[UI_IMPORT] = { "Import", "Import", "الاستيراد" },
	[UI_SIGN_OUT] = { "Se déconnecter", "Sign out", "تسجيل الخروج" },
	[UI_VIEW_SHOP] = { "Voir la boutique", "View the shop", "عرض المتجر" },
	[UI_STATUS] = { "Statut", "Status", "الحالة" },
	[UI_STATUS_ANY] = { "Tous les statuts", "Any status", "كل الحالات" },
	[UI_STATUS_DRAFT] = { "Brouillon", "Draft", "مسودة" },
	[UI_STATUS_ACTIVE] = { "En vente", "On sale", "معروض للبيع" },
	[UI_STATUS_INACTIVE] = { "Masqué", "Hidden", "مخفي" },
	[UI_STATUS_ARCHIVED] = { "Archivé", "Archived", "مؤرشف" },
	[UI_NAME] = { "Nom", "Name", "الاسم" },
	[UI_PRICE] = { "Prix", "Price", "السعر" },
	[UI_STOCK] = { "Stock", "Stock", "المخزون" },
	[UI_CATEGORY] = { "Catégorie", "Category", "الفئة" },
	[UI_RECENT] = { "Modifiés récemment", "Recently changed",
		"عُدّلت مؤخرًا" },
	[UI_EDIT] = { "Modifier", "Edit", "تعديل" },
	[UI_SAVE] = { "Enregistrer", "Save", "حفظ" },
	[UI_SAVED] = { "Enregistré.", "Saved.", "تم الحفظ." },
	[UI_STALE] = {
		"Ce produit a été modifié entre-temps. Rechargez la page.",
		"This product was changed in the meantime. Reload the page.",
		"تم تعديل هذا المنتج في هذه الأثناء. أعد تحميل الصفحة." },
	[UI_VARIATIONS] = { "Variantes", "Variations", "الأنواع" },
	[UI_VARIATION] = { "Variante", "Variation", "النوع" },
	[UI_OWN_PRICE] = { "Prix propre", "Own price", "سعر خاص" },
	[UI_OWN_PRICE_HINT] = { "Vide : le prix de base.",
		"Empty: the base price.",
		"إذا تُرك فارغًا يُعتمد السعر الأساسي." },
	[UI_BASE_PRICE] = { "Prix de base", "Base price", "السعر الأساسي" },
	[UI_VIEW_PAGE] = { "Voir la page", "View the page", "عرض الصفحة" },
	[UI_READ_ONLY] = {
		"Vous pouvez consulter ce produit, mais pas le modifier.",
		"You may look at this product but not change it.",
		"يمكنك الاطلاع على هذا المنتج دون تعديله." },
	[UI_COMPARE_AT] = { "Prix barré", "Compare-at price",
		"السعر قبل التخفيض" },
	[UI_VENDOR] = { "Fabricant", "Vendor", "الصانع" },
	[UI_TAGS] = { "Étiquettes", "Tags", "الوسوم" },
	[UI_TAGS_HINT] = { "Une par ligne", "One a line", "وسم في كل سطر" },
	[UI_TAX_CLASS] = { "Taux de taxe", "Tax class", "فئة الضريبة" },
	[UI_TAX_STANDARD] = { "Normal", "Standard", "عادية" },
	[UI_TAX_REDUCED] = { "Réduit", "Reduced", "مخفضة" },
	[UI_TAX_SUPER_REDUCED] = { "Super-réduit", "Super-reduced",
		"مخفضة جدًا" },
	[UI_TAX_ZERO] = { "Zéro", "Zero", "صفر" },
	[UI_TAX_EXEMPT] = { "Exonéré", "Exempt", "معفاة" },
	[UI_BARCODE] = { "Code-barres", "Barcode", "الرمز الشريطي" },
	[UI_WEIGHT] = { "Poids (g)", "Weight (g)", "الوزن (غ)" },
	[UI_LOW_STOCK] = { "Alerte à", "Alert at", "تنبيه عند" },
	[UI_BESIDE] = { "Produits associés", "Related products",
		"منتجات مرتبطة" },
	[UI_BESIDE_HINT] = { "Montrés à côté de ce produit, dans cet ordre.",
		"Shown beside this product, in this order.",
		"تُعرض بجانب هذا المنتج بهذا الترتيب." },
	[UI_BESIDE_FIND] = { "Chercher un produit à ajouter",
		"Find a product to add", "ابحث عن منتج لإضافته" },
	[UI_ADD] = { "Ajouter", "Add", "إضافة" },
	[UI_REMOVE] = { "Retirer", "Remove", "إزالة" },
	[UI_MOVE_UP] = { "Monter", "Move up", "تحريك لأعلى" },
	/* price lists, customer groups */
	[UI_PRICES] = { "Listes de prix", "Price lists", "قوائم الأسعار" },
	[UI_PRICES_TEXT] = {
		"Des prix qui remplacent les prix habituels : pour un temps, "
		    "pour un groupe de clients, ou les deux.",
		"Prices that hold instead of the usual ones: for a while, for "
		    "a group of customers, or both.",
		"أسعار تحلّ محلّ الأسعار المعتادة: لمدة محددة أو لمجموعة من "
		    "العملاء أو كليهما." },
	[UI_PRICES_NEW] = { "Nouvelle liste", "New list", "قائمة جديدة" },
	[UI_PRICES_FOR] = { "Pour", "For", "لمن" },
	[UI_PRICES_EVERYBODY] = { "Tout le monde", "Everybody", "الجميع" },
	[UI_PRICES_CURRENCY] = { "Devise", "Currency", "العملة" },
	[UI_PRICES_STARTS] = { "Début", "Start", "البداية" },
	[UI_PRICES_ENDS] = { "Fin", "End", "النهاية" },
	[UI_PRICES_ZONE] = { "À l’heure de la boutique :", "In the shop’s time:",
		"بتوقيت المتجر:" },
	[UI_PRICES_DATES_HINT] = { "Vide : sans limite.", "Empty: no limit.",
		"فارغ: بلا حدّ." },
	[UI_PRICES_PRIORITY] = { "Priorité", "Priority", "الأولوية" },
	[UI_PRICES_ACTIVE] = { "Cette liste est active", "This list is active",
		"هذه القائمة مفعّلة" },
	[UI_PRICES_ON] = { "Active", "Active", "مفعّلة" },
	[UI_PRICES_OFF] = { "Inactive", "Inactive", "غير مفعّلة" },
	[UI_PRICES_APPLYING] = { "En cours d’application…", "Being applied…",
		"قيد التطبيق…" },
	[UI_PRICES_APPLYING_TEXT] = {
		"Les listes de produits se mettent à jour ; cela peut prendre "
		    "un moment.",
		"The lists of products are being brought up to date; this may "
		    "take a moment.",
		"يجري تحديث قوائم المنتجات؛ قد يستغرق ذلك بعض الوقت." },
	[UI_PRICES_STALE] = {
		"Quelqu’un l’a modifié entre-temps. Rechargez la page.",
		"Somebody changed this in the meantime. Reload the page.",
		"عدّل شخص آخر هذا في هذه الأثناء. أعد تحميل الصفحة." },
	[UI_PRICES_ROWS] = { "Prix de cette liste", "Prices of this list",
		"أسعار هذه القائمة" },
	[UI_PRICES_HERE] = { "Prix dans la liste", "Price in the list",
		"السعر في القائمة" },
	[UI_PRICES_USUAL] = { "Prix habituel", "Usual price",
		"السعر المعتاد" },
	[UI_PRICES_FIND] = { "Ajouter un produit", "Add a product",
		"إضافة منتج" },
	[UI_PRICES_SAVE] = { "Enregistrer les prix", "Save the prices",
		"حفظ الأسعار" },
	[UI_DELETE] = { "Supprimer", "Delete", "حذف" },
	[UI_GROUPS] = { "Groupes de clients", "Customer groups",
		"مجموعات العملاء" },
	[UI_GROUPS_TEXT] = {
		"Les clients d’un groupe peuvent avoir leurs propres prix.",
		"The customers of a group can have prices of their own.",
		"يمكن أن تكون لعملاء المجموعة أسعار خاصة بهم." },
	[UI_GROUP_NEW] = { "Nouveau groupe", "New group", "مجموعة جديدة" },
	[UI_GROUP_MEMBERS] = { "Membres", "Members", "الأعضاء" },
	[UI_GROUP_EMAIL] = { "E-mail du compte à ajouter",
		"E-mail of the account to add",
		"البريد الإلكتروني للحساب المراد إضافته" },
	/* import */
	[UI_IMPORT_TITLE] = { "Importer des produits", "Import products",
		"استيراد المنتجات" },
	[UI_IMPORT_TEXT] = {
		"Un fichier CSV : l’export de produits de Shopify ou les "
		    "colonnes de cette boutique.",
		"A CSV file: Shopify’s product export or this shop’s own "
		    "columns.",
		"ملف CSV: تصدير المنتجات من Shopify أو أعمدة هذا المتجر." },
	[UI_IMPORT_FILE] = { "Fichier CSV", "CSV file", "ملف CSV" },
	[UI_IMPORT_DRY] = { "Essai seulement : rien n’est enregistré",
		"Dry run: nothing is stored", "تجربة فقط: لا يُحفظ شيء" },
	[UI_IMPORT_START] = { "Lancer l’import", "Start the import",
		"بدء الاستيراد" },
	[UI_IMPORT_WAITING] = { "En attente…", "Waiting…", "في الانتظار…" },
	[UI_IMPORT_RUNNING] = { "En cours…", "Running…", "جارٍ الاستيراد…" },
	[UI_IMPORT_DONE] = { "Terminé", "Done", "اكتمل" },
	[UI_IMPORT_FAILED] = { "Échec", "Failed", "فشل" },
	[UI_IMPORT_LINES] = { "Lignes lues", "Lines read", "الأسطر المقروءة" },
	[UI_IMPORT_CREATED] = { "Produits créés", "Products created",
		"المنتجات المُنشأة" },
	[UI_IMPORT_CHANGED] = { "Produits modifiés", "Products changed",
		"المنتجات المعدّلة" },
	[UI_IMPORT_UNCHANGED] = { "Sans changement", "Unchanged",
		"بدون تغيير" },
	[UI_IMPORT_REJECTED] = { "Lignes refusées", "Lines refused",
		"الأسطر المرفوضة" },
	[UI_IMPORT_TRIAL] = { "essai", "dry run", "تجربة" },
	[UI_IMPORT_LAST] = { "Derniers imports", "Latest imports",
		"آخر عمليات الاستيراد" },
	[UI_IMPORT_WHEN] = { "Date", "Date", "التاريخ" },
	[UI_IMPORT_ERRORS] = { "Lignes à corriger", "Lines to correct",
		"أسطر تحتاج إلى تصحيح" },
	[UI_LINE] = { "Ligne", "Line", "السطر" },
	[UI_FIELD] = { "Champ", "Field", "الحقل" },
	[UI_REASON] = { "Raison", "Reason", "السبب" },
	/* many at once */
	[UI_BULK] = { "Modifier en lot", "Bulk edit", "تعديل جماعي" },
	[UI_BULK_TITLE] = { "Modifier plusieurs produits",
		"Edit several products",
		"تعديل عدة منتجات" },
	[UI_BULK_CHOOSE] = { "Modifier la sélection",
		"Edit the selection",
		"تعديل المحدَّد" },
	[UI_BULK_PAGE] = { "Tout sélectionner sur cette page",
		"Select all on this page",
		"تحديد كل ما في هذه الصفحة" },
	[UI_BULK_LIST] = { "Tous les produits de cette liste",
		"All products of this list",
		"كل منتجات هذه القائمة" },
	[UI_BULK_NONE] = { "Choisissez d’abord des produits dans la liste.",
		"Choose products in the list first.",
		"اختر منتجات من القائمة أولًا." },
	[UI_BULK_WHAT] = { "Que modifier", "What to change", "ما المطلوب تعديله" },
	[UI_BULK_OPERATION] = { "Opération", "Operation", "العملية" },
	[UI_BULK_VALUE] = { "Valeur", "Value", "القيمة" },
	[UI_BULK_PERCENT] = { "Pourcentage : 90 enlève un dixième",
		"Percentage: 90 takes a tenth off",
		"نسبة مئوية: 90 تخصم العُشر" },
	[UI_BULK_ENDING] = { "Arrondir à la terminaison",
		"Round to the ending",
		"التقريب إلى النهاية" },
	[UI_BULK_ENDING_HINT] = { "par exemple ,90",
		"for example .90",
		"مثلًا ‎.90" },
	[UI_BULK_MORE] = { "Ajouter une modification",
		"Add another change",
		"إضافة تعديل آخر" },
	[UI_BULK_LESS] = { "Retirer cette modification",
		"Remove this change",
		"إزالة هذا التعديل" },
	[UI_BULK_PREVIEW] = { "Aperçu", "Preview", "معاينة" },
	[UI_BULK_APPLY] = { "Appliquer", "Apply", "تطبيق" },
	[UI_BULK_UNDO] = { "Annuler cette modification",
		"Undo this edit",
		"التراجع عن هذا التعديل" },
	[UI_BULK_UNDOING] = { "Annulation en cours…", "Undoing…", "جارٍ التراجع…" },
	[UI_BULK_UNDONE] = { "Annulée", "Undone", "تم التراجع" },
	[UI_BULK_TOTAL] = { "Produits concernés",
		"Products concerned",
		"المنتجات المعنية" },
	[UI_BULK_CHANGED] = { "Modifiés", "Changed", "المعدَّلة" },
	[UI_BULK_REJECTED] = { "Refusés", "Refused", "المرفوضة" },
	[UI_BULK_PUT_BACK] = { "Rétablis", "Put back", "المستعادة" },
	[UI_BULK_KEPT] = { "Modifiés depuis, laissés",
		"Edited since, kept",
		"عُدِّلت لاحقًا وتُركت" },
	[UI_BULK_LAST] = { "Dernières modifications en lot",
		"Latest bulk edits",
		"آخر التعديلات الجماعية" },
	[UI_BULK_FIRST] = { "Les premiers produits",
		"The first products",
		"المنتجات الأولى" },
	[UI_BEFORE] = { "Avant", "Before", "قبل" },
	[UI_AFTER] = { "Après", "After", "بعد" },
	[UI_ALL_PRICES] = { "Prix, variantes comprises",
		"Price, variations included",
		"السعر مع الأنواع" },
	[UI_BULK_TAGS] = { "Étiquettes, séparées par des virgules",
		"Tags, separated by commas",
		"وسوم تفصل بينها فواصل" },
	[UI_SET] = { "Remplacer par", "Set to", "استبدال بـ" },
	[UI_CLEAR_VALUE] = { "Vider", "Clear", "إفراغ" },
	[UI_SUBTRACT] = { "Retrancher", "Subtract", "طرح" },
	[UI_MULTIPLY] = { "Multiplier par (%)", "Multiply by (%)", "ضرب في (٪)" },
	[UI_YES] = { "Oui", "Yes", "نعم" },
	[UI_NO] = { "Non", "No", "لا" },
	[UI_EXPORT] = { "Exporter cette liste",
		"Export this list",
		"تصدير هذه القائمة" },
	[UI_PRODUCT_NEW] = { "Nouveau produit", "New product", "منتج جديد" },
	[UI_PRODUCT_ADD] = { "Créer le produit", "Create the product",
		"إنشاء المنتج" },
	[UI_PRODUCT_DELETE] = { "Supprimer ce produit", "Delete this product",
		"حذف هذا المنتج" },
	[UI_DELETE_SURE] = { "Supprimer définitivement", "Delete for good",
		"حذف نهائي" },
	/* API page */
	[UI_API_TITLE] = { "Référence de l’API", "API reference",
		"مرجع واجهة البرمجة" },
	[UI_API_TEXT] = {
		"Toutes les routes, telles que le serveur les applique.",
		"Every route, just as the server enforces it.",
		"كل المسارات كما يطبّقها الخادم." },
	[UI_API_INPUT_PATH] = { "Dans le chemin", "In the path", "في المسار" },
	[UI_API_INPUT_QUERY] = { "Paramètres", "Query", "معاملات الاستعلام" },
	[UI_API_INPUT_BODY] = { "Corps de la requête", "Request body",
		"جسم الطلب" },
	[UI_API_ANSWER] = { "Réponse :", "Answer:", "الاستجابة:" },
	[UI_API_LIST_OF] = { "liste de", "list of", "قائمة من" },
	[UI_API_TYPE] = { "Type", "Type", "النوع" },
	[UI_API_BOUNDS] = { "Limites", "Bounds", "الحدود" },
	[UI_API_HELP] = { "Sens", "Meaning", "المعنى" },
	[UI_API_REQUIRED] = { "obligatoire", "required", "إلزامي" },
	[UI_API_READ_ONLY] = { "lecture seule", "read-only", "للقراءة فقط" },
	[UI_API_SCHEMAS] = { "Schémas", "Schemas", "المخططات" },
	[UI_API_FOR_ANYONE] = { "public", "public", "للعموم" },
	[UI_API_FOR_SIGNED_IN] = { "connecté", "signed in", "للمستخدم المتصل" },
	[UI_API_FOR_PERMITTED] = { "équipe", "staff", "للفريق" },
	[UI_API_FOR_LOOPBACK] = { "interne", "internal", "داخلي" },
	[UI_API_PAGED] = { "Liste par pages :", "List by pages:",
		"قائمة مقسّمة إلى صفحات:" },
	[UI_API_HEADERS] = { "En-têtes acceptés :", "Headers taken:",
		"الترويسات المقبولة:" },
	[UI_API_UPLOAD] = { "Fichier envoyé tel quel :", "File sent as it is:",
		"ملف يُرسل كما هو:" },
};
static_assert(sizeof(texts) / sizeof(texts[0]) == UI_TEXT__MAX,
    "a row for each text");

static const struct message counts[] = {
	[UI_PRODUCTS_COUNT] = { .text = {
		[LOCALE_FR] = "{0} produit|{0} produits",
		[LOCALE_EN] = "{0} product|{0} products",
		[LOCALE_AR] = "لا منتجات|منتج واحد|منتجان|{0} منتجات|"
		    "{0} منتجًا|{0} منتج",
	} },
	[UI_CHOSEN_COUNT] = { .text = {
		[LOCALE_FR] = "{0} produit sélectionné|{0} produits sélectionnés",
		[LOCALE_EN] = "{0} product selected|{0} products selected",
		[LOCALE_AR] = "لم يُحدَّد أي منتج|حُدِّد منتج واحد|حُدِّد منتجان|"
		    "حُدِّدت {0} منتجات|حُدِّد {0} منتجًا|حُدِّد {0} منتج",
	} },
	[UI_STOCK_COUNT] = { .text = {
		[LOCALE_FR] = "Plus que {0} en stock|Plus que {0} en stock",
		[LOCALE_EN] = "Only {0} left|Only {0} left",
		[LOCALE_AR] = "نفد المخزون|بقيت قطعة واحدة فقط|بقيت قطعتان فقط|"
		    "بقيت {0} قطع فقط|بقيت {0} قطعة فقط|بقيت {0} قطعة فقط",
	} },
};
static_assert(sizeof(counts) / sizeof(counts[0]) == UI_COUNT__MAX,
    "a row for each count");

static const struct {
	const char	*direction, *name, *brief, *og;
} locales[] = {
	[LOCALE_FR] = { "ltr", "Français", "FR", "fr_FR" },
	[LOCALE_EN] = { "ltr", "English", "EN", "en_GB" },
	[LOCALE_AR] = { "rtl", "العربية", "ع", "ar_AR" },
};
static_assert(sizeof(locales) / sizeof(locales[0]) == LOCALE__MAX,
    "a row for each language");

const char *
ui_text(enum locale locale, enum ui_text text)
{
	return texts[text][locale];
}

void
ui_count(struct buf *b, enum locale locale, enum ui_count count, int64_t n)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { n };

	message_put(b, &counts[count], locale, numbers);
}

const char *
locale_direction(enum locale locale)
{
	return locales[locale].direction;
}

const char *
locale_name(enum locale locale)
{
	return locales[locale].name;
}

const char *
locale_short(enum locale locale)
{
	return locales[locale].brief;
}

const char *
locale_og(enum locale locale)
{
	return locales[locale].og;
}
