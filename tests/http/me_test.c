/* SPDX-License-Identifier: ISC */
/* One's own account: what people say, agree to, take along and erase. */
#include <ctype.h>

#include "tests/http/people.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ME	"/api/users/me"

static char *
user_of(const char *email)
{
	char	 query[160];

	snprintf(query, sizeof(query),
	    "SELECT id FROM users WHERE email = '%s'", email);
	return shop_sql(query);
}

START_TEST(the_limits_of_one_address_are_lifted)
{
	people_lift_limits();
}
END_TEST

/* S2-USR-01, S4-DB-01: each field there and back, and refused by its name */
START_TEST(s1_usr_02_a_profile_is_read_and_changed)
{
	static const struct { const char *body, *field; } bad[] = {
		{ "{\"phone\":\"0612\"}", "error.details.phone" },
		{ "{\"locale\":\"xx\"}", "error.details.locale" },
		{ "{\"avatarUrl\":\"javascript:alert(1)\"}",
		  "error.details.avatarUrl" },
		{ "{\"businessName\":\"\"}", "error.details.businessName" },
		{ "{\"username\":\"a b\"}", "error.details.username" },
		{ "{\"role\":\"ADMIN\"}", "error.details.role" },
		{ "{\"subscription\":\"pro\"}", "error.details.subscription" },
		{ "{\"emailVerifiedAt\":\"2026-01-01T00:00:00Z\"}",
		  "error.details.emailVerifiedAt" },
		{ "{\"id\":\"user_01h455vb4pex5vsknk084sn02r\"}",
		  "error.details.id" },
	};
	struct client	*c = people_customer("mona@x.test");
	struct answer	*a;

	a = client_json(c, "PATCH", ME, "{\"name\":\"Mona\","
	    "\"phone\":\"+33612345678\",\"locale\":\"ar\","
	    "\"businessName\":\"Chez Mona\","
	    "\"avatarUrl\":\"https://x.test/a.png\"}");
	want(a, 200);
	a = client_get(c, ME);
	want(a, 200);
	want_at(a, "data.name", "Mona");
	want_at(a, "data.phone", "+33612345678");
	want_at(a, "data.locale", "ar");
	want_at(a, "data.businessName", "Chez Mona");
	want_at(a, "data.avatarUrl", "https://x.test/a.png");
	want_at(a, "data.pendingEmail", "null");
	for (size_t i = 0; i < COUNT(bad); i++) {
		a = client_json(c, "PATCH", ME, "%s", bad[i].body);
		ck_assert_msg(a->status == 400, "%s: %d", bad[i].body,
		    a->status);
		ck_assert_msg(answer_at(a, bad[i].field) != NULL, "%s: %s",
		    bad[i].body, a->body);
	}
	want(client_json(c, "PATCH", ME, "{\"phone\":null}"), 200);
	want_at(client_get(c, ME), "data.phone", "null");
	client_free(c);
}
END_TEST

/* C-49, A10: a wish that somebody has is granted like any other. */
START_TEST(a10_a_user_name_does_not_tell_who_is_here)
{
	struct client	*c = people_customer("zaz@x.test");
	struct answer	*a;
	const char	*name;

	a = client_get(c, ME);
	name = answer_at(a, "data.username");
	ck_assert_ptr_nonnull(name);
	ck_assert_int_eq(strncmp(name, "zaz-", 4), 0);
	a = client_json(c, "PATCH", ME, "{\"username\":\"owner\"}");
	want(a, 200);
	name = answer_at(a, "data.username");
	ck_assert_int_eq(strncmp(name, "owner-", 6), 0);
	ck_assert_uint_eq(strlen(name), strlen("owner-") + 6);
	client_free(c);
}
END_TEST

/* S1-USR-01, S2-AUTH-02, C-26 */
START_TEST(s1_usr_01_the_subscription_is_shown)
{
	struct client	*c = people_customer("sub@x.test");
	struct answer	*a = client_get(c, ME "/subscription");

	want(a, 200);
	want_at(a, "data.plan", "free");
	ck_assert_ptr_nonnull(answer_at(a, "data.since"));
	client_free(c);
}
END_TEST

