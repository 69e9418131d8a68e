/* SPDX-License-Identifier: ISC */
/* What Meta takes of a message: each limit from both sides. */
#include "lib/whatsapp/graph.h"
#include "lib/whatsapp/limit.h"
#include "lib/whatsapp/shape.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/template_parts.h"
#include "lib/whatsapp/told.h"
#include "tests/unit/wa_shop.h"

static struct json_in *
json(const char *source)
{
	struct json_in	*out;
	const char	*name;
	size_t		 at;

	ck_assert_msg(json_parse(store.arena, source, strlen(source), &out,
	    &at, &name) == JSON_OK, "%s", source);
	return out;
}

/* So many Arabic letters, two bytes each. */
static const char *
letters(int n)
{
	struct buf	 b;

	buf_init(&b, store.arena, 64);
	while (n-- > 0)
		buf_puts(&b, "ش");
	return b.p;
}

static enum outcome
shape(const char *kind, const char *source)
{
	store.problem = (struct problem){ .message = NULL };
	return wa_shape_check(&store, kind, json(source), false);
}

/* A member of so many letters: takes `most`, and one more names `field`. */
static void
want_most(const char *kind, const char *format, int most, const char *field)
{
	char	*source = NULL;

	ck_assert_int_ge(asprintf(&source, format, letters(most)), 0);
	ck_assert_msg(shape(kind, source) == SOUK_OK, "%s: %s", field,
	    store.problem.count > 0 ? store.problem.fields[0].name : "");
	free(source);
	ck_assert_int_ge(asprintf(&source, format, letters(most + 1)), 0);
	ck_assert_int_eq(shape(kind, source), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, field);
	free(source);
}

#define BUTTON(ID, TITLE) "{\"type\":\"reply\",\"reply\":{\"id\":\"" ID \
	"\",\"title\":\"" TITLE "\"}}"
#define BUTTONS(BODY, LIST) "{\"type\":\"button\",\"body\":{\"text\":\"" \
	BODY "\"},\"action\":{\"buttons\":[" LIST "]}}"
#define ROW(TITLE) "{\"id\":\"r\",\"title\":\"" TITLE "\"}"
#define LIST(BUTTON, SECTIONS) "{\"type\":\"list\",\"body\":{\"text\":\"b\"}," \
	"\"action\":{\"button\":\"" BUTTON "\",\"sections\":[" SECTIONS "]}}"
#define FIVE	ROW("a") "," ROW("a") "," ROW("a") "," ROW("a") "," ROW("a")

