/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/lines.h"
#include "lib/base/log.h"

/*
 * Passwords that leaked elsewhere: SHA-1 in hex, sorted, a line each, with or
 * without ":" and how often, as such lists are handed out.  Without the file
 * people go on choosing passwords; the owner reads why in the log.
 */
#define HEX	(2 * CRYPTO_SHA1)

/* The first line tells whether it is such a list at all. */
static bool
is_list(int fd)
{
	char	 line[HEX + 1];

	return pread(fd, line, sizeof(line), 0) == (ssize_t)sizeof(line) &&
	    strspn(line, "0123456789ABCDEFabcdef") == HEX &&
	    strchr(":\r\n", line[HEX]) != NULL && line[HEX] != '\0';
}

static enum lines_found
look_up(const char *path, const char *hex)
{
	struct lines		 lines = { .text = NULL };
	struct stat		 st;
	enum lines_found	 found = LINES_BROKEN;

	lines.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (lines.fd == -1)
		return LINES_BROKEN;
	if (fstat(lines.fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    is_list(lines.fd)) {
		lines.size = st.st_size;
		found = lines_find(&lines, hex, HEX, ':');
	}
	close(lines.fd);
	return found;
}

bool
password_is_breached(struct act *act, const char *plain)
{
	const char		*path = act->config->breached_passwords;
	uint8_t			 hash[CRYPTO_SHA1];
	enum lines_found	 found;

	if (path == NULL || *path == '\0')
		return false;
	crypto_sha1(plain, strlen(plain), hash);
	found = look_up(path, crypto_hex(act->arena, hash, sizeof(hash)));
	if (found == LINES_BROKEN)
		log_line(LOG_ERROR, "the list of leaked passwords cannot be "
		    "read", "file", path, NULL);
	return found == LINES_YES;
}