/* A03: the address changes when the new one is confirmed, by its owner. */
START_TEST(a03_a_new_address_is_confirmed_and_the_old_one_told)
{
	struct client	*c = people_customer("old@x.test");
	struct client	*other = people_customer("elsewhere@x.test");
	struct answer	*a;
	char		*token, body[128];

	want(client_json(c, "PATCH", ME, "{\"email\":\"new@x.test\"}"), 400);
	a = client_json(c, "PATCH", ME, "{\"email\":\"new@x.test\","
	    "\"currentPassword\":\"wrong\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.currentPassword"));
	a = client_json(c, "PATCH", ME, "{\"email\":\"new@x.test\","
	    "\"currentPassword\":\"" PEOPLE_PASSWORD "\"}");
	want(a, 200);
	want_at(a, "data.email", "old@x.test");
	want_at(a, "data.pendingEmail", "new@x.test");
	token = people_token(mailbox_await("new@x.test"));
	snprintf(body, sizeof(body), "{\"token\":\"%s\"}", token);
	/* A stranger's link does not join an address to their account. */
	want(client_json(other, "POST", ME "/email", "%s", body), 400);
	a = client_json(c, "POST", ME "/email", "%s", body);
	want(a, 200);
	want_at(a, "data.email", "new@x.test");
	want_at(a, "data.pendingEmail", "null");
	want(client_json(c, "POST", ME "/email", "%s", body), 400);
	ck_assert_ptr_nonnull(strstr(mail_text(mailbox_await("old@x.test"),
	    "text"), "new@x.test"));
	want(people_login(c, "old@x.test", PEOPLE_PASSWORD), 401);
	want(people_login(c, "new@x.test", PEOPLE_PASSWORD), 200);
	free(token);
	client_free(c);
	client_free(other);
}
END_TEST

/* What an account may send to other people's addresses has an end. */
START_TEST(a_new_address_can_be_asked_for_three_times_an_hour)
{
	struct client	*c = people_customer("often@x.test");
	struct answer	*a;

	for (int i = 0; i < 4; i++) {
		a = client_json(c, "PATCH", ME, "{\"email\":"
		    "\"often%d@x.test\",\"currentPassword\":\""
		    PEOPLE_PASSWORD "\"}", i);
		want(a, i < 3 ? 200 : 429);
	}
	want_at(a, "error.code", "TOO_MANY_ADDRESSES");
	want_at(client_get(c, ME), "data.pendingEmail", "often2@x.test");
	client_free(c);
}
END_TEST

/* A10: an address that somebody has is taken like any other. */
START_TEST(a10_a_new_address_does_not_tell_who_is_here)
{
	struct client	*c = people_customer("ask@x.test");
	struct answer	*a;

	a = client_json(c, "PATCH", ME, "{\"email\":\"manager@example.com\","
	    "\"currentPassword\":\"" PEOPLE_PASSWORD "\"}");
	want(a, 200);
	want_at(a, "data.pendingEmail", "manager@example.com");
	ck_assert_ptr_null(strstr(mail_text(mailbox_await(
	    "manager@example.com"), "text"), "token="));
	client_free(c);
}
END_TEST

/* A03: who changes a password is told by mail, and others are out. */
START_TEST(a03_a_new_password_is_told_to_the_address)
{
	struct client	*here = people_customer("pw@x.test");
	struct client	*there = client_new();

	want(people_login(there, "pw@x.test", PEOPLE_PASSWORD), 200);
	want(client_json(here, "PATCH", ME, "{\"newPassword\":"
	    "\"un autre mot de passe\",\"currentPassword\":\""
	    PEOPLE_PASSWORD "\"}"), 200);
	mailbox_await("pw@x.test");
	want(client_get(here, ME), 200);
	want(client_get(there, ME), 401);
	client_free(here);
	client_free(there);
}
END_TEST