START_TEST(s1_wa_01_lengths_are_counted_in_letters)
{
	static const struct { const char *kind, *format; int most;
	    const char *field; } rows[] = {
		{ "text", "{\"body\":\"%s\"}", 4096, "text.body" },
		{ "image", "{\"id\":\"1\",\"caption\":\"%s\"}", 1024,
		  "image.caption" },
		{ "document", "{\"id\":\"1\",\"filename\":\"%s\"}", 240,
		  "document.filename" },
		{ "interactive", BUTTONS("%s", BUTTON("a", "b")), 1024,
		  "interactive.body.text" },
		{ "interactive", BUTTONS("b", BUTTON("%s", "b")), 256,
		  "interactive.action.buttons[0].reply.id" },
		{ "interactive", BUTTONS("b", BUTTON("a", "%s")), 20,
		  "interactive.action.buttons[0].reply.title" },
		{ "interactive", LIST("%s", "{\"rows\":[" ROW("a") "]}"), 20,
		  "interactive.action.button" },
		{ "interactive", LIST("b", "{\"rows\":[" ROW("%s") "]}"), 24,
		  "interactive.action.sections[0].rows[0].title" },
		{ "interactive", LIST("b", "{\"title\":\"%s\",\"rows\":["
		  ROW("a") "]}"), 24,
		  "interactive.action.sections[0].title" },
		{ "interactive", "{\"type\":\"catalog_message\",\"body\":"
		  "{\"text\":\"b\"},\"footer\":{\"text\":\"%s\"},"
		  "\"action\":{\"name\":\"catalog_message\"}}", 60,
		  "interactive.footer.text" },
		{ "template", "{\"name\":\"a\",\"language\":{\"code\":\"fr\"},"
		  "\"components\":[{\"type\":\"body\",\"parameters\":[{"
		  "\"type\":\"text\",\"text\":\"%s\"}]}]}", 1024,
		  "template.components[0].parameters[0].text" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		want_most(rows[i].kind, rows[i].format, rows[i].most,
		    rows[i].field);
}
END_TEST

START_TEST(s1_wa_01_what_meta_would_refuse_is_refused_by_name)
{
	static const struct { const char *kind, *source, *field; } rows[] = {
		{ "text", "{}", "text.body" },
		{ "text", "{\"body\":\"\"}", "text.body" },
		{ "text", "{\"body\":7}", "text.body" },
		{ "text", "[]", "text" },
		{ "poll", "{}", "kind" },
		{ "image", "{\"caption\":\"a\"}", "image.id" },
		{ "image", "{\"id\":\"1\",\"link\":\"https://a.test/\"}",
		  "image.id" },
		{ "video", "{\"link\":\"javascript:x\"}", "video.link" },
		{ "location", "{\"latitude\":91,\"longitude\":0}",
		  "location.latitude" },
		{ "location", "{\"latitude\":1}", "location.longitude" },
		{ "reaction", "{\"emoji\":\"x\"}", "reaction.message_id" },
		{ "contacts", "[]", "contacts" },
		{ "contacts", "{}", "contacts" },
		{ "contacts", "[{\"name\":{}}]",
		  "contacts[0].name.formatted_name" },
		{ "interactive", "{\"type\":\"poll\",\"action\":{}}",
		  "interactive.type" },
		{ "interactive", BUTTONS("b", ""),
		  "interactive.action.buttons" },
		{ "interactive", BUTTONS("b", BUTTON("1", "a") ","
		  BUTTON("2", "b") "," BUTTON("3", "c") "," BUTTON("4", "d")),
		  "interactive.action.buttons" },
		{ "interactive", LIST("b", "{\"rows\":[]}"),
		  "interactive.action.sections[0].rows" },
		{ "interactive", LIST("b", "{\"title\":\"x\",\"rows\":[" FIVE
		  "]},{\"title\":\"y\",\"rows\":[" FIVE "," ROW("a") "]}"),
		  "interactive.action.sections" },
		{ "interactive", LIST("b", "{\"title\":\"x\",\"rows\":[" FIVE
		  "]},{\"rows\":[" FIVE "]}"),
		  "interactive.action.sections[1].title" },
		{ "interactive", "{\"type\":\"product_list\",\"body\":"
		  "{\"text\":\"b\"},\"action\":{\"catalog_id\":\"1\","
		  "\"sections\":[{\"product_items\":[{"
		  "\"product_retailer_id\":\"1\"}]}]}}",
		  "interactive.header" },
		{ "template", "{\"name\":\"a\"}", "template.language" },
		{ "template", "{\"name\":\"a\",\"language\":{\"code\":\"fr\"},"
		  "\"components\":[{\"type\":\"body\",\"parameters\":[{"
		  "\"type\":\"text\",\"text\":\"a\\nb\"}]}]}",
		  "template.components[0].parameters[0].text" },
		{ "template", "{\"name\":\"a\",\"language\":{\"code\":\"fr\"},"
		  "\"components\":[{\"type\":\"body\",\"parameters\":[{"
		  "\"type\":\"text\",\"text\":\"a    b\"}]}]}",
		  "template.components[0].parameters[0].text" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(shape(rows[i].kind, rows[i].source) ==
		    SOUK_INVALID, "%s %s", rows[i].kind, rows[i].source);
		ck_assert_str_eq(store.problem.fields[0].name,
		    rows[i].field);
	}
	ck_assert_int_eq(shape("interactive", LIST("b", "{\"title\":\"x\","
	    "\"rows\":[" FIVE "]},{\"title\":\"y\",\"rows\":[" FIVE "]}")),
	    SOUK_OK);
}
END_TEST

/* ---- what others send ---------------------------------------------------- */

/* tests/fixtures/whatsapp/send: bodies as a client of others writes them. */
START_TEST(s1_wa_01_what_another_client_sends_has_a_shape_of_ours)
{
	static const char *const	 names[] = { "text", "text_bsuid",
	    "image_id", "image_link", "document_id", "video_link", "location",
	    "reaction", "reaction_remove", "interactive_buttons",
	    "interactive_list", "interactive_cta_url", "interactive_product",
	    "interactive_product_list", "interactive_catalog",
	    "interactive_location_request", "template_plain",
	    "template_body_positional", "template_header_document",
	    "template_header_image_buttons" };
	const struct json_in		*body;
	const char			*kind;
	size_t				 len;

	for (size_t i = 0; i < COUNT(names); i++) {
		body = json_member(json(wa_file(arena_printf(store.arena,
		    "tests/fixtures/whatsapp/send/send_%s.request.json",
		    names[i]), &len)), "body");
		kind = wa_text(body, "type");
		store.problem = (struct problem){ .message = NULL };
		ck_assert_msg(wa_shape_check(&store, kind, json_member(body,
		    kind), false) == SOUK_OK, "%s: %s", names[i],
		    store.problem.count > 0 ? store.problem.fields[0].name :
		    "");
	}
}
END_TEST

/* ---- limits -------------------------------------------------------------- */

START_TEST(target_51_a_number_goes_at_its_rate_and_no_faster)
{
	const int64_t	 now = INT64_C(1790000000000000);
	int64_t		 free_at = 0, at, last = 0;
	int		 n = 0;

	while (wa_rate_take(&free_at, 80, now, &at)) {
		ck_assert_int_ge(at - now, 0);
		ck_assert_int_le(at - now, WA_SPAN_US);
		if (n++ > 0)
			ck_assert_int_ge(at - last, 1000000 / 80);
		last = at;
	}
	ck_assert_int_ge(n, 78);
	ck_assert_int_le(n, 80);
	/* A second later it goes on where it was. */
	ck_assert(wa_rate_take(&free_at, 80, now + 1000000, &at));
	ck_assert_int_gt(at, last);
	/* A clock that was set back does not stop it. */
	ck_assert(wa_rate_take(&free_at, 80, now - INT64_C(3600000000),
	    &at));
}
END_TEST

START_TEST(target_51_a_person_has_45_and_then_a_debt)
{
	int64_t	 now = INT64_C(1790000000000000), free_at = 0, at;

	for (int i = 0; i < WA_PAIR_BURST; i++)
		ck_assert(wa_pair_take(&free_at, now, &at));
	ck_assert(!wa_pair_take(&free_at, now, &at));
	ck_assert_int_eq(at - now, WA_PAIR_US);
	ck_assert(!wa_pair_take(&free_at, at - 1, &at));
	ck_assert(wa_pair_take(&free_at, at, &at));
	free_at = wa_pair_until(now + 1000);
	ck_assert(!wa_pair_take(&free_at, now, &at));
	ck_assert_int_eq(at, now + 1000);
}
END_TEST

START_TEST(f_20_pauses_double_up_to_an_hour)
{
	ck_assert_int_eq(wa_pause(1), 1000);
	ck_assert_int_eq(wa_pause(2), 2000);
	ck_assert_int_eq(wa_pause(12), 2048000);
	ck_assert_int_eq(wa_pause(13), CLOCK_HOUR);
	ck_assert_int_eq(wa_pause(1000000), CLOCK_HOUR);
	ck_assert_int_eq(wa_pair_pause(1), 4000);
	ck_assert_int_eq(wa_pair_pause(3), 64000);
	for (int i = 0; i < 100; i++) {
		ck_assert_int_ge(wa_jitter(1000), 1000);
		ck_assert_int_le(wa_jitter(1000), 1250);
	}
}
END_TEST

START_TEST(target_54_states_only_move_as_the_table_says)
{
	static const char *const	 all[] = { "waiting", "sending",
	    "doubt", "sent", "delivered", "read", "played", "failed",
	    "dropped" };
	static const struct { const char *from, *never; } rows[] = {
		{ "delivered", "sent" }, { "read", "delivered" },
		{ "read", "failed" }, { "delivered", "failed" },
		{ "played", "read" }, { "sent", "waiting" },
		{ "sent", "dropped" }, { "failed", "sent" },
		{ "sending", "dropped" }, { "waiting", "doubt" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert(!wa_may_follow(rows[i].from, rows[i].never));
	for (size_t i = 0; i < COUNT(all); i++) {
		ck_assert(!wa_may_follow(all[i], all[i]));
		ck_assert(!wa_may_follow("played", all[i]));
	}
	ck_assert(wa_may_follow("doubt", "read"));
	ck_assert(wa_may_follow("sent", "read"));
}
END_TEST

/* ---- templates ----------------------------------------------------------- */

START_TEST(target_50_variables_are_counted_as_meta_does)
{
	static const struct { const char *text; size_t count; bool named; }
	    rows[] = {
		{ "Hello", 0, false }, { "Hello {{1}}", 1, false },
		{ "{{1}} {{2}} {{1}}", 2, false }, { "{{3}}", 3, false },
		{ "{{name}}, {{order_id}} {{name}}", 2, true },
		{ "{{ 1 }}", 1, false }, { "{{}} {1} {{a b}}", 0, false },
		{ "{{{{1}}", 1, false }, { "{{", 0, false },
	};
	struct wa_variables	 v;

	for (size_t i = 0; i < COUNT(rows); i++) {
		wa_body_variables(store.arena, rows[i].text, &v);
		ck_assert_msg(v.count == rows[i].count, "%s", rows[i].text);
		ck_assert(v.named == rows[i].named || v.count == 0);
	}
}
END_TEST

static struct record *
template_of(const char *body)
{
	struct record	*t = record_new(store.arena, &wa_template_fields);

	record_set_text(t, WA_TEMPLATE_NAME, "order");
	record_set_text(t, WA_TEMPLATE_LANGUAGE, "fr_FR");
	record_set_text(t, WA_TEMPLATE_COMPONENTS, arena_printf(store.arena,
	    "[{\"type\":\"BODY\",\"text\":\"%s\"}]", body));
	return t;
}

START_TEST(target_50_values_stand_where_they_belong)
{
	static const char *const	 values[] = { "Ana", "A\n 1" };
	struct record			*t = template_of("{{1}}: {{2}} {{3}}");
	const char			*body;

	store.problem = (struct problem){ .message = NULL };
	ck_assert_int_eq(wa_template_body(&store, t, values, 2, &body),
	    SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "values");
	t = template_of("{{1}}: {{2}}");
	ck_assert_int_eq(wa_template_body(&store, t, values, 2, &body),
	    SOUK_OK);
	ck_assert_str_eq(body, "{\"name\":\"order\",\"language\":{\"code\":"
	    "\"fr_FR\",\"policy\":\"deterministic\"},\"components\":[{"
	    "\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":"
	    "\"Ana\"},{\"type\":\"text\",\"text\":\"A 1\"}]}]}");
	ck_assert_int_eq(shape("template", body), SOUK_OK);
	ck_assert_str_eq(wa_template_text(&store, t, values, 2),
	    "Ana: A 1");
	ck_assert_str_eq(wa_template_text(&store, t, NULL, 0),
	    "{{1}}: {{2}}");
	t = template_of("{{who}}!");
	ck_assert_int_eq(wa_template_body(&store, t, values, 1, &body),
	    SOUK_OK);
	ck_assert_ptr_nonnull(strstr(body, "\"parameter_name\":\"who\""));
}
END_TEST

START_TEST(target_50_the_language_is_theirs_else_the_shops_else_any)
{
	static const struct { const char *languages[3]; enum locale locale;
	    const char *is; } rows[] = {
		{ { "ar", "en_US", "fr" }, LOCALE_EN, "en_US" },
		{ { "en", "en_US", "fr" }, LOCALE_EN, "en" },
		{ { "de", "fr_FR", NULL }, LOCALE_AR, "fr_FR" },
		{ { "de", "es", NULL }, LOCALE_AR, "de" },
	};
	struct record	*t;

	for (size_t i = 0; i < COUNT(rows); i++) {
		wa_sql("DELETE FROM wa_template");
		for (int k = 0; k < 3 && rows[i].languages[k] != NULL; k++)
			wa_sql("INSERT INTO wa_template (id, brand_id,"
			    " account_id, meta_id, name, language, category,"
			    " status, components, synced_at) VALUES ('%d',"
			    " 'brand_1', 'a', '1', 'hi', '%s', 'utility',"
			    " 'APPROVED', '[]', 1)", k,
			    rows[i].languages[k]);
		ck_assert_int_eq(wa_template_find(&store, "brand_1", "hi",
		    rows[i].locale, &t), SOUK_OK);
		ck_assert_str_eq(t->values[WA_TEMPLATE_LANGUAGE].text,
		    rows[i].is);
	}
	wa_sql("UPDATE wa_template SET status = 'PAUSED'");
	ck_assert_int_eq(wa_template_find(&store, "brand_1", "hi", LOCALE_FR,
	    &t), SOUK_NOT_FOUND);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_wa_01_lengths_are_counted_in_letters,
		s1_wa_01_what_meta_would_refuse_is_refused_by_name,
		s1_wa_01_what_another_client_sends_has_a_shape_of_ours,
		target_51_a_number_goes_at_its_rate_and_no_faster,
		target_51_a_person_has_45_and_then_a_debt,
		f_20_pauses_double_up_to_an_hour,
		target_54_states_only_move_as_the_table_says,
		target_50_variables_are_counted_as_meta_does,
		target_50_values_stand_where_they_belong,
		target_50_the_language_is_theirs_else_the_shops_else_any,
	};

	return wa_run("whatsapp shapes", tests, COUNT(tests));
}
