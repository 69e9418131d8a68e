/* SPDX-License-Identifier: ISC */
#include "lib/base/config.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config_check.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS_MAX	((size_t)8 << 20)
#define HOME		"SOUK_HOME"
#define FILE_BELOW_HOME	"etc/souk.env"

struct variable;

enum kind { CONFIG_TEXT, CONFIG_NUMBER, CONFIG_SWITCH };

#define AT(MEMBER)	.at = offsetof(struct config, MEMBER)

/* Every variable there is.  initial NULL: made from the others, or needed. */
static const struct variable {
	const char	*name;
	enum kind	 kind;
	size_t		 at;		/* in struct config */
	checker		*check;		/* TEXT */
	int64_t		 min, max;	/* NUMBER */
	const char	*initial;
	const char	*help;
} variables[] = {
	{ .name = HOME, AT(home), .check = check_directory,
	  .help = "the shop's directory" },
	{ .name = "SOUK_DATABASE", AT(database), .check = check_path,
	  .help = "the database file; db/souk.db below the home" },
	{ .name = "SOUK_PORT", AT(port), .kind = CONFIG_NUMBER,
	  .min = 1, .max = 65535, .initial = "8443",
	  .help = "the port of HTTPS" },
	{ .name = "SOUK_BASE_URL", AT(base_url), .check = check_url,
	  .help = "how people reach the shop; https://localhost:PORT" },
	{ .name = "SOUK_WORKERS", AT(workers), .kind = CONFIG_NUMBER,
	  .min = 1, .max = 64, .initial = "4",
	  .help = "web processes" },
	{ .name = "SOUK_WRITERS", AT(writers), .kind = CONFIG_NUMBER,
	  .min = 1, .max = 16, .initial = "1",
	  .help = "processes that change something; more take turns" },
	{ .name = "SOUK_MAX_REQUESTS", AT(max_requests),
	  .kind = CONFIG_NUMBER, .min = 1, .max = INT64_C(1000000000),
	  .initial = "100000",
	  .help = "requests before a process is replaced" },
	{ .name = "SOUK_EDGE_RATE", AT(edge_rate), .kind = CONFIG_NUMBER,
	  .min = 1, .max = 30000, .initial = "100",
	  .help = "requests a second that nginx takes of an address" },
	{ .name = "SOUK_SECRET", AT(secret), .check = check_secret,
	  .help = "what keys are derived from" },
	{ .name = "SOUK_METRICS_TOKEN", AT(metrics_token),
	  .check = check_token, .initial = "",
	  .help = "opens the metrics; without it only loopback" },
	{ .name = "SOUK_CORS_ORIGINS", AT(origins), .check = check_origins,
	  .initial = "",
	  .help = "other sites whose pages may call the API" },
	{ .name = "SOUK_LOG_LEVEL", AT(log_level), .check = check_level,
	  .initial = "info",
	  .help = "the least important line that is logged" },
	{ .name = "SOUK_DEMO", AT(demo), .kind = CONFIG_SWITCH,
	  .initial = "1",
	  .help = "fill a new shop with a demonstration" },
	{ .name = "SOUK_API_DOCS", AT(api_docs), .kind = CONFIG_SWITCH,
	  .initial = "1",
	  .help = "show the API's description to everyone" },
	{ .name = "SOUK_PAGE_CACHE", AT(page_cache), .kind = CONFIG_SWITCH,
	  .initial = "1",
	  .help = "let nginx hand out pages that did not change" },
	{ .name = "SOUK_CA_FILE", AT(ca_file), .check = check_file,
	  .initial = "",
	  .help = "whom to trust besides, of services that are called" },
	{ .name = "SOUK_LOOPBACK", AT(loopback), .kind = CONFIG_SWITCH,
	  .initial = "0",
	  .help = "services may be on this machine, without TLS" },
	{ .name = "SOUK_SMTP_URL", AT(smtp_url), .check = check_smtp,
	  .initial = "",
	  .help = "where mail goes out; without it into files" },
	{ .name = "SOUK_SMTP_USER", AT(smtp_user), .check = check_line,
	  .initial = "", .help = "who we are there" },
	{ .name = "SOUK_SMTP_PASSWORD", AT(smtp_password),
	  .check = check_line, .initial = "", .help = "the proof of that" },
	{ .name = "SOUK_RESEND_URL", AT(resend_url), .check = check_url,
	  .initial = "https://api.resend.com",
	  .help = "where Resend's API is" },
	{ .name = "SOUK_RESEND_KEY", AT(resend_key), .check = check_line,
	  .initial = "",
	  .help = "sends mail by Resend, not by SMTP" },
	{ .name = "SOUK_MAIL_FROM", AT(mail_from), .check = check_sender,
	  .help = "the address that mail comes from; noreply@ the host" },
	{ .name = "SOUK_GOOGLE_ISSUER", AT(google_issuer), .check = check_url,
	  .initial = "https://accounts.google.com",
	  .help = "where Google's OpenID Connect is" },
	{ .name = "SOUK_GOOGLE_CLIENT_ID", AT(google_client_id),
	  .check = check_line, .initial = "",
	  .help = "lets people sign in with Google" },
	{ .name = "SOUK_GOOGLE_CLIENT_SECRET", AT(google_client_secret),
	  .check = check_line, .initial = "", .help = "the proof of that" },
	{ .name = "SOUK_FACEBOOK_URL", AT(facebook_url), .check = check_url,
	  .initial = "https://www.facebook.com",
	  .help = "where Facebook asks people" },
	{ .name = "SOUK_FACEBOOK_GRAPH_URL", AT(facebook_graph_url),
	  .check = check_url, .initial = "https://graph.facebook.com",
	  .help = "where Facebook's API is" },
	{ .name = "SOUK_FACEBOOK_APP_ID", AT(facebook_app_id),
	  .check = check_line, .initial = "",
	  .help = "lets people sign in with Facebook" },
	{ .name = "SOUK_FACEBOOK_APP_SECRET", AT(facebook_app_secret),
	  .check = check_line, .initial = "", .help = "the proof of that" },
	{ .name = "SOUK_BREACHED_PASSWORDS", AT(breached_passwords),
	  .check = check_file, .initial = "",
	  .help = "a file of SHA-1 hashes in order, a line each" },
	{ .name = "SOUK_STRIPE_URL", AT(stripe_url), .check = check_url,
	  .initial = "https://api.stripe.com",
	  .help = "where Stripe's API is" },
	{ .name = "SOUK_STRIPE_KEY", AT(stripe_key),
	  .check = check_stripe_key, .initial = "",
	  .help = "Stripe's secret or restricted key; lets cards pay" },
	{ .name = "SOUK_STRIPE_PUBLIC_KEY", AT(stripe_public),
	  .check = check_line, .initial = "",
	  .help = "Stripe's publishable key, for programs that confirm" },
	{ .name = "SOUK_STRIPE_WEBHOOK_SECRETS", AT(stripe_secrets),
	  .check = check_stripe_secrets, .initial = "",
	  .help = "signing secrets of the webhook, old and new, by commas" },
	{ .name = "SOUK_META_URL", AT(meta_url), .check = check_url,
	  .initial = "https://graph.facebook.com",
	  .help = "where Meta's Graph API is" },
	{ .name = "SOUK_META_VERSION", AT(meta_version),
	  .check = check_name, .initial = "v24.0",
	  .help = "which version of it" },
	{ .name = "SOUK_META_TOKEN", AT(meta_token), .check = check_line,
	  .initial = "", .help = "a system user's access token; WhatsApp" },
	{ .name = "SOUK_META_APP_SECRETS", AT(meta_secrets),
	  .check = check_line, .initial = "",
	  .help = "secrets of the app, old and new, by commas" },
	{ .name = "SOUK_META_VERIFY_TOKEN", AT(meta_verify),
	  .check = check_line, .initial = "",
	  .help = "what Meta says when it looks at our webhook" },
	{ .name = "SOUK_META_ACCOUNT", AT(meta_account),
	  .check = check_word, .initial = "",
	  .help = "the WhatsApp Business account whose numbers are ours" },
	{ .name = "SOUK_TWILIO_URL", AT(twilio_url), .check = check_url,
	  .initial = "https://api.twilio.com",
	  .help = "where Twilio's API is" },
	{ .name = "SOUK_TWILIO_ACCOUNT", AT(twilio_account),
	  .check = check_word, .initial = "",
	  .help = "the account that texts are sent from, AC…" },
	{ .name = "SOUK_TWILIO_TOKEN", AT(twilio_token),
	  .check = check_line, .initial = "",
	  .help = "its auth token, which also signs what Twilio tells" },
	{ .name = "SOUK_TWILIO_KEY", AT(twilio_key),
	  .check = check_word, .initial = "",
	  .help = "an API key instead of the token, SK…" },
	{ .name = "SOUK_TWILIO_KEY_SECRET", AT(twilio_key_secret),
	  .check = check_line, .initial = "", .help = "the proof of that" },
	{ .name = "SOUK_TWILIO_FROM", AT(twilio_from), .check = check_line,
	  .initial = "",
	  .help = "a number of ours, +…, or a messaging service, MG…" },
	{ .name = "SOUK_S3_URL", AT(s3_url), .check = check_url_or_none,
	  .initial = "",
	  .help = "a store that speaks S3; pictures go there too" },
	{ .name = "SOUK_S3_REGION", AT(s3_region), .check = check_name,
	  .initial = "us-east-1", .help = "where that store is" },
	{ .name = "SOUK_S3_BUCKET", AT(s3_bucket), .check = check_name,
	  .initial = "", .help = "what of that store is ours" },
	{ .name = "SOUK_S3_KEY", AT(s3_key), .check = check_line,
	  .initial = "", .help = "who we are there" },
	{ .name = "SOUK_S3_SECRET", AT(s3_secret), .check = check_line,
	  .initial = "", .help = "the proof of that" },
	{ .name = "SOUK_MEDIA_URL", AT(media_url),
	  .check = check_url_or_none, .initial = "",
	  .help = "a CDN in front of the shop: browsers find pictures there" },
	{ .name = "SOUK_BACKUP_KEY", AT(backup_key),
	  .check = check_secret_or_none, .initial = "",
	  .help = "encrypts the copies of the shop; keep it elsewhere too" },
	{ .name = "SOUK_BACKUP_PLACE", AT(backup_place),
	  .check = check_place, .initial = "",
	  .help = "where copies go besides: a folder, or s3" },
	{ .name = "SOUK_SENTRY_DSN", AT(sentry_dsn),
	  .check = check_dsn, .initial = "",
	  .help = "where errors are reported, as Sentry takes them" },
	{ .name = "SOUK_SLOW_MS", AT(slow_ms), .kind = CONFIG_NUMBER,
	  .min = 1, .max = 60000, .initial = "200",
	  .help = "statements that take longer are logged" },
	{ .name = "SOUK_HTTP_PORT", AT(http_port), .kind = CONFIG_NUMBER,
	  .min = 0, .max = 65535, .initial = "0",
	  .help = "the port of plain HTTP, for redirects and certificates" },
};

