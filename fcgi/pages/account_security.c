/* SPDX-License-Identifier: ISC */
/* /compte/securite: how one signs in, where one is signed in, what happened. */
#include "fcgi/pages/account.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define INPUTS(TABLE)	.inputs = (TABLE), .count = COUNT(TABLE)
#define FACTOR	"/api/users/me/second-factor"
#define KEYS	"/api/users/me/api-keys"
#define SHOWN	30		/* rows of a table; the API has all */

#define CURRENT	{ "currentPassword", "password", "current-password", \
	UI_PASSWORD_CURRENT, 256, false }
#define CODE	{ "code", "text", "one-time-code", UI_CODE, 40, true }

static const struct account_input begin_inputs[] = { CURRENT };
static const struct account_input code_inputs[] = {
	{ "code", "text", "one-time-code", UI_CODE_APP, 20, true },
};
static const struct account_input proof_inputs[] = { CODE, CURRENT };
static const struct account_input key_inputs[] = {
	{ "name", "text", "off", UI_KEY_NAME, 100, true },
	{ "expiresAt", "date", "off", UI_KEY_EXPIRES, 10, false },
	CURRENT,
};

static const struct account_form begin = {
	.id = "factor-begin", .send = "POST " FACTOR, INPUTS(begin_inputs),
	.submit = UI_FACTOR_TURN_ON };
static const struct account_form confirm = {
	.id = "factor-confirm", .send = "POST " FACTOR "/confirm",
	INPUTS(code_inputs), .submit = UI_CONFIRM };
static const struct account_form renew = {
	.id = "factor-renew", .send = "POST " FACTOR "/recovery-codes",
	INPUTS(proof_inputs), .submit = UI_RECOVERY_RENEW };
static const struct account_form turn_off = {
	.id = "factor-off", .send = "POST " FACTOR "/off",
	.to = "/compte/securite", INPUTS(proof_inputs),
	.submit = UI_FACTOR_TURN_OFF };
static const struct account_form key_new = {
	.id = "key-new", .send = "POST " KEYS, INPUTS(key_inputs),
	.submit = UI_KEY_MAKE };

static void
time_cell(const struct page *p, const struct value *at)
{
	char	when[CLOCK_TEXT];

	html_raw(p->body, "<td>");
	if (at->state == VALUE_SET) {
		clock_text(at->num, when);
		html(p->body, "<time datetime=\"%s\">%s</time>", when, when);
	}
	html_raw(p->body, "</td>");
}

/* The device and below it the address, each in its own direction. */
static void
device_cell(const struct page *p, const char *device, const char *address)
{
	html(p->body, "<td><bdi>%s</bdi><small><bdi dir=\"ltr\">%s</bdi></small></td>",
	    *device == '\0' ? page_text(p, UI_DEVICE_UNKNOWN) : device,
	    address == NULL ? "" : address);
}

static void
table_open(const struct page *p, const char *id, const enum ui_text *heads,
    size_t count)
{
	html(p->body, "<div class=\"table\"><table id=\"%s\">\n<thead><tr>",
	    id);
	for (size_t i = 0; i < count; i++)
		html(p->body, "<th scope=\"col\">%s</th>", heads[i] == 0 ? "" :
		    page_text(p, heads[i]));
	html_raw(p->body, "</tr></thead>\n<tbody>\n");
}

/* A button that sends a DELETE, and then the row is gone. */
static void
end_cell(const struct page *p, const char *path, const char *id,
    enum ui_text text)
{
	html(p->body, "<td><button class=\"quiet\" data-delete=\"%s/%s\">%s"
	    "</button></td>", path, id, page_text(p, text));
}

/* ---- the second factor ----------------------------------------------------- */

static void
recovery_put(const struct page *p)
{
	html(p->body, "<div id=\"recovery\" class=\"stack\" role=\"status\" "
	    "tabindex=\"-1\" hidden>\n<h3>%s</h3>\n<p>%s</p>\n"
	    "<ol class=\"codes\" dir=\"ltr\"></ol>\n</div>\n",
	    page_text(p, UI_RECOVERY), page_text(p, UI_RECOVERY_TEXT));
}

static void
enroll_put(const struct page *p)
{
	html(p->body, "<p>%s</p>\n", page_text(p, UI_FACTOR_TEXT));
	account_form_put(p, &begin, NULL);
	html(p->body, "<div id=\"enroll\" class=\"stack\" hidden>\n<p>%s</p>\n"
	    "<div class=\"qr\" role=\"img\" aria-label=\"%s\"></div>\n"
	    "<p>%s <code class=\"secret\" dir=\"ltr\"></code></p>\n",
	    page_text(p, UI_FACTOR_SCAN), page_text(p, UI_FACTOR_QR),
	    page_text(p, UI_FACTOR_TYPE));
	account_form_put(p, &confirm, NULL);
	html_raw(p->body, "</div>\n");
}