/* S2-USR-01 */
START_TEST(s2_usr_01_preferences_consents_and_a_creator_profile)
{
	struct client	*c = people_customer("creator@x.test");
	struct answer	*a;

	want_at(client_get(c, ME "/preferences"), "data.theme", "system");
	a = client_json(c, "PATCH", ME "/preferences",
	    "{\"theme\":\"dark\",\"orderMail\":false}");
	want(a, 200);
	want_at(a, "data.reminderMail", "true");
	want_at(client_get(c, ME "/preferences"), "data.orderMail", "false");
	want(client_json(c, "PATCH", ME "/preferences",
	    "{\"theme\":\"pink\"}"), 400);
	want(client_json(c, "PATCH", ME "/preferences",
	    "{\"timeZone\":\"Mars/Base\"}"), 400);

	a = client_get(c, ME "/consents");
	want_at(a, "data.1.purpose", "newsletter");
	want_at(a, "data.1.granted", "false");
	want_at(a, "data.1.createdAt", "null");
	a = client_json(c, "POST", ME "/consents",
	    "{\"purpose\":\"newsletter\",\"granted\":true}");
	want(a, 200);
	want_at(a, "data.1.granted", "true");
	want(client_json(c, "POST", ME "/consents",
	    "{\"purpose\":\"newsletter\",\"granted\":false}"), 200);
	want(client_json(c, "POST", ME "/consents",
	    "{\"purpose\":\"newsletter\",\"granted\":false}"), 200);
	want_at(client_get(c, ME "/consents"), "data.1.granted", "false");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM consent"), "2");
	want(client_json(c, "POST", ME "/consents",
	    "{\"purpose\":\"everything\",\"granted\":true}"), 400);

	want(client_get(c, ME "/creator-profile"), 404);
	a = client_json(c, "PATCH", ME "/creator-profile",
	    "{\"bio\":\"Je peins\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.displayName"));
	want(client_json(c, "PATCH", ME "/creator-profile",
	    "{\"displayName\":\"Mona\",\"platforms\":[\"instagram\"]}"), 200);
	a = client_json(c, "PUT", ME "/creator-profile",
	    "{\"bio\":\"Je peins\",\"website\":\"https://mona.test\"}");
	want(a, 200);
	want_at(a, "data.version", "2");
	want_at(a, "data.platforms.0", "instagram");
	want(client_json(c, "PUT", ME "/creator-profile",
	    "{\"website\":\"javascript:1\"}"), 400);
	want(client_send(c, "DELETE", ME "/creator-profile", NULL, NULL, 0),
	    200);
	want(client_get(c, ME "/creator-profile"), 404);
	client_free(c);
}
END_TEST

/* S3-GDPR-01: all that is kept, and no secret */
START_TEST(s3_gdpr_03_people_take_their_data_along)
{
	struct client	*c = people_customer("export@x.test");
	struct answer	*a;

	want(client_json(c, "PATCH", ME "/preferences",
	    "{\"theme\":\"dark\"}"), 200);
	want(client_json(c, "POST", ME "/consents",
	    "{\"purpose\":\"newsletter\",\"granted\":true}"), 200);
	a = client_get(c, ME "/export");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Disposition"),
	    "attachment"));
	want_at(a, "data.accounts.account.email", "export@x.test");
	want_at(a, "data.accounts.preferences.0.theme", "dark");
	want_at(a, "data.accounts.consents.0.purpose", "newsletter");
	ck_assert_ptr_nonnull(answer_at(a, "data.accounts.sessions.0.device"));
	ck_assert_ptr_nonnull(answer_at(a, "data.audit.actions.0.action"));
	ck_assert_ptr_null(strstr(a->body, "argon2"));
	ck_assert_ptr_null(strstr(a->body, "token_hash"));
	want(client_get(client_new(), ME "/export"), 401);
	client_free(c);
}
END_TEST

