/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/media/parts.h"

/*
 * The side of the wire that has the picture.  The other one is a program that
 * may have been taken over by what it read: nothing of what it says is used
 * before it was compared with what it should say.
 */
#define BLOCK	65536

struct line {
	struct act	*act;
	int		 fd;
	int		 folder;
	int64_t		 until_us;
	bool		 said;		/* there was a first byte */
	bool		 silent;	/* the time was up */
	int		 disk;		/* errno of a file */
	struct told	*told;
};

/* ---- the line ---------------------------------------------------------------- */

/* By a descriptor of its folder: the path of a home may be too long for a
 * socket's address. */
static int
line_connect(struct act *act)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	char			 path[PATH_MAX];
	int			 run, fd, rc;

	snprintf(path, sizeof(path), "%s/run", act->config->home);
	if ((run = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC)) == -1)
		return -1;
	snprintf(sun.sun_path, sizeof(sun.sun_path),
	    "/proc/self/fd/%d/media.sock", run);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	rc = fd == -1 ? -1 : connect(fd, (struct sockaddr *)&sun,
	    sizeof(sun));
	close(run);
	if (rc == 0 || fd == -1)
		return fd;
	close(fd);
	return -1;
}

static bool
ask_send(int fd, int picture, int64_t pixels)
{
	struct wire_ask	 ask = { WIRE_MAGIC, (uint32_t)pixels };
	union { struct cmsghdr head; char room[CMSG_SPACE(sizeof(int))]; }
			 control = { .room = "" };
	struct iovec	 bytes = { &ask, sizeof(ask) };
	struct msghdr	 message = { .msg_iov = &bytes, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control) };
	struct cmsghdr	*c = CMSG_FIRSTHDR(&message);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(picture));
	memcpy(CMSG_DATA(c), &picture, sizeof(picture));
	return sendmsg(fd, &message, MSG_NOSIGNAL) == (ssize_t)sizeof(ask);
}

/* False: it ended before, or its time is up. */
static bool
line_read(struct line *l, void *to, size_t len)
{
	struct pollfd	 p = { .fd = l->fd, .events = POLLIN };
	char		*at = to;
	int64_t		 left;
	ssize_t		 n;

	while (len > 0) {
		n = recv(l->fd, at, len, 0);
		if (n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR))
			return false;
		if (n > 0) {
			l->said = true;
			at += n;
			len -= (size_t)n;
			continue;
		}
		left = (l->until_us - clock_monotonic_us()) / 1000;
		if (left <= 0 || poll(&p, 1, (int)left) == 0) {
			l->silent = true;
			return false;
		}
	}
	return true;
}

/* ---- what it says ------------------------------------------------------------- */

static bool
answer_is_sound(const struct wire_answer *a, int64_t pixels)
{
	if (a->magic != WIRE_MAGIC || a->result >= WIRE__MAX)
		return false;
	if (a->result != WIRE_DONE)
		return true;
	return a->format <= WIRE_WEBP && a->width > 0 && a->height > 0 &&
	    (uint64_t)a->width * a->height <= (uint64_t)pixels &&
	    a->color <= 0xffffff && a->placeholder_len > 12 &&
	    a->placeholder_len <= WIRE_PLACEHOLDER &&
	    memcmp(a->placeholder, "RIFF", 4) == 0;
}

/* The widest first; of each the WebP, then the JPEG. */
static bool
part_is_sound(const struct wire_part *p, int width, uint32_t format)
{
	return p->format == format && p->width == (uint32_t)width &&
	    p->height > 0 && p->height < 16384 && p->len > 12 &&
	    p->len <= WIRE_PART_BYTES;
}

static bool
begins_right(const char *p, uint32_t format)
{
	return format == WIRE_JPEG ? memcmp(p, "\xff\xd8\xff", 3) == 0 :
	    memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0;
}

static bool
file_write(struct line *l, int fd, const char *p, size_t len)
{
	ssize_t	 n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) <= 0) {
			l->disk = errno;
			return false;
		}
	return true;
}

