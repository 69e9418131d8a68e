/* SPDX-License-Identifier: ISC */
/*
 * What stands above each page: the shop's categories, what an account has, or
 * the office's two rows: its parts, and what belongs to the one that is open.
 */
#include <string.h>

#include "fcgi/pages/page.h"
#include "lib/base/text.h"
#include "lib/inbox/inbox.h"

/* ---- the shop and the account ------------------------------------------- */

static const char *
here_of(const struct page *p)
{
	const char	*here = p->admin || p->account ? p->req->path :
			    p->path;

	return here != NULL ? here : "";
}

/* current: "page", "true" for what it belongs to, or NULL. */
static void
menu_link(const struct page *p, const char *path, const char *name,
    const char *current)
{
	html_raw(p->body, "<li><a");
	html_url(p->body, "href", path);
	html_attr(p->body, "aria-current", current);
	html(p->body, "><bdi>%s</bdi></a></li>\n", name);
}

static void
menu_item(const struct page *p, const char *path, const char *name)
{
	menu_link(p, path, name,
	    text_equal(path, here_of(p)) ? "page" : NULL);
}

static void
menu_open(const struct page *p, enum ui_text name)
{
	html(p->body, "<nav class=\"menu\" aria-label=\"%s\">\n<ul>\n",
	    page_text(p, name));
}

static void
menu_close(const struct page *p)
{
	html_raw(p->body, "</ul>\n</nav>\n");
}

static void
shop_menu(const struct page *p)
{
	const struct tree_node	*n;
	size_t			 at = 0;

	menu_open(p, UI_CATEGORIES);
	menu_item(p, "/catalogue", page_text(p, UI_ALL_PRODUCTS));
	while ((n = tree_child(&p->tree, NULL, &at)) != NULL)
		menu_item(p, path_of(p->act->arena, "/catalogue/", n->slug),
		    n->name);
	menu_close(p);
}

/* Of who is signed in, on the pages about themselves. */
bool
page_is_own(const struct page *p)
{
	return p->account && p->act->actor.user_id != NULL;
}

static void
account_menu(const struct page *p)
{
	menu_open(p, UI_ACCOUNT);
	menu_item(p, "/compte", page_text(p, UI_ACCOUNT));
	if (feature_is_on(p->act, FEATURE_CART))
		menu_item(p, "/mes-commandes", page_text(p, UI_BUY_ORDERS));
	if (feature_is_on(p->act, FEATURE_CART))
		menu_item(p, "/compte/adresses", page_text(p, UI_BOOK));
	menu_item(p, "/compte/avis", page_text(p, UI_BELLS));
	menu_item(p, "/compte/securite", page_text(p, UI_SECURITY));
	if (p->act->actor.permissions & PRODUCT_VIEW)
		menu_item(p, "/admin", page_text(p, UI_ADMIN));
	menu_item(p, "/", page_text(p, UI_VIEW_SHOP));
	menu_close(p);
}

/* ---- the office --------------------------------------------------------- */

enum office_part { PART_OVERVIEW, PART_SALES, PART_TALKS, PART_GOODS, PART_OFFERS,
	PART_PEOPLE, PART_SETTINGS, PART_MACHINE, PART_AWAY };

static const enum ui_text part_names[] = {
	[PART_OVERVIEW] = UI_OVERVIEW,
	[PART_SALES] = UI_PART_SALES,
	[PART_TALKS] = UI_MESSAGES,
	[PART_GOODS] = UI_PART_GOODS,
	[PART_OFFERS] = UI_PART_OFFERS,
	[PART_PEOPLE] = UI_PART_PEOPLE,
	[PART_SETTINGS] = UI_PART_SETTINGS,
	[PART_MACHINE] = UI_PART_MACHINE,
};

/* By part; each for who holds the permission.  A part is opened by the first
 * that its reader may see. */
