/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BENCH_BENCH_H
#define SOUK_TESTS_BENCH_BENCH_H

#include <sys/types.h>

#include "tests/bench/load.h"

/*
 * What the files of this program share: shop.c stages a shop with its floors
 * behind the same nginx, requests.c says what is asked, bench.c measures.
 */
#define BENCH_WORKERS	4

/* ---- stage.c ---------------------------------------------------------- */

/* A shop of so many products, and the floors; ends the program on failure. */
void	 stage_start(int products);
void	 stage_stop(void);
/* All that serves: the supervisor and the floors. */
extern pid_t	stage_pids[8];
extern int	stage_pid_count;
extern double	stage_import_s, stage_start_ms;
/* Again, since it ends before a long run does. */
const char	*stage_token(void);
/* A floor that sends what the shop answers to this path, by this name. */
void	 stage_bytes(const char *name, const char *path);

/* ---- requests.c --------------------------------------------------------- */

enum target_id {
	FILE_LIST,		/* nginx alone */
	BYTES_LIST, HOT_LIST, BYTES_PRODUCT, HOT_PRODUCT,
	BYTES_HOME, HOT_HOME, BYTES_PAGE, HOT_PAGE,
	DB_BARE, DB_LIST, COLD_LIST, DB_PRICED, COLD_PRICED,
	DB_PRODUCT, COLD_PRODUCT, COLD_PAGE,
	DB_RARE, COLD_RARE, DB_MIDDLE, COLD_MIDDLE, DB_FREQUENT, COLD_FREQUENT,
	DB_WRITE, WRITE, TARGETS
};

/* n: requests of a slice; floor: of the ratio, TARGETS for none; least: the
 * ratio shall be at least the aim, of requests a second. */
struct target {
	const char	*name;
	int		 n;
	enum target_id	 floor;
	double		 aim, p99_aim;
	int		 least;
};
extern const struct target	targets[TARGETS];

void	 requests_make(enum target_id, int products, struct requests *);
bool	 target_is_chosen(enum target_id);	/* bench.c */
/* Do the floors find what the shop finds?  Says where not. */
void	 requests_compare(int products);

#endif
