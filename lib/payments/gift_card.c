/* SPDX-License-Identifier: ISC */
#include "lib/payments/gift_cards.h"

#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/payments/parts.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY

/* In the order of gift_card_fields. */
static const char sql_count[] =
    "SELECT count(*) FROM gift_card WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT id, last_letters, currency, initial, balance, is_active,"
    " expires_at, email, note, created_at, updated_at, version FROM gift_card"
    " WHERE brand_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";
static const char sql_brand[] =
    "SELECT brand_id FROM gift_card WHERE id = :id";
static const char sql_give_back[] =
    "UPDATE gift_card SET balance = balance + :n, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND balance + :n <= initial";

static const char *const paid_by[] = { "given", "cash", "transfer", NULL };

static const struct field card_table[] = {
	[GIFT_CARD_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "gift", .help = "TypeID" },
	[GIFT_CARD_LETTERS] = { .name = "lastLetters",
		.column = "last_letters", .type = FIELD_TEXT, .flags = SHOWN,
		.help = "Of its code" },
	[GIFT_CARD_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = FIELD_CREATE_ONLY,
		.help = "ISO 4217; unless given, the shop's" },
	[GIFT_CARD_AMOUNT] = { .name = "amount", .column = "initial",
		.type = FIELD_MONEY,
		.flags = FIELD_REQUIRED | FIELD_CREATE_ONLY, .min = 1,
		.max = 1000000000, .help = "What it is worth" },
	[GIFT_CARD_BALANCE] = { .name = "balance", .column = "balance",
		.type = FIELD_MONEY, .flags = SHOWN,
		.help = "What is left of it" },
	[GIFT_CARD_ACTIVE] = { .name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "False: pays nothing" },
	[GIFT_CARD_EXPIRES] = { .name = "expiresAt", .column = "expires_at",
		.type = FIELD_TIME, .flags = FIELD_NULLABLE,
		.initial = "null", .help = "null: never" },
	[GIFT_CARD_EMAIL] = { .name = "email", .column = "email",
		.type = FIELD_EMAIL,
		.flags = FIELD_NULLABLE | FIELD_CREATE_ONLY,
		.initial = "null", .help = "Whom it is for" },
	[GIFT_CARD_NOTE] = { .name = "note", .column = "note",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 500,
		.initial = "null", .help = "For the shopkeeper" },
	[GIFT_CARD_CREATED_AT] = { .name = "createdAt",
		.column = "created_at", .type = FIELD_TIME, .flags = SHOWN },
	[GIFT_CARD_UPDATED_AT] = { .name = "updatedAt",
		.column = "updated_at", .type = FIELD_TIME, .flags = SHOWN },
	[GIFT_CARD_VERSION] = { .name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = SHOWN },
	[GIFT_CARD_PAID_BY] = { .name = "paidBy", .type = FIELD_ENUM,
		.choices = paid_by, .flags = FIELD_CREATE_ONLY,
		.initial = "\"given\"",
		.help = "How the shop was paid for it" },
	[GIFT_CARD_CODE] = { .name = "code", .type = FIELD_TEXT,
		.flags = SHOWN, .help = "Told once, when it is made" },
};
static_assert(COUNT(card_table) == GIFT_CARD__MAX, "a row for each field");
const struct fieldset gift_card_fields =
    FIELDSET("GiftCard", "gift_card", card_table);

/* ---- reading ------------------------------------------------------------------- */

static const struct plain_list plain = {
	.name = "gift cards", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" }, .reach = false,
};

enum outcome
gift_card_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
gift_card_list_cursor(struct act *act, const struct rows *rows,
    const struct record *card)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = payment_text(card, GIFT_CARD_ID) });
}

enum outcome
gift_card_read(struct act *act, const char *id, struct record **card)
{
	const struct column_value	 key = { "id", id, 0 };
	struct stmt			*s;
	bool				 own = false;
	enum outcome			 e;

	e = compose_get(act->db, act->arena, &gift_card_fields, &key, 1,
	    card);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_brand);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		own = text_equal(db_text(s, 0, NULL), act->actor.brand_id);
	db_done(s);
	return e != SOUK_OK || own ? e : act_refuse(act, SOUK_DENIED,
	    &payments_messages[PAYMENTS_FOREIGN]);
}

