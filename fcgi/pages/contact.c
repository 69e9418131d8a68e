/* SPDX-License-Identifier: ISC */
/*
 * GET /contact: where the shop is, when it is open, and a form; POST keeps
 * what was written, or shows the form again with what is wrong with it.  All
 * of it works without a script.
 */
#include "fcgi/pages/contact.h"

#include "fcgi/pages/page.h"
#include "fcgi/pages/pages.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/base/validate.h"
#include "lib/db/db.h"
#include "lib/inbox/contact.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE		"/contact"
#define KEY_BYTES	16

/* As a browser sends it: whatever can be shown again is taken. */
#define SENT(NAME, HELP) { .name = NAME, .type = FIELD_TEXT, \
	.flags = FIELD_LINES, .max = 20000, .help = HELP }
static const struct field sent[CONTACT_IN__MAX] = {
	[CONTACT_IN_NAME] = SENT("name", "Who writes"),
	[CONTACT_IN_EMAIL] = SENT("email", "Where the answer goes"),
	[CONTACT_IN_PHONE] = SENT("phone", "International, with +"),
	[CONTACT_IN_SUBJECT] = SENT("subject", "What it is about"),
	[CONTACT_IN_MESSAGE] = SENT("message", "What they have to say"),
	[CONTACT_IN_TRAP] = SENT("website", "A person leaves this empty"),
	[CONTACT_IN_STAMP] = SENT("stamp", "As it came with the form"),
	[CONTACT_IN_KEY] = SENT("clientKey", "The same key, the same message"),
};
const struct fieldset contact_form_fields =
    FIELDSET("ContactForm", NULL, sent);

/* ---- what the shop says of itself --------------------------------------------- */

static const char *
detail(const struct record *shop, enum contact_detail_field field)
{
	const struct value	*v = &shop->values[field];

	return v->state == VALUE_SET ? v->text : "";
}

static void
fact_put(const struct page *p, enum ui_text name, const char *text)
{
	if (*text != '\0')
		html(p->body, "<dt>%s</dt>\n<dd class=\"lines\"><bdi>%s</bdi>"
		    "</dd>\n", page_text(p, name), text);
}

static void
reach_put(const struct page *p, enum ui_text name, const char *scheme,
    const char *value)
{
	if (*value == '\0')
		return;
	html(p->body, "<dt>%s</dt>\n<dd><a", page_text(p, name));
	html_url(p->body, "href", arena_printf(p->act->arena, "%s:%s", scheme,
	    value));
	html(p->body, "><bdi>%s</bdi></a></dd>\n", value);
}

/* Words, or the address of a map. */
static void
place_put(const struct page *p, const char *place)
{
	if (!text_starts(place, "https://")) {
		fact_put(p, UI_CONTACT_PLACE, place);
		return;
	}
	html(p->body, "<dt>%s</dt>\n<dd><a rel=\"noopener nofollow\"",
	    page_text(p, UI_CONTACT_PLACE));
	html_url(p->body, "href", place);
	html(p->body, ">%s</a></dd>\n", page_text(p, UI_CONTACT_MAP));
}

static bool
has_facts(const struct record *shop)
{
	static const enum contact_detail_field	 shown[] = {
		CONTACT_DETAIL_EMAIL, CONTACT_DETAIL_PHONE,
		CONTACT_DETAIL_ADDRESS, CONTACT_DETAIL_PLACE,
		CONTACT_DETAIL_HOURS };
	bool					 any = false;

	for (size_t i = 0; i < COUNT(shown); i++)
		any = any || *detail(shop, shown[i]) != '\0';
	return any;
}

static void
facts_put(const struct page *p, const struct record *shop)
{
	if (!has_facts(shop))
		return;
	html(p->body, "<section aria-label=\"%s\">\n<dl>\n",
	    page_text(p, UI_CONTACT_DETAILS));
	reach_put(p, UI_EMAIL, "mailto", detail(shop, CONTACT_DETAIL_EMAIL));
	reach_put(p, UI_PHONE, "tel", detail(shop, CONTACT_DETAIL_PHONE));
	fact_put(p, UI_CONTACT_ADDRESS, detail(shop, CONTACT_DETAIL_ADDRESS));
	place_put(p, detail(shop, CONTACT_DETAIL_PLACE));
	fact_put(p, UI_CONTACT_HOURS, detail(shop, CONTACT_DETAIL_HOURS));
	html_raw(p->body, "</dl>\n</section>\n");
}

/* The same for engines. */
static void
data_put(const struct page *p, const struct record *shop)
{
	static const struct {
		const char			*name;
		enum contact_detail_field	 field;
	}		 texts[] = { { "name", CONTACT_DETAIL_NAME },
			    { "email", CONTACT_DETAIL_EMAIL },
			    { "telephone", CONTACT_DETAIL_PHONE },
			    { "address", CONTACT_DETAIL_ADDRESS } };
	struct json_out	 j = page_data_open(p, "Store");

	for (size_t i = 0; i < COUNT(texts); i++)
		if (*detail(shop, texts[i].field) != '\0')
			json_text(&j, texts[i].name,
			    detail(shop, texts[i].field));
	json_text(&j, "url", page_absolute(p, "/"));
	page_data_close(p, &j);
}

