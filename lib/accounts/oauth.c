/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define CODE_MOST	2048

static const struct oauth_service *const services[] = {
	[OAUTH_GOOGLE] = &oauth_google,
	[OAUTH_FACEBOOK] = &oauth_facebook,
};
static_assert(COUNT(services) == OAUTH__MAX, "each provider");

static const struct field link_table[] = {
	[OAUTH_LINK_PASSWORD] = {
		.name = "currentPassword", .type = FIELD_PASSWORD, .min = 1,
		.max = 256, .flags = FIELD_SECRET,
		.help = "Unless the account has none" },
	[OAUTH_LINK_TO] = {
		.name = "to", .type = FIELD_TEXT, .max = 500,
		.help = "A path of this site to come back to" },
};
static_assert(COUNT(link_table) == OAUTH_LINK__MAX, "a row for each field");

const struct fieldset oauth_link_fields =
    FIELDSET("IdentityLink", NULL, link_table);

const struct oauth_service *
oauth_service(enum oauth_provider provider)
{
	return services[provider];
}

const char *
oauth_name(enum oauth_provider provider)
{
	return services[provider]->name;
}

const char *
oauth_label(enum oauth_provider provider)
{
	return services[provider]->label;
}

bool
oauth_is_on(const struct config *config, enum oauth_provider provider)
{
	return services[provider]->is_on(config);
}

bool
oauth_find(const struct config *config, const char *name,
    enum oauth_provider *provider)
{
	for (int i = 0; i < OAUTH__MAX; i++)
		if (strcmp(services[i]->name, name) == 0) {
			*provider = (enum oauth_provider)i;
			return oauth_is_on(config, *provider);
		}
	return false;
}

/* ---- going there -------------------------------------------------------------- */

struct begin_work {
	enum oauth_provider	 provider;
	struct oauth_secrets	 secrets;
	const char		*to;
	const char		*session_id;	/* NULL: to sign in */
	struct own_proof	 proof;
};

/* Where a provider sends people back to; the same to the letter each time. */
static const char *
redirect_of(struct act *act, enum oauth_provider provider)
{
	return arena_printf(act->arena, "%s/api/auth/oauth/%s/callback",
	    act->config->base_url, oauth_name(provider));
}

static enum outcome
step_begin(struct act *act, void *arg)
{
	struct begin_work	*work = arg;
	enum outcome		 e;

	if ((e = own_settle(act, &work->proof)) != SOUK_OK)
		return e;
	return oauth_state_put(act, work->provider, &work->secrets,
	    work->to, work->session_id);
}

static enum outcome
begin(struct act *act, struct begin_work *work, const char *cookie,
    struct oauth_begun *begun)
{
	enum outcome	e;

	if (!text_is_own_path(work->to))
		work->to = "";
	oauth_secrets_make(act, cookie, &work->secrets);
	e = services[work->provider]->ask(act, &work->secrets,
	    redirect_of(act, work->provider), &begun->url);
	if (e != SOUK_OK)
		return e;
	begun->cookie = work->secrets.cookie;
	return db_tx(act, DB_WRITE, step_begin, work);
}

enum outcome
oauth_begin(struct act *act, enum oauth_provider provider, const char *to,
    const char *cookie, struct oauth_begun *begun)
{
	struct begin_work	work = { .provider = provider, .to = to };

	return begin(act, &work, cookie, begun);
}

/* ---- linking ------------------------------------------------------------------- */

static const char sql_verified[] =
    "SELECT email_verified_at FROM users WHERE id = :id";

/*
 * Who signed up with another's address must not leave an identity behind for
 * the day when its reader takes the account over.  Staff were let in by an
 * owner, who answers for their address.
 */
static enum outcome
step_may_link(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_verified);
	enum outcome	 e;
	bool		 confirmed;

	(void)arg;
	db_bind_text(s, ":id", act->actor.user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	confirmed = !db_is_null(s, 0) || act->actor.role != ROLE_CUSTOMER;
	db_done(s);
	return confirmed ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &oauth_messages[OAUTH_UNCONFIRMED]);
}

enum outcome
oauth_link_begin(struct act *act, enum oauth_provider provider,
    const struct record *in, const char *cookie, struct oauth_begun *begun)
{
	struct begin_work	work = { .provider = provider,
		.to = in->values[OAUTH_LINK_TO].text,
		.session_id = act->actor.session_id };
	enum outcome		e;

	if (act->actor.user_id == NULL || work.session_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if ((e = db_tx(act, DB_READ, step_may_link, NULL)) != SOUK_OK ||
	    (e = own_prove(act, &work.proof,
	    &in->values[OAUTH_LINK_PASSWORD])) != SOUK_OK)
		return e;
	return begin(act, &work, cookie, begun);
}

/* ---- coming back ----------------------------------------------------------------- */

struct finish_work {
	const struct oauth_back	*back;
	struct oauth_state	 state;
	bool			 late;
	struct oauth_claims	 claims;
	struct oauth_end	*end;
};

static enum outcome
step_take(struct act *act, void *arg)
{
	struct finish_work	*work = arg;

	return oauth_state_take(act, work->back, &work->state, &work->late);
}

static enum outcome
refuse(struct act *act, enum oauth_message message)
{
	return act_refuse(act, SOUK_UNAUTHENTICATED,
	    &oauth_messages[message]);
}

/* In this order: nothing of it counts before it is this browser's own. */
static enum outcome
back_check(struct act *act, struct finish_work *work)
{
	const struct oauth_back		*back = work->back;
	const struct oauth_service	*service = services[back->provider];
	enum outcome			 e;

	e = db_tx(act, DB_WRITE, step_take, work);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? refuse(act, OAUTH_EXPIRED) : e;
	work->end->to = work->state.to;
	work->end->linking = work->state.session_id != NULL;
	if (work->late || (work->end->linking &&
	    !text_equal(work->state.session_id, act->actor.session_id)))
		return refuse(act, OAUTH_EXPIRED);
	if (!service->is_from(act, back->issuer))
		return refuse(act, OAUTH_FAILED);
	if (back->error != NULL)
		return refuse(act, strcmp(back->error, "access_denied") == 0 ?
		    OAUTH_CANCELLED : OAUTH_FAILED);
	return back->code != NULL && *back->code != '\0' &&
	    strlen(back->code) <= CODE_MOST ? SOUK_OK :
	    refuse(act, OAUTH_FAILED);
}

static enum outcome
step_settle(struct act *act, void *arg)
{
	struct finish_work		*work = arg;
	enum oauth_provider		 provider = work->back->provider;

	return work->end->linking ?
	    oauth_attach(act, provider, &work->claims) :
	    oauth_enter(act, provider, &work->claims, work->end->login);
}

enum outcome
oauth_finish(struct act *act, const struct oauth_back *back,
    struct oauth_end *end)
{
	struct finish_work		work = { .back = back, .end = end };
	const struct oauth_redeem	redeem = { .code = back->code,
		.redirect = redirect_of(act, back->provider),
		.state = &work.state };
	enum outcome			e;

	end->to = "";
	end->linking = false;
	*end->login = (struct login_result){ .session_token = NULL };
	if ((e = back_check(act, &work)) != SOUK_OK)
		return e;
	e = services[back->provider]->redeem(act, &redeem, &work.claims);
	if (e == SOUK_UNAUTHENTICATED)
		return refuse(act, OAUTH_FAILED);
	return e != SOUK_OK ? e : db_tx(act, DB_WRITE, step_settle, &work);
}
