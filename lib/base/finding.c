/* SPDX-License-Identifier: ISC */
#include "lib/base/finding.h"

#include <string.h>

int
finding(struct buf *out, const char *what, const char *why, const char *todo)
{
	buf_printf(out, "%s: %s; %s\n", what, why, todo);
	return 1;
}

bool
finding_is_public(const struct config *config)
{
	const char	*host = strstr(config->base_url, "://") + 3;
	const size_t	 len = *host == '[' ? strcspn(host, "]") + 1 :
	    strcspn(host, ":/");

	return !(len == 9 && memcmp(host, "localhost", 9) == 0) &&
	    strncmp(host, "127.", 4) != 0 &&
	    !(len == 5 && memcmp(host, "[::1]", 5) == 0);
}
