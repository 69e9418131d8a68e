/* SPDX-License-Identifier: ISC */
/* The owner's commands, as they are typed. */
#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/http/process.h"
#include "tests/http/shop.h"
#include "tests/http/suite.h"

#define PASSWORD	"lantern mulberry 0815 trellis"

static char	 file[64];		/* an import */

static void
path_in(char path[160], const char *name)
{
	snprintf(path, 160, "%s/%s", shop_home(), name);
}

/* Runs, expects the status, and that the output has the text. */
#define SOUK(STATUS, TEXT, INPUT, ...) do {				\
	char	*out_ = NULL;						\
	int	 got_ = shop_command(INPUT, &out_, __VA_ARGS__, NULL);	\
									\
	ck_assert_msg(got_ == (STATUS) && strstr(out_, TEXT) != NULL,	\
	    "%d, want %d and \"%s\": %s", got_, STATUS, TEXT, out_);	\
	free(out_);							\
} while (0)

START_TEST(a_command_that_is_none_is_answered_by_the_list)
{
	const char	*argv[] = { NULL, NULL };
	char		 path[160], *out = NULL;

	path_in(path, "bin/souk");
	argv[0] = path;
	ck_assert_int_eq(command_run(NULL, &out, argv), 2);
	ck_assert_ptr_nonnull(strstr(out, "create-admin NAME E-MAIL"));
	free(out);
	SOUK(2, "usage", NULL, "fly");
	SOUK(2, "usage", NULL, "create-admin", "only-a-name");
	SOUK(2, "usage", NULL, "doctor", "one", "too", "many");
	SOUK(0, "import FILE [--dry-run]", NULL, "help");
	SOUK(0, "usage", NULL, "--help");
}
END_TEST

/* S3-SEC-06: all faults of the configuration at once, and nothing runs. */
START_TEST(s3_sec_06_a_bad_configuration_is_named_and_refused)
{
	char	*out = NULL, port[16];

	snprintf(port, sizeof(port), "%d", shop_port());
	setenv("SOUK_PORT", "99999", 1);
	setenv("SOUK_WORKERS", "none", 1);
	ck_assert_int_eq(shop_command(NULL, &out, "run", NULL), 78);
	ck_assert_msg(strstr(out, "SOUK_PORT") != NULL &&
	    strstr(out, "SOUK_WORKERS") != NULL, "%s", out);
	free(out);
	SOUK(78, "SOUK_PORT", NULL, "doctor");
	setenv("SOUK_PORT", port, 1);
	unsetenv("SOUK_WORKERS");
	setenv("SOUK_SECRET", "short", 1);
	SOUK(78, "SOUK_SECRET", NULL, "migrate");
	unsetenv("SOUK_SECRET");
	setenv("SOUK_HOME", "/nonexistent", 1);
	SOUK(78, "SOUK_HOME", NULL, "doctor");
	setenv("SOUK_HOME", shop_home(), 1);
}
END_TEST

static mode_t
mode_of(const char *home, const char *name)
{
	char		 path[160];
	struct stat	 st;

	snprintf(path, sizeof(path), "%s/%s", home, name);
	ck_assert_msg(stat(path, &st) == 0, "%s", path);
	return st.st_mode & 07777;
}

static bool	 root_owns;

static int
look(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)path;
	(void)type;
	(void)at;
	root_owns |= st->st_uid == 0;
	return 0;
}

