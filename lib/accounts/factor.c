/* SPDX-License-Identifier: ISC */
#include "lib/accounts/factor.h"

#include <string.h>

#include "lib/accounts/mailed.h"
#include "lib/accounts/totp.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/qr.h"
#include "lib/settings/settings.h"

static const char sql_load[] =
    "SELECT sealed, last_step, confirmed_at FROM user_totp"
    " WHERE user_id = :user";

/* What was confirmed stays, whoever asks. */
static const char sql_begin[] =
    "INSERT INTO user_totp (user_id, sealed, created_at)"
    " VALUES (:user, :sealed, :now)"
    " ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed,"
    " last_step = 0, created_at = excluded.created_at"
    " WHERE user_totp.confirmed_at IS NULL RETURNING user_id";

static const char sql_step[] =
    "UPDATE user_totp SET last_step = :step WHERE user_id = :user";

static const char sql_turn_on[] =
    "UPDATE user_totp SET confirmed_at = :now"
    " WHERE user_id = :user AND confirmed_at IS NULL";

static const char sql_delete[] = "DELETE FROM user_totp WHERE user_id = :user";

static const char *
label(struct act *act, const char *user_id)
{
	return arena_printf(act->arena, "totp:%s", user_id);
}

enum outcome
factor_load(struct act *act, const char *user_id, struct factor *factor)
{
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	*factor = (struct factor){ .user_id = user_id };
	db_bind_text(s, ":user", user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	factor->sealed = db_copy(s, 0, act->arena);
	factor->last_step = db_int(s, 1);
	factor->on = !db_is_null(s, 2);
	factor->confirmed_at = db_int(s, 2);
	db_done(s);
	return SOUK_OK;
}

static struct record *
secret_record(struct act *act, const struct account *account,
    const char *secret)
{
	struct record	*record = record_new(act->arena,
			    &factor_secret_fields);
	const char	*uri;

	uri = totp_uri(act->arena, settings_text(act->settings,
	    &shop_settings, SHOP_NAME), account->username, secret);
	record_set_text(record, FACTOR_SECRET, secret);
	record_set_text(record, FACTOR_URI, uri);
	record_set_text(record, FACTOR_QR, qr_svg(act->arena, uri));
	return record;
}

enum outcome
factor_begin(struct act *act, const struct account *account,
    struct record **secret)
{
	struct stmt	*s = db_sql(act->db, sql_begin);
	const char	*text = totp_secret(act->arena);
	enum outcome	 e;

	db_bind_text(s, ":user", account->id);
	db_bind_text(s, ":sealed", crypto_seal(act->arena, act->config,
	    label(act, account->id), text));
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? act_refuse(act, SOUK_CONFLICT,
		    &factor_messages[FACTOR_ON]) : e;
	db_done(s);
	*secret = secret_record(act, account, text);
	return SOUK_OK;
}

enum outcome
factor_delete(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_delete);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return recovery_delete(act, user_id);
}

/* ---- guesses ------------------------------------------------------------- */

enum outcome
guess_read(struct act *act, const struct value *code,
    const struct value *recovery, struct guess *guess)
{
	*guess = (struct guess){
		.code = code->state == VALUE_SET ? code->text : NULL,
		.recovery = recovery != NULL && recovery->state == VALUE_SET ?
		    recovery->text : NULL,
	};
	return (guess->code == NULL) != (guess->recovery == NULL) ? SOUK_OK :
	    act_bad_field(act, "code", &factor_messages[FACTOR_NEEDED]);
}

static enum outcome
step_use(struct act *act, const char *user_id, int64_t step)
{
	struct stmt	*s = db_sql(act->db, sql_step);

	db_bind_int(s, ":step", step);
	db_bind_text(s, ":user", user_id);
	return db_run_changed(s);
}

/* What a new SOUK_SECRET made unreadable opens by recovery codes only. */
static enum outcome
code_judge(struct act *act, const struct factor *factor, const char *code,
    bool *right)
{
	const char	*secret = crypto_unseal(act->arena, act->config,
			    label(act, factor->user_id), factor->sealed);
	uint8_t		 key[TOTP_BYTES];
	int64_t		 step;

	*right = false;
	if (secret == NULL || !totp_secret_read(secret, key)) {
		log_line(LOG_ERROR, "a second factor cannot be opened",
		    "user", factor->user_id, NULL);
		return SOUK_OK;
	}
	*right = totp_match(key, code, totp_step(act->now), factor->last_step,
	    &step);
	crypto_wipe(key, sizeof(key));
	return *right ? step_use(act, factor->user_id, step) : SOUK_OK;
}

enum outcome
factor_judge(struct act *act, const struct account *account,
    const struct factor *factor, const struct guess *guess, bool *right)
{
	struct attempt	attempt;
	enum outcome	e;

	attempt_init_code(act, account, guess->recovery != NULL, &attempt);
	if ((e = attempt_reserve(act, &attempt)) != SOUK_OK)
		return e;
	e = guess->code != NULL ?
	    code_judge(act, factor, guess->code, right) :
	    recovery_use(act, account->id, guess->recovery, right);
	if (e != SOUK_OK)
		return e;
	return *right ? attempt_release(act, &attempt) :
	    login_audit(act, "second_factor_failed", &(struct actor){
		.brand_id = account->brand_id, .address = act->actor.address,
		.user_agent = act->actor.user_agent }, account->id);
}

enum outcome
factor_turn_on(struct act *act, const char *user_id, struct record **recovery)
{
	struct stmt	*s = db_sql(act->db, sql_turn_on);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":user", user_id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? act_refuse(act, SOUK_CONFLICT,
		    &factor_messages[FACTOR_NOT_BEGUN]) : e;
	if ((e = recovery_new(act, user_id, recovery)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){
		.action = "second_factor_on", .entity_type = "User",
		.entity_id = user_id, .user_id = user_id })) != SOUK_OK)
		return e;
	return mailed_tell(act, &(struct notice){
		.template = MAIL_SECOND_FACTOR_ON, .user_id = user_id });
}