/* Every text column of every table, whatever modules there are. */
static int
rows_with(const char *canary)
{
	/* By table: all columns one by one are more than a statement takes. */
	char	*columns = shop_sql("SELECT group_concat(q, ' UNION ALL ')"
		    " FROM (SELECT 'SELECT 1 FROM \"' || t.name || '\" WHERE '"
		    " || group_concat('CAST(\"' || c.name || '\" AS TEXT)"
		    " LIKE ''%%%CANARY%%%''', ' OR ') AS q"
		    " FROM sqlite_schema t, pragma_table_info(t.name) c"
		    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
		    " AND t.sql LIKE '%STRICT%' GROUP BY t.name)");
	size_t	 size = strlen(columns) * 2 + 100;
	char	*query = malloc(size), *p = columns, *at;
	int	 n = snprintf(query, size, "SELECT count(*) FROM (");

	ck_assert_uint_gt(strlen(columns), 1000);
	for (; (at = strstr(p, "%%CANARY%%")) != NULL; p = at + 10)
		n += snprintf(query + n, size - (size_t)n, "%.*s%s",
		    (int)(at - p), p, canary);
	snprintf(query + n, size - (size_t)n, "%s)", p);
	p = shop_sql(query);
	n = atoi(p);
	free(p);
	free(query);
	free(columns);
	return n;
}

/* What the person said and was called, in each of the places. */
static struct client *
canary_person(const char *email)
{
	struct client	*c = people_customer(email);

	client_header(c, "User-Agent: canary-device");
	want(client_json(c, "PATCH", ME, "{\"name\":\"Canary-Name\","
	    "\"businessName\":\"Canary-Business\","
	    "\"username\":\"canary-user\","
	    "\"avatarUrl\":\"https://canary.test/a.png\"}"), 200);
	want(client_json(c, "PATCH", ME "/creator-profile",
	    "{\"displayName\":\"Canary-Creator\",\"bio\":\"canary bio\"}"),
	    200);
	want(client_json(c, "PATCH", ME, "{\"email\":\"canary2@x.test\","
	    "\"currentPassword\":\"" PEOPLE_PASSWORD "\"}"), 200);
	mailbox_await("canary2@x.test");
	want(people_login(client_new(), email, "not the password"), 401);
	client_send(c, "POST", ME "/consents", "application/json",
	    "{\"purpose\":\"terms\",\"granted\":true}", 35);
	return c;
}

static void
want_gone(const char *canary)
{
	const int64_t	 end = now_ms() + SOON_MS;

	/* The last mail is on its way still, perhaps. */
	while (rows_with(canary) != 0) {
		ck_assert_msg(now_ms() < end, "%s: %d", canary,
		    rows_with(canary));
		pause_ms(50);
	}
}

/* K07: nothing of the person is left in any table. */
START_TEST(s3_gdpr_02_people_erase_their_account)
{
	struct client	*c = canary_person("canary@x.test");
	char		*id = user_of("canary@x.test");
	struct answer	*a;

	ck_assert_int_gt(rows_with("canary"), 5);
	a = client_json(c, "POST", ME "/erase", "{}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.currentPassword"));
	want(client_json(c, "POST", ME "/erase",
	    "{\"currentPassword\":\"wrong\"}"), 400);
	want(client_json(c, "DELETE", ME,
	    "{\"currentPassword\":\"" PEOPLE_PASSWORD "\"}"), 200);
	want(client_get(c, ME), 401);
	want(people_login(client_new(), "canary@x.test", PEOPLE_PASSWORD),
	    401);
	want_gone("canary");
	ck_assert_int_gt(rows_with(id), 0);	/* the audit's own */
	free(id);
	client_free(c);
}
END_TEST

