/* SPDX-License-Identifier: ISC */
#include "lib/base/log.h"

#include <assert.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/json_out.h"

#define LINE_MAX_BYTES	4096
#define VALUE_MAX_BYTES	1024	/* of one value, escaped */
#define ENDING		"}\n"

/* A line in the making; a member that no longer fits is left out. */
struct line {
	char	 p[LINE_MAX_BYTES];
	size_t	 len;
};

static const char *const names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARN] = "warn",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

static const char	*log_program = "souk";
static enum log_level	 log_most = LOG_INFO;

static struct {
	bool	 holds;
	size_t	 len;
	char	 p[PIPE_BUF];
} held;

/* There is nowhere to report that the log cannot be written. */
static void
log_write(const char *p, size_t len)
{
	if (write(STDERR_FILENO, p, len) == -1)
		return;
}

void
log_hold(void)
{
	held.holds = true;
}

bool
log_is_held(void)
{
	return held.len > 0;
}

void
log_flush(void)
{
	if (held.len > 0)
		log_write(held.p, held.len);
	held.len = 0;
}

/* In the order in which they were said. */
static void
log_put(enum log_level level, const char *p, size_t len)
{
	if (held.len + len > sizeof(held.p))
		log_flush();
	if (!held.holds || level < LOG_INFO || len > sizeof(held.p)) {
		log_flush();
		log_write(p, len);
		return;
	}
	memcpy(held.p + held.len, p, len);
	held.len += len;
}

void
log_open(const char *program, enum log_level most)
{
	log_program = program;
	log_most = most;
}

static bool
line_put(struct line *line, const char *p, size_t len)
{
	if (len > sizeof(line->p) - sizeof(ENDING) - line->len)
		return false;
	memcpy(line->p + line->len, p, len);
	line->len += len;
	return true;
}

/* A string in quotes, cut short where it is too long. */
static bool
line_text(struct line *line, const char *text)
{
	const char	*end = text + strlen(text);
	char		 escaped[JSON_ESCAPED];
	size_t		 most = line->len + VALUE_MAX_BYTES;

	if (!line_put(line, "\"", 1))
		return false;
	while (text < end && line->len < most)
		if (!line_put(line, escaped,
		    json_escape_next(&text, end, escaped)))
			return false;
	return line_put(line, "\"", 1);
}

static void
line_member(struct line *line, const char *name, const char *value)
{
	size_t	 before = line->len;

	if (!line_put(line, line->len == 0 ? "{" : ",", 1) ||
	    !line_text(line, name) || !line_put(line, ":", 1) ||
	    !line_text(line, value == NULL ? "" : value))
		line->len = before;
}

void
log_line(enum log_level level, const char *message, ...)
{
	struct line	 line;
	char		 now[CLOCK_TEXT], pid[16];
	const char	*name;
	va_list		 args;

	if (level > log_most)
		return;
	line.len = 0;
	clock_text(clock_now(), now);
	snprintf(pid, sizeof(pid), ",\"pid\":%d", (int)getpid());
	line_member(&line, "time", now);
	line_member(&line, "level", names[level]);
	line_member(&line, "program", log_program);
	line_put(&line, pid, strlen(pid));
	line_member(&line, "message", message);
	va_start(args, message);
	while ((name = va_arg(args, const char *)) != NULL)
		line_member(&line, name, va_arg(args, const char *));
	va_end(args);
	line_put(&line, ENDING, sizeof(ENDING) - 1);
	log_put(level, line.p, line.len);
}
