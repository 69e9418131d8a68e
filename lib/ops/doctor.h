/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_DOCTOR_H
#define SOUK_OPS_DOCTOR_H

#include "lib/base/finding.h"

/* Shared by the files of the doctor.  Each returns how many lines it wrote. */
int	check_files(struct act *, struct buf *);	/* doctor_files.c */
int	check_owner(struct act *, struct buf *);
int	check_leftovers(struct act *, struct buf *);
int	check_clock(struct act *, struct buf *);
int	check_certificate(struct act *, struct buf *);	/* doctor_tls.c */
int	check_nginx(struct act *, struct buf *);	/* doctor_nginx.c */
int	check_port(struct act *, struct buf *);

#endif
