#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Which lines the unit and HTTP tests reach: a folder a line, and an error
# where one is below its floor.  Lines that nobody ran stay listed in
# BUILD/coverage/unreached.  T=name runs only that test, without floors.
#
# Workers are not who runs the tests and may write only where all may, so
# counts are collected below /tmp and laid beside the objects afterwards.
# Whoever is killed counts nothing.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}/coverage make=${MAKE:-make} T=${T:-}
mkdir -p "$build"
build=$(cd "$build" && pwd)
$make --no-print-directory BUILD="$build" COVER=1 all

GCOV_PREFIX=$(mktemp -d /tmp/souk-coverage.XXXXXX)
export GCOV_PREFIX
trap 'rm -rf "$GCOV_PREFIX"' EXIT
(cd / && find ".$build" -type d) | (cd "$GCOV_PREFIX" && xargs mkdir -p)
chmod -R a+rwx "$GCOV_PREFIX"
find "$build" -name '*.gcda' -delete
umask 0
if [ -n "$T" ]; then
	parts=
	[ ! -e "tests/unit/${T}_test.c" ] || parts=unit
	[ ! -e "tests/http/${T}_test.c" ] || parts="$parts http"
fi
for part in ${parts-unit http}; do
	$make --no-print-directory BUILD="$build" COVER=1 "$part"
done
umask 022
cp -R "$GCOV_PREFIX$build/." "$build"

# shellcheck disable=SC2046
gcov -t -b -c $(find "$build/lib" "$build/fcgi" -name '*.gcno' | sort) \
    2>/dev/null | LC_ALL=C awk -v only="$T" -v list="$build/unreached" '
BEGIN {
	split("lib 90 fcgi/routes 80 fcgi/pages 70 all 80", f, " ")
	for (i = 1; i in f; i += 2)
		least[f[i]] = f[i + 1]
	printf "" >list
}
function count(ran) {
	lines[folder]++; lines["all"]++; lines[part]++
	if (!ran)
		return
	reached[folder]++; reached["all"]++; reached[part]++
}
function turn(taken) {
	ways[folder]++; ways["all"]++; ways[part]++
	if (!taken)
		return
	gone[folder]++; gone["all"]++; gone[part]++
}
/^ *-: *0:Source:/ {
	file = folder = substr($0, index($0, "Source:") + 7)
	counts = file ~ /^(lib|fcgi)\/.*\.c$/
	sub(/\/[^\/]*$/, "", folder)
	part = file ~ /^lib\// ? "lib" : "fcgi"
	if (folder == part)
		folder = part "/."
}
!counts { next }
/^ *[0-9]+\*?: / { count(1) }
/^ *(#####|=====): / {
	count(0)
	text = $0
	sub(/^ *[#=]+: */, "", text)
	print file ":" text >list
}
/^branch / { turn($3 == "taken" && $4 > 0) }
END {
	for (name in lines)
		if (name != "lib" && name != "fcgi" && name != "all")
			print_one(name, "sort")
	close("sort")
	print_one("lib", "cat"); print_one("fcgi", "cat")
	print_one("all", "cat")
	close("cat")
	exit low > 0
}
function print_one(name, to,	share, what) {
	share = 100 * reached[name] / lines[name]
	what = name in least ? "at least " least[name] " %" : ""
	if (name in least && share < least[name] && only == "") {
		what = what ", BELOW"
		low++
	}
	printf "%-16s %6d lines %5.1f %%   %6d branches %5.1f %%   %s\n",
	    name, lines[name], share, ways[name],
	    ways[name] ? 100 * gone[name] / ways[name] : 100, what | to
}'
