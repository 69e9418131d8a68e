/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_ROOM_H
#define SOUK_TESTS_FAULTS_ROOM_H

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/ops/ops.h"
#include "tests/faults/faults.h"

/*
 * A shop whose room can be taken: its home is a small file system of its own,
 * in a namespace of mounts of its own, so that nothing of it outlives the
 * program.  Where that is refused there is only the limit of a file's size.
 */
#define DISK_BYTES	(64L << 20)

static bool	 is_small;		/* the home is such a disk */

/* ---- the disk --------------------------------------------------------------- */

static inline const char *
home_path(const char *name)
{
	static char	 path[160];

	snprintf(path, sizeof(path), "%s/%s", shop_home(), name);
	return path;
}

/* Of a failed test the log stays. */
static inline void
disk_leave(int status, void *unused)
{
	char	*log = file_read(home_path("log/souk.log"));
	FILE	*f;

	(void)unused;
	umount2(shop_home(), MNT_DETACH);
	if (status == 0)
		rmdir(shop_home());
	else if ((f = fopen(home_path("souk.log"), "we")) != NULL) {
		fputs(log, f);
		fclose(f);
	}
	free(log);
}

static inline void
disk_mount(const char *home)
{
	char	 how[64];

	snprintf(how, sizeof(how), "size=%ld,mode=755", DISK_BYTES);
	is_small = unshare(CLONE_NEWNS) == 0 &&
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mount("souk", home, "tmpfs", MS_NODEV, how) == 0;
	if (is_small)
		on_exit(disk_leave, NULL);
}

static inline long
bytes_free(void)
{
	struct statvfs	 st;

	ck_assert_int_eq(statvfs(shop_home(), &st), 0);
	return (long)(st.f_bavail * st.f_frsize);
}

/* All but so much is taken. */
static inline void
ballast_put(long but)
{
	static const char	 block[4096] = { 1 };
	int			 fd = open(home_path("ballast"), O_WRONLY |
				    O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	ck_assert_int_ne(fd, -1);
	while (bytes_free() > but && write(fd, block, sizeof(block)) > 0)
		continue;
	close(fd);
}

static inline void
disk_fill(void)
{
	ballast_put(0);
}

static inline void
disk_clear(void)
{
	unlink(home_path("ballast"));
}

static inline off_t
log_bytes(void)
{
	struct stat	 st = { .st_size = 0 };

	stat(home_path("log/souk.log"), &st);
	return st.st_size;
}

/* ---- the limit ---------------------------------------------------------------- */

static inline bool
limit_one(pid_t pid, rlim_t bytes)
{
	const struct rlimit	 limit = { bytes, RLIM_INFINITY };

	return prlimit(pid, RLIMIT_FSIZE, &limit, NULL) == 0;
}

/* nginx's workers are its own children; it passes the limit on to new ones. */
static inline bool
limit_below(rlim_t bytes)
{
	static const char *const	 names[] = { "souk-web", "souk-jobs",
	    "nginx" };
	bool				 ok = limit_one(shop_supervisor(),
	    bytes);
	struct workers			 w;

	for (size_t i = 0; i < COUNT(names); i++) {
		w = workers_look(names[i]);
		for (int k = 0; k < w.count; k++)
			ok = limit_one(w.list[k].pid, bytes) && ok;
	}
	return ok;
}

/* Only its own user, or one with more power than root has in a container,
 * may do that to a process. */
static inline void
limit_all(rlim_t bytes)
{
	const char	*why;
	int		 status = -1;
	pid_t		 pid = fork();

	if (pid == 0)
		_exit(owner_become(shop_home(), &why) && limit_below(bytes) ?
		    0 : 1);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}

static inline void
limit_set(void)
{
	limit_all(64 << 10);	/* nobody's file but a small one grows */
}

static inline void
limit_lift(void)
{
	limit_all(RLIM_INFINITY);
}

#endif
