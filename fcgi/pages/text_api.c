/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by the page of the API. */
enum { FIRST = UI_API_TITLE, END = UI_MAILS };

static const ui_row rows[END - FIRST] = {
	[UI_API_TITLE - FIRST] = { "Référence de l’API", "API reference",
		"مرجع واجهة البرمجة" },
	[UI_API_TEXT - FIRST] = {
		"Toutes les routes, telles que le serveur les applique.",
		"Every route, just as the server enforces it.",
		"كل المسارات كما يطبّقها الخادم." },
	[UI_API_INPUT_PATH - FIRST] = { "Dans le chemin", "In the path",
		"في المسار" },
	[UI_API_INPUT_QUERY - FIRST] = { "Paramètres", "Query",
		"معاملات الاستعلام" },
	[UI_API_INPUT_BODY - FIRST] = { "Corps de la requête", "Request body",
		"جسم الطلب" },
	[UI_API_ANSWER - FIRST] = { "Réponse :", "Answer:", "الاستجابة:" },
	[UI_API_LIST_OF - FIRST] = { "liste de", "list of", "قائمة من" },
	[UI_API_TYPE - FIRST] = { "Type", "Type", "النوع" },
	[UI_API_BOUNDS - FIRST] = { "Limites", "Bounds", "الحدود" },
	[UI_API_HELP - FIRST] = { "Sens", "Meaning", "المعنى" },
	[UI_API_REQUIRED - FIRST] = { "obligatoire", "required", "إلزامي" },
	[UI_API_READ_ONLY - FIRST] = { "lecture seule", "read-only",
		"للقراءة فقط" },
	[UI_API_SCHEMAS - FIRST] = { "Schémas", "Schemas", "المخططات" },
	[UI_API_FOR_ANYONE - FIRST] = { "public", "public", "للعموم" },
	[UI_API_FOR_SIGNED_IN - FIRST] = { "connecté", "signed in",
		"للمستخدم المتصل" },
	[UI_API_FOR_PERMITTED - FIRST] = { "équipe", "staff", "للفريق" },
	[UI_API_FOR_LOOPBACK - FIRST] = { "interne", "internal", "داخلي" },
	[UI_API_PAGED - FIRST] = { "Liste par pages :", "List by pages:",
		"قائمة مقسّمة إلى صفحات:" },
	[UI_API_HEADERS - FIRST] = { "En-têtes acceptés :", "Headers taken:",
		"الترويسات المقبولة:" },
	[UI_API_UPLOAD - FIRST] = { "Fichier envoyé tel quel :",
		"File sent as it is:", "ملف يُرسل كما هو:" },
};

const struct ui_part ui_part_api = { FIRST, END, rows };
