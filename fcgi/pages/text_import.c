/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by imports. */
enum { FIRST = UI_IMPORT_TITLE, END = UI_BULK };

static const ui_row rows[END - FIRST] = {
	[UI_IMPORT_TITLE - FIRST] = { "Importer des produits",
		"Import products", "استيراد المنتجات" },
	[UI_IMPORT_TEXT - FIRST] = {
		"Un fichier CSV, XLSX ou JSON : l’export de Shopify, de "
		    "WooCommerce, de Medusa, de Vendure ou de cette boutique, "
		    "ou n’importe quel tableau dont vous choisissez les "
		    "colonnes.",
		"A CSV, XLSX or JSON file: the export of Shopify, "
		    "WooCommerce, Medusa, Vendure or this shop, or any table "
		    "whose columns you choose.",
		"ملف CSV أو XLSX أو JSON: تصدير من Shopify أو WooCommerce أو "
		    "Medusa أو Vendure أو من هذا المتجر، أو أي جدول تختار "
		    "أعمدته." },
	[UI_IMPORT_FILE - FIRST] = { "Fichier", "File", "الملف" },
	[UI_IMPORT_DRY - FIRST] = { "Essai seulement : rien n’est enregistré",
		"Dry run: nothing is stored", "تجربة فقط: لا يُحفظ شيء" },
	[UI_IMPORT_START - FIRST] = { "Lancer l’import", "Start the import",
		"بدء الاستيراد" },
	[UI_IMPORT_WAITING - FIRST] = { "En attente…", "Waiting…",
		"في الانتظار…" },
	[UI_IMPORT_RUNNING - FIRST] = { "En cours…", "Running…",
		"جارٍ الاستيراد…" },
	[UI_IMPORT_DONE - FIRST] = { "Terminé", "Done", "اكتمل" },
	[UI_IMPORT_FAILED - FIRST] = { "Échec", "Failed", "فشل" },
	[UI_IMPORT_LINES - FIRST] = { "Lignes lues", "Lines read",
		"الأسطر المقروءة" },
	[UI_IMPORT_CREATED - FIRST] = { "Produits créés", "Products created",
		"المنتجات المُنشأة" },
	[UI_IMPORT_CHANGED - FIRST] = { "Produits modifiés", "Products changed",
		"المنتجات المعدّلة" },
	[UI_IMPORT_UNCHANGED - FIRST] = { "Sans changement", "Unchanged",
		"بدون تغيير" },
	[UI_IMPORT_REJECTED - FIRST] = { "Lignes refusées", "Lines refused",
		"الأسطر المرفوضة" },
	[UI_IMPORT_TRIAL - FIRST] = { "essai", "dry run", "تجربة" },
	[UI_IMPORT_LAST - FIRST] = { "Derniers imports", "Latest imports",
		"آخر عمليات الاستيراد" },
	[UI_IMPORT_WHEN - FIRST] = { "Date", "Date", "التاريخ" },
	[UI_IMPORT_ERRORS - FIRST] = { "Lignes à corriger", "Lines to correct",
		"أسطر تحتاج إلى تصحيح" },
	[UI_LINE - FIRST] = { "Ligne", "Line", "السطر" },
	[UI_FIELD - FIRST] = { "Champ", "Field", "الحقل" },
	[UI_REASON - FIRST] = { "Raison", "Reason", "السبب" },
	[UI_IMPORT_SHEET - FIRST] = { "Feuille du classeur (sinon la première)",
		"Sheet of the workbook (else the first)",
		"ورقة المصنف (وإلا فالأولى)" },
	[UI_IMPORT_LOOKING - FIRST] = { "Lecture du fichier…",
		"Reading the file…", "جارٍ قراءة الملف…" },
	[UI_IMPORT_UNKNOWN - FIRST] = {
		"Format inconnu : choisissez à quoi correspond chaque colonne.",
		"Unknown format: choose what each column is.",
		"صيغة غير معروفة: اختر ما يقابل كل عمود." },
	[UI_IMPORT_COLUMNS - FIRST] = { "Colonnes du fichier",
		"Columns of the file", "أعمدة الملف" },
	[UI_IMPORT_COLUMN - FIRST] = { "Colonne", "Column", "العمود" },
	[UI_IMPORT_SAMPLE - FIRST] = { "Exemple", "Example", "مثال" },
	[UI_IMPORT_CELL - FIRST] = { "Correspond à", "Is", "يقابل" },
	[UI_IMPORT_NONE - FIRST] = { "Ne pas reprendre", "Leave out",
		"لا يؤخذ" },
	[UI_IMPORT_AUTO - FIRST] = { "Repris automatiquement",
		"Taken automatically", "يؤخذ تلقائيًا" },
	[UI_IMPORT_FIRST - FIRST] = {
		"Ce que deviendraient les premiers produits",
		"What the first products would become",
		"ما ستصير إليه المنتجات الأولى" },
	[UI_IMPORT_EFFECT - FIRST] = { "Effet", "Effect", "الأثر" },
	[UI_IMPORT_CREATE - FIRST] = { "à créer", "to be created", "سيُنشأ" },
	[UI_IMPORT_CHANGE - FIRST] = { "à modifier", "to be changed",
		"سيُعدَّل" },
	[UI_IMPORT_SAME - FIRST] = { "sans changement", "unchanged",
		"بدون تغيير" },
	[UI_IMPORT_CATEGORY - FIRST] = { "catégorie", "category", "فئة" },
	[UI_IMPORT_COLLECTION - FIRST] = { "collection", "collection",
		"مجموعة" },
	[UI_IMPORT_REJECT - FIRST] = { "refusé", "refused", "مرفوض" },
	[UI_IMPORT_LEFT - FIRST] = { "Ce qui n’est pas repris",
		"What is not taken over", "ما لا يؤخذ" },
	[UI_IMPORT_REPORT - FIRST] = { "Télécharger le rapport (CSV)",
		"Download the report (CSV)", "تنزيل التقرير (CSV)" },
};

const struct ui_part ui_part_import = { FIRST, END, rows };
