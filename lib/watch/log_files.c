/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/watch/logs.h"

#define CURRENT	"souk.log"
#define BEGIN	"souk-"
#define DATE	10	/* 2026-11-21 */

/* "souk-2026-11-21[.N].log[.gz]" */
static bool
name_read(const char *name, struct log_file *f)
{
	char	 text[32];
	size_t	 n;

	f->is_current = strcmp(name, CURRENT) == 0;
	if (f->is_current)
		return true;
	if (strncmp(name, BEGIN, strlen(BEGIN)) != 0)
		return false;
	name += strlen(BEGIN);
	snprintf(text, sizeof(text), "%.10sT00:00:00Z", name);
	if (strlen(name) < DATE || !clock_parse(text, &f->day))
		return false;
	f->day /= CLOCK_DAY;
	name += DATE;
	if (*name == '.' && name[1] >= '0' && name[1] <= '9') {
		n = strspn(name + 1, "0123456789");
		snprintf(text, sizeof(text), "%.*s", (int)n, name + 1);
		if (!text_to_int(text, &f->part))
			return false;
		name += 1 + n;
	}
	f->is_gz = strcmp(name, ".log.gz") == 0;
	return f->is_gz || strcmp(name, ".log") == 0;
}

static int
newest_first(const void *a, const void *b)
{
	const struct log_file	*x = a, *y = b;

	if (x->is_current != y->is_current)
		return x->is_current ? -1 : 1;
	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	return x->part > y->part ? -1 : x->part < y->part;
}

static bool
file_look(int folder, const char *name, struct log_file *f)
{
	struct stat	 st;

	*f = (struct log_file){ .part = 0 };
	if (strlen(name) >= sizeof(f->name) || !name_read(name, f) || fstatat(folder, name, &st,
	    AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return false;
	memcpy(f->name, name, strlen(name) + 1);
	f->bytes = st.st_size;
	f->mtime = (int64_t)st.st_mtim.tv_sec * CLOCK_SECOND +
	    st.st_mtim.tv_nsec / 1000000;
	f->inode = st.st_ino;
	if (f->is_current)
		f->day = f->mtime / CLOCK_DAY;
	return true;
}

const char *
log_path(struct act *act, const char *name)
{
	return arena_printf(act->arena, "%s/log/%s", act->config->home, name);
}

int
log_files(struct act *act, struct log_file **files)
{
	DIR		*dir;
	struct dirent	*entry;
	int		 n = 0;

	*files = arena_array(act->arena, LOG_FILES_MAX, sizeof(**files));
	if ((dir = opendir(log_path(act, ""))) == NULL)
		return 0;
	while (n < LOG_FILES_MAX && (entry = readdir(dir)) != NULL)
		n += file_look(dirfd(dir), entry->d_name, &(*files)[n]);
	closedir(dir);
	qsort(*files, (size_t)n, sizeof(**files), newest_first);
	return n;
}
