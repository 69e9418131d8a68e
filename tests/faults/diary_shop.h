/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_DIARY_SHOP_H
#define SOUK_TESTS_FAULTS_DIARY_SHOP_H

#include <check.h>
#include <stdio.h>
#include <sys/file.h>

#include "tests/faults/diary.h"
#include "tests/faults/steered_by.h"
#include "tests/http/shop.h"

/* A shop whose processes keep a diary. */
static struct diary	*diary;
static char		 diary_path[64];

static inline uint64_t
diary_now(void)
{
	return atomic_load(&diary->head);
}

static void
diary_home(const char *home)
{
	snprintf(diary->home, sizeof(diary->home), "%s", home);
}

__attribute__((constructor)) static void
diary_begin(void)
{
	int	 fd;

	diary = steered_by("SOUK_DIARY", sizeof(*diary), "/diary.so");
	snprintf(diary_path, sizeof(diary_path), "%.59s.log",
	    getenv("SOUK_DIARY"));
	fd = open(diary_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1 || fchmod(fd, 0666) != 0)
		abort();
	close(fd);
	shop_home_made = diary_home;
}

__attribute__((destructor)) static void
diary_end(void)
{
	unlink(diary_path);
	unlink(getenv("SOUK_DIARY"));
}

/* What was noted so far, and what will be: longer than it gets. */
#define DIARY_MOST	((size_t)64 << 30)

static inline const char *
diary_map(void)
{
	int	 fd = open(diary_path, O_RDONLY | O_CLOEXEC);
	void	*p;

	ck_assert_int_ne(fd, -1);
	p = mmap(NULL, DIARY_MOST, PROT_READ, MAP_SHARED | MAP_NORESERVE, fd,
	    0);
	ck_assert_ptr_ne(p, MAP_FAILED);
	close(fd);
	return p;
}

/* Nobody writes to the database while this is held; to be closed. */
static inline int
diary_hush(void)
{
	char	 path[200];
	int	 fd;

	snprintf(path, sizeof(path), "%s/db/souk.db.lock", shop_home());
	fd = open(path, O_RDWR | O_CLOEXEC);
	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	return fd;
}

#endif
