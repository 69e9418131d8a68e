/* SPDX-License-Identifier: ISC */
#include "lib/inbox/demo.h"

#include "lib/base/clock.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* By locale, as the shop speaks. */
#define WORDS(FR, EN, AR) \
	{ [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

static const struct demo_talk {
	const char	*name, *email;
	const char	*subject[LOCALE__MAX], *text[LOCALE__MAX];
	int		 hours;		/* ago */
} talks[] = {
	{ "Inès Marchand", "ines@example.com",
	    WORDS("Livraison", "Delivery", "التوصيل"),
	    WORDS("Bonjour, livrez-vous aussi le samedi ?",
	    "Hello, do you deliver on Saturdays too?",
	    "مرحبًا، هل توصلون أيام السبت أيضًا؟"), 3 },
	{ "Karim Haddad", "karim@example.com",
	    WORDS("Commande en nombre", "A bigger order", "طلب بالجملة"),
	    WORDS("Je voudrais quarante pièces pour un mariage. Est-ce "
	    "possible ?", "I would like forty pieces for a wedding. Can "
	    "that be done?", "أرغب في أربعين قطعة لحفل زفاف. هل هذا ممكن؟"),
	    27 },
};

static const char sql_any[] =
    "SELECT 1 FROM prospect WHERE brand_id = :id AND merged_into IS NULL"
    " LIMIT 1";

static enum outcome
talk_load(struct act *act, const struct demo_talk *t, enum locale in)
{
	const struct prospect_seed	 who = {
		.brand_id = act->actor.brand_id, .name = t->name,
		.email = t->email, .source = "contact" };
	struct conversation_seed	 talk = {
		.brand_id = act->actor.brand_id, .channel = "contact",
		.subject = t->subject[in] };
	struct message_row		 m = {
		.brand_id = act->actor.brand_id, .direction = "in",
		.kind = "text", .text = t->text[in], .state = "received",
		.made_at = act->now - t->hours * CLOCK_HOUR };
	enum outcome			 e;

	if ((e = prospect_ensure(act, &who, &talk.prospect_id)) != SOUK_OK ||
	    (e = conversation_ensure(act, &talk, &m.conversation_id)) !=
	    SOUK_OK)
		return e;
	return message_insert(act, &m, NULL);
}

static enum outcome
canned_load(struct act *act, enum locale in)
{
	static const char *const	 titles[] = WORDS("Merci", "Thanks",
					    "شكرًا");
	static const char *const	 texts[] = WORDS(
	    "Bonjour {name}, merci de votre message. {agent}, {shop}",
	    "Hello {name}, thank you for your message. {agent}, {shop}",
	    "مرحبًا {name}، شكرًا على رسالتك. {agent}، {shop}");
	struct record			*r, *out;

	r = record_new(act->arena, &canned_fields);
	record_set_text(r, CANNED_SHORTCUT, "merci");
	record_set_text(r, CANNED_TITLE, titles[in]);
	record_set_text(r, CANNED_TEXT, texts[in]);
	return resource_create(act, &canned_resource, r, &out);
}

/* Where the shop is and when it is open, as its contact page shows them; the
 * number is of those that are given to nobody. */
static enum outcome
contact_load(struct act *act, enum locale in)
{
	static const char *const	 hours[] = WORDS(
	    "Mardi à samedi, 10 h – 19 h", "Tuesday to Saturday, 10 to 19",
	    "من الثلاثاء إلى السبت، 10–19");
	struct record			*all = record_new(act->arena,
					    act->souk->settings), *r;

	r = list_add(act->arena, &all->values[SOUK_SETTINGS_SHOP],
	    &shop_settings);
	record_set_text(r, SHOP_EMAIL, "bonjour@example.com");
	record_set_text(r, SHOP_PHONE, "+33199001234");
	record_set_text(r, SHOP_ADDRESS, "8 place du Marché\n34000 Montpellier");
	r = list_add(act->arena, &all->values[SOUK_SETTINGS_INBOX],
	    &inbox_settings);
	record_set_text(r, INBOX_HOURS, hours[in]);
	return settings_change(act, all, false);
}

enum outcome
inbox_demo_load(struct act *act)
{
	const enum locale	 in = settings_locale(act->settings);
	enum outcome		 e;
	bool			 there;

	e = is_there(act, sql_any, act->actor.brand_id, &there);
	if (e != SOUK_OK || there)
		return e;
	for (size_t i = 0; i < COUNT(talks) && e == SOUK_OK; i++)
		e = talk_load(act, &talks[i], in);
	if (e == SOUK_OK)
		e = canned_load(act, in);
	return e == SOUK_OK ? contact_load(act, in) : e;
}