/* ---- values ---------------------------------------------------------- */

static void *
member(struct config *config, const struct variable *v)
{
	return (char *)config + v->at;
}

static bool
fault(struct buf *faults, const struct variable *v, const char *must)
{
	buf_printf(faults, "%s must %s (%s)\n", v->name, must, v->help);
	return false;
}

static bool
set_text(struct config *config, const struct variable *v, const char *value,
    struct buf *faults)
{
	const char	*wrong = v->check(value);

	if (wrong != NULL)
		return fault(faults, v, wrong);
	*(const char **)member(config, v) = arena_copy(config->texts, value);
	return true;
}

static bool
set_number(struct config *config, const struct variable *v,
    const char *value, struct buf *faults)
{
	int64_t	 n;

	if (text_to_int(value, &n) && n >= v->min && n <= v->max) {
		*(int64_t *)member(config, v) = n;
		return true;
	}
	buf_printf(faults, "%s must be a number from %" PRId64 " to %" PRId64
	    " (%s)\n", v->name, v->min, v->max, v->help);
	return false;
}

static bool
set_switch(struct config *config, const struct variable *v,
    const char *value, struct buf *faults)
{
	bool	 on = text_equal(value, "1");

	if (!on && !text_equal(value, "0"))
		return fault(faults, v, "be 0 or 1");
	*(bool *)member(config, v) = on;
	return true;
}

