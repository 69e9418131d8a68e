#!/bin/sh
# SPDX-License-Identifier: ISC
#
# certificate.sh DIR, with SOUK_HOME set: the certificate in DIR, called as
# certbot calls it, becomes the shop's; nginx takes it up with no request lost.
# `souk certificate` starts it, as root where only root may read DIR.
set -eu
from=$1 home=$SOUK_HOME
crt=$from/fullchain.pem key=$from/privkey.pem
die() { echo "souk: $*" >&2; exit 1; }

[ -r "$crt" ] && [ -r "$key" ] || die "$from: no fullchain.pem or privkey.pem"
openssl x509 -in "$crt" -noout -checkend 0 >/dev/null 2>&1 ||
    die "$crt is no certificate, or it has ended"
[ "$(openssl x509 -in "$crt" -noout -pubkey)" = \
    "$(openssl pkey -in "$key" -pubout 2>/dev/null)" ] ||
    die "$key is not the key of $crt"

owner=$(stat -c %u:%g "$home")
put() {	# from, to, mode
	rm -f "$2.new"
	(umask 077 && cat "$1" >"$2.new")
	chmod "$3" "$2.new"
	[ "$(id -u)" != 0 ] || chown "$owner" "$2.new"
}
put "$crt" "$home/etc/tls.crt" 644
put "$key" "$home/etc/tls.key" 600
mv "$home/etc/tls.key.new" "$home/etc/tls.key"
mv "$home/etc/tls.crt.new" "$home/etc/tls.crt"
flock -n -s "$home/run" true || kill -HUP "$(cat "$home/run/souk.pid")"
