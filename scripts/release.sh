#!/bin/sh
# SPDX-License-Identifier: ISC
#
# release.sh upgrade FROM, with SOUK_HOME set: tries the release installed below FROM on a
# copy of the shop, then lets the shop run it; what ran before comes
# back by itself if it does not answer.
# release.sh rollback - [--yes]: back to what ran before the last upgrade;
# the database too, if its schema moved, and then only with --yes.
#
# `souk upgrade` and `souk rollback` start it as the owner of the home.  What a
# release is: the folders and files of $parts below releases/STAMP, and the
# database as the upgrade found it.
set -eu
what=$1 from=$2 home=$(cd "$SOUK_HOME" && pwd) yes=${3:-}
releases=$home/releases
rehearsal=$releases/rehearsal
parts="bin www etc/errors etc/*.conf etc/*.in etc/mime.types"
export SOUK_HOME="$home"
umask 022

say() { echo "souk: $*"; }
die() { echo "souk: $*" >&2; exit 1; }

setting() {	# name, default: as souk itself reads it
	eval "value=\${$1:-}"
	[ -n "$value" ] || value=$(sed -n "s/^$1=//p" "$home/etc/souk.env" |
	    tail -n 1)
	echo "${value:-$2}"
}
database=$(setting SOUK_DATABASE "$home/db/souk.db")
schema_of() {	# a database without WAL
	od -An -tu1 -j60 -N4 "$1" | awk '{ print $1 * 16777216 + $2 * 65536 + $3 * 256 + $4 }'
}
version_of() { "$1/souk" version 2>/dev/null || echo "souk of old"; }
await() {	# seconds, command...
	until=$(($(date +%s) + $1)); shift
	until "$@"; do
		[ "$(date +%s)" -lt $until ] || return 1
		sleep 0.1
	done
}

# ---- the shop to oneself ---------------------------------------------------
# Whoever holds the lock on run/ is the shop; see SIGUSR2 in lib/ops/ops.h.

supervisor() {	# its process id, or nothing
	flock -n -s "$home/run" true || cat "$home/run/souk.pid"
}
hold() {
	exec 8>"$home/run/hold" 9<"$home/run"
	flock -n 8 || die "another upgrade is under way"
	running=$(supervisor)
	[ -z "$running" ] || kill -USR2 "$running"
	flock -w 60 9 || die "the shop does not let go"
}
let_go() {
	[ -n "$running" ] || rm -f "$home/run/hold"
	exec 8>&- 9>&-
}

# The workers answer, and nginx runs if it is ours.
is_up() {
	timeout 5 "$home/bin/souk" ask /ready >/dev/null 2>&1 || return 1
	[ "${SOUK_NGINX:-1}" != 0 ] && [ -d "/proc/$running" ] || return 0
	kill -0 "$(cat "$home/run/nginx.pid" 2>/dev/null)" 2>/dev/null
}

# ---- parts ------------------------------------------------------------------

