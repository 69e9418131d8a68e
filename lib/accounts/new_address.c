/* SPDX-License-Identifier: ISC */
#include "lib/accounts/mailed.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"

static const char sql_verified[] =
    "UPDATE users SET email_verified_at = :now WHERE id = :id";

static const char sql_pending[] =
    "SELECT email FROM mailed_token WHERE user_id = :user"
    " AND purpose = 'change_email' AND ended_at IS NULL AND ends_at > :now"
    " ORDER BY created_at DESC LIMIT 1";

static const struct field token_table[] = {
	{ .name = "token", .type = FIELD_TEXT, .min = 1, .max = 100,
	  .flags = FIELD_REQUIRED | FIELD_SECRET,
	  .help = "From the mail to the new address" },
};
const struct fieldset address_token_fields =
    FIELDSET("AddressToken", NULL, token_table);

/* Whoever has it already is told; who asks learns nothing from it. */
static enum outcome
address_mail(struct act *act, const char *user_id, const char *email,
    const char *token)
{
	struct account	 holder;
	enum outcome	 e = account_by_login(act, email, &holder);

	if (e == SOUK_OK)
		return mailed_tell(act, &(struct notice){
			.template = MAIL_ADDRESS_KNOWN, .user_id = holder.id,
			.more = { { "link", mailed_link(act, "/mot-de-passe",
			    NULL) } } });
	if (e != SOUK_NOT_FOUND)
		return e;
	return mailed_tell(act, &(struct notice){
		.template = MAIL_CONFIRM_CHANGE, .user_id = user_id,
		.to = email, .more = {
			{ "link", mailed_link(act, "/compte/adresse", token) },
			{ "minutes", arena_printf(act->arena, "%d",
			    MAILED_TOKEN_MINUTES) },
		} });
}

enum outcome
new_address_ask(struct act *act, const char *user_id, const char *email)
{
	const char	*token;
	enum outcome	 e;

	e = mailed_token_new(act, user_id, MAILED_NEW_ADDRESS, email, &token);
	if (e != SOUK_OK)
		return e;
	if (token != NULL)
		return address_mail(act, user_id, email, token);
	act->problem.retry_after = CLOCK_HOUR / CLOCK_SECOND;
	return act_refuse(act, SOUK_LIMITED,
	    &accounts_messages[ACCOUNTS_MANY_ADDRESSES]);
}

enum outcome
new_address_pending(struct act *act, const char **email)
{
	struct stmt	*s = db_sql(act->db, sql_pending);
	enum outcome	 e;

	*email = NULL;
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	*email = db_copy(s, 0, act->arena);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
address_store(struct act *act, const char *email, struct record **user)
{
	struct record	*change = record_new(act->arena, &user_fields);
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	record_set_text(change, USER_EMAIL, email);
	if ((e = user_load(act, act->actor.user_id, &before)) != SOUK_OK ||
	    (e = user_store_edit(act, &(struct user_edit){ .before = before,
		.change = change, .spare = act->actor.session_id }, user)) !=
	    SOUK_OK)
		return e;
	s = db_sql(act->db, sql_verified);
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", act->actor.user_id);
	return db_run(s);
}

/*
 * Only by who asked: else a mail could make somebody else's address, and all
 * that it opens, part of a stranger's account.
 */
enum outcome
new_address_confirm(struct act *act, const struct record *in,
    struct record **user)
{
	struct mailed_token	 found;
	struct account		 holder;
	enum outcome		 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	e = mailed_token_read(act, in->values[0].text, MAILED_NEW_ADDRESS,
	    &found);
	if (e != SOUK_OK)
		return e;
	if (!text_equal(found.user_id, act->actor.user_id) ||
	    account_by_login(act, found.email, &holder) != SOUK_NOT_FOUND)
		return mailed_token_refuse(act);
	if ((e = mailed_token_use(act, in->values[0].text, MAILED_NEW_ADDRESS,
	    &found)) != SOUK_OK)
		return e;
	return address_store(act, found.email, user);
}