/* S1-GEN-06, S3-SEC-13: secrets are the owner's alone, made once. */
START_TEST(s1_gen_06_init_makes_a_private_home_and_keeps_its_secret)
{
	static const struct { const char *name; mode_t mode; } made[] = {
		{ "db", 0700 }, { "media", 0750 }, { "backup", 0700 },
		{ "run", 0750 }, { "log", 0750 }, { "etc", 0750 },
		{ "etc/souk.env", 0600 }, { "etc/tls.key", 0600 },
		{ "db/souk.db", 0600 },
	};
	const char	*remove[] = { "rm", "-rf", NULL, NULL };
	char		 home[64], path[160], *before, *after;

	home_make(home);
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		ck_assert_msg(mode_of(home, made[i].name) == made[i].mode,
		    "%s: %o", made[i].name, mode_of(home, made[i].name));
	snprintf(path, sizeof(path), "%s/etc/souk.env", home);
	before = file_read(path);
	ck_assert_ptr_nonnull(strstr(before, "SOUK_SECRET="));
	setenv("SOUK_HOME", home, 1);
	SOUK(0, "", NULL, "init");
	setenv("SOUK_HOME", shop_home(), 1);
	after = file_read(path);
	ck_assert_str_eq(before, after);
	/* Root, too, works as whom the home belongs to. */
	nftw(home, look, 16, FTW_PHYS);
	ck_assert(!root_owns);
	remove[2] = home;
	command_run(NULL, NULL, remove);
	free(before);
	free(after);
}
END_TEST

/* One that ends within the month. */
static void
certificate_short(const char *path)
{
	const char	*argv[] = { "openssl", "req", "-x509", "-newkey", "ec",
		"-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9",
		"-subj", "/CN=localhost", "-keyout", "/dev/null", "-out", path,
		NULL };

	ck_assert_int_eq(command_run(NULL, NULL, argv), 0);
	ck_assert_int_eq(chmod(path, 0644), 0);
}

START_TEST(doctor_finds_what_is_wrong_and_only_that)
{
	char	 path[160], aside[160];

	SOUK(0, "healthy", NULL, "doctor");
	path_in(path, "etc/souk.env");
	ck_assert_int_eq(chmod(path, 0644), 0);
	SOUK(1, "souk.env", NULL, "doctor");
	ck_assert_int_eq(chmod(path, 0600), 0);
	path_in(path, "db");
	ck_assert_int_eq(chmod(path, 0755), 0);
	SOUK(1, "/db: ", NULL, "doctor");
	ck_assert_int_eq(chmod(path, 0700), 0);
	path_in(path, "etc/tls.crt");
	path_in(aside, "etc/aside");
	ck_assert_int_eq(rename(path, aside), 0);
	SOUK(1, "tls.crt", NULL, "doctor");
	certificate_short(path);
	SOUK(1, "tls.crt: has ended", NULL, "doctor");
	ck_assert_int_eq(rename(aside, path), 0);
	SOUK(0, "healthy", NULL, "doctor");
}
END_TEST

START_TEST(doctor_finds_a_damaged_database)
{
	char	 from[160], to[160], text[200];
	FILE	*f;

	path_in(from, "db/souk.db");
	path_in(to, "run/damaged.db");
	snprintf(text, sizeof(text), "VACUUM INTO '%s'", to);
	free(shop_sql(text));
	ck_assert_ptr_nonnull(f = fopen(to, "r+e"));
	ck_assert_int_eq(fseek(f, 4096 * 3, SEEK_SET), 0);
	for (int i = 0; i < 4096; i++)
		fputc(0xa5, f);
	fclose(f);
	ck_assert_int_eq(chmod(to, 0666), 0);
	setenv("SOUK_DATABASE", to, 1);
	SOUK(1, "", NULL, "doctor");
	ck_assert_ptr_nonnull(f = fopen(to, "we"));
	fputs("no database at all", f);
	fclose(f);
	SOUK(1, "", NULL, "doctor");
	unsetenv("SOUK_DATABASE");
	unlink(to);
	SOUK(0, "healthy", NULL, "doctor");	/* and so the shop writes */
}
END_TEST

/* S3-DB-17 */
START_TEST(s3_db_17_an_owner_is_made_with_a_password_worth_its_name)
{
	struct client	*c = client_new();
	char		*admins;

	SOUK(1, "password", "short\n", "create-admin", "second",
	    "second@example.com");
	SOUK(1, "", "", "create-admin", "second", "second@example.com");
	SOUK(1, "", "\n", "create-admin", "second", "second@example.com");
	SOUK(1, "", "passwordpassword\n", "create-admin", "second",
	    "second@example.com");
	SOUK(1, "email", PASSWORD "\n", "create-admin", "second", "nobody");
	SOUK(1, "", PASSWORD "\n", "create-admin", "owner",
	    "other@example.com");
	SOUK(0, "user_", PASSWORD "\n", "create-admin", "second",
	    "second@example.com");
	want(client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"second\",\"password\":\"" PASSWORD "\"}"), 200);
	admins = shop_sql("SELECT role FROM users WHERE username = 'second'");
	ck_assert_str_eq(admins, "SUPER_ADMIN");
	free(admins);
	client_free(c);
}
END_TEST