/* ---- the form ------------------------------------------------------------------- */

struct input {
	int		 field;
	const char	*type, *autocomplete;	/* type NULL: several lines */
	enum ui_text	 label;
	bool		 required;
};
static const struct input inputs[] = {
	{ CONTACT_IN_NAME, "text", "name", UI_YOUR_NAME, true },
	{ CONTACT_IN_EMAIL, "email", "email", UI_EMAIL, true },
	{ CONTACT_IN_PHONE, "tel", "tel", UI_CONTACT_PHONE, false },
	{ CONTACT_IN_SUBJECT, "text", "off", UI_CONTACT_SUBJECT, false },
	{ CONTACT_IN_MESSAGE, NULL, "off", UI_CONTACT_MESSAGE, true },
};

static const struct problem_field *
problem_of(const struct page *p, const char *name)
{
	const struct problem	*problem = &p->act->problem;

	for (int i = 0; i < problem->count; i++)
		if (text_equal(problem->fields[i].name, name))
			return &problem->fields[i];
	return NULL;
}

static void
said_put(const struct page *p, const struct message *m,
    const int64_t *numbers)
{
	struct buf	 text;

	buf_init(&text, p->act->arena, 0);
	message_put(&text, m, p->locale, numbers);
	html_text(p->body, text.p);
}

static const char *
typed(const struct record *in, int field)
{
	return in != NULL && in->values[field].state == VALUE_SET ?
	    in->values[field].text : "";
}

/* What both kinds of input have in common, and what is wrong with it. */
static void
attributes_put(const struct page *p, const struct input *input,
    const struct problem_field *problem)
{
	const struct field	*f = &contact_new_fields.fields[input->field];

	html(p->body, " name=\"%s\" id=\"contact-%s\" dir=\"auto\" "
	    "autocomplete=\"%s\"", f->name, f->name, input->autocomplete);
	if (f->max > 0)
		html(p->body, " maxlength=\"%lld\"", (long long)f->max);
	html_flag(p->body, "required", input->required);
	if (problem != NULL)
		html(p->body, " aria-invalid=\"true\" "
		    "aria-describedby=\"problem-%s\"", f->name);
}

static void
input_put(const struct page *p, const struct input *input,
    const struct record *in)
{
	const char			*name =
	    contact_new_fields.fields[input->field].name;
	const struct problem_field	*problem = problem_of(p, name);

	html(p->body, "<div class=\"field\"><label for=\"contact-%s\">%s"
	    "</label>\n", name, page_text(p, input->label));
	if (input->type == NULL) {
		html_raw(p->body, "<textarea rows=\"7\"");
		attributes_put(p, input, problem);
		html(p->body, ">\n%s</textarea>", typed(in, input->field));
	} else {
		html(p->body, "<input type=\"%s\"", input->type);
		attributes_put(p, input, problem);
		html(p->body, " value=\"%s\">", typed(in, input->field));
	}
	if (problem != NULL) {
		html(p->body, "\n<span class=\"problem field\" "
		    "id=\"problem-%s\">", name);
		said_put(p, problem->message, problem->numbers);
		html_raw(p->body, "</span>");
	}
	html_raw(p->body, "</div>\n");
}

/* For programs that fill in everything; nobody sees, hears or reaches it. */
static void
trap_put(const struct page *p)
{
	html(p->body, "<div class=\"hidden\" aria-hidden=\"true\"><label>%s "
	    "<input name=\"website\" tabindex=\"-1\" autocomplete=\"off\">"
	    "</label></div>\n", page_text(p, UI_CONTACT_TRAP));
}

/* A form that is shown again is the same one, with the work done for it,
 * unless it was too old. */
static void
hidden_put(const struct page *p, const struct record *in, enum outcome why)
{
	const bool	 again = in != NULL, same = again &&
			    why != SOUK_CONFLICT;

	html(p->body, "<input type=\"hidden\" name=\"stamp\" value=\"%s\">\n"
	    "<input type=\"hidden\" name=\"clientKey\" value=\"%s\">\n",
	    same ? typed(in, CONTACT_IN_STAMP) : contact_stamp(p->act, again),
	    again ? typed(in, CONTACT_IN_KEY) :
	    crypto_token(p->act->arena, KEY_BYTES));
	if (*p->req->csrf != '\0')
		html(p->body, "<input type=\"hidden\" name=\"_csrf\" "
		    "value=\"%s\">\n", p->req->csrf);
}

