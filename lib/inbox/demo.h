/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_DEMO_H
#define SOUK_INBOX_DEMO_H

#include "lib/base/act.h"

/*
 * What the demo shop's inbox begins with: people who asked something by the
 * form, and what is said often.  In the caller's WRITE transaction; a brand
 * that has a prospect already is left alone.
 */
enum outcome	inbox_demo_load(struct act *);

#endif
