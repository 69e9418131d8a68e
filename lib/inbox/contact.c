/* SPDX-License-Identifier: ISC */
#include "lib/inbox/contact.h"

#include <string.h>
#include <time.h>

#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/messages.h"
#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/base/zone.h"
#include "lib/catalog/internal.h"
#include "lib/inbox/contact_parts.h"
#include "lib/inbox/parts.h"
#include "lib/notify/queued.h"
#include "lib/settings/settings.h"

static const char sql_trap[] =
    "INSERT INTO contact_trap (brand_id, day, caught) VALUES (:brand, :day, 1)"
    " ON CONFLICT (brand_id, day) DO UPDATE"
    " SET caught = contact_trap.caught + 1";
static const char sql_same[] =
    "SELECT email, message FROM contact_message"
    " WHERE brand_id = :brand AND client_key = :key";
static const char sql_put[] =
    "INSERT INTO contact_message (id, brand_id, conversation_id, user_id,"
    " client_key, name, email, phone, subject, message, locale, created_at,"
    " updated_at) VALUES (:id, :brand, :conversation, :user, :key, :name,"
    " :email, :phone, :subject, :message, :locale, :now, :now)";

/* One message on its way in. */
struct coming {
	const char	*brand_id, *name, *email, *phone, *subject, *message;
	const char	*key;		/* NULL: none */
	enum stamp	 stamp;
	bool		 known;		/* that very message is there */
};

const struct message contact_came = { .code = "CONTACT_CAME", .text = {
	[LOCALE_FR] = "Merci, votre message est bien arrivé. Nous vous répondrons "
	    "par e-mail.",
	[LOCALE_EN] = "Thank you, your message has arrived. We will answer by "
	    "e-mail.",
	[LOCALE_AR] = "شكرًا، وصلت رسالتك وسنجيبك عبر البريد الإلكتروني." } };

/* ---- who is no person ---------------------------------------------------------- */

static enum outcome
trap_count(struct act *act, const char *brand)
{
	struct stmt	*s = db_sql(act->db, sql_trap);
	struct tm	 tm;
	char		 day[16];

	zone_wall(settings_text(act->settings, &shop_settings, SHOP_ZONE),
	    act->now, &tm);
	strftime(day, sizeof(day), "%Y-%m-%d", &tm);
	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":day", day);
	return db_run(s);
}

static bool
is_trapped(const struct record *in, enum stamp stamp)
{
	const char	*website = record_text(in, CONTACT_IN_TRAP);

	return stamp == STAMP_FORGED || (website != NULL && *website != '\0');
}

/* Nobody has worked for it: so many of an address are let in. */
static enum outcome
bare_take(struct act *act)
{
	const uint64_t	 key = shared_key("contact without work",
			    address_group(act->arena, act->actor.address));
	int64_t		 retry = 0, reset;
	uint32_t	 left;

	if (act->shared == NULL || shared_take(act->shared, key,
	    CONTACT_BARE_MOST, CLOCK_HOUR, clock_monotonic_us() / 1000, &left,
	    &retry, &reset))
		return SOUK_OK;
	act->problem.retry_after = (retry + 999) / 1000;
	return act_refuse(act, SOUK_LIMITED, NULL);
}

/* ---- what it says --------------------------------------------------------------- */

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

static enum outcome
check(struct act *act, const struct coming *c)
{
	enum outcome	 e = SOUK_OK;

	if (is_blank(c->name))
		e = act_bad_field(act, "name", &base_messages[BASE_REQUIRED]);
	if (is_blank(c->message))
		e = act_bad_field(act, "message",
		    &base_messages[BASE_REQUIRED]);
	if (!mail_is_deliverable(c->email))
		e = act_bad_field(act, "email",
		    &base_messages[BASE_BAD_EMAIL]);
	if (c->phone != NULL &&
	    c->phone[strspn(c->phone, "0123456789 +-.()/")] != '\0')
		e = act_bad_field(act, "phone",
		    &base_messages[BASE_BAD_PHONE]);
	return e;
}

/* As it is called everywhere, if it says of which country it is. */
static const char *
phone_of(struct act *act, const char *typed)
{
	struct buf	 b;

	if (typed == NULL)
		return NULL;
	buf_init(&b, act->arena, 32);
	for (const char *p = typed; *p != '\0'; p++)
		if ((*p >= '0' && *p <= '9') || (*p == '+' && b.len == 0))
			buf_putc(&b, *p);
	if (text_starts(b.p, "00"))
		return phone_of(act, arena_printf(act->arena, "+%s",
		    b.p + 2));
	return text_is_phone(b.p) ? b.p : NULL;
}

/* ---- whether it is there already --------------------------------------------------- */

