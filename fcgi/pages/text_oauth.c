/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What leads to other providers. */
enum { FIRST = UI_OR, END = UI_SECURITY };

static const ui_row rows[END - FIRST] = {
	[UI_OR - FIRST] = { "ou", "or", "أو" },
	[UI_WITH_GOOGLE - FIRST] = { "Continuer avec Google",
		"Continue with Google", "المتابعة باستخدام Google" },
	[UI_WITH_FACEBOOK - FIRST] = { "Continuer avec Facebook",
		"Continue with Facebook", "المتابعة باستخدام Facebook" },
};

const struct ui_part ui_part_oauth = { FIRST, END, rows };
