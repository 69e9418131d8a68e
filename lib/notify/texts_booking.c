/* SPDX-License-Identifier: ISC */
/* What becomes of a booking. */
#include "lib/notify/template.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define FACTS_FR	"Date : {time}\nPersonnes : {people}\nLieu : {shop}\n\n"
#define FACTS_EN	"Time: {time}\nPeople: {people}\nPlace: {shop}\n\n"
#define FACTS_AR	"الوقت: {time}\nعدد الأشخاص: {people}\nالمكان: {shop}\n\n"

static const struct mail_builtin mails[] = {
	{ MAIL_BOOKING_CONFIRMED, {
		[LOCALE_FR] = { "Votre réservation est confirmée",
		    "Bonjour {name},\n\nNous vous attendons.\n\n" FACTS_FR
		    "[Voir ou changer ma réservation]({link})" },
		[LOCALE_EN] = { "Your booking is confirmed",
		    "Hello {name},\n\nWe look forward to seeing you.\n\n"
		    FACTS_EN "[See or change my booking]({link})" },
		[LOCALE_AR] = { "تأكّد حجزك",
		    "مرحبًا {name}،\n\nنحن في انتظارك.\n\n" FACTS_AR
		    "[عرض حجزي أو تغييره]({link})" } } },
	{ MAIL_BOOKING_CHANGED, {
		[LOCALE_FR] = { "Votre réservation a changé",
		    "Bonjour {name},\n\nVoici votre réservation, telle qu’elle "
		    "est maintenant.\n\n" FACTS_FR
		    "[Voir ou changer ma réservation]({link})" },
		[LOCALE_EN] = { "Your booking was changed",
		    "Hello {name},\n\nThis is your booking as it is now.\n\n"
		    FACTS_EN "[See or change my booking]({link})" },
		[LOCALE_AR] = { "تغيّر حجزك",
		    "مرحبًا {name}،\n\nهذا حجزك كما هو الآن.\n\n" FACTS_AR
		    "[عرض حجزي أو تغييره]({link})" } } },
	{ MAIL_BOOKING_CANCELLED, {
		[LOCALE_FR] = { "Votre réservation est annulée",
		    "Bonjour {name},\n\nCette réservation n’a plus lieu.\n\n"
		    FACTS_FR "[Réserver à nouveau]({link})" },
		[LOCALE_EN] = { "Your booking is cancelled",
		    "Hello {name},\n\nThis booking will not take place.\n\n"
		    FACTS_EN "[Book again]({link})" },
		[LOCALE_AR] = { "أُلغي حجزك",
		    "مرحبًا {name}،\n\nلن يتم هذا الحجز.\n\n" FACTS_AR
		    "[حجز جديد]({link})" } } },
	{ MAIL_BOOKING_REMINDER, {
		[LOCALE_FR] = { "Rappel : votre réservation",
		    "Bonjour {name},\n\nC’est bientôt : nous vous attendons.\n\n"
		    FACTS_FR "[Voir ou changer ma réservation]({link})" },
		[LOCALE_EN] = { "A reminder of your booking",
		    "Hello {name},\n\nIt is soon: we look forward to seeing "
		    "you.\n\n" FACTS_EN "[See or change my booking]({link})" },
		[LOCALE_AR] = { "تذكير بحجزك",
		    "مرحبًا {name}،\n\nاقترب الموعد: نحن في انتظارك.\n\n" FACTS_AR
		    "[عرض حجزي أو تغييره]({link})" } } },
};

const struct mail_group mail_texts_booking = { mails, COUNT(mails) };
