#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Outside judges on a running shop: the OpenAPI linter, curl with paths as
# they are, openssl on the TLS side, Stripe's own client on the webhook and on
# the stand-in of tests.  Needs Node and npm; installs what judges into
# build/judge only.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
mkdir -p "$build/judge"
(cd "$build/judge" && [ -d node_modules/@redocly/cli ] ||
    npm install --silent --ignore-scripts --prefix . @redocly/cli)
(cd "$build/judge" && [ -d node_modules/stripe ] ||
    npm install --silent --ignore-scripts --prefix . stripe@23.1.0)
SOUK_HOME=$(mktemp -d /tmp/souk-judge.XXXXXX)
SOUK_PORT=$(sh scripts/free-port.sh)
export SOUK_HOME SOUK_PORT SOUK_DEMO=0
pid='' standin=''
trap 'kill $pid $standin 2>/dev/null; wait $pid $standin 2>/dev/null || :; rm -rf "$SOUK_HOME" "$stripe"' EXIT
# Stripe, until its standard input ends.
stripe=$(mktemp -d /tmp/souk-judge-stripe.XXXXXX)
mkfifo "$stripe/in"
python3 tests/servers/stripe.py "$stripe" <"$stripe/in" >"$stripe/said" &
standin=$!
exec 9>"$stripe/in"
until grep -q port "$stripe/said"; do kill -0 $standin; sleep 0.1; done
stripe_port=$(sed -n 's/^port //p' "$stripe/said")
SOUK_LOOPBACK=1 SOUK_STRIPE_URL=http://127.0.0.1:$stripe_port
SOUK_STRIPE_KEY=sk_test_judge0001 SOUK_STRIPE_WEBHOOK_SECRETS=whsec_judgeOnlyNotARealSecret001
export SOUK_LOOPBACK SOUK_STRIPE_URL SOUK_STRIPE_KEY SOUK_STRIPE_WEBHOOK_SECRETS
sh scripts/stage.sh "$build" "$SOUK_HOME" >/dev/null
"$SOUK_HOME/bin/souk" run >/dev/null 2>&1 &
pid=$!
url=https://localhost:$SOUK_PORT
i=0
until curl -ksf "$url/ready" >/dev/null; do
	i=$((i + 1)); [ $i -lt 100 ] || { echo "no answer" >&2; exit 1; }
	sleep 0.1
done
failed=0
check() {	# name, expected, got
	if [ "$2" = "$3" ]; then echo "ok   $1"; else
		echo "FAIL $1: $3, want $2"; failed=1; fi
}
status() { curl -ks --path-as-is -o /dev/null -w '%{http_code}' "$@"; }

curl -ks "$url/api/openapi.json" >"$build/judge/openapi.json"
REDOCLY_TELEMETRY=off "$build/judge/node_modules/.bin/redocly" lint \
    --extends recommended "$build/judge/openapi.json" || failed=1
# What climbs above the root, nginx refuses before anybody looks.
check "curl --path-as-is /%2e%2e/admin" 400 "$(status "$url/%2e%2e/admin")"
for path in //admin /ADMIN '/admin;x' '/admin/' \
    '/api/../api/admin/products' '/api/admin/products/' '/%61dmin/%2e'; do
	check "curl --path-as-is $path" 404 "$(status "$url$path")"
done
tls() { openssl s_client -connect "localhost:$SOUK_PORT" "$@" </dev/null 2>/dev/null |
    grep -c 'Cipher is [A-Z]' || :; }
check "openssl: TLS 1.3" 1 "$(tls -tls1_3)"
check "openssl: TLS 1.2" 1 "$(tls -tls1_2)"
check "openssl: TLS 1.1 refused" 0 "$(tls -tls1_1 -cipher 'DEFAULT:@SECLEVEL=0')"
judge=$PWD/tests/judge
(cd "$build/judge" && NODE_EXTRA_CA_CERTS=$SOUK_HOME/etc/tls.crt node \
    "$judge/stripe.mjs" "$stripe_port" "$url" whsec_judgeOnlyNotARealSecret001) || failed=1
check "plain HTTP GET is redirected" 301 "$(status "http://localhost:$SOUK_PORT/")"
exit $failed
