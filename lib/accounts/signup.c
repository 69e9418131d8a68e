/* SPDX-License-Identifier: ISC */
#include "lib/accounts/signup.h"

#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/accounts/mailed.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/typeid.h"
#include "lib/queue/queue.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* The doors: they look at nothing but what was sent.  Jobs: signup_job.c. */

static const char sql_new[] =
    "INSERT INTO signup (id, brand_id, email, email_key, name,"
    " password_hash, locale, created_at)"
    " VALUES (:id, :brand, :email, :key, :name, :hash, :locale, :now)";

static const struct field signup_table[] = {
	[SIGNUP_NAME] = {
		.name = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100 },
	[SIGNUP_EMAIL] = {
		.name = "email", .type = FIELD_EMAIL,
		.flags = FIELD_REQUIRED },
	[SIGNUP_PASSWORD] = {
		.name = "password", .type = FIELD_PASSWORD,
		.min = 1, .max = 256, .flags = FIELD_REQUIRED | FIELD_SECRET,
		.help = "8 characters or more, and not easy to guess" },
	[SIGNUP_TERMS] = {
		.name = "acceptTerms", .type = FIELD_BOOLEAN,
		.flags = FIELD_REQUIRED, .help = "Must be true" },
};
static_assert(COUNT(signup_table) == SIGNUP__MAX, "a row for each field");
const struct fieldset signup_fields = FIELDSET("Signup", NULL, signup_table);

static const struct field newcomer_table[] = {
	[NEWCOMER_ID] = {
		.name = "id", .type = FIELD_ID, .prefix = "user",
		.help = "Of the account, once its address is confirmed" },
	[NEWCOMER_NAME] = { .name = "name", .type = FIELD_TEXT },
	[NEWCOMER_EMAIL] = { .name = "email", .type = FIELD_EMAIL },
	[NEWCOMER_SUBSCRIPTION] = {
		.name = "subscription", .type = FIELD_TEXT },
	[NEWCOMER_CREATED_AT] = { .name = "createdAt", .type = FIELD_TIME },
};
static_assert(COUNT(newcomer_table) == NEWCOMER__MAX,
    "a row for each field");
const struct fieldset newcomer_fields =
    FIELDSET("Newcomer", NULL, newcomer_table);

static const struct field door_table[] = {
	[DOOR_EMAIL] = {
		.name = "email", .type = FIELD_EMAIL,
		.flags = FIELD_REQUIRED },
};
const struct fieldset door_fields = FIELDSET("MailDoor", NULL, door_table);

static const struct field proof_table[] = {
	[PROOF_TOKEN] = {
		.name = "token", .type = FIELD_TEXT, .min = 1, .max = 100,
		.flags = FIELD_REQUIRED | FIELD_SECRET,
		.help = "From the mail; works once, for an hour" },
	[PROOF_PASSWORD] = {
		.name = "password", .type = FIELD_PASSWORD,
		.min = 1, .max = 256, .flags = FIELD_REQUIRED | FIELD_SECRET },
};
static_assert(COUNT(proof_table) == PROOF__MAX, "a row for each field");
const struct fieldset proof_fields = FIELDSET("MailProof", NULL, proof_table);

/* ---- sign-up ------------------------------------------------------------- */

struct signup_work {
	const struct record	*in;
	const char		*id, *hash;
};

static enum outcome
signup_insert(struct act *act, const struct signup_work *work,
    const char *brand)
{
	const struct value	*in = work->in->values;
	struct stmt		*s = db_sql(act->db, sql_new);

	db_bind_text(s, ":id", work->id);
	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":email", in[SIGNUP_EMAIL].text);
	db_bind_text(s, ":key", email_key(act->arena, in[SIGNUP_EMAIL].text));
	db_bind_text(s, ":name", in[SIGNUP_NAME].text);
	db_bind_text(s, ":hash", work->hash);
	db_bind_text(s, ":locale", locale_tag(act->locale));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
step_signup(struct act *act, void *arg)
{
	const struct signup_work	*work = arg;
	const char			*brand;
	enum outcome			 e;

	if ((e = brand_ensure(act, &brand)) != SOUK_OK ||
	    (e = signup_insert(act, work, brand)) != SOUK_OK)
		return e;
	return queue_put(act, &(struct job_new){ .kind = accounts_signup.name,
		.payload = arena_printf(act->arena, "{\"signup\":\"%s\"}",
		    work->id) }, NULL);
}

static struct record *
newcomer(struct act *act, const struct signup_work *work)
{
	const struct value	*in = work->in->values;
	struct record		*user = record_new(act->arena,
				    &newcomer_fields);

	record_set_text(user, NEWCOMER_ID, work->id);
	record_set_text(user, NEWCOMER_NAME, in[SIGNUP_NAME].text);
	record_set_text(user, NEWCOMER_EMAIL, in[SIGNUP_EMAIL].text);
	record_set_text(user, NEWCOMER_SUBSCRIPTION, "free");
	record_set_int(user, NEWCOMER_CREATED_AT, act->now);
	return user;
}

static enum outcome
signup_check(struct act *act, const struct value *in)
{
	enum outcome	 e;

	e = password_check(act, "password", in[SIGNUP_PASSWORD].text,
	    ROLE_CUSTOMER);
	return in[SIGNUP_TERMS].num == 1 ? e : act_bad_field(act,
	    "acceptTerms", &accounts_messages[ACCOUNTS_TERMS_NEEDED]);
}

enum outcome
signup(struct act *act, const struct record *in, struct record **user)
{
	struct signup_work	 work = { .in = in,
		.id = typeid_new(act->arena, "user", act->now) };
	char			*hash;
	enum outcome		 e;

	if ((e = signup_check(act, in->values)) != SOUK_OK ||
	    (e = password_hash(act->arena, in->values[SIGNUP_PASSWORD].text,
	    &hash)) != SOUK_OK)
		return e;
	work.hash = hash;
	*user = newcomer(act, &work);
	return db_tx(act, DB_WRITE, step_signup, &work);
}

/* ---- one address ----------------------------------------------------------- */

static enum outcome
door_put(struct act *act, const char *wish, const struct record *in)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	json_text(&json, "wish", wish);
	json_text(&json, "email", in->values[DOOR_EMAIL].text);
	json_close(&json);
	return queue_put(act, &(struct job_new){ .kind = accounts_door.name,
		.payload = b.p }, NULL);
}

enum outcome
signup_again(struct act *act, const struct record *in)
{
	return door_put(act, "confirm", in);
}

enum outcome
password_forgotten(struct act *act, const struct record *in)
{
	return door_put(act, "reset", in);
}
