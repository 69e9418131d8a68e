#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The part of `chroot-test.sh deb` that needs no network, and must not have
# one: a shop of the package in $root on ports 443 and 80.
set -eu
inside="chroot $root /usr/bin/env -i HOME=/root LANG=C.UTF-8
 PATH=/usr/sbin:/usr/bin:/sbin:/bin"
home=$root/var/lib/souk
ip link set lo up
echo 80 >/proc/sys/net/ipv4/ip_unprivileged_port_start

fail() { echo "FAIL $*" >&2; tail -n 20 "$home/log/souk.log" >&2; exit 1; }
answers() { curl -ksf -o "$root/tmp/ready" https://localhost/ready; }
await() {
	left=$(($1 * 10)); shift
	until "$@"; do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		sleep 0.1
	done
}
is_gone() { ! kill -0 "$souk" 2>/dev/null; }

printf 'SOUK_PORT=443\nSOUK_HTTP_PORT=80\nSOUK_BASE_URL=https://localhost\n' \
    >>"$home/etc/souk.env"
$inside setpriv --reuid souk --regid souk --clear-groups --no-new-privs \
    --inh-caps=-all /var/lib/souk/bin/souk run &
souk=$!
await 30 answers || fail "nothing answers on 443"
echo "ok   port 443 without a capability"

[ "$(curl -s -o "$root/tmp/out" -w '%{http_code} %{redirect_url}' \
    http://localhost/x)" = "301 https://localhost/x" ] || fail "port 80"
passphrase="a good long passphrase of $(date +%s)"
echo "$passphrase" | $inside souk create-admin owner owner@example.com \
    >"$root/tmp/out" || fail "no owner"
echo "$passphrase" | CURL=-k sh scripts/smoke.sh https://localhost owner ||
    fail "the smoke test"
$inside souk doctor || fail "the doctor has findings"

runs() {
	[ "$($inside souk version)" = "$($inside /var/lib/souk/bin/souk \
	    version)" ]
}
$inside dpkg -i /$(cd "$root" && ls root/souk_0.0.2_*.deb) >"$root/tmp/out" 2>&1 ||
    fail "$(cat "$root/tmp/out")"
grep -q 'To take over this release' "$root/tmp/out" || fail "no advice"
answers && ! runs || fail "a package changed the shop"
$inside souk upgrade || fail "no upgrade"
answers && runs || fail "the new release does not run"
echo "$passphrase" | CURL=-k sh scripts/smoke.sh https://localhost owner \
    >"$root/tmp/out" 2>&1 || fail "$(cat "$root/tmp/out")"
$inside souk rollback || fail "no rollback"
answers && ! runs || fail "the old release does not run"
echo "ok   upgraded with a rehearsal, and rolled back"

kill -TERM $souk
await 20 is_gone || fail "does not end"
$inside dpkg -r souk >/dev/null || fail "cannot be removed"
[ -e "$home/db/souk.db" ] || fail "removed the shop"
$inside dpkg -P souk >/dev/null || fail "cannot be purged"
[ -e "$home/db/souk.db" ] && [ -e "$home/etc/souk.env" ] &&
    [ ! -e "$home/bin" ] || fail "purged the wrong things"
echo "ok   removed and purged; the data stay"
