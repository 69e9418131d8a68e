#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Figures of a shop with the client on the same machine.  Absolute numbers
# belong to the machine; what counts is the share of two floors of the same
# run: a file from nginx, and /health, which is nginx, FastCGI and nothing
# else.
#
#	PRODUCTS	how many the shop has: 10000
#	SECONDS_EACH	how long each figure is measured: 3
#	BUILD		where the programs were built: build
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
seconds=${SECONDS_EACH:-3}
products=${PRODUCTS:-10000}
password="mulberry trellis 4711 lantern"
SOUK_PORT=${SOUK_PORT:-$(sh scripts/free-port.sh)}
SOUK_HOME=$(mktemp -d /tmp/souk-bench.XXXXXX)
work=$(mktemp -d /tmp/souk-bench.XXXXXX)
export SOUK_HOME SOUK_PORT SOUK_EDGE_RATE=30000
souk=$SOUK_HOME/bin/souk
url=https://localhost:$SOUK_PORT
pid=
leave() {
	[ -z "$pid" ] || { kill "$pid" && wait "$pid"; } || :
	rm -rf "$SOUK_HOME" "$work"
}
trap leave EXIT
trap 'exit 1' INT TERM HUP

now() { echo $(($(date +%s%N) / 1000000)); }
ask() { curl -ksf "$@"; }
member() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }

# ---- a shop ------------------------------------------------------------------

# Each product has a colour, a kind, one of 1,000 words and a number.
awk -v n="$products" 'BEGIN {
	split("blue red green white black brown grey pink", colour, " ")
	split("teapot lamp carpet basket chair vase tray bowl mirror box",
	    kind, " ")
	split("ka lo mi nu ra se ti vo za bel", part, " ")
	print "Handle,Title,Body (HTML),Type,Published,Option1 Name," \
	    "Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price," \
	    "Image Src"
	for (i = 0; i < n; i++) {
		k = kind[i % 10 + 1]
		w = i * 7919 % 1000
		word = part[w % 10 + 1] part[int(w / 10) % 10 + 1] \
		    part[int(w / 100) + 1]
		printf "p-%d,%s %s %s %d,A %s for the house,%s,true,Title," \
		    "Default Title,SKU%d,%d,%d.90,https://example.com/%d.jpg\n",
		    i, colour[int(i / 10) % 8 + 1], k, word, i, k, k, i,
		    i % 50 + 1, i % 300 + 1, i
	}
}' >"$work/products.csv"
sh scripts/stage.sh "$build" "$SOUK_HOME" >/dev/null
echo "$password" | "$souk" create-admin owner owner@example.com >/dev/null
chmod -R a+rX "$work"
start=$(now)
"$souk" import "$work/products.csv" >/dev/null
echo "import of $products lines: $(($(now) - start)) ms"

start=$(now)
"$souk" run >/dev/null 2>&1 &
pid=$!
until ask -o /dev/null "$url/ready"; do
	[ $(($(now) - start)) -lt 10000 ] || { echo "no answer" >&2; exit 1; }
	sleep 0.002
done
echo "from start to first answer: $(($(now) - start)) ms"

# The limits would be what is measured otherwise.
token=$(ask "$url/api/auth/login" -H 'Content-Type: application/json' \
    -d "{\"username\":\"owner\",\"password\":\"$password\"}" |
    member accessToken)
ask -o /dev/null -X PATCH "$url/api/admin/settings" \
    -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
    -d '{"limits":{"read":10000000,"suggest":10000000,"user":10000000}}'

# ---- figures -----------------------------------------------------------------

memory() {	# when
	echo "memory in kB, $1 (resident, and the share that is its own):"
	for p in "$pid" $(pgrep -P "$pid") \
	    $(pgrep -P "$(pgrep -d, -P "$pid")"); do
		awk -v name="$(tr '\0' ' ' <"/proc/$p/cmdline")" '
		/^Rss/ { rss = $2 } /^Pss:/ { pss = $2 }
		END { print rss, pss, name }' "/proc/$p/smaps_rollup"
	done | awk '{ printf "  %7d %7d  %s %s\n", $1, $2, $3, $4
		nginx = $3 ~ /nginx/
		rss[nginx] += $1; pss[nginx] += $2 }
	END { printf "  %7d %7d  without nginx\n", rss[0], pss[0] }'
}

