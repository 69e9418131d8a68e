/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BROWSER_TALK_OFFICE_H
#define SOUK_TESTS_BROWSER_TALK_OFFICE_H

#include "tests/browser/visit.h"
#include "tests/http/meta.h"

/* The office of a shop that talks on WhatsApp. */
#define TALKS_PAGE	"/admin/messages"

#define SAYS(SELECTOR, TEXT) "document.querySelector('" SELECTOR "')" \
	"?.textContent.includes('" TEXT "')"

/* A shop with a number that Meta knows, and somebody at its page. */
static inline void
talk_office_start(const char *username, const char *page)
{
	shop_home_made = meta_start;
	visit_start();
	meta_begin();
	/* Whatever brand was there first: theirs is the shop's. */
	free(shop_sql("UPDATE wa_number SET brand_id = (SELECT brand_id FROM"
	    " users WHERE username = 'owner')"));
	browser_visit(b, "/locale/fr?to=/connexion");
	sign_in_to(username, page);
	browser_wait(b, OFFICE_READY);
}

/* The page of the conversation with a telephone. */
static inline const char *
talk_path(const char *phone)
{
	static char	 path[160];
	char		 query[300], *id;

	snprintf(query, sizeof(query), "SELECT c.id FROM conversation c"
	    " JOIN wa_person w ON w.id = c.person_id WHERE w.phone ="
	    " '%s'", phone);
	id = shop_sql(query);
	ck_assert_msg(*id != '\0', "%s has no conversation", phone);
	snprintf(path, sizeof(path), TALKS_PAGE "/%s", id);
	free(id);
	return path;
}

/* Somebody writes, and the shop has it. */
static inline void
came(const char *from, const char *text)
{
	meta_say(from, text);
	meta_wait();
}

/* Their last messages are more than a day old. */
static inline void
window_ends(void)
{
	free(shop_sql("UPDATE wa_pair SET last_in_at = last_in_at -"
	    " 90000000"));
}

#endif