/* Of a form its stamp, without what was done for it. */
static const char *
key_of(struct act *act, const struct record *in, const struct coming *c)
{
	const char	*key = record_text(in, CONTACT_IN_KEY);
	const char	*stamp = record_text(in, CONTACT_IN_STAMP);

	if (c->stamp != STAMP_NONE)
		return crypto_sha256_hex(act->arena, arena_printf(act->arena,
		    "form\n%.*s", (int)contact_stamp_length(stamp), stamp));
	return key == NULL || *key == '\0' ? NULL : crypto_sha256_hex(
	    act->arena, arena_printf(act->arena, "key\n%s\n%s", c->email,
	    key));
}

/* A form that says something else the second time was worked for once. */
static enum outcome
look_for_same(struct act *act, struct coming *c)
{
	struct stmt	*s = db_sql(act->db, sql_same);
	enum outcome	 e;

	if (c->key == NULL)
		return SOUK_OK;
	db_bind_text(s, ":brand", c->brand_id);
	db_bind_text(s, ":key", c->key);
	if ((e = db_step(s)) == SOUK_OK)
		c->known = c->stamp == STAMP_NONE ||
		    (text_equal(db_text(s, 0, NULL), c->email) &&
		    text_equal(db_text(s, 1, NULL), c->message));
	db_done(s);
	if (e == SOUK_OK && !c->known) {
		c->stamp = STAMP_BARE;
		c->key = NULL;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- kept --------------------------------------------------------------------------- */

static enum outcome
row_put(struct act *act, const struct coming *c, const char *conversation)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":id", typeid_new(act->arena, "contact", act->now));
	db_bind_text(s, ":brand", c->brand_id);
	db_bind_text(s, ":conversation", conversation);
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_text(s, ":key", c->key);
	db_bind_text(s, ":name", c->name);
	db_bind_text(s, ":email", c->email);
	db_bind_text(s, ":phone", c->phone);
	db_bind_text(s, ":subject", c->subject);
	db_bind_text(s, ":message", c->message);
	db_bind_text(s, ":locale", locale_tag(act->locale));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
talk_put(struct act *act, const struct coming *c, const char **conversation)
{
	struct conversation_seed	 talk = { .brand_id = c->brand_id,
		.channel = "contact", .subject = c->subject };
	enum outcome			 e;

	e = prospect_ensure(act, &(struct prospect_seed){
		.brand_id = c->brand_id, .name = c->name, .email = c->email,
		.customer_id = act->actor.role == ROLE_CUSTOMER ?
		    act->actor.user_id : NULL,
		.phone = phone_of(act, c->phone), .source = "contact" },
		&talk.prospect_id);
	if (e != SOUK_OK ||
	    (e = conversation_ensure(act, &talk, conversation)) != SOUK_OK)
		return e;
	return message_insert(act, &(struct message_row){
		.brand_id = c->brand_id, .conversation_id = *conversation,
		.direction = "in", .kind = "text", .text = c->message,
		.state = "received", .made_at = act->now }, NULL);
}

static enum outcome
store(struct act *act, const struct coming *c)
{
	const struct contact_words	 words = { c->name, c->email,
		c->phone, c->subject, c->message };
	const char			*conversation;
	enum outcome			 e;

	/* First, for it asks who wrote before. */
	if ((e = contact_acknowledge(act, c->brand_id, &words)) != SOUK_OK ||
	    (e = talk_put(act, c, &conversation)) != SOUK_OK ||
	    (e = row_put(act, c, conversation)) != SOUK_OK)
		return e;
	return contact_tell(act, conversation, &words);
}

/* A stranger writes to the shop, which is the first brand. */
static enum outcome
brand_of(struct act *act, struct coming *c)
{
	enum outcome	 e = SOUK_OK;

	if (act->actor.brand_id == NULL)
		e = brand_ensure(act, &act->actor.brand_id);
	c->brand_id = act->actor.brand_id;
	return e;
}

enum outcome
contact_send(struct act *act, const struct record *in)
{
	struct coming	 c = { .name = record_text(in, CONTACT_IN_NAME),
		.email = email_key(act->arena, record_text(in,
		    CONTACT_IN_EMAIL)),
		.phone = record_text(in, CONTACT_IN_PHONE),
		.subject = record_text(in, CONTACT_IN_SUBJECT),
		.message = record_text(in, CONTACT_IN_MESSAGE),
		.stamp = contact_stamp_look(act, record_text(in,
		    CONTACT_IN_STAMP)) };
	enum outcome	 e;

	if ((e = brand_of(act, &c)) != SOUK_OK ||
	    (e = check(act, &c)) != SOUK_OK)
		return e;
	if (is_trapped(in, c.stamp))
		return trap_count(act, c.brand_id);
	if (c.stamp == STAMP_OLD)
		return act_refuse(act, SOUK_CONFLICT,
		    &inbox_messages[INBOX_OLD_FORM]);
	c.key = key_of(act, in, &c);
	if ((e = look_for_same(act, &c)) != SOUK_OK || c.known)
		return e;
	if (c.stamp != STAMP_WORKED && (e = bare_take(act)) != SOUK_OK)
		return e;
	return store(act, &c);
}
