/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/notify/transport.h"

static bool
all_written(int fd, const char *p, size_t len)
{
	ssize_t	 n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) <= 0)
			return false;
	return fsync(fd) == 0;
}

/* Complete under its name, or not there. */
static bool
file_put(const char *path, const char *beside, const char *p, size_t len)
{
	int	 fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		    0600);
	bool	 ok;

	if (fd == -1)
		return false;
	ok = all_written(fd, p, len);
	if (close(fd) == 0 && ok && rename(beside, path) == 0)
		return true;
	unlink(beside);
	return false;
}

char *
mail_file(struct act *act, const char *id)
{
	return arena_printf(act->arena, "%s/mail/%s.eml", act->config->home,
	    id);
}

static enum mail_fate
file_send(struct act *act, const struct mail_message *m,
    struct mail_reply *reply)
{
	const char	*folder = arena_printf(act->arena, "%s/mail",
			    act->config->home);
	const char	*path = mail_file(act, m->id);
	size_t		 len;
	const char	*text = mail_message(act->arena, m, &len);

	if ((mkdir(folder, 0700) == 0 || errno == EEXIST) &&
	    file_put(path, arena_printf(act->arena, "%s.new", path), text,
	    len)) {
		reply->text = arena_printf(act->arena, "mail/%s.eml", m->id);
		return MAIL_WENT;
	}
	reply->text = strerror(errno);
	log_line(LOG_ERROR, "a mail cannot be written", "why", reply->text,
	    NULL);
	return MAIL_AGAIN;
}

const struct mail_transport mail_by_file = {
	.name = "file",
	.send = file_send,
};