static bool
file_fill(struct line *l, int fd, const struct wire_part *part)
{
	char	 block[BLOCK];
	size_t	 left = part->len, n;

	for (bool first = true; left > 0; left -= n, first = false) {
		n = left < sizeof(block) ? left : sizeof(block);
		if (!line_read(l, block, n) ||
		    (first && !begins_right(block, part->format)) ||
		    !file_write(l, fd, block, n))
			return false;
	}
	if (fsync(fd) == 0)
		return true;
	l->disk = errno;
	return false;
}

static bool
part_take(struct line *l, int width, uint32_t format)
{
	struct wire_part	 part;
	char			 name[32];
	bool			 done;
	int			 fd;

	if (!line_read(l, &part, sizeof(part)) ||
	    !part_is_sound(&part, width, format))
		return false;
	snprintf(name, sizeof(name), "%d.%s", width,
	    format == WIRE_JPEG ? "jpg" : "webp");
	fd = openat(l->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0640);
	if (fd == -1) {
		l->disk = errno;
		return false;
	}
	done = file_fill(l, fd, &part);
	close(fd);
	l->told->bytes += part.len;
	return done;
}

static bool
parts_take(struct line *l, const struct wire_answer *a)
{
	int	 widths[MEDIA_LEVELS], n = media_widths_of(a->width, widths);
	char	 more;

	if (a->parts != 2 * (uint32_t)n)
		return false;
	l->told->largest = widths[n - 1];
	while (n-- > 0)
		if (!part_take(l, widths[n], WIRE_WEBP) ||
		    !part_take(l, widths[n], WIRE_JPEG))
			return false;
	if (line_read(l, &more, 1))
		return false;
	if (l->silent)
		return false;
	if (fsync(l->folder) != 0)
		l->disk = errno;
	return l->disk == 0;
}

static bool
answer_take(struct line *l, int64_t pixels)
{
	struct wire_answer	 a;
	struct told		*told = l->told;

	if (!line_read(l, &a, sizeof(a)) || !answer_is_sound(&a, pixels))
		return false;
	told->result = (enum wire_result)a.result;
	if (told->result != WIRE_DONE)
		return true;
	told->width = a.width;
	told->height = a.height;
	told->color = a.color;
	told->placeholder_len = a.placeholder_len;
	memcpy(told->placeholder, a.placeholder, a.placeholder_len);
	return parts_take(l, &a);
}

bool
media_answer_take(struct act *act, int fd, int64_t pixels, int folder,
    struct told *told)
{
	struct line	 l = { .act = act, .fd = fd, .folder = folder,
		.told = told, .until_us = clock_monotonic_us() +
		    MEDIA_LIMIT_MS * CLOCK_SECOND };

	return answer_take(&l, pixels);
}

/* ---- the call -------------------------------------------------------------------- */

static bool
ask_once(struct line *l, int picture, int64_t pixels)
{
	bool	 done;

	l->said = false;
	*l->told = (struct told){ .result = WIRE_BROKEN };
	if ((l->fd = line_connect(l->act)) == -1) {
		l->silent = true;
		return false;
	}
	done = ask_send(l->fd, picture, pixels) && answer_take(l, pixels);
	close(l->fd);
	return done;
}

/*
 * Whoever broke off without a word may have been ended by somebody else: one
 * more tries.  A picture at which that one ends too is to blame itself.
 */
enum outcome
media_ask(struct act *act, int picture, int64_t pixels, int folder,
    struct told *told)
{
	struct line	 l = { .act = act, .folder = folder, .told = told,
		.until_us = clock_monotonic_us() +
		    MEDIA_LIMIT_MS * CLOCK_SECOND };

	if (ask_once(&l, picture, pixels))
		return SOUK_OK;
	if (!l.silent && l.disk == 0 && !l.said &&
	    ask_once(&l, picture, pixels))
		return SOUK_OK;
	if (l.disk != 0) {
		log_line(LOG_ERROR, "a picture cannot be kept", "error",
		    strerror(l.disk), NULL);
		return act_refuse_errno(act, l.disk);
	}
	told->result = WIRE_BROKEN;
	return !l.silent ? SOUK_OK : act_refuse(act, SOUK_BUSY,
	    &media_messages[MEDIA_ASLEEP]);
}
