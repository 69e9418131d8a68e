#!/bin/sh
# SPDX-License-Identifier: ISC
#
# deb.sh: makes BUILD/souk_VERSION_ARCH.deb of what was built.  What it depends
# on is read from the programs.  Needs dpkg-dev.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
architecture=$(dpkg --print-architecture)
package=$build/souk_${VERSION}_$architecture.deb
root=$(mktemp -d /tmp/souk-deb.XXXXXX)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

${MAKE:-make} -s BUILD="$build" DESTDIR="$root" PREFIX=/usr install
install -d "$root/usr/share/doc/souk" "$root/DEBIAN"
install -m 644 scripts/README.md "$root/usr/share/doc/souk/"
install -m 644 LICENSE "$root/usr/share/doc/souk/copyright"
gzip -9n "$root/usr/share/man/man1/souk.1"
strip --strip-unneeded "$root"/usr/bin/souk
for program in "$root"/usr/lib/souk/souk-*; do
	strip --strip-unneeded "$program"
done

# dpkg-shlibdeps wants to stand in a source package.
mkdir -p "$build/package/debian"
printf 'Source: souk\n\nPackage: souk\nArchitecture: any\n' \
    >"$build/package/debian/control"
libraries=$(cd "$build/package" && dpkg-shlibdeps -O "$root/usr/bin/souk" \
    "$root"/usr/lib/souk/souk-* | sed 's/^shlibs:Depends=//')
cat >"$root/DEBIAN/control" <<EOF
Package: souk
Version: $VERSION
Architecture: $architecture
Maintainer: souk <souk@localhost>
Installed-Size: $(du -ks "$root/usr" | cut -f1)
Depends: $libraries, adduser, ca-certificates, nginx (>= 1.22), openssl, tzdata
Recommends: libnginx-mod-http-brotli-filter
Suggests: certbot
Section: web
Priority: optional
Description: a small shop's whole backend on one small machine
 A few C programs behind nginx and one SQLite file: catalogue, stock, customers
 and staff, mail, an admin and a storefront in the browser, and a JSON API.
EOF
for script in postinst prerm postrm; do
	install -m 755 "scripts/package/$script" "$root/DEBIAN/"
done
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
