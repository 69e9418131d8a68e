#!/bin/sh
# SPDX-License-Identifier: ISC
#
# `make run`: installs what is missing, builds, stages, and runs a shop until
# Ctrl-C or SIGTERM.
#
#	SOUK_HOME	where it lives: ./var; started by root /var/lib/souk
#	SOUK_PORT	8443
#	SOUK_DEMO	0: a new shop starts empty
#	BUILD		where it was or is built: build
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
sh scripts/install.sh
${MAKE:-make} -s all

if [ "$(id -u)" = 0 ]; then
	SOUK_HOME=${SOUK_HOME:-/var/lib/souk}
	SOUK_USER=${SOUK_USER:-souk}
	export SOUK_USER
	id -u "$SOUK_USER" >/dev/null 2>&1 ||
	    useradd --system --user-group --no-create-home \
		--home-dir /nonexistent --shell /usr/sbin/nologin "$SOUK_USER"
else
	SOUK_HOME=${SOUK_HOME:-$PWD/var}
fi
mkdir -p "$SOUK_HOME"
SOUK_HOME=$(cd "$SOUK_HOME" && pwd)
export SOUK_HOME

setting() {	# name, default: as souk itself reads it
	eval "value=\${$1:-}"
	[ -n "$value" ] || value=$(sed -n "s/^$1=//p" \
	    "$SOUK_HOME/etc/souk.env" 2>/dev/null || :)
	echo "${value:-$2}"
}
is_taken() {
	grep -qi ":$(printf %04X "$1") [0-9A-F:]* 0A " \
	    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}
port=$(setting SOUK_PORT 8443)
if is_taken "$port"; then
	echo "Port $port is taken.  Choose another: SOUK_PORT=$((port + 1000)) make run" >&2
	exit 1
fi

new=
[ -e "$SOUK_HOME/db/souk.db" ] || new=1
sh scripts/stage.sh "$build" "$SOUK_HOME"
if [ -n "$new" ] && [ "$(setting SOUK_DEMO 1)" != 0 ]; then
	logins=$SOUK_HOME/etc/demo-logins
	(umask 077 && "$SOUK_HOME/bin/souk" demo >"$logins.new")
	chown --reference "$SOUK_HOME/etc/souk.env" "$logins.new"
	mv "$logins.new" "$logins"
fi

pid=
stop() {
	trap '' INT TERM HUP
	[ -z "$pid" ] || kill -TERM "$pid" 2>/dev/null || :
	[ -z "$pid" ] || wait "$pid" || :
	exit 0
}
trap stop INT TERM HUP
"$SOUK_HOME/bin/souk" run &
pid=$!

answers() {
	printf 'GET /ready HTTP/1.0\r\nHost: localhost\r\n\r\n' |
	    timeout 2 openssl s_client -quiet -connect "127.0.0.1:$port" \
	    2>/dev/null | grep -q '^HTTP/1.1 200'
}
tries=0
until answers; do
	tries=$((tries + 1))
	if [ $tries -gt 100 ] || ! kill -0 "$pid" 2>/dev/null; then
		echo "The shop does not start.  Its log ends:" >&2
		tail -n 20 "$SOUK_HOME/log/souk.log" >&2 || :
		pid_status=1
		kill -TERM "$pid" 2>/dev/null || :
		wait "$pid" || pid_status=$?
		exit "$pid_status"
	fi
	sleep 0.1
done

echo
echo "  $(setting SOUK_BASE_URL "https://localhost:$port")"
if [ -s "$SOUK_HOME/etc/demo-logins" ]; then
	echo
	sed 's/^/  /' "$SOUK_HOME/etc/demo-logins"
fi
echo
echo "  home $SOUK_HOME, Ctrl-C ends the shop"
status=0
wait "$pid" || status=$?
exit "$status"
