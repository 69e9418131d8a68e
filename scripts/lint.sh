#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The house rules that a compiler does not know.  Prints every breach as
# file:line: rule and exits 1 if there was one.
set -u
cd "$(dirname "$0")/.." || exit 2
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT

sources() { find lib fcgi tests -name '*.c' -o -name '*.h' | sort; }
breach() { sed "s|\$|: $1|" >>"$found"; }

# 1. A folder includes only from lower floors, and its own.
floors() {
	# shellcheck disable=SC2046
	awk '
	BEGIN {
		n = split("base 0 db 1 net 1.5 queue 2 audit 2 settings 2.5 " \
		    "accounts 3 media 3 ops 3 backup 3.5 watch 3.6 whatsapp 3.7 " \
		    "catalog 4 notify 4 payments 4 ai 4 insight 4 orders 5 booking 5 news 5 creator 5 " \
		    "studio 5 market 6 inbox 6 http 7 routes 8 pages 8 " \
		    "programs 9", f, " ")
		for (i = 1; i < n; i += 2)
			floor[f[i]] = f[i + 1]
	}
	FNR == 1 {
		split(FILENAME, p, "/")
		own = p[2] ~ /\.[ch]$/ ? "souk" : p[2]
		fl = own == "souk" ? 6.5 : floor[own]
		if (fl == "")
			print FILENAME ":1: folder has no floor"
	}
	/^#include "/ {
		split($2, q, /["\/]/)
		if (q[2] != "lib" && q[2] != "fcgi") {
			print FILENAME ":" FNR ": include from the top: " $2
			next
		}
		to = q[3]
		if (to ~ /^souk\.h/ || to == own)
			next
		if (!(to in floor) || floor[to] >= fl)
			print FILENAME ":" FNR ": floor " fl \
			    " includes " $2
	}' $(find lib fcgi -name '*.[ch]' | sort) >>"$found"
}

# 2. SQL names only tables of its own floor's module or of lower floors.
tables() {
	# shellcheck disable=SC2046
	awk '
	FILENAME == "schema.sql" {
		if ($0 ~ /^-- module: /) { module = $3; fl = $5 + 0 }
		if ($1 == "CREATE" && $2 == "TABLE") {
			owner[$3] = module; level[$3] = fl
		}
		next
	}
	FNR == 1 { split(FILENAME, p, "/"); own = p[2] }
	/^[ \t]*"/ || /sql_[a-z_]*\[\] =/ {
		s = $0
		while (match(s, /(FROM|JOIN|INTO|UPDATE) [a-z_]+/)) {
			w = substr(s, RSTART, RLENGTH)
			s = substr(s, RSTART + RLENGTH)
			sub(/^[A-Z]+ /, "", w)
			if ((w in owner) && owner[w] != own && \
			    !(mine[own] > level[w]))
				print FILENAME ":" FNR ": table " w " of " \
				    owner[w]
		}
	}
	BEGIN {
		n = split("db 1 queue 2 audit 2 settings 2.5 accounts 3 media 3 " \
		    "ops 3 backup 3.5 watch 3.6 whatsapp 3.7 catalog 4 notify 4 orders 5 booking 5 market 6 inbox 6 http 7 " \
		    "routes 8 pages 8 programs 9", f, " ")
		for (i = 1; i < n; i += 2)
			mine[f[i]] = f[i + 1]
	}' schema.sql $(find lib fcgi -name '*.c' | sort) >>"$found"
}

