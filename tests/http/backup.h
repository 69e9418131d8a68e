/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BACKUP_H
#define SOUK_TESTS_HTTP_BACKUP_H

#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/http/durability_ledger.h"
#include "tests/http/process.h"

/*
 * Copies of the shop of a test, and its loss: everything but the programs is
 * gone, and then there is only what `souk restore` brings back.
 */
#define BACKUP_KEY	"a key of a test, longer than 32 bytes"

static char	 second_place[64];	/* a folder that is no part of a home */

/* Whoever runs tests as root has a shop of another user. */
static inline void
give_to_shop(const char *path)
{
	if (geteuid() == 0)
		ck_assert_int_eq(chown(path, 65534, 65534), 0);
}

/* Before shop_start(). */
static inline void
second_place_make(void)
{
	snprintf(second_place, sizeof(second_place),
	    "/tmp/souk-test.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(second_place));
	give_to_shop(second_place);
	setenv("SOUK_BACKUP_PLACE", second_place, 1);
	setenv("SOUK_BACKUP_KEY", BACKUP_KEY, 1);
}

static inline int
remove_below(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void
folder_remove(const char *path)
{
	nftw(path, remove_below, 16, FTW_DEPTH | FTW_PHYS);
}

/* Runs, expects the status, and that the output has the text. */
#define SOUK(STATUS, TEXT, ...) do {					\
	char	*out_ = NULL;						\
	int	 got_ = shop_command(NULL, &out_, __VA_ARGS__, NULL);	\
									\
	ck_assert_msg(got_ == (STATUS) && strstr(out_, TEXT) != NULL,	\
	    "%s:%d: %d, want %d and \"%s\": %.1500s", __FILE__, __LINE__,	\
	    got_, STATUS, TEXT, out_);					\
	free(out_);							\
} while (0)

/* ---- pictures that are only bytes ------------------------------------------ */

static inline void
picture_path(char path[PATH_MAX], int n)
{
	snprintf(path, PATH_MAX, "%s/media/public/%02x/%030d/160.jpg",
	    shop_home(), n * 37 % 256, n);
}

/* Each differs from each, and packs badly. */
static inline void
picture_bytes(unsigned char *bytes, size_t n, int number)
{
	unsigned	 seed = (unsigned)number + 1;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)rand_r(&seed);
}

static inline void
parents_make(char *path)
{
	for (char *at = strchr(path + strlen(shop_home()) + 1, '/');
	    at != NULL; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdir(path, 0750) == 0)
			give_to_shop(path);
		*at = '/';
	}
}

static inline void
picture_make(int number, size_t n)
{
	unsigned char	*bytes = malloc(n);
	char		 path[PATH_MAX];
	FILE		*f;

	picture_path(path, number);
	parents_make(path);
	picture_bytes(bytes, n, number);
	ck_assert_ptr_nonnull(f = fopen(path, "we"));
	ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
	fclose(f);
	give_to_shop(path);
	free(bytes);
}

static inline void
want_picture_bytes(int number, size_t n)
{
	unsigned char	*bytes = malloc(n), *found = malloc(n + 1);
	char		 path[PATH_MAX];
	FILE		*f;

	picture_path(path, number);
	picture_bytes(bytes, n, number);
	ck_assert_msg((f = fopen(path, "re")) != NULL, "%s", path);
	ck_assert_uint_eq(fread(found, 1, n + 1, f), n);
	fclose(f);
	ck_assert_int_eq(memcmp(found, bytes, n), 0);
	free(bytes);
	free(found);
}

/* ---- the ledger as of a moment ---------------------------------------------- */

static struct load	 moment;

/* Writers go on; what is noted here has been acknowledged. */
static inline void
ledger_note(void)
{
	for (int i = 0; i < WRITERS; i++) {
		moment.writers[i].count = load.writers[i].count;
		moment.writers[i].import_count = load.writers[i].import_count;
		moment.writers[i].picture_count =
		    load.writers[i].picture_count;
		memcpy(moment.writers[i].products, load.writers[i].products,
		    sizeof(load.writers[i].products));
		memcpy(moment.writers[i].imports, load.writers[i].imports,
		    sizeof(load.writers[i].imports));
		memcpy(moment.writers[i].pictures, load.writers[i].pictures,
		    sizeof(load.writers[i].pictures));
	}
}

static inline void
want_moment(void)
{
	int	 n = 0;

	for (int i = 0; i < WRITERS; i++) {
		const struct writer	*w = &moment.writers[i];

		for (int k = 0; k < w->count; k++, n++)
			want_entry(&w->products[k]);
		for (int k = 0; k < w->import_count; k++)
			want_imported(w->imports[k]);
		for (int k = 0; k < w->picture_count; k++)
			want_whole_picture(w->pictures[k]);
	}
	ck_assert_int_ge(n, 1);
	want_sound();
}

/* ---- the loss of the machine --------------------------------------------------- */

/* But not of what the gates will want to know: the statements that ran. */
static inline void
statements_keep(const char *lost)
{
	char	 from[120], to[120];

	snprintf(from, sizeof(from), "%s/run/statements", lost);
	snprintf(to, sizeof(to), "%s/run", shop_home());
	if (access(from, F_OK) != 0)
		return;
	ck_assert_int_eq(mkdir(to, 0750), 0);
	give_to_shop(to);
	snprintf(to, sizeof(to), "%s/run/statements", shop_home());
	ck_assert_int_eq(rename(from, to), 0);
}

/* A home with the programs in it and nothing else.  The shop has ended. */
static inline void
machine_lose(void)
{
	char		 lost[80], from[100], to[100];
	struct stat	 st;

	snprintf(lost, sizeof(lost), "%s.lost", shop_home());
	ck_assert_int_eq(stat(shop_home(), &st), 0);
	ck_assert_int_eq(rename(shop_home(), lost), 0);
	ck_assert_int_eq(mkdir(shop_home(), 0755), 0);
	for (int i = 0; i < 2; i++) {
		snprintf(from, sizeof(from), "%s/%s", lost,
		    i == 0 ? "bin" : "www");
		snprintf(to, sizeof(to), "%s/%s", shop_home(),
		    i == 0 ? "bin" : "www");
		ck_assert_int_eq(rename(from, to), 0);
	}
	if (geteuid() == 0)
		ck_assert_int_eq(chown(shop_home(), st.st_uid, st.st_gid), 0);
	statements_keep(lost);
	folder_remove(lost);
}

#endif
