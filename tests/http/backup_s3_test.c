/* SPDX-License-Identifier: ISC */
/* Copies in a store that speaks S3, and the way back from there alone. */
#include "tests/http/backup.h"
#include "tests/http/bucket.h"

static void
start(void)
{
	shop_home_made = bucket_start;
	setenv("SOUK_BACKUP_PLACE", "s3", 1);
	setenv("SOUK_BACKUP_KEY", BACKUP_KEY, 1);
	shop_start();
	clients_open();
}

START_TEST(s3_bak_02_s3_dr_03_a_shop_comes_back_from_a_bucket)
{
	for (int i = 0; i < 5; i++)
		picture_make(i, 5000);
	product_new("Théière", category_new(owner, "Seau", NULL), "");
	SOUK(0, "in the second place too", "backup");
	SOUK(0, "in the second place too", "backup");
	SOUK(0, "good", "backup", "--verify", "--to", "s3");
	shop_stop();
	machine_lose();
	SOUK(0, "schema", "backups", "--from", "s3");
	SOUK(0, "all found right", "restore");
	SOUK(0, "healthy", "doctor");
	shop_start();
	for (int i = 0; i < 5; i++)
		want_picture_bytes(i, 5000);
	want_sql("SELECT count(*) FROM product_text WHERE name = 'Théière'",
	    "1");
}
END_TEST

/* The copy at home is good; the bucket gets the next one, and all of it. */
START_TEST(s4_bak_a_bucket_that_fails_is_told_and_catches_up)
{
	picture_make(50, 5000);
	server_says(&bucket, "503 to=PUT\n");
	SOUK(1, "the second place: s3/backup/", "backup");
	want_sql("SELECT status || (second_at IS NULL) || (error LIKE"
	    " 'the second place%') FROM backup_run ORDER BY id DESC LIMIT 1",
	    "good11");
	server_says(&bucket, "");
	SOUK(0, "in the second place too", "backup");
	SOUK(0, "good", "backup", "--verify", "--to", "s3");
}
END_TEST

static char	 object[400];

static int
object_find(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)at;
	if (type == FTW_F && strstr(path, "objects%2F") != NULL &&
	    strstr(path, ".told") == NULL)
		snprintf(object, sizeof(object), "%s", path);
	return 0;
}

START_TEST(f_25_damage_in_a_bucket_is_found_and_named)
{
	FILE	*f;
	int	 c;

	nftw(bucket.folder, object_find, 8, FTW_PHYS);
	ck_assert_ptr_nonnull(f = fopen(object, "r+e"));
	fseek(f, -1, SEEK_END);
	c = fgetc(f);
	fseek(f, -1, SEEK_END);
	fputc(c ^ 4, f);
	fclose(f);
	SOUK(1, "is damaged (of", "backup", "--verify", "--to", "s3");
	unlink(object);
	SOUK(1, "is missing (of", "backup", "--verify", "--to", "s3");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_bak_02_s3_dr_03_a_shop_comes_back_from_a_bucket,
		s4_bak_a_bucket_that_fails_is_told_and_catches_up,
		f_25_damage_in_a_bucket_is_found_and_named,
	};

	return suite_run_with("backup_s3", start, tests, COUNT(tests));
}