static void
enabled_put(const struct page *p, const struct record *state)
{
	html(p->body, "<p>%s <strong>%lld</strong></p>\n<details>\n"
	    "<summary>%s</summary>\n", page_text(p, UI_FACTOR_IS_ON),
	    (long long)state->values[FACTOR_RECOVERY_LEFT].num,
	    page_text(p, UI_RECOVERY_RENEW));
	account_form_put(p, &renew, NULL);
	html(p->body, "</details>\n<details class=\"danger\">\n"
	    "<summary>%s</summary>\n", page_text(p, UI_FACTOR_TURN_OFF));
	account_form_put(p, &turn_off, NULL);
	html_raw(p->body, "</details>\n");
}

static enum outcome
factor_put(const struct page *p)
{
	struct record	*state;
	enum outcome	 e = second_factor_read(p->act, &state);

	if (e != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_FACTOR));
	if (state->values[FACTOR_ENABLED].num == 1)
		enabled_put(p, state);
	else
		enroll_put(p);
	recovery_put(p);
	return SOUK_OK;
}

/* ---- sessions -------------------------------------------------------------- */

static void
session_row(const struct page *p, const struct record *row)
{
	const struct value	*v = row->values;

	html_raw(p->body, "<tr>");
	device_cell(p, v[OWN_SESSION_DEVICE].text,
	    v[OWN_SESSION_ADDRESS].text);
	time_cell(p, &v[OWN_SESSION_CREATED_AT]);
	time_cell(p, &v[OWN_SESSION_SEEN_AT]);
	if (v[OWN_SESSION_CURRENT].num == 1)
		html(p->body, "<td>%s</td>", page_text(p, UI_SESSION_THIS));
	else
		end_cell(p, "/api/users/me/sessions", v[OWN_SESSION_ID].text,
		    UI_SESSION_END);
	html_raw(p->body, "</tr>\n");
}

static enum outcome
sessions_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_DEVICE, UI_SESSION_BEGAN,
					    UI_SESSION_SEEN, 0 };
	const struct list_query		 first = { .page = 1, .limit = SHOWN };
	struct record			*row = record_new(p->act->arena,
					    &own_session_fields);
	struct rows			 list;
	enum outcome			 e;

	if ((e = own_session_list(p->act, &first, &list)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_SESSIONS));
	table_open(p, "sessions", heads, COUNT(heads));
	while ((e = own_session_next(p->act, &list, row)) == SOUK_OK)
		session_row(p, row);
	html(p->body, "</tbody></table></div>\n<p><button class=\"button\" "
	    "id=\"sessions-end\">%s</button></p>\n",
	    page_text(p, UI_SESSIONS_END));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- keys, for staff -------------------------------------------------------- */

/* In the order of the permissions. */
static const enum ui_text	scopes[] = { UI_SCOPE_PRODUCT_VIEW,
	UI_SCOPE_PRODUCT_CREATE, UI_SCOPE_PRODUCT_EDIT,
	UI_SCOPE_PRODUCT_DELETE, UI_SCOPE_CATEGORY, UI_SCOPE_USERS,
	UI_SCOPE_SETTINGS, UI_SCOPE_SETTINGS_LIMITED, UI_SCOPE_ANALYTICS,
	UI_SCOPE_MESSAGES, UI_SCOPE_AUDIT };

static const char *
scope_text(const struct page *p, int bit)
{
	return bit < (int)COUNT(scopes) ? page_text(p, scopes[bit]) :
	    permission_label(bit);
}

static void
scopes_put(const struct page *p)
{
	html(p->body, "<fieldset data-list=\"scopes\">\n<legend>%s</legend>\n",
	    page_text(p, UI_KEY_SCOPES));
	for (int bit = 0; permission_label(bit) != NULL; bit++)
		if (p->act->actor.permissions & UINT64_C(1) << bit)
			html(p->body, "<label class=\"check\"><input "
			    "type=\"checkbox\" value=\"%s\"> %s</label>\n",
			    permission_label(bit), scope_text(p, bit));
	html_raw(p->body, "</fieldset>\n");
}

static void
key_row(const struct page *p, const struct record *row)
{
	const struct value	*v = row->values;
	const struct value	*end = &v[API_KEY_EXPIRES_AT];

	html(p->body, "<tr><td><bdi>%s</bdi><small dir=\"ltr\"><bdi>%s%s…"
	    "</bdi></small></td>", v[API_KEY_NAME].text, API_KEY_START,
	    v[API_KEY_PREFIX].text);
	time_cell(p, &v[API_KEY_CREATED_AT]);
	time_cell(p, &v[API_KEY_LAST_USED_AT]);
	time_cell(p, end);
	if (v[API_KEY_REVOKED_AT].state == VALUE_SET)
		html(p->body, "<td>%s</td>", page_text(p, UI_KEY_REVOKED));
	else if (end->state == VALUE_SET && end->num <= p->act->now)
		html(p->body, "<td>%s</td>", page_text(p, UI_KEY_EXPIRED));
	else
		end_cell(p, KEYS, v[API_KEY_ID].text, UI_KEY_REVOKE);
	html_raw(p->body, "</tr>\n");
}

