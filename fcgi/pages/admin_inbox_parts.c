/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/admin_orders.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"

/* What a message holds besides text. */

/* ---- files ---------------------------------------------------------------------- */

static const struct choice missing[] = {
	{ "waiting", UI_SAID_FILE_WAITING },
	{ "refused", UI_SAID_FILE_REFUSED },
	{ "lost", UI_SAID_FILE_LOST },
	{ "gone", UI_SAID_FILE_GONE },
};

/* What a browser shows by itself and can do no harm. */
static bool
is_picture(const char *type)
{
	return text_equal(type, "image/jpeg") ||
	    text_equal(type, "image/png") || text_equal(type, "image/webp");
}

/* What people say rather than write. */
static bool
is_heard(const char *type)
{
	return strncmp(type, "audio/", strlen("audio/")) == 0;
}

static const char *
size_of(const struct page *p, int64_t bytes)
{
	return bytes < 1024 * 1024 ?
	    arena_printf(p->act->arena, "%lld KiB",
	    (long long)((bytes + 1023) / 1024)) :
	    arena_printf(p->act->arena, "%lld MiB",
	    (long long)(bytes / (1024 * 1024)));
}

/* It is on its way, or will never be here: and why not. */
static void
missing_put(const struct page *p, const struct record *file)
{
	const char	*name = text_of(file, MESSAGE_FILE_NAME);
	const char	*why = text_of(file, MESSAGE_FILE_ERROR);

	html(p->body, "<p class=\"missing\">%s <bdi>%s</bdi> <small>%s"
	    "</small></p>\n", choice_text(p, missing, 4,
	    text_of(file, MESSAGE_FILE_STATE)), name == NULL ? "" : name,
	    why == NULL ? "" : file_error_text(p->act, why));
}

static void
ready_put(const struct page *p, const struct record *file, const char *path)
{
	const char	*name = text_of(file, MESSAGE_FILE_NAME);
	const char	*type = text_of(file, MESSAGE_FILE_TYPE);

	if (name == NULL)
		name = page_text(p, UI_SAID_FILE);
	if (is_picture(type)) {
		html(p->body, "<a class=\"picture\" href=\"%s\"><img "
		    "src=\"%s\" alt=\"%s\" loading=\"lazy\"></a>\n", path,
		    path, name);
		return;
	}
	if (is_heard(type))
		html(p->body, "<audio controls preload=\"none\" src=\"%s\" "
		    "aria-label=\"%s\"></audio>\n", path, name);
	html(p->body, "<p><a class=\"file\" href=\"%s\" download><bdi>%s"
	    "</bdi> <small>%s</small></a></p>\n", path, name,
	    size_of(p, file->values[MESSAGE_FILE_BYTES].num));
}

static void
file_put(const struct page *p, const struct record *message,
    const struct record *file)
{
	if (text_equal(text_of(file, MESSAGE_FILE_STATE), "ready"))
		ready_put(p, file, arena_printf(p->act->arena,
		    MESSAGES_API "/%s/files/%s", text_of(message, MESSAGE_ID),
		    text_of(file, MESSAGE_FILE_ID)));
	else
		missing_put(p, file);
}

/* ---- places, people and orders, as Meta writes them --------------------------------------- */

static const char *
said(const struct json_in *object, const char *name)
{
	const struct json_in	*in = object == NULL ? NULL :
				    json_member(object, name);

	return in != NULL && (in->type == JSON_STRING ||
	    in->type == JSON_NUMBER) ? in->text : NULL;
}

static void
word_put(const struct page *p, const char *word)
{
	if (word != NULL && *word != '\0')
		html(p->body, "<bdi>%s</bdi><br>\n", word);
}

/* A number of degrees, and nothing that would stand in an address besides. */
static bool
is_degree(const char *text)
{
	return text != NULL && *text != '\0' &&
	    strspn(text, "-.0123456789eE+") == strlen(text);
}

static void
place_put(const struct page *p, const struct json_in *place)
{
	const char	*latitude = said(place, "latitude");
	const char	*longitude = said(place, "longitude");

	html_raw(p->body, "<p class=\"place\">");
	word_put(p, said(place, "name"));
	word_put(p, said(place, "address"));
	if (is_degree(latitude) && is_degree(longitude))
		html(p->body, "<a rel=\"noopener nofollow\" "
		    "target=\"_blank\" href=\"https://www.openstreetmap.org/"
		    "?mlat=%s&mlon=%s\">%s</a>", latitude, longitude,
		    page_text(p, UI_SAID_MAP));
	html_raw(p->body, "</p>\n");
}

