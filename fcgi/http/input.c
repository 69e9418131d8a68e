/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

/* From the path, the query and the body to records. */

/* What an id may look like at all; anything else names nothing. */
static bool
is_id_like(const char *text)
{
	static const char	 plain[] = "0123456789_abcdefghijklmnopqrst"
	    "uvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
	size_t			 len = strlen(text);

	return len > 0 && len <= 90 && strspn(text, plain) == len;
}

/* Bad words in a path are not bad input: there is no such thing. */
static enum outcome
params_read(struct exchange *x)
{
	const struct fieldset	*set = x->req.route->params;
	struct act		*act = &x->req.act;
	struct text_pair	 pairs[HTTP_PARAMS];

	for (int i = 0; set == NULL && i < x->param_count; i++)
		if (!is_id_like(x->params[i]))
			return SOUK_NOT_FOUND;
	if (set == NULL)
		return SOUK_OK;
	for (int i = 0; i < x->param_count; i++)
		pairs[i] = (struct text_pair){ set->fields[i].name,
			x->params[i] };
	if (validate_texts(act, set, VALIDATE_CREATE, pairs,
	    (size_t)x->param_count, settings_currency(act->settings),
	    &x->req.params) == SOUK_OK)
		return SOUK_OK;
	memset(&act->problem, 0, sizeof(act->problem));
	return SOUK_NOT_FOUND;
}

static enum outcome
json_refuse(struct act *act, enum json_fault fault, size_t at,
    const char *name)
{
	if (name == NULL || *name == '[')
		name = arena_printf(act->arena, "body%s", name == NULL ? "" :
		    name);
	return act_bad_number(act, name, json_fault_message(fault),
	    (int64_t)at, 0);
}

static enum outcome
json_read(struct exchange *x)
{
	struct act	*act = &x->req.act;
	struct json_in	*in;
	const char	*name = NULL;
	size_t		 at = 0;
	enum json_fault	 fault;

	fault = json_parse(act->arena, x->body, x->body_len, &in, &at, &name);
	if (fault != JSON_OK)
		return json_refuse(act, fault, at, name);
	return validate_json(act, x->req.route->body,
	    x->req.route->method == METHOD_POST ? VALIDATE_CREATE :
	    VALIDATE_CHANGE, in, settings_currency(act->settings),
	    &x->req.body);
}

static enum outcome
form_read(struct exchange *x)
{
	struct act		*act = &x->req.act;
	struct text_pair	*pairs = arena_array(act->arena, HTTP_NAMES,
				    sizeof(*pairs));
	size_t			 n = 0;

	for (size_t i = 0; i < x->form_count; i++)
		if (strcmp(x->form[i].name, "_csrf") != 0)
			pairs[n++] = x->form[i];
	return validate_texts(act, x->req.route->body, VALIDATE_CREATE, pairs,
	    n, settings_currency(act->settings), &x->req.body);
}

static enum outcome
body_decode(struct exchange *x)
{
	const struct route	*route = x->req.route;
	enum outcome		 e;

	if (is_safe(x) || (route->body == NULL &&
	    !(route->flags & (ROUTE_UPLOAD | ROUTE_RAW))))
		return SOUK_OK;
	if ((e = body_read(x)) != SOUK_OK)
		return e;
	if (route->flags & ROUTE_RAW) {
		x->req.raw = x->body;
		x->req.raw_len = x->body_len;
		return SOUK_OK;
	}
	if (route->body == NULL)
		return SOUK_OK;
	if (is_bare_delete(x) && x->body_len == 0) {
		x->body = arena_copy(x->req.act.arena, "{}");
		x->body_len = 2;
	}
	return route->flags & ROUTE_FORM ? form_read(x) : json_read(x);
}

/* Query and body are both read, so that all faults are told at once. */
enum outcome
gate_inputs(struct exchange *x)
{
	enum outcome	 e, query, match, body;

	if ((e = params_read(x)) != SOUK_OK)
		return e;
	body = body_decode(x);		/* fields beside a file join the query */
	if (body != SOUK_OK && body != SOUK_INVALID)
		return body;		/* for itself: its query does not matter */
	query = query_read(x);
	match = etag_if_match(x);
	return query != SOUK_OK ? query : match != SOUK_OK ? match : body;
}
