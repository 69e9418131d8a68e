/* SPDX-License-Identifier: ISC */
#include "lib/catalog/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
spool_open(const char *beside)
{
	const char	*slash = strrchr(beside, '/');
	const int	 len = slash == NULL ? 1 : (int)(slash - beside);
	char		 name[PATH_MAX];
	int		 fd;

	if (snprintf(name, sizeof(name), "%.*s/spool-XXXXXX", len,
	    slash == NULL ? "." : beside) >= (int)sizeof(name)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if ((fd = mkostemp(name, O_CLOEXEC)) >= 0)
		unlink(name);
	return fd;
}

bool
spool_write(int fd, const void *bytes, size_t len)
{
	const char	*p = bytes;
	ssize_t		 n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) <= 0) {
			if (n == 0 || errno != EINTR)
				return false;
			n = 0;
		}
	return true;
}
