/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_CONFIG_H
#define SOUK_BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/*
 * The environment of a process: SOUK_* variables, from SOUK_HOME/etc/souk.env
 * unless already set.  One table in config.c describes each (name, bounds,
 * default, help); config_load() checks all and names all faults at once.
 */
struct config {
	const char	*home;		/* SOUK_HOME, absolute */
	const char	*database;	/* SOUK_DATABASE; default home/db/souk.db */
	const char	*base_url;	/* SOUK_BASE_URL, no slash at the end */
	int64_t		 port;		/* SOUK_PORT */
	int64_t		 workers;	/* SOUK_WORKERS, web processes */
	int64_t		 writers;	/* SOUK_WRITERS, those that change */
	int64_t		 max_requests;	/* SOUK_MAX_REQUESTS before recycling */
	const char	*secret;	/* SOUK_SECRET, 32 bytes or more; keys
					   are derived from it by label */
	const char	*metrics_token;	/* SOUK_METRICS_TOKEN; "": loopback */
	const char	*origins;	/* SOUK_CORS_ORIGINS, comma list */
	const char	*log_level;	/* SOUK_LOG_LEVEL */
	int64_t		 edge_rate;	/* SOUK_EDGE_RATE, requests a second
					   that nginx takes of an address */
	bool		 demo;		/* SOUK_DEMO */
	bool		 api_docs;	/* SOUK_API_DOCS: public */
	bool		 page_cache;	/* SOUK_PAGE_CACHE: nginx answers */
	/* Services that are called; "" where one is off. */
	const char	*ca_file;	/* SOUK_CA_FILE */
	bool		 loopback;	/* SOUK_LOOPBACK: http:// to 127.0.0.1 */
	const char	*smtp_url;	/* SOUK_SMTP_URL: smtp[s]://host:port */
	const char	*smtp_user, *smtp_password;
	const char	*resend_url, *resend_key;
	const char	*mail_from;	/* SOUK_MAIL_FROM: an address */
	const char	*google_issuer;	/* SOUK_GOOGLE_… */
	const char	*google_client_id, *google_client_secret;
	const char	*facebook_url, *facebook_graph_url;
	const char	*facebook_app_id, *facebook_app_secret;
	const char	*breached_passwords;	/* a file */
	const char	*stripe_url;	/* SOUK_STRIPE_URL */
	const char	*stripe_key;	/* SOUK_STRIPE_KEY: sk_…, rk_…; "": off.
					   …_live_…: real money */
	const char	*stripe_public;	/* SOUK_STRIPE_PUBLIC_KEY: pk_…, for
					   those who confirm in a browser */
	const char	*stripe_secrets;	/* SOUK_STRIPE_WEBHOOK_SECRETS: a comma
					   list of whsec_…, any may sign */
	const char	*meta_url, *meta_version;	/* SOUK_META_…: Graph */
	const char	*meta_token;	/* SOUK_META_TOKEN: a system user's; "":
					   no WhatsApp */
	const char	*meta_secrets;	/* SOUK_META_APP_SECRETS: a comma list,
					   any may sign */
	const char	*meta_verify;	/* SOUK_META_VERIFY_TOKEN */
	const char	*meta_account;	/* SOUK_META_ACCOUNT: WhatsApp Business
					   account, whose numbers are ours */
	const char	*twilio_url;	/* SOUK_TWILIO_… */
	const char	*twilio_account;	/* AC…; "": no texts */
	const char	*twilio_token;	/* signs what it tells, and is our proof
					   unless there is a key */
	const char	*twilio_key, *twilio_key_secret;
	const char	*twilio_from;	/* +… or MG… */
	/* A store that speaks S3, for pictures, and for copies of the shop. */
	const char	*s3_url;	/* SOUK_S3_URL: https://host */
	const char	*s3_region, *s3_bucket, *s3_key, *s3_secret;
	const char	*media_url;	/* SOUK_MEDIA_URL: whence browsers take
					   stored pictures; "": from us */
	const char	*backup_key;	/* SOUK_BACKUP_KEY, 32 bytes or more;
					   "": copies are not encrypted */
	const char	*backup_place;	/* SOUK_BACKUP_PLACE: a folder, or "s3";
					   "": no second place */
	const char	*sentry_dsn;	/* SOUK_SENTRY_DSN */
	int64_t		 slow_ms;	/* SOUK_SLOW_MS: logged beyond it */
	int64_t		 http_port;	/* SOUK_HTTP_PORT; 0: only HTTPS */
	struct arena	*texts;		/* private: holds the texts above */
};

/* False: every fault stands in faults, a line each. */
bool	config_load(struct config *, struct buf *faults);
/* Its texts live until here: usually as long as the process. */
void	config_free(struct config *);
/* A key of 32 bytes for one purpose: HMAC(secret, label). */
void	config_key(const struct config *, const char *label, uint8_t[32]);

#endif
