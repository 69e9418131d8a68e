/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What is said by synonyms of searches. */
enum { FIRST = UI_SYNONYMS, END = UI_WA };

static const ui_row rows[END - FIRST] = {
	[UI_SYNONYMS - FIRST] = { "Synonymes", "Synonyms", "المرادفات" },
	[UI_SYNONYMS_TEXT - FIRST] = {
		"Des mots que la recherche prend l’un pour l’autre.",
		"Words that searches take for one another.",
		"كلمات يعدّها البحث متكافئة." },
	[UI_SYNONYM_NEW - FIRST] = { "Nouveau groupe", "New group",
		"مجموعة جديدة" },
	[UI_SYNONYM_GROUP - FIRST] = { "Groupe de synonymes",
		"Group of synonyms", "مجموعة مرادفات" },
	[UI_SYNONYM_WORDS - FIRST] = { "Synonymes, un par ligne",
		"Synonyms, one a line", "المرادفات، واحد في كل سطر" },
	[UI_SYNONYM_WORDS_HINT - FIRST] = {
		"Qui cherche l’un trouve aussi les autres : télé, téléviseur, "
		    "tv. Au plus 8, de 4 mots au plus.",
		"Whoever looks for one finds the others too: sofa, couch, "
		    "settee. At most 8, of 4 words at most.",
		"من يبحث عن أحدها يجد البقية أيضًا: هاتف، جوال، موبايل. 8 على "
		    "الأكثر، وكل منها 4 كلمات على الأكثر." },
	[UI_SYNONYM_TYPED - FIRST] = {
		"À sens unique : ce que l’on cherche (facultatif)",
		"One way only: what is looked for (optional)",
		"في اتجاه واحد: ما يُبحث عنه (اختياري)" },
	[UI_SYNONYM_TYPED_HINT - FIRST] = {
		"Qui cherche « iphone » trouve aussi « smartphone », et non "
		    "l’inverse.",
		"Whoever looks for “iphone” finds “smartphone” too, and not "
		    "the other way round.",
		"من يبحث عن «آيفون» يجد «هاتف ذكي» أيضًا، وليس العكس." },
	[UI_SYNONYM_ASKED - FIRST] = { "On cherche", "Looked for",
		"يُبحث عن" },
	[UI_SYNONYM_FOUND - FIRST] = { "On trouve aussi", "Found too",
		"يُعثر أيضًا على" },
	[UI_SYNONYM_BOTH - FIRST] = { "Dans les deux sens", "Both ways",
		"في الاتجاهين" },
};

const struct ui_part ui_part_synonyms = { FIRST, END, rows };
