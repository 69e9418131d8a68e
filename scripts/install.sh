#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Installs what is missing on Debian: for `make run`, and with --test for
# `make test` too.  Neither root nor sudo: prints the one line to run.
set -eu

run="gcc make libc6-dev pkg-config openssl ca-certificates tzdata nginx
 libnginx-mod-http-brotli-filter libfcgi-dev libsqlite3-dev libjson-c-dev
 libargon2-dev libssl-dev libseccomp-dev libxlsxwriter-dev zlib1g-dev
 libminizip-dev libexpat1-dev libcurl4-openssl-dev libqrencode-dev
 libjpeg62-turbo-dev libpng-dev libwebp-dev liblcms2-dev"
test="sqlite3 check libpq-dev postgresql-15 python3-aiosmtpd
 python3-authlib python3-flask python3-botocore oathtool
 chromium chromium-driver fonts-dejavu-core clang clang-tidy cppcheck
 libclang-rt-dev
 dpkg-dev systemd curl iproute2 pebble acme-tiny"

wanted=$run
[ "${1:-}" != --test ] || wanted="$run $test"

is_there() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
	    installed ]
}
command -v dpkg-query >/dev/null || {
	echo "This is not Debian.  Needed, by Debian's names:" $wanted >&2
	exit 0
}
missing=
for package in $wanted; do
	is_there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
	as_root=
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }
then
	as_root=sudo
else
	echo "souk needs some packages.  Run this as root, then try again:" >&2
	echo "  apt-get install --no-install-recommends$missing" >&2
	exit 1
fi

# Debian starts a service as it installs it; nginx and PostgreSQL are wanted
# as programs only.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
	$as_root chmod 755 $policy
	trap '$as_root rm -f $policy' EXIT
	trap 'exit 1' INT TERM HUP
fi
echo "installing:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install \
    --no-install-recommends $missing
if [ -d /run/systemd/system ]; then
	for service in nginx postgresql; do
		case $missing in *" $service"*)
			$as_root systemctl disable -q "$service" || : ;;
		esac
	done
fi
