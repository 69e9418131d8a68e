/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_NOTIFY_H
#define SOUK_NOTIFY_NOTIFY_H

#include "lib/base/act.h"
#include "lib/souk.h"

/*
 * What the shop tells people.  A mail is a row (what, to whom, sealed fields)
 * and a job that renders and sends it: so it is told if and only if what it
 * tells of was committed, and a transport that fails loses nothing.
 */
struct job_kind;

mail_put_fn		 mail_put;
extern const struct job_kind	notify_mail;	/* sends one; put.c */
extern const struct privacy	notify_privacy;

#endif
