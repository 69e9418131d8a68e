#!/bin/sh
# SPDX-License-Identifier: ISC
#
# acme.sh FOLDER NAME HTTP-PORT HOME: gets a certificate for NAME, which is this
# machine, from a certificate authority of its own on loopback, the way Let's
# Encrypt gives them: it asks NAME at HTTP-PORT for what the client puts into
# HOME/acme.  FOLDER/live is then as certbot leaves it.
set -eu
folder=$1 name=$2 http=$3 home=$4
mkdir -p "$folder/live" "$home/acme/.well-known/acme-challenge"
cd "$folder"
port() { sh "$OLDPWD/scripts/free-port.sh"; }
acme=$(port) dns=$(port) manage=$(port)

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout ca.key -out ca.crt 2>/dev/null
cat >pebble.json <<EOF
{ "pebble": { "listenAddress": "127.0.0.1:$acme",
  "managementListenAddress": "127.0.0.1:$manage", "certificate": "ca.crt",
  "privateKey": "ca.key", "httpPort": $http, "tlsPort": 1 } }
EOF
pebble-challtestsrv -defaultIPv4 127.0.0.1 -defaultIPv6 "" -http01 "" \
    -https01 "" -tlsalpn01 "" -management "127.0.0.1:$(port)" -dns01 "127.0.0.1:$dns" \
    >dns.log 2>&1 &
names=$!
PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 pebble -config pebble.json \
    -dnsserver "127.0.0.1:$dns" >pebble.log 2>&1 &
authority=$!
trap 'kill $names $authority; wait' EXIT
tries=100
until curl -sf --cacert ca.crt "https://localhost:$acme/dir" >/dev/null; do
	tries=$((tries - 1))
	[ $tries -gt 0 ] || { tail -n 5 pebble.log; exit 1; }
	sleep 0.1
done

openssl genrsa -out account.key 2048 2>/dev/null
openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$name" \
    -addext "subjectAltName=DNS:$name" -keyout live/privkey.pem -out csr \
    2>/dev/null
SSL_CERT_FILE=$folder/ca.crt acme-tiny --account-key account.key --csr csr \
    --acme-dir "$home/acme/.well-known/acme-challenge" --disable-check \
    --directory-url "https://localhost:$acme/dir" >live/fullchain.pem \
    2>client.log || { tail -n 2 client.log dns.log; exit 1; }