static bool
set(struct config *config, const struct variable *v, const char *value,
    struct buf *faults)
{
	switch (v->kind) {
	case CONFIG_NUMBER:
		return set_number(config, v, value, faults);
	case CONFIG_SWITCH:
		return set_switch(config, v, value, faults);
	case CONFIG_TEXT:
		break;
	}
	return set_text(config, v, value, faults);
}

static const struct variable *
variable_find(const char *name)
{
	for (size_t i = 0; i < COUNT(variables); i++)
		if (strcmp(variables[i].name, name) == 0)
			return &variables[i];
	return NULL;
}

/* ---- the file ----------------------------------------------------------- */

/*
 * What the file says, by variable; it goes nowhere else: a child's environment
 * can be read by whoever sees the process.
 */
struct file { const char *values[COUNT(variables)]; };

/* A line without its end: NAME=value, a comment or nothing.  The first of a
 * name counts. */
static bool
line_read(struct config *config, struct file *f, char *line, int number,
    struct buf *faults)
{
	char			*equals = strchr(line, '=');
	const struct variable	*v;

	if (*line == '\0' || *line == '#')
		return true;
	if (equals != NULL)
		*equals = '\0';
	v = variable_find(line);
	if (equals == NULL || v == NULL || strcmp(line, HOME) == 0) {
		buf_printf(faults, FILE_BELOW_HOME ":%d: %s\n", number,
		    equals == NULL ? "not NAME=value" :
		    "no such variable, or not one for this file");
		return false;
	}
	if (f->values[v - variables] == NULL)
		f->values[v - variables] = arena_copy(config->texts,
		    equals + 1);
	return true;
}

