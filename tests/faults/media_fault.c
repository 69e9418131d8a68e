/* SPDX-License-Identifier: ISC */
/*
 * S3-PERF-03, F-23: how long a photograph of 12 megapixels takes from the
 * first byte sent to 201, and what souk-media takes of memory for it and for
 * the worst that is let in.
 */
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "lib/media/wire.h"
#include "tests/faults/faults.h"
#include "tests/http/media.h"

#define MOST_MS		2000
#define MOST_KIB	(256L << 10)

/* souk-media by itself, with that listener, until its one job is done. */
static struct rusage
helper_use(int listener, const struct file *f, enum wire_result want_result)
{
	struct wire_answer	 answer = { .magic = 0 };
	struct wire_ask		 ask = { WIRE_MAGIC, 40000000 };
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	socklen_t		 size = sizeof(sun);
	struct rusage		 used;
	char			 path[200], block[65536];
	char			 name[] = "/tmp/souk-test.pictureXXXXXX";
	int			 fd = mkstemp(name), line, status;
	pid_t			 pid;

	unlink(name);
	ck_assert_int_eq(write(fd, f->p, f->len), (ssize_t)f->len);
	snprintf(path, sizeof(path), "%s/souk-media", shop_build());
	if ((pid = fork()) == 0) {
		dup2(listener, 0);
		execl(path, "souk-media", (char *)NULL);
		_exit(127);
	}
	line = socket(AF_UNIX, SOCK_STREAM, 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&sun, &size),
	    0);
	ck_assert_int_eq(connect(line, (struct sockaddr *)&sun, size), 0);
	{
		union { struct cmsghdr head; char room[CMSG_SPACE(4)]; }
				 control = { .room = "" };
		struct iovec	 bytes = { &ask, sizeof(ask) };
		struct msghdr	 m = { .msg_iov = &bytes, .msg_iovlen = 1,
			.msg_control = &control,
			.msg_controllen = sizeof(control) };
		struct cmsghdr	*c = CMSG_FIRSTHDR(&m);

		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(c), &fd, sizeof(fd));
		ck_assert_int_eq(sendmsg(line, &m, 0), (ssize_t)sizeof(ask));
	}
	ck_assert_int_eq(recv(line, &answer, sizeof(answer), MSG_WAITALL),
	    (ssize_t)sizeof(answer));
	while (recv(line, block, sizeof(block), 0) > 0)
		continue;
	close(line);
	close(fd);
	ck_assert_int_eq(wait4(pid, &status, 0, &used), pid);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(answer.result, want_result);
	return used;
}

static int
listener_open(void)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	int			 fd = socket(AF_UNIX, SOCK_STREAM, 0);

	/* No name: the kernel finds one, and takes it back. */
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&sun,
	    sizeof(sa_family_t)), 0);
	ck_assert_int_eq(listen(fd, 4), 0);
	return fd;
}

static void
worst_say(int listener, const char *what, struct file f,
    enum wire_result result)
{
	const int64_t		 since = now_ms();
	const struct rusage	 used = helper_use(listener, &f, result);
	const long		 cpu = (long)(used.ru_utime.tv_sec +
				    used.ru_stime.tv_sec) * 1000 +
				    (used.ru_utime.tv_usec +
				    used.ru_stime.tv_usec) / 1000;

	ck_assert_int_le(used.ru_maxrss, MOST_KIB);
	fault_say("U05", "%s: %ld MiB, %ld ms of processor, %lld in all", what,
	    used.ru_maxrss >> 10, cpu, (long long)(now_ms() - since));
	file_free(&f);
}

START_TEST(u05_what_souk_media_takes_of_memory)
{
	const int	 listener = listener_open();

	worst_say(listener, "12 megapixels, JPEG", jpeg_draw(4000, 3000,
	    (struct jpeg_how){ .phone = true }), WIRE_DONE);
	worst_say(listener, "12 megapixels, JPEG, held upright",
	    jpeg_draw(3000, 4000, (struct jpeg_how){ .turn = 6 }), WIRE_DONE);
	worst_say(listener, "40 megapixels, JPEG, progressive",
	    jpeg_draw(8000, 5000, (struct jpeg_how){ .progressive = true,
	    .quality = 60 }), WIRE_DONE);
	worst_say(listener, "40 megapixels, PNG", png_draw(8000, 5000,
	    (struct png_how){ .alpha = true, .say_w = 0 }), WIRE_DONE);
	worst_say(listener, "15 megapixels, PNG, interlaced",
	    png_draw(5000, 3000, (struct png_how){ .alpha = true,
	    .interlaced = true }), WIRE_DONE);
	worst_say(listener, "39 megapixels, WebP, lossless",
	    webp_draw(7000, 5600, (struct webp_how){ .alpha = true }),
	    WIRE_DONE);
	worst_say(listener, "1920 x 8700, the tallest", jpeg_draw(1920, 8700,
	    (struct jpeg_how){ 0 }), WIRE_DONE);
	close(listener);
}
END_TEST

static int
by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

START_TEST(s3_perf_03_twelve_megapixels_from_upload_to_201)
{
	const int	 n = fault_count(5);
	struct file	 f;
	struct answer	*a;
	int64_t		 since;
	int		*ms = calloc((size_t)n, sizeof(*ms));

	limits_raise();
	for (int i = 0; i < n; i++) {
		f = jpeg_draw(4000, 3000, (struct jpeg_how){ .phone = true });
		file_put(&f, &i, sizeof(i));	/* another one each time */
		since = now_ms();
		a = picture_send(manager, UPLOAD, "image/jpeg", &f);
		want(a, 201);
		ms[i] = (int)(now_ms() - since);
		file_free(&f);
	}
	qsort(ms, (size_t)n, sizeof(*ms), by_number);
	fault_say("S3-PERF-03 ", "12 megapixels to 201 in 12 files: median %d"
	    " ms, worst %d ms of %d", ms[n / 2], ms[n - 1], n);
	ck_assert_int_le(ms[n / 2], MOST_MS);
	ck_assert_int_eq(halves_on_disk(), 0);
	free(ms);
}
END_TEST

SUITE_MAIN("media fault",
    u05_what_souk_media_takes_of_memory,
    s3_perf_03_twelve_megapixels_from_upload_to_201)