static const struct office_item {
	enum office_part	 part;
	uint64_t		 permission;	/* 0: whoever is in the office */
	const char		*path;
	enum ui_text		 name;
} office_items[] = {
	{ PART_OVERVIEW, 0, "/admin", UI_OVERVIEW },
	{ PART_SALES, ORDER_VIEW, "/admin/commandes", UI_ORDERS },
	{ PART_SALES, ORDER_VIEW, "/admin/retours", UI_ORDER_RETURNS },
	{ PART_SALES, PAYMENT_VIEW, "/admin/paiements", UI_PAYMENTS },
	{ PART_SALES, PAYMENT_VIEW, "/admin/litiges", UI_DISPUTES },
	{ PART_SALES, PAYMENT_VIEW, "/admin/rapprochements", UI_RECONCILE },
	{ PART_SALES, PAYMENT_VIEW, "/admin/comptes", UI_BOOKS },
	{ PART_TALKS, MESSAGE_MANAGE, "/admin/messages", UI_MESSAGES_LIST },
	{ PART_TALKS, MESSAGE_MANAGE, "/admin/prospects", UI_PROSPECTS },
	{ PART_TALKS, MESSAGE_MANAGE, "/admin/messages/etiquettes",
	    UI_LABELS },
	{ PART_TALKS, MESSAGE_MANAGE, "/admin/messages/reponses", UI_CANNED },
	{ PART_TALKS, SETTINGS_EDIT, "/admin/messages/reglages",
	    UI_INBOX_SETTINGS },
	{ PART_GOODS, 0, "/admin/produits", UI_PRODUCTS },
	{ PART_GOODS, 0, "/admin/collections", UI_COLLECTIONS },
	{ PART_GOODS, 0, "/admin/stock", UI_STOCK },
	{ PART_GOODS, PRODUCT_EDIT, "/admin/synonymes", UI_SYNONYMS },
	{ PART_GOODS, 0, "/admin/medias", UI_PICTURES },
	{ PART_GOODS, 0, "/admin/import", UI_IMPORT },
	{ PART_OFFERS, PAYMENT_VIEW, "/admin/cartes-cadeaux", UI_GIFT_CARDS },
	{ PART_OFFERS, PROMOTION_EDIT, "/admin/promotions", UI_PROMOTIONS },
	{ PART_OFFERS, 0, "/admin/prix", UI_PRICES },
	{ PART_PEOPLE, USER_MANAGE, "/admin/clients", UI_CUSTOMERS },
	{ PART_PEOPLE, USER_MANAGE, "/admin/groupes", UI_GROUPS },
	{ PART_PEOPLE, USER_MANAGE, "/admin/equipe", UI_STAFF },
	{ PART_SETTINGS, SETTINGS_EDIT, "/admin/livraison", UI_SHIPPING },
	{ PART_SETTINGS, SETTINGS_EDIT, "/admin/zones", UI_ZONES },
	{ PART_SETTINGS, SETTINGS_EDIT, "/admin/mails", UI_MAILS },
	{ PART_SETTINGS, SETTINGS_EDIT, "/admin/avis", UI_NOTICES },
	{ PART_SETTINGS, MESSAGE_MANAGE, "/admin/whatsapp", UI_WA },
	{ PART_SETTINGS, SETTINGS_EDIT, "/admin/whatsapp/evenements",
	  UI_WA_EVENTS },
	{ PART_MACHINE, SETTINGS_EDIT, "/admin/taches", UI_JOBS },
	{ PART_MACHINE, AUDIT_VIEW, "/admin/journal", UI_AUDIT },
	{ PART_MACHINE, AUDIT_VIEW, "/admin/exploitation", UI_OPS },
	{ PART_AWAY, 0, "/compte", UI_ACCOUNT },
	{ PART_AWAY, 0, "/", UI_VIEW_SHOP },
};
#define OFFICE_ITEMS	(sizeof(office_items) / sizeof(office_items[0]))

static bool
item_is_seen(const struct page *p, const struct office_item *item)
{
	return (p->act->actor.permissions & item->permission) ==
	    item->permission;
}

/* The item that a page is, or is below: the longest path that begins its own;
 * the overview begins all. */
static const struct office_item *
item_here(const struct page *p)
{
	const struct office_item	*item, *found = office_items;
	const char			*here = here_of(p);
	size_t				 length;

	for (item = office_items; item < office_items + OFFICE_ITEMS; item++) {
		length = strlen(item->path);
		if (item->part != PART_AWAY && length > strlen(found->path) &&
		    strncmp(item->path, here, length) == 0 &&
		    (here[length] == '\0' || here[length] == '/'))
			found = item;
	}
	return found;
}

/* How many conversations have something that nobody has seen. */
static int64_t
unread_count(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = 1 };
	struct record		*filter = record_new(p->act->arena,
				    &conversation_filters);
	struct rows		 rows;

	record_set_int(filter, CONVERSATIONS_OF_UNREAD, 1);
	return conversation_list(p->act, filter, &first, &rows) == SOUK_OK ?
	    rows.total : 0;
}

static const char *
part_name(const struct page *p, enum office_part part)
{
	const char	*name = page_text(p, part_names[part]);
	int64_t		 unread = part == PART_TALKS ? unread_count(p) : 0;

	return unread == 0 ? name : arena_printf(p->act->arena, "%s (%lld)",
	    name, (long long)unread);
}

static void
part_links(const struct page *p, enum office_part open)
{
	const struct office_item	*item;
	int				 last = -1;

	menu_open(p, UI_ADMIN);
	for (item = office_items; item < office_items + OFFICE_ITEMS; item++) {
		if (!item_is_seen(p, item))
			continue;
		if (item->part == PART_AWAY)
			menu_item(p, item->path, page_text(p, item->name));
		else if ((int)item->part != last)
			menu_link(p, item->path, part_name(p, item->part),
			    item->part == open ? "true" : NULL);
		last = (int)item->part;
	}
	menu_close(p);
}

static void
item_links(const struct page *p, const struct office_item *here)
{
	const struct office_item	*item;
	const char			*current;

	menu_open(p, part_names[here->part]);
	for (item = office_items; item < office_items + OFFICE_ITEMS; item++) {
		if (item->part != here->part || !item_is_seen(p, item))
			continue;
		current = item != here ? NULL :
		    text_equal(item->path, here_of(p)) ? "page" : "true";
		menu_link(p, item->path, page_text(p, item->name), current);
	}
	menu_close(p);
}

static void
office_menu(const struct page *p)
{
	const struct office_item	*here = item_here(p);

	part_links(p, here->part);
	if (here->part != PART_OVERVIEW)
		item_links(p, here);
}

void
page_menu(const struct page *p)
{
	if (p->admin)
		office_menu(p);
	else if (page_is_own(p))
		account_menu(p);
	else
		shop_menu(p);
}
