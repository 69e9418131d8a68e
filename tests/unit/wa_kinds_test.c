/* SPDX-License-Identifier: ISC */
/* Every kind of message, status and field that Meta has: what of it is read,
 * and what is only kept and shown.  Those that are not known are, too. */
#include "tests/unit/wa_shop.h"

static const char sql_kept[] =
    "SELECT kind || ' ' || coalesce(type, '-') || ' ' || outcome FROM wa_event"
    " ORDER BY received_at DESC, id DESC LIMIT 1";

/* ---- messages ------------------------------------------------------------ */

#define FILE_OF(MORE) "{\"id\":\"77\",\"mime_type\":\"x/y\"" MORE "}"

static const struct { const char *type, *more, *kept, *heard; } messages[] = {
	{ "text", "\"text\":{\"body\":\"Hi\"}", "applied",
	  "came text|Hi|-|-\n" },
	{ "text", "\"text\":{\"body\":\"Hi\"},\"context\":{\"id\":\"wamid.0\"}",
	  "applied", "came text|Hi|wamid.0|-\n" },
	{ "text", "\"text\":{\"body\":\"Hi\"},\"context\":{\"forwarded\":true,"
	  "\"frequently_forwarded\":true}", "applied", "came text|Hi|-|-\n" },
	{ "text", "\"text\":{\"body\":\"Hi\"},\"referral\":{\"source_type\":"
	  "\"ad\",\"source_url\":\"https://x.test\"}", "applied",
	  "came text|Hi|-|-\n" },
	{ "image", "\"image\":" FILE_OF(",\"caption\":\"C\""), "applied",
	  "came image|C|-|77\n" },
	{ "video", "\"video\":" FILE_OF(""), "applied",
	  "came video|-|-|77\n" },
	{ "audio", "\"audio\":" FILE_OF(",\"voice\":true"), "applied",
	  "came audio|-|-|77\n" },
	{ "document", "\"document\":" FILE_OF(",\"filename\":\"a.pdf\""),
	  "applied", "came document|-|-|77\n" },
	{ "sticker", "\"sticker\":" FILE_OF(",\"animated\":false"), "applied",
	  "came sticker|-|-|77\n" },
	{ "location", "\"location\":{\"latitude\":48.85,\"longitude\":-2.5,"
	  "\"name\":\"Here\"}", "applied",
	  "came location|Here\n48.85, -2.5|-|-\n" },
	{ "contacts", "\"contacts\":[{\"name\":{\"formatted_name\":\"Ana\"},"
	  "\"phones\":[{\"phone\":\"+33 6\"}]}]", "applied",
	  "came contacts|Ana\n+33 6|-|-\n" },
	{ "interactive", "\"interactive\":{\"type\":\"button_reply\","
	  "\"button_reply\":{\"id\":\"b\",\"title\":\"Yes\"}}", "applied",
	  "came interactive|Yes|-|-\n" },
	{ "interactive", "\"interactive\":{\"type\":\"list_reply\","
	  "\"list_reply\":{\"id\":\"l\",\"title\":\"One\",\"description\":"
	  "\"D\"}}", "applied", "came interactive|One\nD|-|-\n" },
	{ "interactive", "\"interactive\":{\"type\":\"nfm_reply\","
	  "\"nfm_reply\":{\"name\":\"flow\",\"body\":\"Sent\","
	  "\"response_json\":\"{}\"}}", "applied",
	  "came interactive|Sent|-|-\n" },
	{ "interactive", "\"interactive\":{\"type\":\"call_permission_reply\","
	  "\"call_permission_reply\":{\"response\":\"accept\"}}", "applied",
	  "came interactive|-|-|-\n" },
	{ "interactive", "\"errors\":[{\"code\":131000}]", "unknown",
	  "came unsupported|-|-|-\n" },
	{ "button", "\"button\":{\"text\":\"Stop it\",\"payload\":\"p\"}",
	  "applied", "came button|Stop it|-|-\n" },
	{ "order", "\"order\":{\"catalog_id\":\"1\",\"text\":\"Now\","
	  "\"product_items\":[]}", "applied", "came order|Now|-|-\n" },
	{ "request_welcome", "\"x\":1", "applied",
	  "came request_welcome|-|-|-\n" },
	{ "unsupported", "\"errors\":[{\"code\":131051}],\"unsupported\":{"
	  "\"type\":\"poll\"}", "applied", "came unsupported|-|-|-\n" },
	{ "unknown", "\"errors\":[{\"code\":131051}]", "unknown",
	  "came unsupported|-|-|-\n" },
	{ "ephemeral", "\"errors\":[{\"code\":131051}]", "unknown",
	  "came unsupported|-|-|-\n" },
	{ "of_tomorrow", "\"of_tomorrow\":{\"body\":\"?\"}", "unknown",
	  "came unsupported|-|-|-\n" },
	{ "text", "\"group_id\":\"g\",\"text\":{\"body\":\"Hi\"}", "unknown",
	  "" },
	{ "reaction", "\"reaction\":{\"message_id\":\"wamid.m0\",\"emoji\":"
	  "\"x\"}", "applied", "changed 0 wamid.m0|x\n" },
	{ "reaction", "\"reaction\":{\"message_id\":\"wamid.m0\",\"emoji\":"
	  "\"\"}", "applied", "changed 0 wamid.m0|-\n" },
	{ "reaction", "\"reaction\":{\"message_id\":\"wamid.m0\"}", "applied",
	  "changed 0 wamid.m0|-\n" },
	{ "reaction", "\"reaction\":{\"message_id\":\"wamid.never\"}", "early",
	  "changed 0 wamid.never|-\n" },
	{ "reaction", "\"reaction\":{}", "unknown", "" },
	{ "edit", "\"edit\":{\"original_message_id\":\"wamid.m0\",\"message\":"
	  "{\"type\":\"text\",\"text\":{\"body\":\"Ho\"}}}", "applied",
	  "changed 1 wamid.m0|Ho\n" },
	{ "revoke", "\"revoke\":{\"original_message_id\":\"wamid.m0\"}",
	  "applied", "changed 2 wamid.m0|-\n" },
	{ "system", "\"system\":{\"type\":\"customer_identity_changed\","
	  "\"body\":\"x\"}", "nothing", "" },
	{ "system", "\"system\":{\"type\":\"of_tomorrow\"}", "unknown", "" },
};

