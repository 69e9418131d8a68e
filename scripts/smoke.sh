#!/bin/sh
# SPDX-License-Identifier: ISC
#
# smoke.sh URL OWNER [MAIL]: after a first deployment, does a shop do what a
# shop must?  The owner's password is read from standard input.  Makes a
# product with a picture, sees it as a customer does, and takes it away again.
# With MAIL a test mail is sent, and with the home in SOUK_HOME the doctor and
# the log are asked, both on the shop's own machine.  CURL holds options for
# curl, as -k.
set -eu
url=${1%/} owner=$2 mail=${3:-}
read -r password
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
token=

ok() { echo "ok   $*"; }
die() { echo "FAIL $*" >&2; exit 1; }
call() {	# what, status wanted, path, options of curl...
	said=$1 wanted=$2 path=$3; shift 3
	# shellcheck disable=SC2086
	status=$(curl -sS ${CURL:-} -o "$work/body" -w '%{http_code}' \
	    ${token:+-H "Authorization: Bearer $token"} "$@" "$url$path") ||
	    die "$said: $url$path does not answer"
	case " $wanted " in *" $status "*) ok "$said" ;;
	*) die "$said: $status $(head -c 300 "$work/body")" ;; esac
}
member() {	# its first text by that name
	sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/body" | head -n 1
}
first() {
	grep -o "\"$1\":\"[^\"]*\"" "$work/body" | head -n 1 | cut -d'"' -f4
}
json='Content-Type: application/json'

call "it answers" 200 /ready
call "a home page" 200 /
call "the API's description" '200 401 404' /api/openapi.json
printf '{"username":"%s","password":"%s"}' "$owner" "$password" >"$work/in"
call "the owner signs in" 200 /api/auth/login -H "$json" -d "@$work/in"
rm -f "$work/in"
token=$(first accessToken)
[ -n "$token" ] || die "a second factor is asked for: make an API key for this"
call "a category" 201 /api/admin/categories -H "$json" \
    -d '{"name":"Essai de mise en service"}'
category=$(first id)
# A square of 64 pixels.
base64 -d >"$work/picture.png" <<EOF
iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsItkJKMa
zQi+hcEKLNP1WgQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE
Lgvh2gE8mXEjCwAAAABJRU5ErkJggg==
EOF
call "a picture" '200 201' /api/upload/image -F "file=@$work/picture.png;type=image/png"
picture=$(first url)
printf '{"name":"Essai de mise en service","description":"Une fois vu, il sera retiré.","basePrice":"1.00","categoryId":"%s","status":"ACTIVE","images":[{"url":"%s"}]}' \
    "$category" "$picture" >"$work/in"
call "a product" 201 /api/admin/products -H "$json" -d "@$work/in"
product=$(first id) slug=$(first slug)
bearer=$token token=
call "customers see it" 200 "/api/public/products/$slug"
call "its page" 200 "/produit/$slug"
[ -z "$picture" ] || call "its picture" 200 "${picture#"$url"}"
token=$bearer
call "it is taken away" '200 204' "/api/admin/products/$product" -X DELETE
call "the category too" '200 204' "/api/admin/categories/$category" -X DELETE

[ -z "${SOUK_HOME:-}" ] || {
	souk=$SOUK_HOME/bin/souk
	[ -z "$mail" ] || "$souk" doctor --mail "$mail" || die "no mail"
	"$souk" doctor || die "the doctor has findings"
	[ "$(tail -n 2000 "$SOUK_HOME/log/souk.log" |
	    grep -c '"level":"error"')" = 0 ] || die "errors in log/souk.log"
	ok "the doctor and the log"
}