floor=
figure() {	# name, how many at a time, wrk's other words
	name=$1 at_once=$2
	shift 2
	wrk -t1 -c"$at_once" -d"${seconds}s" --latency "$@" >"$work/wrk"
	rate=$(awk '/^Requests\/sec/ { print int($2) }' "$work/wrk")
	awk -v name="$name" -v rate="$rate" -v floor="${floor:-$rate}" '
	/^ *50%/ { p50 = $2 } /^ *99%/ { p99 = $2 }
	/Non-2xx/ { bad = ", not 2xx: " $NF }
	END { printf "%-36s %6d/s %4d%%  p50 %8s  p99 %8s%s\n", name, rate,
	    100 * rate / floor, p50, p99, bad }' "$work/wrk"
}
same() {	# name, path
	ask -o /dev/null "$url$2" || { echo "$1: fails" >&2; exit 1; }
	figure "$1" 16 "$url$2"
}
paths() {	# awk's expression of i: a file of many paths
	awk 'function spell(text, i,	c, out) {	# letter by letter in two ways
		for (; text != ""; text = substr(text, 2)) {
			c = substr(text, 1, 1)
			if (c ~ /[a-z]/) {
				c = i % 2 ? sprintf("%%%x", index(low, c) + 96) : c
				i = int(i / 2)
			}
			out = out c
		}
		return out
	}
	BEGIN {
		low = "abcdefghijklmnopqrstuvwxyz"
		for (i = 0; i < 40000; i++)
			print '"$1"'
	}' >"$work/paths"
}
each() {	# name, awk's expression of i
	paths "$2"
	ask -o /dev/null "$url$(head -n 1 "$work/paths")" ||
	    { echo "$1: fails" >&2; exit 1; }
	figure "$1" 16 -s tests/bench/paths.lua "$url" -- "$work/paths"
}

memory "idle"
same "floor: a file from nginx" /assets/souk.css
same "floor: /health" /health
floor=$rate
echo "shares of /health:"
api=/api/public/products
category=$(ask "$url/api/public/categories" | grep -o '"slug":"[^"]*"' |
    sed -n '1s/.*:"\(.*\)"/\1/p')
for _ in 1 2 3 4 5 6 7 8 9 10; do
	ask -o /dev/null -H 'Accept-Language: fr' "$url/catalogue"
done
figure "page, by nginx alone" 16 -H 'Accept-Language: fr' "$url/catalogue"
figure "page, compressed, by nginx alone" 16 -H 'Accept-Language: fr' \
    -H 'Accept-Encoding: gzip' "$url/catalogue"
figure "page, cached by a worker" 16 -H 'Cookie: a=b' "$url/catalogue"
same "list of 20, cached" "$api?limit=20"
each "list of 20, each time anew" "\"$api?\" spell(\"limit=20&sort=newest\", i)"
each "list of 20, another price filter each" \
    "\"$api?limit=20&maxPrice=\" 300 + int(i / 90) \".\" 10 + i % 90"
each "list of 20, another page each" "\"$api?limit=20&page=\" i % 500 + 1"
each "list by category, another page each" \
    "\"$api?limit=20&category=$category&page=\" i % 50 + 1"
each "list by price, another limit each" \
    "\"$api?sort=price_asc&limit=20&minPrice=\" int(i / 90) \".\" 10 + i % 90"
each "search of a word and a number" "\"$api/search?q=\" substr(\"\
teapotlampcarpet\", i % 3 * 6 + 1, i % 3 == 1 ? 4 : 6) \"+\" i"
each "search of a word few have" \
    "\"$api/search?q=\" substr(\"kalominurasetivoza\", i % 9 * 2 + 1, 2) \
    substr(\"kalominurasetivoza\", int(i / 9) % 9 * 2 + 1, 2) \
    substr(\"kalominurasetivoza\", int(i / 81) % 9 * 2 + 1, 2)"
each "search of two words many have" \
    "\"$api/search?q=blue+teapot&limit=20&page=\" i % 10 + 1"
each "suggestions, another beginning each" \
    "\"$api/suggest?q=\" substr(\"kalominurasetivoza\", i % 9 * 2 + 1, 2) \
    substr(\"kalominurasetivoza\", int(i / 9) % 9 * 2 + 1, i % 2 + 1)"
each "product by slug, another each" "\"$api/p-\" i % $products"
same "page: home" /
same "page: category" "/catalogue/$category"
each "page: product, another each" "\"/produit/p-\" i % $products"
ask "$url/api/admin/products?limit=100" -H "Authorization: Bearer $token" |
    grep -o '"prod_[^"]*"' | tr -d '"' | sort -u |
    sed 's|^|/api/admin/products/|' >"$work/paths"
figure "a price changed, durably" 8 -s tests/bench/paths.lua "$url" -- \
    "$work/paths" "$token"
memory "after the load"