keep() {	# into a folder: what runs now
	rm -rf "$1"
	mkdir -p "$1/etc"
	chmod 700 "$1"
	(cd "$home" && for part in $parts; do
		[ ! -e "$part" ] || cp -R "$part" "$1/$part"
	done)
}
put_back() {	# from a folder
	rm -rf "$home/www.old" "$home/bin.old"
	mv "$home/bin" "$home/bin.old"
	mv "$home/www" "$home/www.old"
	cp -R "$1/bin" "$1/www" "$home/"
	(cd "$home" && rm -rf etc/errors etc/*.conf etc/*.in)
	cp -R "$1"/etc/* "$home/etc/"
	chmod -R u=rwX,go=rX "$home/bin" "$home/www" "$home/etc/errors"
	rm -rf "$home/www.old" "$home/bin.old"
}
put_database() {	# from a file; nobody has it open
	cp "$1" "$database.new"
	chmod 600 "$database.new"
	sync "$database.new"
	rm -f "$database-wal" "$database-shm"
	mv "$database.new" "$database"
	sync "$(dirname "$database")"
}
last() {	# the newest release that is kept
	find "$releases" -mindepth 2 -maxdepth 2 -name about 2>/dev/null |
	    sort | tail -n 1 | xargs -r dirname
}
forget() {	# all but the three newest
	find "$releases" -mindepth 2 -maxdepth 2 -name about | sort |
	    head -n -3 | while read -r about; do
		rm -rf "$(dirname "$about")"
	done
}

# ---- upgrade ------------------------------------------------------------------

# A shop of its own that can reach nobody: no job runner, no nginx, no
# variable but these.
rehearse() {
	say "rehearsal on a copy of the database"
	rm -rf "$rehearsal"
	mkdir -p "$rehearsal/db" "$rehearsal/etc" "$rehearsal/run" \
	    "$rehearsal/log"
	chmod 700 "$rehearsal"
	"$from/bin/souk" copy "$rehearsal/db/souk.db" ||
	    die "the database cannot be copied; nothing was changed"
	sed -n '/^SOUK_\(SECRET\|BASE_URL\|PORT\|HTTP_PORT\)=/p' \
	    "$home/etc/souk.env" >"$rehearsal/etc/souk.env"
	chmod 600 "$rehearsal/etc/souk.env"
	cp "$home"/etc/tls.* "$rehearsal/etc/" 2>/dev/null || :
	failed=
	(rehearse_in "$rehearsal") >"$releases/rehearsal.log" 2>&1 ||
	    failed=$?
	rm -rf "$rehearsal"
	[ -z "$failed" ] || {
		tail -n 20 "$releases/rehearsal.log" >&2
		die "the rehearsal failed; nothing was changed"
	}
}
rehearse_in() {
	export SOUK_HOME="$1" SOUK_DATABASE="$1/db/souk.db" SOUK_JOBS=0
	export SOUK_WORKERS=1
	unset SOUK_SMTP_URL SOUK_SMTP_USER SOUK_RESEND_KEY SOUK_S3_URL \
	    SOUK_SENTRY_DSN SOUK_BACKUP_PLACE
	"$from/bin/souk" migrate || return 1
	sh "$from/lib/souk/stage.sh" "$from" "$1" || return 1
	"$1/bin/souk" doctor --database || return 1
	"$1/bin/souk" run 8>&- 9>&- &
	rehearsed=$!
	good=0
	for page in /ready / /catalogue /connexion /api/openapi.json \
	    /api/public/products /api/public/categories; do
		await "${SOUK_UPGRADE_SECONDS:-20}" rehearsed_answers "$page" ||
		    { echo "$page does not answer"; good=1; break; }
	done
	/usr/sbin/nginx -t -p "$1" -c etc/nginx.conf -e stderr || good=1
	kill -TERM $rehearsed
	wait $rehearsed || :
	[ $good = 0 ] || tail -n 10 "$1/log/souk.log"
	return $good
}
rehearsed_answers() {
	kill -0 $rehearsed 2>/dev/null &&
	    timeout 5 "$SOUK_HOME/bin/souk" ask "$1" >/dev/null 2>&1
}

upgrade() {
	old=$(version_of "$home/bin") new=$(version_of "$from/bin")
	if cmp -s "$home/bin/souk" "$from/bin/souk"; then
		say "the shop runs $new already"
		exit 0
	fi
	say "from $old to $new"
	mkdir -p "$releases"
	chmod 700 "$releases"
	rehearse
	hold
	kept=$releases/$(date -u +%Y%m%dT%H%M%SZ)
	trap 'undo "interrupted"' EXIT
	trap 'exit 1' INT TERM HUP
	keep "$kept"
	"$from/bin/souk" copy "$kept/souk.db"
	printf 'version=%s\nschema=%s\nchanges=%s\nupgraded=%s\n' "$old" \
	    "$(schema_of "$kept/souk.db")" "$("$from/bin/souk" changes)" \
	    "$new" >"$kept/about"
	take_over || undo "it cannot be taken over"
	let_go
	if [ -n "$running" ] && ! await "${SOUK_UPGRADE_SECONDS:-60}" is_up; then
		hold
		undo "it does not answer"
	fi
	trap - EXIT
	forget
	say "the shop runs $new; back with: souk rollback"
	[ -n "$running" ] || say "it is not started"
}
take_over() {
	"$from/bin/souk" migrate >/dev/null &&
	    sh "$from/lib/souk/stage.sh" "$from" "$home"
}
undo() {	# why; the shop is ours
	trap - EXIT
	say "$1: back to $old" >&2
	if [ -e "$kept/about" ]; then
		put_back "$kept"
		[ "$(schema_of "$kept/souk.db")" = "$(schema_now)" ] ||
		    put_database "$kept/souk.db"
		rm -rf "$kept"
	fi
	let_go
	[ -z "$running" ] || await 60 is_up ||
	    die "the shop does not answer; its log says why"
	die "the upgrade was undone"
}
schema_now() {	# whatever a WAL may hold
	rm -f "$releases/now.db"
	"$from/bin/souk" copy "$releases/now.db" && schema_of "$releases/now.db"
	rm -f "$releases/now.db"
}

# ---- rollback -----------------------------------------------------------------

rollback() {
	kept=$(last)
	[ -n "$kept" ] || die "no upgrade to undo"
	old=$(sed -n 's/^version=//p' "$kept/about")
	schema=$(sed -n 's/^schema=//p' "$kept/about")
	from=$releases/undone
	mkdir -p "$from/bin"
	cp "$home/bin/souk" "$from/bin/souk"
	moved=
	[ "$schema" = "$(schema_now)" ] || moved=1
	if [ -n "$moved" ]; then
		say "back to $old and its database; lost is what changed since:"
		"$home/bin/souk" changes "$(sed -n 's/^changes=//p' \
		    "$kept/about")" | sed 's/^/  /'
		[ "$yes" = --yes ] ||
		    die "say so: souk rollback --yes (a copy of what is lost stays)"
	fi
	hold
	if [ -n "$moved" ]; then
		lost=$home/backup/before-rollback-$(date -u +%Y%m%dT%H%M%SZ).db
		"$from/bin/souk" copy "$lost"
		chmod 600 "$lost"
		put_database "$kept/souk.db"
		say "what is lost stands in $lost"
	fi
	put_back "$kept"
	rm -rf "$kept" "$from"
	let_go
	[ -z "$running" ] || await 60 is_up ||
	    die "the shop does not answer; its log says why"
	say "the shop runs $old"
}

case $what in
upgrade|rollback) "$what" ;;
*) die "usage: release.sh upgrade|rollback FROM [--yes]" ;;
esac
