/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <unistd.h>

#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "tests/unit/base_unit.h"

static int	pipes[2], saved;

/* Descriptor 2 goes into a pipe until logged() reads it. */
static void
capture(void)
{
	ck_assert_int_eq(pipe2(pipes, O_NONBLOCK), 0);
	saved = dup(STDERR_FILENO);
	dup2(pipes[1], STDERR_FILENO);
}

static const char *
logged(void)
{
	char	*text = arena_alloc(arena, 65536);

	dup2(saved, STDERR_FILENO);
	close(saved);
	if (read(pipes[0], text, 65535) < 0)
		*text = '\0';
	close(pipes[0]);
	close(pipes[1]);
	return text;
}

/* The one line of the text as JSON. */
static const struct json_in *
line_of(const char *text)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
	ck_assert_msg(json_parse(arena, text, strlen(text), &in, &at,
	    &name) == JSON_OK, "%s", text);
	return in;
}

/* S4-MON-01 */
START_TEST(a_line_is_one_json_object)
{
	const struct json_in	*in;

	log_open("test", LOG_INFO);
	capture();
	log_line(LOG_WARN, "job failed", "kind", "a.b", "id", NULL, NULL);
	in = line_of(logged());
	ck_assert_str_eq(json_member(in, "level")->text, "warn");
	ck_assert_str_eq(json_member(in, "program")->text, "test");
	ck_assert_int_eq(json_member(in, "pid")->integer, getpid());
	ck_assert_str_eq(json_member(in, "message")->text, "job failed");
	ck_assert_str_eq(json_member(in, "kind")->text, "a.b");
	ck_assert_uint_eq(json_member(in, "time")->len, 24);
}
END_TEST

START_TEST(nothing_from_outside_breaks_the_line)
{
	static const char	 hostile[] =
	    "a\r\n{\"level\":\"error\"}\x1b[31m\"\\\xff\xc0\xaf\u2028é";
	const struct json_in	*in;
	const char		*text;

	capture();
	log_line(LOG_INFO, hostile, "value", hostile, NULL);
	text = logged();
	in = line_of(text);
	ck_assert_str_eq(json_member(in, "level")->text, "info");
	ck_assert_str_eq(json_member(in, "value")->text, "a\r\n"
	    "{\"level\":\"error\"}\x1b[31m\"\\\ufffd\ufffd\ufffd\u2028é");
	ck_assert_ptr_null(strchr(text, '\x1b'));
}
END_TEST

START_TEST(a_line_never_exceeds_four_kilobytes)
{
	char	 big[10000];
	const char *text;

	memset(big, '\x01', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	capture();
	log_line(LOG_ERROR, big, "a", big, "b", big, "c", big, "d", "small",
	    NULL);
	text = logged();
	ck_assert_uint_le(strlen(text), 4096);
	ck_assert_ptr_nonnull(json_member(line_of(text), "a"));
	ck_assert_ptr_null(json_member(line_of(text), "c"));
	ck_assert_str_eq(json_member(line_of(text), "d")->text, "small");
}
END_TEST

START_TEST(less_important_lines_are_left_out)
{
	log_open("test", LOG_WARN);
	capture();
	log_line(LOG_INFO, "not this", NULL);
	log_line(LOG_DEBUG, "nor this", NULL);
	ck_assert_str_eq(logged(), "");
}
END_TEST

/* What logged() would have read so far. */
static ssize_t
passed(void)
{
	char	 text[65536];

	return read(pipes[0], text, sizeof(text));
}

START_TEST(held_lines_come_whole_and_in_order)
{
	const char	*text, *p;
	int		 lines = 0;

	log_open("test", LOG_INFO);
	log_hold();
	capture();
	log_line(LOG_INFO, "first", NULL);
	ck_assert(log_is_held());
	ck_assert_int_eq(passed(), -1);
	log_flush();
	ck_assert(!log_is_held());
	ck_assert_int_gt(passed(), 0);
	/* One that is more takes those before it along. */
	log_line(LOG_INFO, "before", NULL);
	log_line(LOG_WARN, "after", NULL);
	ck_assert(!log_is_held());
	text = logged();
	ck_assert(strstr(text, "before") < strstr(text, "after"));
	ck_assert_ptr_nonnull(strstr(text, "before"));
	/* What is too much is written, and never half of a line. */
	capture();
	for (int i = 0; i < 50; i++)
		log_line(LOG_INFO, "many", NULL);
	ck_assert(log_is_held());
	text = logged();
	ck_assert_str_eq(text + strlen(text) - 2, "}\n");
	for (p = text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	ck_assert_int_gt(lines, 10);
	ck_assert_int_lt(lines, 50);
	capture();
	log_flush();
	for (p = logged(); (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	ck_assert_int_eq(lines, 50);
}
END_TEST

UNIT_MAIN("log",
    a_line_is_one_json_object,
    nothing_from_outside_breaks_the_line,
    a_line_never_exceeds_four_kilobytes,
    less_important_lines_are_left_out,
    held_lines_come_whole_and_in_order)
