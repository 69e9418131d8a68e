/* SPDX-License-Identifier: ISC */
/* A shop without a mail server: mails become files that only it reads. */
#include "tests/http/mail_rows.h"

static void
path_of(char path[256], const char *name)
{
	snprintf(path, 256, "%s/mail/%s", shop_home(), name);
}

START_TEST(s4_not_04_without_a_mail_server_mails_are_files)
{
	char		 path[256], name[96], *text;
	struct stat	 st;

	put("lina@shop.test");
	row_soon("lina@shop.test", "state", "sent");
	ck_assert_str_eq(row("lina@shop.test", "transport"), "file");
	path_of(path, "");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0700);
	snprintf(name, sizeof(name), "%.80s.eml", row("lina@shop.test",
	    "id"));
	path_of(path, name);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	text = file_read(path);
	ck_assert_ptr_nonnull(strstr(text, "To: <lina@shop.test>\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "\r\nBonjour Lina,\r\n"));
	free(text);
	ck_assert_str_eq(row("lina@shop.test", "'mail/' || id || '.eml'"),
	    row("lina@shop.test", "reply || ''"));
}
END_TEST

/* Nothing is wrong with that, but it is said. */
START_TEST(s4_not_03_the_doctor_says_where_mail_goes)
{
	char		 folder[256], *out;

	ck_assert_int_eq(shop_command(NULL, &out, "doctor", NULL), 0);
	ck_assert_ptr_nonnull(strstr(out, "mail: written to files"));
	ck_assert_ptr_nonnull(strstr(out, "healthy"));
	free(out);
	path_of(folder, "");
	ck_assert_int_eq(chmod(folder, 0755), 0);
	ck_assert_int_eq(shop_command(NULL, &out, "doctor", NULL), 1);
	ck_assert_ptr_nonnull(strstr(out, "can be read by others"));
	free(out);
	ck_assert_int_eq(chmod(folder, 0700), 0);
}
END_TEST

/* A folder that cannot be written to loses nothing. */
START_TEST(s4_not_03_a_full_folder_keeps_mail_waiting)
{
	char	 folder[256], aside[256];
	FILE	*f;

	path_of(folder, "");
	folder[strlen(folder) - 1] = '\0';
	snprintf(aside, sizeof(aside), "%.240s.aside", folder);
	ck_assert_int_eq(rename(folder, aside), 0);
	ck_assert_ptr_nonnull(f = fopen(folder, "we"));
	fclose(f);
	put("wait@shop.test");
	reply_soon("wait@shop.test", "Not a directory");
	ck_assert_str_eq(row("wait@shop.test", "state"), "waiting");
	ck_assert_int_eq(unlink(folder), 0);
	ck_assert_int_eq(rename(aside, folder), 0);
	pauses_over();
	row_soon("wait@shop.test", "state", "sent");
}
END_TEST

SUITE_MAIN("mail_file", s4_not_04_without_a_mail_server_mails_are_files,
    s4_not_03_the_doctor_says_where_mail_goes,
    s4_not_03_a_full_folder_keeps_mail_waiting)
