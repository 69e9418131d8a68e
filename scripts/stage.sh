#!/bin/sh
# SPDX-License-Identifier: ISC
#
# stage.sh BUILD HOME: puts what was built into a shop's home, and makes of
# an empty folder a shop.  Nothing runs from the checkout, which may lie where
# the shop's user cannot read.  Started by root, the home belongs to SOUK_USER
# (else nobody), and souk itself becomes the owner of its home.
set -eu
build=$1 home=$2
mkdir -p "$home/bin"
home=$(cd "$home" && pwd)
if [ "$(id -u)" = 0 ] && [ "$(stat -c %u "$home")" = 0 ]; then
	chown "${SOUK_USER:-nobody}:" "$home"
fi
owner=$(stat -c %u:%g "$home")
chmod 755 "$home"

# A running program is replaced, not written to.
for program in souk souk-web souk-remote souk-jobs; do
	cp "$build/$program" "$home/bin/$program.new"
	mv "$home/bin/$program.new" "$home/bin/$program"
done
SOUK_HOME=$home "$home/bin/souk" init

rm -rf "$home/www.new" "$home/www.old"
cp -R nginx/www "$home/www.new"
mv "$home/www" "$home/www.old"
mv "$home/www.new" "$home/www"
rm -rf "$home/www.old"
cp -R nginx/*.conf nginx/*.in nginx/mime.types nginx/errors "$home/etc/"
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
	chown -R "$owner" "$home/bin" "$home/www" "$home/etc"
fi
