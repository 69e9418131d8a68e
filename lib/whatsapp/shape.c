/* SPDX-License-Identifier: ISC */
#include "lib/whatsapp/shape.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- the limits ---------------------------------------------------------- */

static const struct shape_limit limits[] = {
	{ "text", NULL, "body", SHAPE_TEXT, 1, 4096 },

	{ "image", NULL, "id", SHAPE_TEXT, 0, 256 },
	{ "image", NULL, "link", SHAPE_URL, 0, 2048 },
	{ "image", NULL, "caption", SHAPE_TEXT, 0, 1024 },
	{ "video", NULL, "id", SHAPE_TEXT, 0, 256 },
	{ "video", NULL, "link", SHAPE_URL, 0, 2048 },
	{ "video", NULL, "caption", SHAPE_TEXT, 0, 1024 },
	{ "document", NULL, "id", SHAPE_TEXT, 0, 256 },
	{ "document", NULL, "link", SHAPE_URL, 0, 2048 },
	{ "document", NULL, "caption", SHAPE_TEXT, 0, 1024 },
	{ "document", NULL, "filename", SHAPE_PLAIN, 0, 240 },
	{ "audio", NULL, "id", SHAPE_TEXT, 0, 256 },
	{ "audio", NULL, "link", SHAPE_URL, 0, 2048 },
	{ "sticker", NULL, "id", SHAPE_TEXT, 0, 256 },
	{ "sticker", NULL, "link", SHAPE_URL, 0, 2048 },

	{ "location", NULL, "latitude", SHAPE_NUMBER, -90, 90 },
	{ "location", NULL, "longitude", SHAPE_NUMBER, -180, 180 },
	{ "location", NULL, "name", SHAPE_TEXT, 0, 1000 },
	{ "location", NULL, "address", SHAPE_TEXT, 0, 1000 },

	{ "reaction", NULL, "message_id", SHAPE_PLAIN, 1, 512 },
	{ "reaction", NULL, "emoji", SHAPE_PLAIN, 0, 32 },

	{ "contacts", NULL, "", SHAPE_LIST, 1, 257 },
	{ "contacts", NULL, "[].name.formatted_name", SHAPE_TEXT, 1, 1000 },

	{ "interactive", NULL, "header.text", SHAPE_PLAIN, 0, 60 },
	{ "interactive", NULL, "footer.text", SHAPE_PLAIN, 0, 60 },
	{ "interactive", "button", "body.text", SHAPE_TEXT, 1, 1024 },
	{ "interactive", "button", "action.buttons", SHAPE_LIST, 1, 3 },
	{ "interactive", "button", "action.buttons[].reply.id",
	  SHAPE_PLAIN, 1, 256 },
	{ "interactive", "button", "action.buttons[].reply.title",
	  SHAPE_PLAIN, 1, 20 },
	{ "interactive", "list", "body.text", SHAPE_TEXT, 1, 4096 },
	{ "interactive", "list", "action.button", SHAPE_PLAIN, 1, 20 },
	{ "interactive", "list", "action.sections", SHAPE_LIST, 1, 10 },
	{ "interactive", "list", "action.sections[].title",
	  SHAPE_PLAIN, 0, 24 },
	{ "interactive", "list", "action.sections[].rows",
	  SHAPE_LIST, 1, 10 },
	{ "interactive", "list", "action.sections[].rows[].id",
	  SHAPE_PLAIN, 1, 200 },
	{ "interactive", "list", "action.sections[].rows[].title",
	  SHAPE_PLAIN, 1, 24 },
	{ "interactive", "list", "action.sections[].rows[].description",
	  SHAPE_PLAIN, 0, 72 },
	{ "interactive", "cta_url", "body.text", SHAPE_TEXT, 1, 1024 },
	{ "interactive", "cta_url", "action.parameters.display_text",
	  SHAPE_PLAIN, 1, 20 },
	{ "interactive", "cta_url", "action.parameters.url",
	  SHAPE_URL, 1, 2000 },
	{ "interactive", "product", "body.text", SHAPE_TEXT, 0, 1024 },
	{ "interactive", "product", "action.catalog_id",
	  SHAPE_PLAIN, 1, 256 },
	{ "interactive", "product", "action.product_retailer_id",
	  SHAPE_PLAIN, 1, 256 },
	{ "interactive", "product_list", "header.text", SHAPE_PLAIN, 1, 60 },
	{ "interactive", "product_list", "body.text", SHAPE_TEXT, 1, 1024 },
	{ "interactive", "product_list", "action.catalog_id",
	  SHAPE_PLAIN, 1, 256 },
	{ "interactive", "product_list", "action.sections",
	  SHAPE_LIST, 1, 10 },
	{ "interactive", "product_list", "action.sections[].title",
	  SHAPE_PLAIN, 0, 24 },
	{ "interactive", "product_list", "action.sections[].product_items",
	  SHAPE_LIST, 1, 30 },
	{ "interactive", "product_list",
	  "action.sections[].product_items[].product_retailer_id",
	  SHAPE_PLAIN, 1, 256 },
	{ "interactive", "catalog_message", "body.text",
	  SHAPE_TEXT, 1, 1024 },
	{ "interactive", "location_request_message", "body.text",
	  SHAPE_TEXT, 1, 1024 },

	{ "template", NULL, "name", SHAPE_PLAIN, 1, 512 },
	{ "template", NULL, "language.code", SHAPE_PLAIN, 1, 16 },
	{ "template", NULL, "components", SHAPE_LIST, 0, 20 },
	{ "template", NULL, "components[].parameters", SHAPE_LIST, 0, 100 },
	{ "template", NULL, "components[].parameters[].text",
	  SHAPE_PLAIN, 0, 1024 },
};

