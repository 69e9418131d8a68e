#!/bin/sh
# SPDX-License-Identifier: ISC
#
# suite.sh SECONDS PROGRAM...: runs test programs, twice as many at once as there
# are processors, since most of them wait most of the time.  What one says is
# printed when it ends; one that fails, or takes longer, fails the run when all
# have run.  A single program has the terminal to itself.
set -u
seconds=$1
shift
export CK_FORK=no

if [ "${SUITE_ONE:-}" ]; then
	said=$(timeout "$seconds" "$1" 2>&1)
	status=$?
	printf '%s\n' "$said"
	[ $status = 0 ] && exit
	echo "$1: exit status $status" >&2
	exit 1
fi
[ $# != 0 ] || exit 0
[ $# != 1 ] || exec timeout "$seconds" "$1"
printf '%s\n' "$@" | SUITE_ONE=1 xargs -n 1 -P $(($(nproc) * 2)) \
    sh "$0" "$seconds"
