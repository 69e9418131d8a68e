/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_POSTGRES_TRANSLATE_H
#define SOUK_TESTS_POSTGRES_TRANSLATE_H

struct arena;

#define PARAMETERS_MAX	100

/* A statement with $1, $2 … and the names these stand for, in order. */
struct translated {
	const char	*sql;
	const char	*names[PARAMETERS_MAX];
	int		 count;
};

/* From :name to $n, outside of quotes. */
void	 translate_statement(struct arena *, const char *sql,
	    struct translated *);
/* schema.sql as PostgreSQL takes it: BIGINT, no STRICT, no pragmas. */
char	*translate_schema(struct arena *, const char *sql);

#endif
