#!/bin/sh
# SPDX-License-Identifier: ISC
#
# stage.sh BUILD HOME: puts programs, web files and configuration into HOME
# and makes what is missing there: certificate, etc/souk.env, database.  What
# the owner may have changed (souk.env, certificate) is kept.
set -eu
build=$1
home=$2
here=$(cd "$(dirname "$0")/.." && pwd)
port=${SOUK_PORT:-8443}

mkdir -p "$home"
home=$(cd "$home" && pwd)
mkdir -p "$home/bin" "$home/www" "$home/etc"
chmod 755 "$home" "$home/bin" "$home/www"
chmod 750 "$home/etc"
for program in souk souk-web souk-jobs; do
	# A running program's file cannot be written, but replaced.
	cp "$build/$program" "$home/bin/.$program"
	mv -f "$home/bin/.$program" "$home/bin/$program"
done
cp -R "$here/nginx/www/." "$home/www/"

# The name in SOUK_BASE_URL besides those of this machine.
host=$(printf %s "${SOUK_BASE_URL:-}" | sed -n 's|^https*://\([^:/]*\).*|\1|p')
names="localhost 127.0.0.1 [::1] $host"

modules='' brotli=''
for module in brotli_filter brotli_static; do
	file=/usr/lib/nginx/modules/ngx_http_${module}_module.so
	[ -e "$file" ] && modules="${modules}load_module $file;\\
"
done
[ -n "$modules" ] && brotli='	brotli on;\
	brotli_comp_level 4;\
	brotli_types text/css text/javascript application/json application/xml text/plain image/svg+xml;'

for file in "$here"/nginx/*.conf "$here"/nginx/mime.types; do
	sed "s|@PORT@|$port|g" "$file" >"$home/etc/$(basename "$file")"
done
mkdir -p "$home/etc/errors"
cp "$here"/nginx/errors/* "$home/etc/errors/"
sed -e "s|@PORT@|$port|g" -e "s|@NAMES@|$names|" \
    -e "s|@RATE@|${SOUK_EDGE_RATE:-100}|" \
    -e "s|@BURST@|${SOUK_EDGE_BURST:-200}|" \
    -e "s|^@MODULES@|$modules|" -e "s|^@BROTLI@|$brotli|" \
    "$here/nginx/nginx.conf.in" >"$home/etc/nginx.conf"
"$home/bin/souk" routes --nginx >"$home/etc/locations.conf"

if [ ! -e "$home/etc/tls.key" ]; then
	(umask 077 && openssl req -x509 -newkey ec \
	    -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 \
	    -subj "/CN=${host:-localhost}" -addext \
	    "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1${host:+,DNS:$host}" \
	    -keyout "$home/etc/tls.key" -out "$home/etc/tls.crt" 2>/dev/null)
fi
SOUK_HOME=$home "$home/bin/souk" init
