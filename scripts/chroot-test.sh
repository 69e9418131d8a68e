#!/bin/sh
# SPDX-License-Identifier: ISC
#
# chroot-test.sh [run|test|deb]: proves `make run` and `make test` in a bare
# Debian 12 that has nothing but make: no compiler, no nginx, no library, and
# the checkout in /root; with deb, what `make deb` makes here: installed,
# tried, upgraded and removed there.  As root; needs debootstrap, for deb curl
# and iproute2 too.  KEEP names a folder for the bare system, which is then
# made only once; the tests work on a copy.
set -eu
cd "$(dirname "$0")/.."
what=${1:-all}

if [ -z "${SOUK_CHROOT:-}" ]; then
	# In namespaces of its own: nothing mounted or started outlives it.
	work=$(mktemp -d /tmp/souk-chroot.XXXXXX)
	trap 'rm -rf --one-file-system "$work"' EXIT
	bare=${KEEP:-$work/bare}
	[ -e "$bare/bin/sh" ] || debootstrap --variant=minbase \
	    --include=make,ca-certificates bookworm "$bare" >"$work/log"
	cp -a "$bare" "$work/root"
	if [ "$what" = deb ] || [ "$what" = all ]; then
		for version in 0.0.1 0.0.2; do
			make -s -j2 VERSION=$version deb
			cp "${BUILD:-build}"/souk_${version}_*.deb "$work/root/root/"
		done
	fi
	SOUK_CHROOT=$work/root unshare --mount --pid --fork sh "$0" "$@"
	exit
fi
root=$SOUK_CHROOT
port=$(sh scripts/free-port.sh)

mount --make-rprivate /
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/dev/shm"
cp /etc/resolv.conf "$root/etc/resolv.conf"
for proxy in /etc/apt/apt.conf.d/*proxy*; do
	[ ! -e "$proxy" ] || cp "$proxy" "$root/etc/apt/apt.conf.d/"
done
rm -rf "$root/root/souk"
mkdir "$root/root/souk"
tar -c --exclude=./build --exclude=./var --exclude=./.git . |
    tar -x -C "$root/root/souk"
inside="chroot $root /usr/bin/env -i HOME=/root LANG=C.UTF-8
 PATH=/usr/sbin:/usr/bin:/sbin:/bin"

fail() { echo "FAIL $*" >&2; exit 1; }
await() {	# seconds, command...
	left=$(($1 * 10)); shift
	until "$@"; do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		sleep 0.1
	done
}
inmates() {	# what runs inside
	for process in "$root"/proc/[0-9]*; do
		[ "$(readlink "$process/root")" != "$root" ] ||
			tr '\0' ' ' <"$process/cmdline"
	done 2>/dev/null
}

test_user() {	# neither root nor sudo: the one line to run
	$inside sh -c 'id -u guest >/dev/null 2>&1 || useradd -m guest
	    rm -rf /home/guest/souk; cp -R /root/souk /home/guest
	    chown -R guest /home/guest/souk'
	if $inside setpriv --reuid guest --clear-groups \
	    make -C /home/guest/souk run >"$root/tmp/out" 2>&1; then
		fail "a guest without packages can run a shop"
	fi
	grep -q '^  apt-get install .* gcc ' "$root/tmp/out" ||
	    fail "no line to run: $(cat "$root/tmp/out")"
	echo "ok   without rights: one line to run, and nothing done"
}

is_up() {
	grep -q 'Ctrl-C ends the shop' "$root/tmp/out" ||
	    ! kill -0 "$make" 2>/dev/null
}
is_quiet() { [ -z "$(inmates)" ]; }

test_run() {
	$inside SOUK_PORT="$port" make -C /root/souk run \
	    >"$root/tmp/out" 2>&1 &
	make=$!
	await 900 is_up || fail "no shop: $(tail -n 20 "$root/tmp/out")"
	grep -q "https://localhost:$port" "$root/tmp/out" ||
	    fail "no address: $(tail -n 20 "$root/tmp/out")"
	grep -q '^  owner ' "$root/tmp/out" || fail "no login"
	$inside sh -c "printf 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n' |
	    openssl s_client -quiet -connect 127.0.0.1:$port 2>/dev/null" |
	    grep -q '^HTTP/1.1 200' || fail "no home page"
	$inside sh -c '[ "$(stat -c %U /var/lib/souk/db/souk.db)" = souk ]' ||
	    fail "the database is not the user's"
	echo "ok   make run: installed, built, answers as user souk"
	kill -TERM "$make"
	await 20 is_quiet || fail "left: $(inmates)"
	[ -z "$(find "$root/var/lib/souk/run" -name '*.sock' \
	    -o -name '*.pid' -o -name '*.lock')" ] || fail "left in run/"
	wait "$make" || :
	echo "ok   SIGTERM: no process, socket or lock is left"
}

test_test() {
	$inside make -C /root/souk test || fail "make test"
	echo "ok   make test"
}

test_deb() {
	$inside sh -c 'printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d
	    chmod 755 /usr/sbin/policy-rc.d; apt-get -qq update
	    DEBIAN_FRONTEND=noninteractive apt-get -qq -y install \
	    --no-install-recommends /root/souk_0.0.1_*.deb' \
	    >"$root/tmp/out" 2>&1 || fail "no install: $(tail "$root/tmp/out")"
	grep -q 'a shop was made' "$root/tmp/out" || fail "$(cat "$root/tmp/out")"
	[ "$($inside stat -c '%U %a' /var/lib/souk/db/souk.db)" = 'souk 600' ] ||
	    fail "whose is the database"
	echo "ok   souk.deb: installed, a shop made"
	# From here on without a network: ports 443 and 80 are the shop's.
	root=$root unshare --net sh scripts/chroot-deb.sh
}

case $what in
deb)	test_deb ;;
run)	test_user; test_run ;;
test)	test_test ;;
*)	test_user; test_run; test_test; test_deb ;;
esac