START_TEST(s1_wa_02_every_kind_of_message_is_read_or_kept)
{
	const char	*kept;

	for (size_t i = 0; i < COUNT(messages); i++) {
		store.now++;
		wa_hear_value("\"contacts\":[{\"wa_id\":\"33600000001\"}],"
		    "\"messages\":[{\"from\":\"33600000001\",\"id\":"
		    "\"wamid.m%zu\",\"type\":\"%s\",%s}]", i, messages[i].type,
		    messages[i].more);
		ck_assert_msg(strcmp(heard.p, messages[i].heard) == 0,
		    "%zu %s: %s", i, messages[i].type, heard.p);
		kept = arena_printf(store.arena, "message %s %s",
		    messages[i].type, messages[i].kept);
		ck_assert_msg(strcmp(or_none(store_text(sql_kept)), kept) == 0,
		    "%zu: %s", i, or_none(store_text(sql_kept)));
	}
	want_number(1, "SELECT count(*) FROM wa_person");
}
END_TEST

/* Those that are no message of theirs leave the window as it was. */
START_TEST(target_49_only_messages_open_the_window)
{
	int	opened = 0;

	for (size_t i = 0; i < COUNT(messages); i++) {
		const bool	 is_said = strncmp(messages[i].heard, "came",
				    4) == 0;

		store.now += 1000;
		wa_sql("DELETE FROM wa_pair");
		wa_hear_value("\"contacts\":[{\"wa_id\":\"33600000001\"}],"
		    "\"messages\":[{\"from\":\"33600000001\",\"id\":"
		    "\"wamid.m%zu\",\"type\":\"%s\",%s}]", i, messages[i].type,
		    messages[i].more);
		ck_assert_msg(store_number("SELECT count(*) FROM wa_pair WHERE"
		    " last_in_at IS NOT NULL") == is_said, "%zu", i);
		opened += is_said;
	}
	ck_assert_int_gt(opened, 20);
}
END_TEST

