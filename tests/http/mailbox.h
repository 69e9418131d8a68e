/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_MAILBOX_H
#define SOUK_TESTS_HTTP_MAILBOX_H

#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "tests/http/process.h"
#include "tests/http/suite.h"

/*
 * A mail server (tests/servers/smtp.py) that the shop sends to, and what it
 * got.  A test program says MAILBOX_MAIN() in place of SUITE_MAIN(); then
 *
 *	struct mail	*m = mailbox_await("lina@shop.test");
 *
 *	ck_assert_str_eq(mail_text(m, "subject"), "…");
 *	link = mail_link(m, 0);
 *
 * mailbox_fail("rcpt 550-5.1.1-no to=a@b.test times=1\n") makes it fail; the
 * server's own text says how.
 */
#define MAILBOX_MAX	256

struct mail { struct arena *arena; struct json_in *json; };

static struct {
	const char *script;		/* NULL: smtp.py */
	char	 folder[64];
	int	 port;
	pid_t	 pid;
	int	 hold;			/* its standard input */
	bool	 taken[MAILBOX_MAX];
	struct mail mails[MAILBOX_MAX];
} mailbox;

static inline void
mailbox_become(const int in[2], const int out[2], const char *const *words)
{
	const char	*argv[16] = { "/usr/bin/python3",
		mailbox.script != NULL ? mailbox.script :
		"tests/servers/smtp.py", mailbox.folder };
	int		 n = 3;

	while (*words != NULL && n < 15)
		argv[n++] = *words++;
	dup2(in[0], STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	close(in[1]);
	close(out[0]);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* Starts it with these words behind the folder, and learns its port. */
static inline void
mailbox_run(const char *const *words)
{
	int	 in[2], out[2];
	FILE	*said;

	ck_assert_int_eq(pipe2(in, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
	if ((mailbox.pid = fork()) == 0)
		mailbox_become(in, out, words);
	ck_assert_int_gt(mailbox.pid, 0);
	close(in[0]);
	close(out[1]);
	mailbox.hold = in[1];
	ck_assert_int_eq(poll(&(struct pollfd){ out[0], POLLIN, 0 }, 1,
	    SOON_MS), 1);
	ck_assert_ptr_nonnull(said = fdopen(out[0], "re"));
	ck_assert_int_eq(fscanf(said, "port %d", &mailbox.port), 1);
	fclose(said);
}

static inline void
mailbox_stop(void)
{
	if (mailbox.pid <= 0)
		return;
	close(mailbox.hold);
	waitpid(mailbox.pid, NULL, 0);
	mailbox.pid = 0;
}

/* The same server again, at the same port, with what it has got. */
static inline void
mailbox_again(void)
{
	char		 port[16];
	const char	*words[] = { "--port", port, NULL };

	snprintf(port, sizeof(port), "%d", mailbox.port);
	mailbox_run(words);
}

static inline int
mailbox_remove(const char *path, const struct stat *st, int type,
    struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void
mailbox_end(void)
{
	mailbox_stop();
	for (int i = 0; i < MAILBOX_MAX; i++)
		arena_free(mailbox.mails[i].arena);
	nftw(mailbox.folder, mailbox_remove, 8, FTW_DEPTH | FTW_PHYS);
}

static inline void
mailbox_folder(void)
{
	snprintf(mailbox.folder, sizeof(mailbox.folder),
	    "/tmp/souk-mail.XXXXXX");
	if (mkdtemp(mailbox.folder) == NULL)
		mailbox.folder[0] = '\0';
	atexit(mailbox_end);
}

/* Called while the shop is made, which then sends here, without TLS. */
static inline void
mailbox_start(const char *home)
{
	char		 url[64];
	const char	*none = NULL;

	(void)home;
	mailbox_folder();
	mailbox_run(&none);
	snprintf(url, sizeof(url), "smtp://127.0.0.1:%d", mailbox.port);
	setenv("SOUK_SMTP_URL", url, 1);
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_MAIL_FROM", "shop@souk.test", 0);
}

/* ---- what it got ------------------------------------------------------- */

/* The nth message from 0; NULL: not there yet. */
static inline struct mail *
mailbox_read(int n)
{
	struct mail	*m = &mailbox.mails[n];
	const char	*name;
	char		 path[96], *text;
	size_t		 at;

	if (m->json != NULL)
		return m;
	snprintf(path, sizeof(path), "%s/%04d.json", mailbox.folder, n + 1);
	text = file_read(path);
	if (*text != '\0') {
		m->arena = arena_new((size_t)8 << 20);
		ck_assert_ptr_nonnull(m->arena);
		ck_assert_int_eq(json_parse(m->arena, text, strlen(text),
		    &m->json, &at, &name), JSON_OK);
	}
	free(text);
	return m->json != NULL ? m : NULL;
}

/* "subject", "text", "html", "from", "to", "replyTo", "messageId" … */
static inline const char *
mail_text(const struct mail *m, const char *name)
{
	const struct json_in	*v = json_member(m->json, name);

	ck_assert_msg(v != NULL && v->type == JSON_STRING, "mail: %s", name);
	return v->text;
}

static inline const struct json_in *
mail_list(const struct mail *m, const char *name)
{
	const struct json_in	*v = json_member(m->json, name);

	ck_assert_msg(v != NULL && v->type == JSON_ARRAY, "mail: %s", name);
	return v;
}

/* The nth address in the text from 0. */
static inline const char *
mail_link(const struct mail *m, size_t n)
{
	const struct json_in	*links = mail_list(m, "links");

	ck_assert_msg(n < links->count, "no link in: %s",
	    mail_text(m, "text"));
	return links->items[n].text;
}

/* "": there is no such header. */
static inline const char *
mail_header(const struct mail *m, const char *name)
{
	const struct json_in	*all = mail_list(m, "headers");

	for (size_t i = 0; i < all->count; i++)
		if (strcasecmp(all->items[i].items[0].text, name) == 0)
			return all->items[i].items[1].text;
	return "";
}

static inline bool
mail_is_to(const struct mail *m, const char *address)
{
	return strcmp(mail_list(m, "envelopeTo")->items[0].text,
	    address) == 0;
}

/* How many messages to that address (NULL: to any) have come. */
static inline int
mailbox_count(const char *address)
{
	const struct mail	*m;
	int			 count = 0;

	for (int n = 0; n < MAILBOX_MAX && (m = mailbox_read(n)) != NULL; n++)
		count += address == NULL || mail_is_to(m, address);
	return count;
}

/* The first to that address that was not taken before; NULL: none yet. */
static inline struct mail *
mailbox_take(const char *address)
{
	struct mail	*m;

	for (int n = 0; n < MAILBOX_MAX && (m = mailbox_read(n)) != NULL; n++)
		if (!mailbox.taken[n] && mail_is_to(m, address)) {
			mailbox.taken[n] = true;
			return m;
		}
	return NULL;
}

/* Waits for it, and fails the test when it does not come. */
static inline struct mail *
mailbox_await(const char *address)
{
	const int64_t	 end = now_ms() + SOON_MS;
	struct mail	*m;

	while ((m = mailbox_take(address)) == NULL) {
		ck_assert_msg(now_ms() < end, "no mail to %s", address);
		pause_ms(20);
	}
	return m;
}

/* Rules of what goes wrong from now on; "": nothing. */
static inline void
mailbox_fail(const char *rules)
{
	char	 path[96], beside[112];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/control", mailbox.folder);
	snprintf(beside, sizeof(beside), "%s.new", path);
	ck_assert_ptr_nonnull(f = fopen(beside, "we"));
	fputs(rules, f);
	fclose(f);
	ck_assert_int_eq(rename(beside, path), 0);
}

/* How many lines of what happened begin so ("rcpt lina@shop.test"). */
static inline int
mailbox_events(const char *begin)
{
	char	 path[96], *text, *line;
	int	 count = 0;

	snprintf(path, sizeof(path), "%s/events", mailbox.folder);
	text = file_read(path);
	for (line = text; line != NULL && *line != '\0';
	    line = strchr(line, '\n'), line += line != NULL)
		count += strncmp(line, begin, strlen(begin)) == 0;
	free(text);
	return count;
}

#define MAILBOX_MAIN(SUBJECT, ...)					\
int									\
main(void)								\
{									\
	const TTest *const	 tests[] = { __VA_ARGS__ };		\
									\
	shop_home_made = mailbox_start;					\
	return suite_run(SUBJECT, tests,				\
	    sizeof(tests) / sizeof(tests[0]));				\
}

#endif