static void
import_file(const char *lines)
{
	FILE	*f;
	int	 fd;

	snprintf(file, sizeof(file), "/tmp/souk-import.XXXXXX");
	ck_assert_int_ge(fd = mkstemp(file), 0);
	ck_assert_ptr_nonnull(f = fdopen(fd, "w"));
	fputs(lines, f);
	fclose(f);
}

/* The file is the caller's, private, and stays. */
START_TEST(a_file_is_imported_reported_and_left_alone)
{
	struct client	*c = client_new();

	import_file("Handle,Title,Body (HTML),Type,Published,Option1 Name,"
	    "Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,"
	    "Image Src\n"
	    "lampe-de-fez,Lampe de Fès,Une lampe,Lampes,true,Title,"
	    "Default Title,LF-1,3,49.90,https://example.com/l.jpg\n"
	    "sans-prix,Sans prix,Rien,Lampes,true,Title,Default Title,SP-1,"
	    "1,abc,https://example.com/s.jpg\n");
	SOUK(0, "2 lines", NULL, "import", file, "--dry-run");
	want(client_get(c, "/api/public/products/lampe-de-fez"), 404);
	SOUK(0, "line 3", NULL, "import", file);
	want(client_get(c, "/api/public/products/lampe-de-fez"), 200);
	SOUK(0, "1 unchanged", NULL, "import", file);
	ck_assert_int_eq(access(file, R_OK), 0);
	unlink(file);
	client_free(c);
}
END_TEST

START_TEST(a_file_that_cannot_be_imported_is_refused)
{
	SOUK(1, "No such file", NULL, "import", "/nonexistent.csv");
	SOUK(1, "", NULL, "import", "/tmp");
	import_file("\n");
	SOUK(1, "", NULL, "import", file);
	SOUK(2, "", NULL, "import", file, "--wet-run");
	unlink(file);
}
END_TEST

START_TEST(migrate_and_routes_say_what_they_are_asked)
{
	SOUK(0, "schema ", NULL, "migrate");
	SOUK(0, "\"path\":\"/api/public/products\"", NULL, "routes");
	SOUK(0, "fastcgi_pass souk_login;", NULL, "routes", "--nginx");
	SOUK(2, "", NULL, "routes", "--other");
}
END_TEST

START_TEST(the_demo_fills_an_empty_shop_with_random_passwords)
{
	const char	*remove[] = { "rm", "-rf", NULL, NULL };
	char		 home[64], *first = NULL, *second = NULL;

	home_make(home);
	setenv("SOUK_HOME", home, 1);
	ck_assert_int_eq(shop_command(NULL, &first, "demo", NULL), 0);
	ck_assert_ptr_nonnull(strstr(first, "owner "));
	ck_assert_ptr_nonnull(strstr(first, "reader "));
	ck_assert_int_eq(shop_command(NULL, &second, "demo", NULL), 0);
	setenv("SOUK_HOME", shop_home(), 1);
	ck_assert_ptr_null(strstr(second, "owner "));
	remove[2] = home;
	command_run(NULL, NULL, remove);
	free(first);
	free(second);
}
END_TEST

SUITE_MAIN("command",
    a_command_that_is_none_is_answered_by_the_list,
    s3_sec_06_a_bad_configuration_is_named_and_refused,
    s1_gen_06_init_makes_a_private_home_and_keeps_its_secret,
    doctor_finds_what_is_wrong_and_only_that,
    doctor_finds_a_damaged_database,
    s3_db_17_an_owner_is_made_with_a_password_worth_its_name,
    a_file_is_imported_reported_and_left_alone,
    a_file_that_cannot_be_imported_is_refused,
    migrate_and_routes_say_what_they_are_asked,
    the_demo_fills_an_empty_shop_with_random_passwords)
