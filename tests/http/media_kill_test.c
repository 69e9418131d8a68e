/* SPDX-License-Identifier: ISC */
/*
 * Somebody is killed while a picture comes in: what was acknowledged is there,
 * the next one is taken at once, and what is left over is swept.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "tests/http/media.h"
#include "tests/http/suite.h"
#include "tests/http/workers.h"

#define PICTURES	40

struct sender {
	pthread_t	 thread;
	atomic_int	 sent;
	int		 made, refused, broken;
	char		 urls[PICTURES][160];
};

/* One after the other, each another one; noting what was acknowledged. */
static void *
sender_run(void *arg)
{
	struct sender	*s = arg;
	struct client	*c = client_login("manager");
	struct file	 f;
	struct answer	*a;

	for (int i = 0; i < PICTURES; i++) {
		f = jpeg_draw(500 + i, 400, (struct jpeg_how){ 0 });
		a = picture_send(c, UPLOAD, "image/jpeg", &f);
		if (a->status == 201)
			snprintf(s->urls[s->made++], sizeof(s->urls[0]), "%s",
			    answer_at(a, "data.url"));
		else if (a->status == 400)
			s->broken++;
		else
			s->refused++;
		atomic_store(&s->sent, i + 1);
		file_free(&f);
	}
	client_free(c);
	return NULL;
}

/* Whoever works at a picture: a helper that has its connection. */
static pid_t
helper_at_work(void)
{
	const struct workers	 w = workers_look("souk-media");
	char			 path[64], *text;
	bool			 busy;

	for (int i = 0; i < w.count; i++) {
		snprintf(path, sizeof(path), "/proc/%d/status",
		    w.list[i].pid);
		text = file_read(path);
		busy = strstr(text, "Seccomp:\t2") != NULL;
		free(text);
		if (busy)
			return w.list[i].pid;
	}
	return 0;
}

static pid_t
upload_worker(void)
{
	const struct workers	 w = workers_look("souk-web");
	char			 path[64], text[8192] = "";
	ssize_t			 n;
	int			 fd;

	for (int i = 0; i < w.count; i++) {
		snprintf(path, sizeof(path), "/proc/%d/environ",
		    w.list[i].pid);
		if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
			continue;
		n = read(fd, text, sizeof(text) - 1);
		close(fd);
		if (n > 0 && memmem(text, (size_t)n, "SOUK_POOL=upload",
		    16) != NULL)
			return w.list[i].pid;
	}
	return 0;
}

static void
want_acknowledged(const struct sender *s)
{
	for (int i = 0; i < s->made; i++)
		want(client_get(anyone, s->urls[i]), 200);
}

/* Two days pass for all that lies there. */
static void
age_all(void)
{
	char	 command[400];

	snprintf(command, sizeof(command), "%s/media", shop_home());
	{
		const char	*argv[] = { "find", command, "-type", "d",
			"-exec", "touch", "-d", "2 days ago", "{}", ";",
			NULL };

		ck_assert_int_eq(command_run(NULL, NULL, argv), 0);
	}
}

static void
want_swept(void)
{
	age_all();
	sweep_now();
	ck_assert_int_eq(halves_on_disk(), 0);
	ck_assert_int_eq(pictures_on_disk("public"),
	    sql_number("SELECT count(DISTINCT name) FROM media"));
}

static void
sender_start(struct sender *s)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"write\":100000,\"user\":1000000,"
	    "\"credential\":100000}}"), 200);
	memset(s, 0, sizeof(*s));
	ck_assert_int_eq(pthread_create(&s->thread, NULL, sender_run, s), 0);
}

/* F-23: as a picture that takes souk-media along does. */
START_TEST(f_23_a_killed_souk_media_costs_nobody_a_picture)
{
	static struct sender	 s;
	pid_t			 pid;
	int			 killed = 0;

	sender_start(&s);
	while (atomic_load(&s.sent) < PICTURES)
		if (killed < 2 * atomic_load(&s.sent) + 1 && killed < 12 &&
		    (pid = helper_at_work()) != 0 && kill(pid, SIGKILL) == 0)
			killed++;
		else
			pause_ms(1);
	pthread_join(s.thread, NULL);
	ck_assert_int_gt(killed, 3);
	ck_assert_int_eq(s.refused, 0);
	ck_assert_int_le(s.broken, killed);
	ck_assert_int_ge(s.made, PICTURES - killed);
	want_acknowledged(&s);
	ck_assert_int_eq(halves_on_disk(), 0);
	want_swept();
	want_acknowledged(&s);
}
END_TEST

START_TEST(f_23_a_killed_upload_worker_loses_nothing_acknowledged)
{
	static struct sender	 s;
	pid_t			 pid;
	int			 killed = 0;

	free(shop_sql("DELETE FROM media"));
	sender_start(&s);
	while (atomic_load(&s.sent) < PICTURES)
		if (killed < 8 && helper_at_work() != 0 &&
		    (pid = upload_worker()) != 0 && kill(pid, SIGKILL) == 0) {
			killed++;
			pause_ms(50);
		} else
			pause_ms(1);
	pthread_join(s.thread, NULL);
	ck_assert_int_gt(killed, 2);
	ck_assert_int_gt(s.made, 0);
	ck_assert_int_le(s.refused, 2 * killed);
	ck_assert_int_eq(s.broken, 0);
	want_acknowledged(&s);
	want_swept();
	want_acknowledged(&s);
}
END_TEST

SUITE_MAIN("media_kill",
    f_23_a_killed_souk_media_costs_nobody_a_picture,
    f_23_a_killed_upload_worker_loses_nothing_acknowledged)