/* Why it was not taken; what is wrong with a field stands beside it. */
static void
problems_put(const struct page *p, enum outcome why)
{
	const struct problem	*problem = &p->act->problem;

	if (why == SOUK_OK)
		return;
	html_raw(p->body, "<p class=\"problem\" role=\"alert\">");
	if (why == SOUK_CONFLICT && problem->message != NULL)
		said_put(p, problem->message, problem->numbers);
	else
		page_say(p, why == SOUK_LIMITED ? UI_CONTACT_LIMITED :
		    UI_CONTACT_PROBLEMS);
	html_raw(p->body, "</p>\n");
}

/* This very page, in the language that it was asked for in. */
static const char *
here(const struct page *p, const char *with)
{
	const char	*lang = page_query(p, "lang");

	if (lang == NULL)
		return arena_printf(p->act->arena, HERE "%s%s",
		    *with == '\0' ? "" : "?", with);
	return arena_printf(p->act->arena, HERE "?lang=%s%s%s",
	    locale_tag(p->locale), *with == '\0' ? "" : "&", with);
}

static void
form_put(const struct page *p, const struct record *in, enum outcome why)
{
	html(p->body, "<form class=\"stack\" id=\"contact\" method=\"post\" "
	    "action=\"%s\" data-work=\"%d\" novalidate>\n<h2>%s</h2>\n",
	    here(p, ""), CONTACT_WORK_BITS, page_text(p, UI_CONTACT_WRITE));
	problems_put(p, why);
	for (size_t i = 0; i < COUNT(inputs); i++)
		input_put(p, &inputs[i], in);
	trap_put(p);
	hidden_put(p, in, why);
	html(p->body, "<p><button class=\"button primary\">%s</button></p>\n"
	    "</form>\n", page_text(p, UI_CONTACT_SEND));
}

static void
thanks_put(const struct page *p)
{
	html(p->body, "<div class=\"stack thanks\" id=\"contact-thanks\" "
	    "role=\"status\">\n<h2>%s</h2>\n<p>%s</p>\n<p><a class=\"button\" "
	    "href=\"%s\">%s</a></p>\n</div>\n",
	    page_text(p, UI_CONTACT_THANKS),
	    page_text(p, UI_CONTACT_THANKS_TEXT), here(p, ""),
	    page_text(p, UI_CONTACT_AGAIN));
}

/* ---- the pages -------------------------------------------------------------------- */

/* in NULL: nothing was typed yet; why: as it was refused, or OK. */
static enum outcome
page_put(struct page *p, const struct record *in, enum outcome why)
{
	const struct record	*shop = contact_details(p->act);
	enum outcome		 e = tree_load(p->act, &p->tree);

	if (e != SOUK_OK)
		return e;
	p->title = page_text(p, UI_CONTACT);
	p->path = HERE;
	p->description = page_text(p, UI_CONTACT_TEXT);
	page_open(p);
	data_put(p, shop);
	html(p->body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n"
	    "<div class=\"contact\">\n", p->title, p->description);
	if (in == NULL && page_query(p, "merci") != NULL)
		thanks_put(p);
	else
		form_put(p, in, why);
	facts_put(p, shop);
	html_raw(p->body, "</div>\n");
	page_close(p);
	return SOUK_OK;
}

enum outcome
contact_page(struct req *r, struct res *out)
{
	struct page	 p;

	page_start_bare(&p, r, out);
	return page_put(&p, NULL, SOUK_OK);
}

/* From texts of any kind to what a contact message is. */
static enum outcome
entry_read(struct act *act, const struct record *in, struct record **entry)
{
	struct text_pair	 pairs[CONTACT_IN__MAX];
	size_t			 n = 0;

	for (int i = 0; i < CONTACT_IN__MAX; i++)
		if (in->values[i].state == VALUE_SET)
			pairs[n++] = (struct text_pair){
				contact_new_fields.fields[i].name,
				in->values[i].text };
	return validate_texts(act, &contact_new_fields, VALIDATE_CREATE,
	    pairs, n, settings_currency(act->settings), entry);
}

/* Alone, so that nothing is left of what was refused half way. */
static enum outcome
entry_send(struct act *act, void *entry)
{
	return contact_send(act, entry);
}

/* POST /contact: 303 to the thanks; 400, 409, 429 with the form. */
enum outcome
contact_post(struct req *r, struct res *out)
{
	struct record	*entry;
	struct page	 p;
	enum outcome	 e;

	page_start_bare(&p, r, out);
	if ((e = entry_read(p.act, r->body, &entry)) == SOUK_OK)
		e = db_try(p.act, entry_send, entry);
	if (e == SOUK_OK)
		return res_redirect(out, 303, here(&p, "merci=1"));
	if (e != SOUK_INVALID && e != SOUK_CONFLICT && e != SOUK_LIMITED)
		return e;
	out->status = e == SOUK_INVALID ? 400 : e == SOUK_CONFLICT ? 409 : 429;
	return page_put(&p, r->body, e);
}