/* No file is fine. */
static bool
file_read(struct config *config, struct file *values, const char *home,
    struct buf *faults)
{
	char	*path = arena_printf(config->texts, "%s/" FILE_BELOW_HOME,
		    home), *line = NULL;
	size_t	 room = 0;
	FILE	*file = fopen(path, "re");
	bool	 ok = true;
	int	 number = 0;

	if (file == NULL) {
		if (errno == ENOENT)
			return true;
		buf_printf(faults, FILE_BELOW_HOME ": %s\n", strerror(errno));
		return false;
	}
	while (getline(&line, &room, file) != -1) {
		line[strcspn(line, "\r\n")] = '\0';
		ok &= line_read(config, values, line, ++number, faults);
	}
	free(line);
	fclose(file);
	return ok;
}

/* ---- all of it ----------------------------------------------------------- */

/* What follows from the others, where it was not given. */
static void
derive(struct config *config)
{
	size_t	 len;

	if (config->database == NULL)
		config->database = arena_printf(config->texts,
		    "%s/db/souk.db", config->home);
	if (config->base_url == NULL)
		config->base_url = arena_printf(config->texts,
		    "https://localhost:%" PRId64, config->port);
	len = strlen(config->base_url);
	while (len > 0 && config->base_url[len - 1] == '/')
		len--;
	config->base_url = arena_text(config->texts, config->base_url, len);
	if (config->mail_from == NULL)
		config->mail_from = arena_printf(config->texts, "noreply@%s",
		    text_url_host(config->texts, config->base_url));
}

/* An integration that is on has its secret. */
static bool
pairs_check(const struct config *c, struct buf *faults)
{
	const struct { const char *on, *secret, *name; } pairs[] = {
		{ c->smtp_user, c->smtp_password, "SOUK_SMTP_PASSWORD" },
		{ c->google_client_id, c->google_client_secret,
		  "SOUK_GOOGLE_CLIENT_SECRET" },
		{ c->facebook_app_id, c->facebook_app_secret,
		  "SOUK_FACEBOOK_APP_SECRET" },
		{ c->stripe_key, c->stripe_secrets,
		  "SOUK_STRIPE_WEBHOOK_SECRETS" },
		{ c->meta_token, c->meta_secrets, "SOUK_META_APP_SECRETS" },
		{ c->meta_token, c->meta_verify, "SOUK_META_VERIFY_TOKEN" },
		{ c->meta_token, c->meta_account, "SOUK_META_ACCOUNT" },
		{ c->twilio_account, c->twilio_token, "SOUK_TWILIO_TOKEN" },
		{ c->twilio_account, c->twilio_from, "SOUK_TWILIO_FROM" },
		{ c->twilio_key, c->twilio_key_secret,
		  "SOUK_TWILIO_KEY_SECRET" },
		{ c->s3_url, c->s3_bucket, "SOUK_S3_BUCKET" },
		{ c->s3_url, c->s3_key, "SOUK_S3_KEY" },
		{ c->s3_key, c->s3_secret, "SOUK_S3_SECRET" },
	};
	bool	 ok = true;

	for (size_t i = 0; i < COUNT(pairs); i++)
		if (*pairs[i].on != '\0' && *pairs[i].secret == '\0') {
			buf_printf(faults, "%s must be set\n",
			    pairs[i].name);
			ok = false;
		}
	return ok;
}

bool
config_load(struct config *config, struct buf *faults)
{
	const struct variable	*v;
	struct file		 file = { .values = { NULL } };
	const char		*value = getenv(HOME);
	bool			 ok = true;

	*config = (struct config){ .texts = arena_new(TEXTS_MAX) };
	if (config->texts == NULL) {
		buf_puts(faults, "out of memory\n");
		return false;
	}
	if (value != NULL && check_directory(value) == NULL)
		ok = file_read(config, &file, value, faults);
	for (v = variables; v < variables + COUNT(variables); v++) {
		if ((value = getenv(v->name)) == NULL)
			value = file.values[v - variables];
		if (value == NULL)
			value = v->initial;
		if (value != NULL)
			ok &= set(config, v, value, faults);
		else if (v->check == check_directory ||
		    v->check == check_secret)
			ok = fault(faults, v, "be set");
	}
	if (ok)
		ok = pairs_check(config, faults);
	if (ok)
		derive(config);
	else
		config_free(config);
	return ok;
}

void
config_free(struct config *config)
{
	arena_free(config->texts);
	*config = (struct config){ .texts = NULL };
}

void
config_key(const struct config *config, const char *label, uint8_t key[32])
{
	static_assert(CRYPTO_HASH == 32, "a key is one HMAC");
	crypto_hmac(config->secret, strlen(config->secret), label,
	    strlen(label), key);
}
