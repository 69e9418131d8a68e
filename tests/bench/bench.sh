#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Figures of a shop with 10,000 products, with the client on the same
# machine.  Absolute numbers belong to the machine; what counts is the ratio
# to two floors of the same run: a 1 kB file from nginx, and /health, which is
# nginx, FastCGI and nothing else.
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
seconds=${SECONDS_EACH:-5}
products=${PRODUCTS:-10000}
SOUK_HOME=$(mktemp -d /tmp/souk-bench.XXXXXX)
export SOUK_HOME SOUK_DEMO=0
port=${SOUK_PORT:-$(sh scripts/free-port.sh)}
export SOUK_PORT="$port"
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$SOUK_HOME"' EXIT

sh scripts/stage.sh "$build" "$SOUK_HOME" >/dev/null
awk -v n="$products" 'BEGIN {
	print "Handle,Title,Body (HTML),Type,Published,Option1 Name," \
	    "Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src"
	split("blue red green white black brown grey pink", c, " ")
	split("teapot lamp carpet basket chair vase tray bowl mirror box", k, " ")
	for (i = 0; i < n; i++)
		printf "p-%d,%s %s %d,A %s for the house number %d,%s,true,Title," \
		    "Default Title,SKU%d,%d,%d.90,https://example.com/%d.jpg\n", i,
		    c[i % 8 + 1], k[i % 10 + 1], i, k[i % 10 + 1], i,
		    k[i % 10 + 1], i, i % 50, i % 300 + 1, i
}' >"$SOUK_HOME/run/products.csv"
start=$(date +%s%N)
"$SOUK_HOME/bin/souk" import "$SOUK_HOME/run/products.csv" >/dev/null
ms=$((($(date +%s%N) - start) / 1000000))
echo "import: $products lines in $ms ms"
# The limits would be what is measured otherwise.
sqlite3 "$SOUK_HOME/db/souk.db" "INSERT INTO setting VALUES
 ('limits.read','10000000',0),('limits.suggest','10000000',0)" 2>/dev/null || :
"$SOUK_HOME/bin/souk" run >/dev/null 2>&1 &
pid=$!
url=https://localhost:$port
i=0
until curl -ksf "$url/ready" >/dev/null; do
	i=$((i + 1)); [ $i -lt 100 ] || { echo "no answer" >&2; exit 1; }
	sleep 0.1
done
slug=$(curl -ks "$url/api/public/products?limit=1" |
    sed 's/.*"slug":"\([^"]*\)".*/\1/')

measure() {	# name, path
	curl -ksf -o /dev/null "$url$2" || { echo "$1: fails" >&2; exit 1; }
	wrk -t1 -c16 -d"${seconds}s" --latency "$url$2" | awk -v name="$1" '
	/99%/ { p99 = $2 }
	/Requests\/sec/ { rps = $2 }
	/Non-2xx/ { bad = $NF }
	END { printf "%-34s %9.0f/s  p99 %8s  not 2xx: %d\n", name, rps, p99, bad }'
}
measure "floor: a file from nginx" /assets/souk.css
measure "floor: /health" /health
measure "list of 20, cached" "/api/public/products?limit=20"
echo "list of 20, a new price filter each time:"
cat >"$SOUK_HOME/run/uncached.lua" <<'LUA'
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", string.format("/api/public/products?limit=20&maxPrice=%d.%02d", 300 + n % 100000, n % 100))
end
LUA
wrk -t1 -c16 -d"${seconds}s" --latency -s "$SOUK_HOME/run/uncached.lua" "$url" |
    grep -E '99%|Requests/sec|Non-2xx'
measure "product by slug, cached" "/api/public/products/$slug"
measure "search, cached" "/api/public/products/search?q=blue+teapot"
measure "page: home" /
measure "page: category list" /catalogue
echo "resident memory by process, kB:"
for p in $(pgrep -P "$pid") "$pid"; do
	awk -v p="$p" '/^Name/ { n = $2 } /^VmRSS/ { printf "  %-12s %8d\n", n, $2 }' \
	    "/proc/$p/status"
done