/* S3-GDPR-02, S3-GDPR-01: the shop does it for who asks by letter */
START_TEST(s3_gdpr_02_an_owner_exports_and_erases_a_customer)
{
	struct client	*c = canary_person("canary3@x.test");
	struct client	*owner = client_login("owner");
	struct client	*manager = client_login("manager");
	struct client	*stranger = client_login("stranger");
	char		*id = user_of("canary3@x.test"), path[128];
	char		*staff = user_of("manager@example.com");
	struct answer	*a;

	snprintf(path, sizeof(path), "/api/admin/customers/%s/export", id);
	want(client_json(manager, "POST", path, "{}"), 403);
	want(client_json(stranger, "POST", path, "{}"), 403);
	a = client_json(owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.accounts.account.email", "canary3@x.test");
	snprintf(path, sizeof(path), "/api/admin/customers/%s/erase", staff);
	want(client_json(owner, "POST", path, "{}"), 404);
	snprintf(path, sizeof(path), "/api/admin/customers/%s/erase", id);
	want(client_json(manager, "POST", path, "{}"), 403);
	want(client_json(stranger, "POST", path, "{}"), 403);
	want(client_json(owner, "POST", path, "{}"), 200);
	want(client_json(owner, "POST", path, "{}"), 404);
	want(client_get(c, ME), 401);
	want_gone("canary");
	free(id);
	free(staff);
	client_free(c);
	client_free(owner);
	client_free(manager);
	client_free(stranger);
}
END_TEST

/* The last owner cannot go, and nobody else's account is within reach. */
START_TEST(s3_gdpr_02_the_last_owner_stays)
{
	struct client	*owner = client_login("owner");
	struct answer	*a = client_json(owner, "POST", ME "/erase",
			    "{\"currentPassword\":\"%s\"}", shop_password);

	want(a, 409);
	want_at(a, "error.code", "LAST_OWNER");
	want(client_get(owner, ME), 200);
	client_free(owner);
}
END_TEST

/* After a breach: every session and token at once, and everybody is told. */
START_TEST(s3_gdpr_10_all_is_revoked_and_people_are_told)
{
	struct client	*c = people_customer("breach@x.test");
	struct client	*owner = client_login("owner");
	struct client	*bearer = client_bearer("manager");
	char		*token, *out;
	struct answer	*a;
	struct mail	*m;

	want(client_json(c, "POST", "/api/auth/forgot-password",
	    "{\"email\":\"breach@x.test\"}"), 202);
	token = people_token(mailbox_await("breach@x.test"));
	ck_assert_int_eq(shop_command(NULL, NULL, "revoke-all", "--notfy",
	    "x", NULL), 2);
	ck_assert_int_eq(shop_command(NULL, NULL, "revoke-all", "--notify",
	    NULL), 2);
	ck_assert_int_eq(shop_command(NULL, &out, "revoke-all", "--notify",
	    "Une copie de la base a fui.", NULL), 0);
	ck_assert_ptr_nonnull(strstr(out, "sessions ended"));
	want(client_get(c, ME), 401);
	want(client_get(owner, ME), 401);
	want(client_get(bearer, ME), 401);
	a = people_prove(client_new(), "/api/auth/reset-password", token,
	    "un autre mot de passe");
	want(a, 400);
	m = mailbox_await("breach@x.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "Une copie de la base a fui."));
	m = mailbox_await("owner@example.com");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "Une copie de la base a fui."));
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'revoke_all'"), "1");
	want(people_login(client_new(), "breach@x.test", PEOPLE_PASSWORD),
	    200);
	free(token);
	free(out);
	client_free(c);
	client_free(owner);
	client_free(bearer);
}
END_TEST

MAILBOX_MAIN("me",
    the_limits_of_one_address_are_lifted,
    s1_usr_02_a_profile_is_read_and_changed,
    a10_a_user_name_does_not_tell_who_is_here,
    s1_usr_01_the_subscription_is_shown,
    a03_a_new_address_is_confirmed_and_the_old_one_told,
    a_new_address_can_be_asked_for_three_times_an_hour,
    a10_a_new_address_does_not_tell_who_is_here,
    a03_a_new_password_is_told_to_the_address,
    s2_usr_01_preferences_consents_and_a_creator_profile,
    s3_gdpr_03_people_take_their_data_along,
    s3_gdpr_02_people_erase_their_account,
    s3_gdpr_02_an_owner_exports_and_erases_a_customer,
    s3_gdpr_02_the_last_owner_stays,
    s3_gdpr_10_all_is_revoked_and_people_are_told)