# 3. SQL stands in constants called sql_… and nowhere else.
constants() {
	# shellcheck disable=SC2046
	awk '
	FNR == 1 { inside = 0 }
	/sql_[a-z_0-9]*(\[[A-Z_]*\])* *=/ { inside = 1 }
	/^#define [A-Z_]*SQL\(/ { inside = 1 }
	!inside && /"(SELECT |INSERT INTO |DELETE FROM |UPDATE [a-z_]+ SET )/ {
		print FILENAME ":" FNR ": SQL outside a sql_ constant"
	}
	/;[ \t]*(\/\*.*)?$/ { inside = 0 }
	' $(find lib fcgi -name '*.c' ! -path 'lib/db/*' | sort) >>"$found"
}

# 4. Who may know which library.
only_in() {	# pattern, allowed path pattern, rule
	sources | grep -v '^tests/' | xargs grep -nE "$1" /dev/null |
	    grep -vE "^($2)" | breach "$3"
}

# 5. Shapes: SPDX first, file and function lengths, width.
shapes() {
	# shellcheck disable=SC2046
	awk '
	FNR == 1 {
		if ($0 !~ /SPDX-License-Identifier: ISC/)
			print FILENAME ":1: no SPDX line"
		start = 0
	}
	FNR == 701 { print FILENAME ":701: file longer than 700 lines" }
	/^\{/ { start = FNR }
	/^\}/ && start {
		if (FNR - start > 61)
			print FILENAME ":" start ": function longer than 60 lines"
		start = 0
	}' $(sources) >>"$found"
}

# 6. Every variadic printf-like prototype carries its attribute.
formats() {
	# shellcheck disable=SC2046
	awk '
	/\.\.\.\)/ && FILENAME ~ /\.h$/ && $0 !~ /^[# \t]*(define|\*|\/)/ {
		line = FNR; text = $0
		if (text !~ /;/) { getline; text = text $0 }
		if (text !~ /format\(printf|sentinel/)
			print FILENAME ":" line ": variadic without attribute"
	}' $(sources | grep '\.h$') >>"$found"
}

# 7. What README.md names exists.
readme() {
	grep -oE '`[a-z_]+(/[a-zA-Z0-9_.*{},-]+)+`' README.md | tr -d '`' |
	    sort -u | while read -r path; do
		case $path in *[*{]*|etc/*|db/souk*|*NNNN*) continue ;; esac
		[ -e "$path" ] || [ -e "${path%/}" ] ||
			echo "README.md: no such file: $path"
	done >>"$found"
	grep -oE '`[a-z_]+\(\)`' README.md | tr -d '`()' | sort -u |
	    while read -r name; do
		grep -rqE "(^|[^a-z_])$name\(" lib fcgi tests --include='*.[ch]' ||
			echo "README.md: no such function: $name"
	done >>"$found"
}

floors
tables
constants
only_in '[<"]sqlite3\.h' 'lib/db/' 'sqlite3.h outside lib/db'
only_in '[<"]libpq-fe\.h' 'lib/db/' 'libpq-fe.h outside lib/db'
only_in '[<"]json-c/' 'lib/base/json_in\.c' 'json-c outside json_in.c'
only_in '[<"]argon2\.h' 'lib/accounts/password\.c' 'argon2.h outside password.c'
only_in '[<"]fcgi(app|_stdio)\.h' 'fcgi/programs/' 'libfcgi outside programs'
only_in '[<"]xlsxwriter' 'lib/catalog/export_xlsx\.c' 'xlsxwriter outside the export'
only_in '[<"]curl/' 'lib/net/' 'curl outside lib/net'
only_in '[<"]seccomp\.h' 'lib/ops/sandbox' 'seccomp outside the sandbox'
only_in '[<"](jpeglib|jerror|png|webp/[a-z]+|lcms2)\.h' 'lib/media/open/' 'a codec outside souk-media'
only_in '[<"]zlib\.h' 'fcgi/http/page_file\.c|lib/backup/codec\.c|lib/watch/log_(find|keep)\.c' \
    'zlib.h outside the files that compress'
only_in '(^|[^a-z_>.])(_?exit|abort)\(' \
    'fcgi/programs/|lib/base/arena\.c|lib/ops/(supervise|children|attack|doctor_nginx)|fcgi/http/timer\.c' \
    'exit or abort'
only_in '(^|[^a-z_])(sprintf|vsprintf|strcpy|strcat|strncpy|atoi|atol|strtok|gets|system|popen|rand|random|alloca)\(' \
    '^$' 'forbidden call'
only_in '"(BEGIN|COMMIT|ROLLBACK|PRAGMA|SAVEPOINT)' 'lib/db/' \
    'transactions and pragmas belong to lib/db'
only_in '\b(TODO|FIXME|XXX)\b' '^$' 'left for later'
shapes
formats
readme

if [ -s "$found" ]; then
	cat "$found"
	echo "lint: $(wc -l <"$found") breaches" >&2
	exit 1
fi
echo "lint: the rules of the house hold"
