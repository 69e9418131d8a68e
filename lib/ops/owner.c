/* SPDX-License-Identifier: ISC */
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/ops/ops.h"

static bool
become(uid_t user, gid_t group)
{
	return setgroups(1, &group) == 0 && setgid(group) == 0 &&
	    setuid(user) == 0 && setuid(0) != 0;
}

bool
owner_become(const char *home, const char **why)
{
	struct stat	 st;

	if (geteuid() != 0 || stat(home, &st) != 0)
		return true;
	if (st.st_uid == 0)
		*why = "SOUK_HOME belongs to root; give it a user of its own";
	else if (!become(st.st_uid, st.st_gid))
		*why = "the rights of root cannot be given up";
	else
		return true;
	return false;
}
