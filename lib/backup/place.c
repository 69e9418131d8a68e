/* SPDX-License-Identifier: ISC */
#include "lib/backup/place.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/config.h"
#include "lib/net/s3.h"

static bool
folder_open(struct place *p, const char *path, bool create)
{
	char		 below[PLACE_PATH];
	struct stat	 st;

	if (create && mkdir(path, 0700) == -1 && errno != EEXIST)
		return place_fails(p, "", errno);
	if (stat(path, &st) == -1)
		return place_fails(p, "", errno);
	if (!S_ISDIR(st.st_mode))
		return place_fails(p, "", ENOTDIR);
	if (strlen(path) >= sizeof(p->folder))
		return place_fails(p, "", ENAMETOOLONG);
	snprintf(p->folder, sizeof(p->folder), "%s", path);
	snprintf(below, sizeof(below), "%s/media", p->folder);
	p->links |= access(below, F_OK) == 0;
	return true;
}

bool
place_open(struct place *p, struct act *act, const char *called, bool create)
{
	*p = (struct place){ .act = act, .called = called,
		.kind = &place_folder };
	if (strcmp(called, "s3") != 0)
		return folder_open(p, called, create);
	p->kind = &place_s3;
	if (s3_is_on(act->config))
		return true;
	snprintf(p->why, sizeof(p->why), "SOUK_S3_URL is not set");
	return false;
}

bool
place_open_home(struct place *p, struct act *act)
{
	char	 path[PLACE_PATH];

	*p = (struct place){ .act = act, .called = "backup",
		.kind = &place_folder, .links = true };
	snprintf(path, sizeof(path), "%s/backup", act->config->home);
	return folder_open(p, path, true);
}

static bool
go_on(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return true;
}

/* Listing a folder does it. */
bool
place_tidy(struct place *p)
{
	return p->kind != &place_folder || p->kind->list(p, "objects", go_on,
	    NULL);
}