/* What may not be more in all, and what a title is needed for. */
static const struct {
	const char	*type, *sections, *items;
	int64_t		 most;
} sums[] = {
	{ "list", "sections", "rows", 10 },
	{ "product_list", "sections", "product_items", 30 },
};

static const char *const interactive_types[] = { "button", "list", "cta_url",
	"product", "product_list", "catalog_message",
	"location_request_message", NULL };
static const char *const files[] = { "image", "video", "document", "audio",
	"sticker", NULL };

static bool
is_in(const char *const *list, const char *text)
{
	for (; text != NULL && *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

/* ---- what rows cannot say ------------------------------------------------ */

/* So many in all sections, and with several of them each has a title. */
static enum outcome
sections_check(struct act *act, const struct json_in *sections,
    const char *items, int64_t most)
{
	const char		*name = "interactive.action.sections";
	const struct json_in	*rows;
	enum outcome		 e = SOUK_OK;
	int64_t			 sum = 0;

	for (size_t i = 0; i < sections->count; i++) {
		if (sections->items[i].type != JSON_OBJECT)
			continue;
		rows = json_member(&sections->items[i], items);
		sum += rows != NULL ? (int64_t)rows->count : 0;
		if (sections->count > 1 &&
		    json_member(&sections->items[i], "title") == NULL)
			e = act_bad_field(act, arena_printf(act->arena,
			    "%s[%zu].title", name, i),
			    &base_messages[BASE_REQUIRED]);
	}
	return sum <= most ? e : act_bad_number(act, name,
	    &base_messages[BASE_TOO_MANY], most, 0);
}

static enum outcome
interactive_check(struct act *act, const struct json_in *object,
    const char *type)
{
	const struct json_in	*action = json_member(object, "action");
	const struct json_in	*sections;
	enum outcome		 e = SOUK_OK;

	if (!is_in(interactive_types, type))
		return act_bad_field(act, "interactive.type",
		    &base_messages[BASE_NOT_A_CHOICE]);
	if (action == NULL || action->type != JSON_OBJECT)
		return act_bad_field(act, "interactive.action",
		    &base_messages[BASE_REQUIRED]);
	for (size_t i = 0; i < COUNT(sums); i++) {
		sections = strcmp(sums[i].type, type) != 0 ? NULL :
		    json_member(action, sums[i].sections);
		if (sections != NULL && sections->type == JSON_ARRAY)
			e = sections_check(act, sections, sums[i].items,
			    sums[i].most);
	}
	return e;
}

/* A file is one that Meta has, or one that it can fetch, or one of ours. */
static enum outcome
file_check(struct act *act, const char *kind, const struct json_in *object,
    bool has_file)
{
	const int	 named = (json_member(object, "id") != NULL) +
	    (json_member(object, "link") != NULL) + has_file;

	return named == 1 ? SOUK_OK : act_bad_field(act, arena_printf(
	    act->arena, "%s.id", kind), &base_messages[named == 0 ?
	    BASE_REQUIRED : BASE_REPEATED]);
}

static bool
is_known(const char *kind)
{
	for (size_t i = 0; i < COUNT(limits); i++)
		if (strcmp(limits[i].kind, kind) == 0)
			return true;
	return false;
}

enum outcome
wa_shape_check(struct act *act, const char *kind,
    const struct json_in *object, bool has_file)
{
	const bool		 is_list = strcmp(kind, "contacts") == 0;
	const struct json_in	*said = is_list || object->type != JSON_OBJECT
				    ? NULL : json_member(object, "type");
	const char		*type = said == NULL ||
				    said->type != JSON_STRING ? NULL :
				    said->text;
	enum outcome		 one, e = SOUK_OK;

	if (!is_known(kind))
		return act_bad_field(act, "kind",
		    &base_messages[BASE_NOT_A_CHOICE]);
	if (object->type != (is_list ? JSON_ARRAY : JSON_OBJECT))
		return act_bad_field(act, kind, &base_messages[is_list ?
		    BASE_NOT_A_LIST : BASE_NOT_AN_OBJECT]);
	for (size_t i = 0; i < COUNT(limits); i++)
		if (strcmp(limits[i].kind, kind) == 0 &&
		    (limits[i].type == NULL ||
		    text_equal(limits[i].type, type)) &&
		    (one = shape_limit_check(act, &limits[i], kind,
		    object)) != SOUK_OK)
			e = one;
	one = is_in(files, kind) ? file_check(act, kind, object, has_file) :
	    strcmp(kind, "interactive") == 0 ? interactive_check(act, object,
	    type) : SOUK_OK;
	return e != SOUK_OK ? e : one;
}