static enum outcome
key_rows(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_KEY_NAME, UI_KEY_MADE,
					    UI_KEY_USED, UI_KEY_EXPIRES, 0 };
	const struct list_query		 first = { .page = 1, .limit = SHOWN };
	struct record			*row = record_new(p->act->arena,
					    &api_key_fields);
	struct rows			 list;
	enum outcome			 e;

	if ((e = api_key_list(p->act, &first, &list)) != SOUK_OK ||
	    list.total == 0)
		return e;
	table_open(p, "keys", heads, COUNT(heads));
	while ((e = rows_next(&list, p->act->arena, row)) == SOUK_OK)
		key_row(p, row);
	html_raw(p->body, "</tbody></table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
keys_put(const struct page *p)
{
	enum outcome	e;

	if (p->act->actor.role == ROLE_CUSTOMER)
		return SOUK_OK;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p, UI_KEYS),
	    page_text(p, UI_KEYS_TEXT));
	if ((e = key_rows(p)) != SOUK_OK)
		return e;
	html(p->body, "<details>\n<summary>%s</summary>\n",
	    page_text(p, UI_KEY_MAKE));
	account_form_open(p, &key_new);
	account_input_put(p, &key_inputs[0], NULL);
	scopes_put(p);
	account_input_put(p, &key_inputs[1], NULL);
	account_input_put(p, &key_inputs[2], NULL);
	account_form_close(p, &key_new);
	html(p->body, "</details>\n<div id=\"key-made\" class=\"stack\" "
	    "role=\"status\" tabindex=\"-1\" hidden>\n<p>%s</p>\n"
	    "<p><code class=\"secret\" dir=\"ltr\"></code></p>\n</div>\n",
	    page_text(p, UI_KEY_ONCE));
	return SOUK_OK;
}

/* ---- what happened ----------------------------------------------------------- */

static const struct { const char *action; enum ui_text text; } events[] = {
	{ "user_login", UI_EVENT_LOGIN },
	{ "oauth_login", UI_EVENT_LOGIN },
	{ "user_login_failed", UI_EVENT_LOGIN_FAILED },
	{ "suspicious_sign_in", UI_EVENT_SUSPICIOUS },
	{ "second_factor_failed", UI_EVENT_CODE_FAILED },
	{ "second_factor_on", UI_EVENT_FACTOR_ON },
	{ "second_factor_off", UI_EVENT_FACTOR_OFF },
	{ "recovery_codes_renewed", UI_EVENT_RECOVERY },
	{ "change_password", UI_EVENT_PASSWORD },
	{ "reset_password", UI_EVENT_PASSWORD },
	{ "create_api_key", UI_EVENT_KEY_MADE },
	{ "revoke_api_key", UI_EVENT_KEY_REVOKED },
	{ "end_session", UI_EVENT_SESSION_END },
	{ "end_other_sessions", UI_EVENT_SESSION_END },
	{ "refresh_token_reused", UI_EVENT_REUSED },
};

static const char *
event_text(const struct page *p, const char *action)
{
	for (size_t i = 0; i < COUNT(events); i++)
		if (text_equal(action, events[i].action))
			return page_text(p, events[i].text);
	return page_text(p, UI_EVENT_OTHER);
}

static void
event_row(const struct page *p, const struct record *row)
{
	const struct value	*v = row->values;

	html_raw(p->body, "<tr>");
	time_cell(p, &v[SECURITY_AT]);
	html(p->body, "<td>%s%s%s</td>",
	    event_text(p, v[SECURITY_ACTION].text),
	    v[SECURITY_BY_OTHER].num == 1 ? " · " : "",
	    v[SECURITY_BY_OTHER].num == 1 ? page_text(p, UI_EVENT_BY_OTHER) :
	    "");
	device_cell(p, v[SECURITY_DEVICE].text, v[SECURITY_ADDRESS].text);
	html_raw(p->body, "</tr>\n");
}

static enum outcome
log_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_EVENT_WHEN, UI_EVENT_WHAT,
					    UI_DEVICE };
	const struct list_query		 first = { .page = 1, .limit = SHOWN };
	struct record			*row = record_new(p->act->arena,
					    &security_fields);
	struct rows			 list;
	enum outcome			 e;

	if ((e = security_log(p->act, &first, &list)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_SECURITY_LOG));
	table_open(p, "log", heads, COUNT(heads));
	while ((e = security_log_next(p->act, &list, row)) == SOUK_OK)
		event_row(p, row);
	html_raw(p->body, "</tbody></table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /compte/securite */
enum outcome
account_security_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = account_start(&p, r, out, UI_SECURITY)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"problem\" id=\"security-problem\""
	    " role=\"alert\" data-problem=\"%s\" hidden></p>\n", p.title,
	    page_text(&p, UI_FAILED));
	if ((e = factor_put(&p)) != SOUK_OK ||
	    (e = sessions_put(&p)) != SOUK_OK ||
	    (e = keys_put(&p)) != SOUK_OK ||
	    (e = log_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
