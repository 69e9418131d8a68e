/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_PROCESS_H
#define SOUK_TESTS_HTTP_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What the harness is made of, for tests of the processes themselves. */
int64_t		 now_ms(void);
void		 pause_ms(int);		/* between two looks, never blindly */
/* Until what is under way is done: with sanitizers, beside other tests on two
 * processors; only a failure takes as long. */
#define SOON_MS		90000
char		*file_read(const char *path);	/* "" if there is none */
/* Exit status, or 128 + signal; *out (may be NULL): standard output, and
 * standard error too when it failed. */
int		 command_run(const char *input, char **out,
		    const char *const *argv);
int		 port_free(void);
const char	*shop_build(void);
/* A staged home below /tmp. */
void		 home_make(char home[64]);
pid_t		 supervisor_start(const char *home);
/* Reaps it; false: it still runs after ms. */
bool		 process_ended(pid_t, int ms, int *status);

#endif
