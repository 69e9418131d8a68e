#!/bin/sh
# SPDX-License-Identifier: ISC
#
# suite.sh SECONDS PROGRAM...: runs test programs, twice as many at once as there
# are processors, since most of them wait most of the time.  What one says is
# printed when it ends.  One that fails, or takes longer, is run again alone when
# all have run: beside others a machine may have been too slow for it.  What
# fails alone fails the run, and both are told at the end.  A single program has
# the terminal to itself.
set -u
seconds=$1
shift
export CK_FORK=no

if [ "${SUITE_FAILED:-}" ]; then
	said=$(timeout "$seconds" "$1" 2>&1)
	status=$?
	printf '%s\n' "$said"
	[ $status = 0 ] && exit
	printf '%s\n%s: exit status %s\n' "$said" "$1" "$status" |
	    tail -n 40 >"$SUITE_FAILED/$(basename "$1")"
	exit 1
fi
[ $# != 0 ] || exit 0
[ $# != 1 ] || exec timeout "$seconds" "$1"

SUITE_FAILED=$(mktemp -d)
export SUITE_FAILED
trap 'rm -rf "$SUITE_FAILED"' EXIT
printf '%s\n' "$@" | xargs -n 1 -P $(($(nproc) * 2)) sh "$0" "$seconds"
again=0
for program do
	said=$SUITE_FAILED/$(basename "$program")
	[ -e "$said" ] || continue
	echo "== beside others this failed:"
	cat "$said"
	echo "== $program, alone:"
	timeout "$seconds" "$program" || { again=1; echo "== it fails alone"; }
done
exit $again
