/* SPDX-License-Identifier: ISC */
/* Keeping a shop: doctor, migrate, routes. */
#include <stdio.h>
#include <string.h>

#include "fcgi/http/http.h"
#include "fcgi/programs/commands.h"
#include "lib/accounts/accounts.h"
#include "lib/backup/backup.h"
#include "lib/base/buf.h"
#include "lib/media/media.h"
#include "lib/media/store.h"
#include "lib/net/s3.h"
#include "lib/notify/notify.h"
#include "lib/ops/ops.h"
#include "lib/orders/doctor.h"
#include "lib/payments/doctor.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* A mail right away. */
static int
doctor_mail(struct process *p, char **argv)
{
	struct buf	 out;
	bool		 went;

	if (strcmp(argv[0], "--mail") != 0)
		return EXIT_USAGE;
	buf_init(&out, p->kept, 0);
	went = mail_try(&p->act, argv[1], &out);
	fwrite(out.p, 1, out.len, stdout);
	return went ? 0 : 1;
}

static int	(*const all[])(struct act *, struct buf *) = {
	doctor, accounts_findings, media_findings, backup_findings,
	mail_findings, payments_findings, orders_findings,
};

static int	(*const whatsapp[])(struct act *, struct buf *) = {
	wa_findings,
};

static int	(*const stripe[])(struct act *, struct buf *) = {
	payments_findings, stripe_findings,
};

/* What one service says: "--stripe". */
static const struct {
	const char	*option;
	int		(*const *ask)(struct act *, struct buf *);
	size_t		 count;
} services[] = {
	{ "--stripe", stripe, COUNT(stripe) },
	{ "--whatsapp", whatsapp, COUNT(whatsapp) },
};

static int
findings_of(struct act *act, struct buf *out, const char *what)
{
	int	 n = 0;

	if (what != NULL && strcmp(what, "--database") == 0)
		return doctor_database(act, out);
	for (size_t i = 0; what != NULL && i < COUNT(services); i++)
		for (size_t k = 0; strcmp(what, services[i].option) == 0 &&
		    k < services[i].count; k++)
			n += services[i].ask[k](act, out);
	if (what != NULL)
		return n;
	for (size_t i = 0; i < COUNT(all); i++)
		n += all[i](act, out);
	return n;
}

static bool
is_service(const char *option)
{
	for (size_t i = 0; i < COUNT(services); i++)
		if (strcmp(option, services[i].option) == 0)
			return true;
	return false;
}

int
command_doctor(struct process *p, int argc, char **argv)
{
	struct buf	 out;
	const char	*why = "";
	struct db_open	 how = { .path = p->config.database,
		.any_version = true };
	int		 findings;

	if (argc == 1 && strcmp(argv[0], "--database") != 0 &&
	    !is_service(argv[0]))
		return EXIT_USAGE;
	if ((p->db = db_open(p->kept, &how, &why)) == NULL) {
		printf("database: %s\n", why);
		return 1;
	}
	if ((p->settings = settings_new(souk.settings)) == NULL)
		return 1;
	process_act(p);
	if (argc == 2)
		return doctor_mail(p, argv);
	buf_init(&out, p->kept, 0);
	findings = findings_of(&p->act, &out, argc == 1 ? argv[0] : NULL);
	if (findings == 0)
		buf_puts(&out, "healthy\n");
	fwrite(out.p, 1, out.len, stdout);
	return findings == 0 ? 0 : 1;
}

int
command_media_restore(struct process *p, int argc, char **argv)
{
	struct media_restored	 done;
	enum outcome		 e;

	(void)argc;
	(void)argv;
	if (!s3_is_on(&p->config)) {
		fputs("souk: SOUK_S3_URL is not set\n", stderr);
		return 1;
	}
	process_act(p);
	e = media_bring_back(&p->act, &done);
	printf("%lld pictures, %lld brought back, %lld not in the store\n",
	    (long long)done.looked_at, (long long)done.brought,
	    (long long)done.missing);
	return e == SOUK_OK ? 0 : e == SOUK_UPSTREAM ? 1 :
	    command_refused(&p->act, e);
}

int
command_migrate(struct process *p, int argc, char **argv)
{
	const char	*why = "";
	struct db_open	 how = { .path = p->config.database,
		.any_version = true };

	(void)argc;
	(void)argv;
	p->db = db_open(p->kept, &how, &why);
	if (p->db == NULL || db_migrate(p->db, p->kept, &why) != SOUK_OK) {
		fprintf(stderr, "souk: %s\n", why);
		return 1;
	}
	printf("schema %lld\n", (long long)db_schema_version());
	return 0;
}

int
command_routes(struct process *p, int argc, char **argv)
{
	struct buf	 out;

	if ((p->kept = arena_new((size_t)16 << 20)) == NULL)
		return 1;
	buf_init(&out, p->kept, 1 << 16);
	if (argc == 0)
		routes_write(&out, route_tables);
	else if (strcmp(argv[0], "--nginx") == 0)
		nginx_locations_write(&out, route_tables);
	else
		return EXIT_USAGE;
	fwrite(out.p, 1, out.len, stdout);
	return 0;
}
