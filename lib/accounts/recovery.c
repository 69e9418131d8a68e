/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <string.h>

#include "lib/accounts/factor.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"

/*
 * Sixteen letters of five bits each, in groups of four, without those that
 * are mistaken for others on paper.
 */
#define LETTERS	16
#define GROUP	4

static const char	alphabet[] = "abcdefghjkmnpqrstuvwxyz023456789";

static const char sql_new[] =
    "INSERT INTO recovery_code (user_id, code_hash) VALUES (:user, :hash)";

static const char sql_use[] =
    "UPDATE recovery_code SET used_at = :now"
    " WHERE user_id = :user AND code_hash = :hash AND used_at IS NULL";

static const char sql_left[] =
    "SELECT count(*) FROM recovery_code"
    " WHERE user_id = :user AND used_at IS NULL";

static const char sql_delete[] =
    "DELETE FROM recovery_code WHERE user_id = :user";

static char *
code_new(struct arena *arena)
{
	uint8_t	 random[LETTERS];
	char	*code = arena_alloc(arena, LETTERS + LETTERS / GROUP);
	size_t	 n = 0;

	if (!crypto_random(random, sizeof(random)))
		arena_give_up(arena);
	for (size_t i = 0; i < LETTERS; i++) {
		if (i > 0 && i % GROUP == 0)
			code[n++] = '-';
		code[n++] = alphabet[random[i] & 31];
	}
	return code;
}

/* However it was typed: its letters. */
static char *
code_hash(struct arena *arena, const char *code)
{
	char	*letters = arena_alloc(arena, strlen(code) + 1), *to = letters;

	for (; *code != '\0'; code++)
		if (*code != ' ' && *code != '-')
			*to++ = (char)tolower((unsigned char)*code);
	return crypto_sha256_hex(arena, letters);
}

static enum outcome
code_store(struct act *act, const char *user_id, const char *code)
{
	struct stmt	*s = db_sql(act->db, sql_new);

	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":hash", code_hash(act->arena, code));
	return db_run(s);
}

enum outcome
recovery_delete(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_delete);

	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

enum outcome
recovery_new(struct act *act, const char *user_id, struct record **codes)
{
	struct record	*record = record_new(act->arena,
			    &factor_recovery_fields);
	const char	**texts = arena_array(act->arena, RECOVERY_CODES,
			    sizeof(*texts));
	enum outcome	 e = recovery_delete(act, user_id);

	for (int i = 0; i < RECOVERY_CODES && e == SOUK_OK; i++) {
		texts[i] = code_new(act->arena);
		e = code_store(act, user_id, texts[i]);
	}
	record->values[FACTOR_RECOVERY_CODES] = (struct value){
		.state = VALUE_SET, .texts = texts, .count = RECOVERY_CODES };
	*codes = record;
	return e;
}

enum outcome
recovery_use(struct act *act, const char *user_id, const char *code,
    bool *right)
{
	struct stmt	*s = db_sql(act->db, sql_use);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":hash", code_hash(act->arena, code));
	e = db_run_changed(s);
	*right = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
recovery_left(struct act *act, const char *user_id, int64_t *left)
{
	struct stmt	*s = db_sql(act->db, sql_left);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*left = db_int(s, 0);
	db_done(s);
	return SOUK_OK;
}
