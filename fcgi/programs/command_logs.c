/* SPDX-License-Identifier: ISC */
/* What the log says, for the owner at a terminal. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fcgi/programs/commands.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/watch/logs.h"

#define FOLLOW_MS	300
#define LINES_MOST	10000	/* without --follow */

/* "90m", "1h", "2d"; false: it is none. */
static bool
span_read(const char *text, int64_t *ms)
{
	static const struct { char letter; int64_t ms; }	 units[] = {
		{ 's', CLOCK_SECOND }, { 'm', CLOCK_MINUTE },
		{ 'h', CLOCK_HOUR }, { 'd', CLOCK_DAY } };
	const size_t	 len = strlen(text);
	char		 number[16];
	int64_t		 n;

	if (len < 2 || len > 8)
		return false;
	snprintf(number, sizeof(number), "%.*s", (int)len - 1, text);
	if (!text_to_int(number, &n) || n < 1)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].letter == text[len - 1]) {
			*ms = n * units[i].ms;
			return true;
		}
	return false;
}

static bool
level_read(struct record *filters, const char *text)
{
	const char *const	*choices =
				    log_filters.fields[LOG_OF_LEVEL].choices;

	for (int64_t i = 0; choices[i] != NULL; i++)
		if (text_equal(choices[i], text)) {
			filters->values[LOG_OF_LEVEL] = (struct value){
				.state = VALUE_SET, .num = i,
				.text = choices[i] };
			return true;
		}
	return false;
}

/* One word and what stands behind it; false: neither is known. */
static bool
word_read(struct record *filters, const char *word, const char *value)
{
	static const struct { const char *word; int filter; }	 texts[] = {
		{ "--user", LOG_OF_USER }, { "--request", LOG_OF_REQUEST },
		{ "--grep", LOG_OF_MESSAGE } };
	int64_t	 ms;

	if (strcmp(word, "--level") == 0)
		return level_read(filters, value);
	if (strcmp(word, "--since") == 0) {
		if (!span_read(value, &ms))
			return false;
		record_set_int(filters, LOG_OF_FROM, clock_now() - ms);
		return true;
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(word, texts[i].word) == 0) {
			record_set_text(filters, texts[i].filter, value);
			return true;
		}
	return false;
}

/* They come newest first; people read the other way. */
static int
print_found(struct act *act, struct record *filters)
{
	const char	**all = arena_array(act->arena, LINES_MOST +
			    LOG_LINES_MAX, sizeof(*all));
	const char	*cursor = NULL;
	int		 n = 0, count;

	record_set_int(filters, LOG_OF_LIMIT, LOG_LINES_MAX);
	do {
		if (log_find(act, filters, all + n, &count, &cursor) !=
		    SOUK_OK)
			return 1;
		n += count;
		if (cursor != NULL)
			record_set_text(filters, LOG_OF_CURSOR, cursor);
	} while (cursor != NULL && n < LINES_MOST);
	while (n > 0)
		puts(all[--n]);
	return fflush(stdout) == 0 ? 0 : 1;
}

/* What is added from now on, through every turn of the day, until whoever
 * reads it has enough. */
static int
follow(struct act *act, const struct record *filters)
{
	const char	*path = log_path(act, "souk.log");
	FILE		*f = fopen(path, "re");
	struct stat	 now, then;
	char		 line[8192];

	if (f != NULL)
		fseek(f, 0, SEEK_END);
	while (poll(&(struct pollfd){ .fd = STDOUT_FILENO }, 1,
	    FOLLOW_MS) == 0) {
		while (f != NULL && fgets(line, sizeof(line), f) != NULL)
			if (log_passes(filters, line, strlen(line)))
				fputs(line, stdout);
		if (fflush(stdout) != 0)
			break;
		if (f != NULL)
			clearerr(f);
		if (stat(path, &now) != 0 || (f != NULL &&
		    fstat(fileno(f), &then) == 0 &&
		    then.st_ino == now.st_ino))
			continue;
		if (f != NULL)
			fclose(f);
		f = fopen(path, "re");
	}
	if (f != NULL)
		fclose(f);
	return 0;
}

int
command_logs(struct process *p, int argc, char **argv)
{
	struct act	*act = &p->act;
	struct record	*filters;
	bool		 follows = false;

	*act = (struct act){ .arena = p->arena, .config = &p->config,
		.now = clock_now(), .request_id = "" };
	filters = record_new(act->arena, &log_filters);
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--follow") == 0)
			follows = true;
		else if (i + 1 == argc ||
		    !word_read(filters, argv[i], argv[i + 1]))
			return EXIT_USAGE;
		else
			i++;
	return follows ? follow(act, filters) : print_found(act, filters);
}
