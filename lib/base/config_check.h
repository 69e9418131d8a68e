/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_CONFIG_CHECK_H
#define SOUK_BASE_CONFIG_CHECK_H

/*
 * Private to config.c: what is wrong with a variable's value; NULL: nothing.
 * It ends "SOUK_X must ".
 */
typedef const char *checker(const char *);

checker	check_directory, check_path, check_url, check_secret, check_token,
	check_origins, check_level, check_file, check_line, check_smtp,
	check_sender, check_url_or_none, check_secret_or_none, check_name,
	check_word, check_place, check_dsn, check_stripe_key, check_stripe_secrets;

#endif
