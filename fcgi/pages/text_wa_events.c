/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/text_part.h"

/* What Meta told. */
enum { FIRST = UI_WA_EVENTS, END = UI_CART };

#define T(NAME, FR, EN, AR)	[NAME - FIRST] = { FR, EN, AR }

static const ui_row rows[END - FIRST] = {
	T(UI_WA_EVENTS, "Annonces de Meta", "What Meta told",
	    "إشعارات Meta"),
	T(UI_WA_EVENTS_TEXT,
	    "Tout ce que Meta a annoncé ces 30 derniers jours, et ce qui en "
	    "est advenu.",
	    "All that Meta told in the last 30 days, and what came of it.",
	    "كل ما أبلغت به Meta خلال آخر 30 يومًا، وما نتج عنه."),
	T(UI_WA_EVENT_WHAT, "Quoi", "What", "ماذا"),
	T(UI_WA_EVENT_APPLIED, "Pris en compte", "Applied", "طُبّق"),
	T(UI_WA_EVENT_NOTHING, "Sans effet", "Changes nothing", "بلا أثر"),
	T(UI_WA_EVENT_UNKNOWN, "Inconnu", "Unknown", "غير معروف"),
	T(UI_WA_EVENT_STRANGER, "Numéro étranger", "No number of ours",
	    "ليس رقمًا لنا"),
	T(UI_WA_EVENT_REFUSED, "Refusé", "Refused", "مرفوض"),
	T(UI_WA_EVENT_EARLY, "En avance", "Early", "سابق لأوانه"),
	T(UI_WA_EVENT_MESSAGE, "Message", "Message", "رسالة"),
	T(UI_WA_EVENT_STATUS, "Suivi d’un envoi", "Status", "حالة رسالة"),
	T(UI_WA_EVENT_ERROR, "Erreur", "Error", "خطأ"),
	T(UI_WA_EVENT_OTHER, "Autre", "Other", "غير ذلك"),
	T(UI_WA_EVENT_AGAIN, "Appliquer à nouveau", "Apply again",
	    "تطبيق من جديد"),
};

const struct ui_part ui_part_wa_events = { FIRST, END, rows };
