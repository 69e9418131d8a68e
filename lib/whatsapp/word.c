/* SPDX-License-Identifier: ISC */
/* What people write, alone, when they want no more messages, or want them
 * again; as text_fold() writes it. */
#include <string.h>

#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

#define WORD_MAX	60	/* bytes: nothing longer is one of them */

static const char *const stops[] = {
	"stop", "stop all", "stopall", "stop promotions", "unsubscribe",
	"opt out", "optout",
	"arret", "arreter", "arretez", "arrete", "desabonner",
	"me desabonner", "desabonnez moi", "desabonnement",
	"se desabonner", "desinscription", "desinscrire",
	"me desinscrire", "desinscrivez moi",
	"توقف", "قف", "اوقف", "ايقاف", "الغاء الاشتراك", "الغ الاشتراك",
	NULL
};
static const char *const starts[] = {
	"start", "unstop", "subscribe", "resume", "opt in", "optin",
	"reprendre", "reprise", "recommencer", "demarrer", "abonner",
	"m abonner", "me reabonner", "reabonner", "reabonnement",
	"ابدا", "بدء", "اشترك", "اشتراك", "استيناف",
	NULL
};

static bool
is_one(const char *const *words, const char *text)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

enum wa_word
wa_word(struct arena *arena, const char *text)
{
	const char	*folded;

	if (text == NULL || strlen(text) > WORD_MAX)
		return WA_NO_WORD;
	folded = text_fold(arena, text, strlen(text));
	return is_one(stops, folded) ? WA_STOP : is_one(starts, folded) ?
	    WA_START : WA_NO_WORD;
}
