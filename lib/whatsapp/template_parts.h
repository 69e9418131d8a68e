/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_TEMPLATE_PARTS_H
#define SOUK_WHATSAPP_TEMPLATE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"

/*
 * The text of a template's body and its variables: {{1}}, {{2}} in the order of
 * their numbers, or {{name}} in the order they stand, each once.
 */
#define WA_VARIABLES_MAX	64

struct wa_variables {
	const char	*names[WA_VARIABLES_MAX];
	size_t		 count;
	bool		 named;
};
/* Of the components as Meta tells them; "": there is no body. */
const char	*wa_body_text(const struct json_in *components);
void		 wa_body_variables(struct arena *, const char *text,
		    struct wa_variables *);
/* The text between two braces from p on, its end in *end; NULL: none. */
const char	*wa_variable_at(struct arena *, const char *p,
		    const char **end);
/* Lines, tabs and rows of blanks become one blank each: Meta takes none. */
const char	*wa_value_plain(struct arena *, const char *);

#endif