START_TEST(s1_wa_02_older_names_of_a_new_number_are_known)
{
	static const struct { const char *type, *member; } rows[] = {
		{ "user_changed_number", "wa_id" },
		{ "user_changed_number", "new_wa_id" },
		{ "customer_changed_number", "new_wa_id" },
		{ "customer_changed_number", "wa_id" },
	};

	for (int i = 0; i < (int)COUNT(rows); i++) {
		wa_hear_value("\"contacts\":[{\"wa_id\":\"3360000000%d\"}],"
		    "\"messages\":[{\"from\":\"3360000000%d\",\"id\":"
		    "\"wamid.s%d\",\"type\":\"text\",\"text\":{\"body\":"
		    "\"a\"}}]", i, i, i);
		wa_hear_value("\"messages\":[{\"from\":\"3360000000%d\","
		    "\"id\":\"wamid.n%d\",\"type\":\"system\",\"system\":{"
		    "\"type\":\"%s\",\"%s\":\"3370000000%d\"}}]", i, i,
		    rows[i].type, rows[i].member, i);
		want_number(1, arena_printf(store.arena, "SELECT count(*)"
		    " FROM wa_person WHERE wa_id = '3370000000%d'", i));
	}
	want_number((int64_t)COUNT(rows), "SELECT count(*) FROM wa_person");
}
END_TEST

/* ---- statuses and fields ------------------------------------------------- */

START_TEST(target_54_statuses_that_say_nothing_new_are_kept)
{
	static const struct { const char *status, *kept; } rows[] = {
		{ "deleted", "status deleted unknown" },
		{ "warning", "status warning unknown" },
		{ "of_tomorrow", "status of_tomorrow unknown" },
		{ "sent", "status sent early" },
		{ "failed", "status failed early" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		store.now++;
		wa_hear_value("\"statuses\":[{\"id\":\"wamid.x\",\"status\":"
		    "\"%s\",\"recipient_id\":\"33600000001\"}]",
		    rows[i].status);
		want_heard("");
		want_text(rows[i].kept, sql_kept);
	}
	wa_hear_value("\"errors\":[{\"code\":131000,\"title\":\"x\"}]");
	want_number(1, "SELECT count(*) FROM wa_event WHERE kind = 'error'"
	    " AND type = '131000' AND outcome = 'nothing'");
}
END_TEST

START_TEST(s1_wh_01_every_field_is_applied_or_kept)
{
	static const struct { const char *field, *outcome; } rows[] = {
		{ "account_alerts", "nothing" },
		{ "account_review_update", "nothing" },
		{ "account_settings_update", "nothing" },
		{ "calls", "nothing" }, { "flows", "nothing" },
		{ "history", "nothing" },
		{ "payment_configuration_update", "nothing" },
		{ "phone_number_name_update", "nothing" },
		{ "security", "nothing" },
		{ "smb_app_state_sync", "nothing" },
		{ "account_update", "nothing" },
		{ "business_capability_update", "applied" },
		{ "message_template_components_update", "applied" },
		{ "message_template_quality_update", "refused" },
		{ "message_template_status_update", "refused" },
		{ "template_category_update", "refused" },
		{ "phone_number_quality_update", "applied" },
		{ "group_lifecycle_update", "unknown" },
		{ "group_participants_update", "unknown" },
		{ "messaging_handovers", "unknown" },
		{ "partner_solutions", "unknown" },
		{ "tracking_events", "unknown" },
		{ "of_tomorrow", "unknown" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		wa_hear(arena_printf(store.arena, "{\"object\":"
		    "\"whatsapp_business_account\",\"entry\":[{\"id\":\"2001\","
		    "\"time\":1780000000,\"changes\":[{\"field\":\"%s\","
		    "\"value\":{\"x\":1}}]}]}", rows[i].field));
		want_heard("");
		want_text(rows[i].outcome, arena_printf(store.arena,
		    "SELECT outcome FROM wa_event WHERE field = '%s'",
		    rows[i].field));
	}
	want_number((int64_t)COUNT(rows), "SELECT count(*) FROM wa_event"
	    " WHERE brand_id = 'brand_1'");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_wa_02_every_kind_of_message_is_read_or_kept,
		target_49_only_messages_open_the_window,
		s1_wa_02_older_names_of_a_new_number_are_known,
		target_54_statuses_that_say_nothing_new_are_kept,
		s1_wh_01_every_field_is_applied_or_kept,
	};

	return wa_run("kinds of WhatsApp", tests, COUNT(tests));
}