/* ---- making one ------------------------------------------------------------------ */

/* Sixteen letters of Crockford's alphabet, five random bits each. */
static char *
code_new(struct arena *arena, const char **letters)
{
	static const char	 alphabet[] =
	    "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char			*code = arena_alloc(arena, 20);
	uint8_t			 bytes[16];
	size_t			 n = 0;

	if (!crypto_random(bytes, sizeof(bytes)))
		arena_give_up(arena);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		if (i > 0 && i % 4 == 0)
			code[n++] = '-';
		code[n++] = alphabet[bytes[i] & 31];
	}
	*letters = arena_text(arena, code + n - 4, 4);
	return code;
}

/* The card is owed from now on; what came for it, or that it was given. */
static enum outcome
books(struct act *act, const struct record *in, const char *id,
    int64_t amount, const char *currency)
{
	static const enum account	 from[] = { ACCOUNT_SALES,
		ACCOUNT_CASH, ACCOUNT_BANK };
	const char			*how = payment_text(in,
					    GIFT_CARD_PAID_BY);
	int				 i;

	for (i = 0; paid_by[i + 1] != NULL && !text_equal(how, paid_by[i]);)
		i++;
	return ledger_move(act, act->actor.brand_id, &(struct ledger_move){
		.debit = from[i], .credit = ACCOUNT_GIFT_CARDS,
		.amount = amount, .currency = currency,
		.cause = arena_printf(act->arena, "gift_card:%s", id),
		.subject = "gift_card", .subject_id = id });
}

static enum outcome
put(struct act *act, const struct record *in, const char *id,
    const char *code, const char *letters)
{
	const char			*currency = payment_text(in,
					    GIFT_CARD_CURRENCY);
	const int64_t			 amount = payment_number(in,
					    GIFT_CARD_AMOUNT);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "code_hash", gift_card_hash(act->arena, code), 0 },
		{ "last_letters", letters, 0 },
		{ "balance", NULL, amount },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
		{ "currency", settings_currency(act->settings), 0 },
	};
	enum outcome			 e;

	e = compose_insert(act->db, in, extra,
	    COUNT(extra) - (currency != NULL));
	return e != SOUK_OK ? e : books(act, in, id, amount,
	    currency != NULL ? currency : settings_currency(act->settings));
}

enum outcome
gift_card_create(struct act *act, const struct record *in,
    struct record **card)
{
	const char	*id = typeid_new(act->arena, "gift", act->now);
	const char	*letters, *code = code_new(act->arena, &letters);
	enum outcome	 e;

	if ((e = put(act, in, id, code, letters)) != SOUK_OK ||
	    (e = gift_card_read(act, id, card)) != SOUK_OK ||
	    (e = payment_audit(act, "create_gift_card", "GiftCard", id, NULL,
	    *card)) != SOUK_OK)
		return e;
	record_set_text(*card, GIFT_CARD_CODE, code);
	return SOUK_OK;
}

enum outcome
gift_card_change(struct act *act, const char *id, const struct record *in,
    struct record **card)
{
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, 0 },
	};
	struct record			*before;
	enum outcome			 e;

	if ((e = gift_card_read(act, id, &before)) != SOUK_OK)
		return e;
	if (act->expected_version != 0 && act->expected_version !=
	    payment_number(before, GIFT_CARD_VERSION))
		return SOUK_STALE;
	*card = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	extra[1].num = payment_number(before, GIFT_CARD_VERSION) + 1;
	if ((e = compose_update(act->db, in, extra, COUNT(extra), &key, 1)) !=
	    SOUK_OK || (e = gift_card_read(act, id, card)) != SOUK_OK)
		return e;
	return payment_audit(act, "update_gift_card", "GiftCard", id, before,
	    *card);
}

/* ---- a refund --------------------------------------------------------------------- */

enum outcome
gift_card_give_back(struct act *act, const char *id, int64_t amount)
{
	struct stmt	*s = db_sql(act->db, sql_give_back);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":n", amount);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}
