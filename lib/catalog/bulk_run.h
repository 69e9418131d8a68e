/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_BULK_RUN_H
#define SOUK_CATALOG_BULK_RUN_H

#include "lib/catalog/bulk_plan.h"

struct job;

/* ---- bulk_edit.c ------------------------------------------------------- */
/* ids or a filter, changes that can be made, products of the brand. */
enum outcome	 bulk_request_check(struct act *, const struct record *,
		    struct bulk_plan *);

/* ---- bulk_run.c -------------------------------------------------------- */
/* To the end, from wherever it stands, doing or undoing.  job may be NULL. */
enum outcome	 bulk_work(struct act *, const char *id, const struct job *);

#endif