static void
each_put(const struct page *p, const struct json_in *list, const char *name)
{
	for (size_t i = 0; list != NULL && list->type == JSON_ARRAY &&
	    i < list->count; i++)
		if (list->items[i].type == JSON_OBJECT)
			word_put(p, said(&list->items[i], name));
}

static void
person_put(const struct page *p, const struct json_in *person)
{
	const struct json_in	*name = json_member(person, "name");

	html_raw(p->body, "<p class=\"place\">");
	if (name != NULL && name->type == JSON_OBJECT)
		word_put(p, said(name, "formatted_name"));
	each_put(p, json_member(person, "phones"), "phone");
	each_put(p, json_member(person, "emails"), "email");
	html_raw(p->body, "</p>\n");
}

static void
people_put(const struct page *p, const struct json_in *people)
{
	for (size_t i = 0; people->type == JSON_ARRAY && i < people->count;
	    i++)
		if (people->items[i].type == JSON_OBJECT)
			person_put(p, &people->items[i]);
}

/* What they put into their basket; what it costs is not theirs to say. */
static void
wanted_put(const struct page *p, const struct json_in *order)
{
	const struct json_in	*items = json_member(order, "product_items");

	html_raw(p->body, "<p class=\"place\">");
	for (size_t i = 0; items != NULL && items->type == JSON_ARRAY &&
	    i < items->count; i++) {
		const struct json_in	*item = &items->items[i];
		const char		*sku, *count;

		if (item->type != JSON_OBJECT ||
		    (sku = said(item, "product_retailer_id")) == NULL ||
		    (count = said(item, "quantity")) == NULL)
			continue;
		word_put(p, arena_printf(p->act->arena, "%s × %s", count,
		    sku));
	}
	html_raw(p->body, "</p>\n");
}

/* The message as Meta writes it has a member by the name of its kind. */
static void
body_put(const struct page *p, const struct record *message)
{
	const char		*kind = text_of(message, MESSAGE_KIND);
	const char		*body = text_of(message, MESSAGE_BODY);
	const struct json_in	*part;
	struct json_in		*in;
	const char		*name;
	size_t			 at;

	if (body == NULL || json_parse(p->act->arena, body, strlen(body), &in,
	    &at, &name) != JSON_OK)
		return;
	part = in->type == JSON_OBJECT ? json_member(in, kind) : NULL;
	if (part == NULL)
		part = in;
	if (text_equal(kind, "location") && part->type == JSON_OBJECT)
		place_put(p, part);
	else if (text_equal(kind, "order") && part->type == JSON_OBJECT)
		wanted_put(p, part);
	else if (text_equal(kind, "contacts"))
		people_put(p, part);
}

/* ---- what became of an order -------------------------------------------------------------- */

static void
order_put(const struct page *p, const struct record *order)
{
	const char	*state = text_of(order, MESSAGE_ORDER_STATE);
	const char	*id = text_of(order, MESSAGE_ORDER_ID);

	if (text_equal(state, "waiting"))
		html(p->body, "<p class=\"missing\">%s</p>\n",
		    page_text(p, UI_SAID_ORDER_WAITING));
	else if (id != NULL)
		html(p->body, "<p><a class=\"button\" href=\"" ORDERS_HERE
		    "/%s\">%s</a></p>\n", id, page_text(p, UI_SAID_ORDER));
	if (text_equal(state, "refused"))
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    page_text(p, UI_SAID_ORDER_REFUSED));
}

/* ---- what they ask about ------------------------------------------------------------------ */

static void
product_put(const struct page *p, const struct record *product)
{
	const char	*id = text_of(product, MESSAGE_PRODUCT_ID);

	html(p->body, "<p class=\"quoted\">%s ",
	    page_text(p, UI_SAID_PRODUCT));
	if (id != NULL)
		html(p->body, "<a href=\"/admin/produits/%s\"><bdi>%s</bdi>"
		    "</a></p>\n", id, text_of(product, MESSAGE_PRODUCT_NAME));
	else
		html(p->body, "<code>%s</code></p>\n",
		    text_of(product, MESSAGE_PRODUCT_RETAILER));
}

void
said_parts_put(const struct page *p, const struct record *message)
{
	const struct value	*files = &message->values[MESSAGE_FILES];
	const struct value	*order = &message->values[MESSAGE_ORDER];
	const struct value	*product = &message->values[MESSAGE_PRODUCT];

	if (product->state == VALUE_SET)
		product_put(p, product->items);
	for (size_t i = 0; i < files->count; i++)
		file_put(p, message, &files->items[i]);
	if (message->values[MESSAGE_REVOKED_AT].state != VALUE_SET)
		body_put(p, message);
	if (order->state == VALUE_SET && order->items != NULL)
		order_put(p, order->items);
}
