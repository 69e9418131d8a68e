/* SPDX-License-Identifier: ISC */
#include "fcgi/programs/start.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/ops/ops.h"

#define PROCESS_ARENA	((size_t)64 << 20)
#define PROCESS_KEPT	((size_t)1 << 20)

static enum log_level
log_level_of(const char *name)
{
	static const char *const	names[] = {
		[LOG_ERROR] = "error", [LOG_WARN] = "warn",
		[LOG_INFO] = "info", [LOG_DEBUG] = "debug",
	};

	for (int i = LOG_ERROR; i <= LOG_DEBUG; i++)
		if (strcmp(names[i], name) == 0)
			return (enum log_level)i;
	return LOG_INFO;
}

bool
process_attacks(int argc, char **argv, bool network, int *status)
{
	const char	*why = "";

	if (argc != 2 || strcmp(argv[1], "--self-attack") != 0)
		return false;
	if (!sandbox_enter(network, &why)) {
		fprintf(stderr, "%s\n", why);
		*status = 1;
	} else
		*status = sandbox_attack(network) == 0 ? 0 : 1;
	return true;
}

int
process_start(struct process *p, const char *name)
{
	struct buf	 faults;
	char		 path[4096];

	*p = (struct process){ .file = p->file };
	/* A file beyond RLIMIT_FSIZE is an error like a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	log_open(name, LOG_INFO);
	if ((p->arena = arena_new(PROCESS_ARENA)) == NULL ||
	    (p->kept = arena_new(PROCESS_KEPT)) == NULL)
		return 1;
	buf_init(&faults, p->arena, 0);
	if (!config_load(&p->config, &faults)) {
		fprintf(stderr, "%s: the configuration is at fault:\n%s", name,
		    faults.p);
		return EXIT_CONFIG;
	}
	log_open(name, log_level_of(p->config.log_level));
	snprintf(path, sizeof(path), "%s/run/shared", p->config.home);
	if ((p->shared = shared_open(path)) != NULL)
		return 0;
	fprintf(stderr, "%s: %s: %s\n", name, path, strerror(errno));
	return EXIT_CONFIG;
}

bool
process_database(struct process *p, const struct db_open *how)
{
	const char	*why = "";

	if ((p->db = db_open(p->kept, how, &why)) == NULL) {
		fprintf(stderr, "souk: %s\n", why);
		return false;
	}
	slow_watch(p->db, &p->config, p->shared);
	if ((p->settings = settings_new(souk.settings)) == NULL) {
		fprintf(stderr, "souk: out of memory\n");
		return false;
	}
	return true;
}

static enum outcome
load_settings(struct act *act, void *settings)
{
	return settings_load(settings, act, false);
}

struct act *
process_act(struct process *p)
{
	arena_reset(p->arena);
	p->act = (struct act){
		.db = p->db, .arena = p->arena, .souk = &souk,
		.config = &p->config, .settings = p->settings,
		.shared = p->shared, .now = clock_now(), .request_id = "",
		.locale = settings_locale(p->settings),
	};
	if (db_tx(&p->act, DB_READ, load_settings, p->settings) != SOUK_OK)
		log_line(LOG_WARN, "settings could not be read", NULL);
	p->act.locale = settings_locale(p->settings);
	return &p->act;
}

void
process_end(struct process *p)
{
	if (p->db != NULL)
		db_close(p->db);
	settings_free(p->settings);
	if (p->shared != NULL)
		shared_close(p->shared);
	config_free(&p->config);
	arena_free(p->arena);
	arena_free(p->kept);
}
