#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Outside judges on a running shop: the OpenAPI linter, curl with paths as
# they are, openssl on the TLS side, and clients of Stripe, WhatsApp and Twilio on
# the webhooks and on the stand-ins of tests.  Needs Node and npm; installs what judges into
# build/judge only.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
mkdir -p "$build/judge"
for package in @redocly/cli stripe@23.1.0 whatsapp-api-js@6.3.0 twilio@6.2.0
do
	(cd "$build/judge" && [ -d "node_modules/${package%@[0-9]*}" ] ||
	    npm install --silent --ignore-scripts --prefix . "$package")
done
SOUK_HOME=$(mktemp -d /tmp/souk-judge.XXXXXX)
SOUK_PORT=$(sh scripts/free-port.sh)
export SOUK_HOME SOUK_PORT SOUK_DEMO=0
pids='' there=$(mktemp -d /tmp/souk-judge-servers.XXXXXX)
trap 'kill $pids 2>/dev/null; wait $pids 2>/dev/null || :; rm -rf "$SOUK_HOME" "$there"' EXIT
# A stand-in of tests/servers, until its standard input ends; $port.
mkfifo "$there/in"
sleep 3600 >"$there/in" & pids=$!
stand_in() {
	mkdir "$there/$1"
	python3 "tests/servers/$1.py" "$there/$1" <"$there/in" \
	    >"$there/$1/said" &
	pids="$pids $!"
	until grep -q port "$there/$1/said"; do kill -0 $!; sleep 0.1; done
	port=$(sed -n 's/^port //p' "$there/$1/said")
}
stand_in stripe; stripe=$port
stand_in meta; meta=$port
stand_in twilio; twilio=$port
SOUK_LOOPBACK=1 SOUK_STRIPE_URL=http://127.0.0.1:$stripe
SOUK_STRIPE_KEY=sk_test_judge0001 SOUK_STRIPE_WEBHOOK_SECRETS=whsec_judgeOnlyNotARealSecret001
export SOUK_LOOPBACK SOUK_STRIPE_URL SOUK_STRIPE_KEY SOUK_STRIPE_WEBHOOK_SECRETS
SOUK_META_URL=http://127.0.0.1:$meta SOUK_META_TOKEN=EAA_JUDGE
SOUK_META_APP_SECRETS=souk_judge_secret,souk_judge_old
SOUK_META_VERIFY_TOKEN=souk_judge_verify SOUK_META_ACCOUNT=102290129340398
export SOUK_META_URL SOUK_META_TOKEN SOUK_META_APP_SECRETS SOUK_META_VERIFY_TOKEN SOUK_META_ACCOUNT
SOUK_TWILIO_URL=http://127.0.0.1:$twilio
SOUK_TWILIO_ACCOUNT=ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
SOUK_TWILIO_TOKEN=12345678901234567890123456789012 SOUK_TWILIO_FROM=+15005550006
export SOUK_TWILIO_URL SOUK_TWILIO_ACCOUNT SOUK_TWILIO_TOKEN SOUK_TWILIO_FROM
sh scripts/stage.sh "$build" "$SOUK_HOME" >/dev/null
"$SOUK_HOME/bin/souk" run >/dev/null 2>&1 &
pids="$! $pids"
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
judged() {	# a script, and what it is told
	(cd "$build/judge" && script=$1 && shift &&
	    NODE_EXTRA_CA_CERTS=$SOUK_HOME/etc/tls.crt node "$judge/$script" "$@") ||
	    failed=1
}
judged stripe.mjs "$stripe" "$url" whsec_judgeOnlyNotARealSecret001
judged whatsapp.mjs "$meta" "$url" souk_judge_secret souk_judge_verify
judged twilio.mjs "$twilio" "$url" "$SOUK_TWILIO_ACCOUNT" "$SOUK_TWILIO_TOKEN"
check "plain HTTP GET is redirected" 301 "$(status "http://localhost:$SOUK_PORT/")"
exit $failed
