#!/bin/sh
# SPDX-License-Identifier: ISC
#
# stage.sh FROM HOME: puts what was built or installed into a shop's home, and
# makes of an empty folder a shop.  FROM is a folder of `make`, called from the
# checkout, or the prefix of `make install`.  Nothing runs from there: the
# checkout may lie where the shop's user cannot read, and what is installed may
# be newer than what runs.  Started by root, the home belongs to SOUK_USER
# (else nobody), and souk itself becomes the owner of its home.
set -eu
from=$1 home=$2
if [ -d "$from/share/souk" ]; then
	programs="$from/bin/souk $from/lib/souk/souk-*"
	files=$from/share/souk scripts=$from/lib/souk
else
	programs="$from/souk $from/souk-*" files=nginx
	scripts=scripts
fi
mkdir -p "$home/bin"
home=$(cd "$home" && pwd)
if [ "$(id -u)" = 0 ] && [ "$(stat -c %u "$home")" = 0 ]; then
	chown "${SOUK_USER:-nobody}:" "$home"
fi
owner=$(stat -c %u:%g "$home")
mkdir -p "$home/acme"
chmod 755 "$home" "$home/acme"

# A running program is replaced, not written to.
for program in $programs "$scripts/release.sh" \
    "$scripts/certificate.sh"; do
	[ -f "$program" ] && [ -x "$program" ] || continue
	name=${program##*/}
	cp "$program" "$home/bin/$name.new"
	mv "$home/bin/$name.new" "$home/bin/$name"
done
SOUK_HOME=$home "$home/bin/souk" init

rm -rf "$home/www.new" "$home/www.old"
cp -R "$files/www" "$home/www.new"
mv "$home/www" "$home/www.old"
mv "$home/www.new" "$home/www"
rm -rf "$home/www.old"
cp -R "$files"/*.conf "$files"/*.in "$files/mime.types" "$files/errors" \
    "$home/etc/"
chmod -R u=rwX,go=rX "$home/www" "$home/bin" "$home/etc/errors"

# A certificate of one's own for this machine and the name in SOUK_BASE_URL,
# made again a month before it ends.  Another's is left alone.
crt=$home/etc/tls.crt
is_current() {
	[ -e "$home/etc/tls.key" ] || return 1
	openssl x509 -noout -subject -in "$crt" | grep -q 'CN = localhost$' ||
	    return 0
	openssl x509 -noout -checkend 2592000 -in "$crt" >/dev/null
}
if ! is_current; then
	url=${SOUK_BASE_URL:-$(sed -n 's/^SOUK_BASE_URL=//p' \
	    "$home/etc/souk.env")}
	host=$(echo "$url" | sed -n 's|^https*://\([a-zA-Z][^:/]*\).*|\1|p')
	(umask 077 && openssl req -x509 -newkey ec \
	    -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \
	    -subj /CN=localhost -addext "subjectAltName=DNS:localhost,\
IP:127.0.0.1,IP:::1${host:+,DNS:$host}" \
	    -keyout "$home/etc/tls.key" -out "$crt" 2>/dev/null)
fi
if [ "$(id -u)" = 0 ]; then
	chown -R "$owner" "$home/bin" "$home/www" "$home/etc" "$home/acme"
fi
