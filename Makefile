# SPDX-License-Identifier: ISC
#
# make            build into build/
# make run        install what is missing, build, stage and run a shop
# make test       everything that must pass before a commit (= make check)
# make unit | http | browser | postgres | plans   parts of it; T=name picks one
# make faults     kills, full disks, clocks that are set: what survives
# make lint       floors, rules, clang-tidy, cppcheck, gcc -fanalyzer
# make coverage   lines that unit and http reach, a folder a line, with floors
# make fuzz | bench | judge   libFuzzer on the parsers; figures; outside judges
# make install    what was built into DESTDIR/PREFIX
# make deb        a Debian package into build/
# make hooks      lint of what is staged before each commit
# make clean
#
# CC, CFLAGS, LDFLAGS, BUILD, SAN (SAN=1: sanitizers), VERSION, DESTDIR and
# PREFIX may be set.

CC	?= gcc
CFLAGS	?= -O2 -g
BUILD	?= build
SKIP	?=
VERSION	?= 0.7.0
PREFIX	?= /usr
MAKEFLAGS += --no-builtin-rules

PKGS	= sqlite3 json-c libargon2 libcrypto libseccomp xlsxwriter zlib \
	  minizip expat libcurl libqrencode
WARN	= -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	  -Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wformat=2 \
	  -Wformat-security -Wno-format-nonliteral -Werror
HARDEN	= -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	  -fstack-clash-protection -fcf-protection -fPIE \
	  -ftrivial-auto-var-init=zero
# What a report shows is lines, so no more than that is written down.
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all \
	  -fno-omit-frame-pointer -O1 -g1
# For scripts/coverage.sh: every line as it is written, counted.
COUNTED	= --coverage -fprofile-update=atomic -O0
MODE	= $(if $(SAN),$(SANITIZE),$(if $(COVER),$(COUNTED),$(HARDEN)))
ALLFLAGS = -std=gnu11 -D_GNU_SOURCE -I. $(CFLAGS) $(WARN) -MMD -MP \
	  $(MODE) $(shell pkg-config --cflags $(PKGS))
LINK	= $(CFLAGS) $(LDFLAGS) $(if $(SAN)$(COVER),$(MODE),-pie) \
	  -Wl,-z,relro,-z,now,-z,noexecstack
LIBS	= $(CALLS) -Wl,--as-needed $(shell pkg-config --libs $(PKGS)) -lm

# What reaches other machines is linked only where that is allowed; others
# get lib/net/none.c, and none of its libraries.
calls_c	= lib/net/http.c lib/net/many.c lib/net/net.c lib/net/smtp.c
CALLS	= $(BUILD)/libcalls.a $(BUILD)/libsouk.a
NO_CALLS = $(BUILD)/lib/net/none.o
# What reads strangers' pictures is linked into souk-media alone.
CODECS	= libjpeg libpng libwebp lcms2
open_c	:= $(wildcard lib/media/open/*.c)
open_o	:= $(open_c:%.c=$(BUILD)/%.o)
CODEC_LIBS = $(shell pkg-config --libs $(CODECS)) -lm
$(open_o): ALLFLAGS += $(if $(SAN)$(COVER),,-O3)
lib_c	:= $(filter-out $(SKIP) $(calls_c) lib/net/none.c, \
	   $(wildcard lib/*.c lib/*/*.c))
fcgi_c	:= $(filter-out $(SKIP),$(wildcard fcgi/http/*.c fcgi/routes/*.c \
	   fcgi/pages/*.c))
prog_c	:= $(wildcard fcgi/programs/souk*.c)
worker_c = fcgi/programs/fastcgi.c fcgi/programs/worker.c \
	   fcgi/programs/serve.c
start_c	:= $(filter-out $(prog_c) $(worker_c),$(wildcard fcgi/programs/*.c))
unit_c	:= $(wildcard tests/unit/*_test.c)
lib_o	:= $(lib_c:%.c=$(BUILD)/%.o)
fcgi_o	:= $(fcgi_c:%.c=$(BUILD)/%.o)
start_o	:= $(start_c:%.c=$(BUILD)/%.o)
worker_o := $(worker_c:%.c=$(BUILD)/%.o)
progs	:= $(patsubst fcgi/programs/%.c,$(BUILD)/%,$(subst _,-,$(prog_c)))
units	:= $(unit_c:tests/unit/%.c=$(BUILD)/unit/%)
https	:= $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/http/*_test.c))
browsers := $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/browser/*_test.c))
gate_o	:= $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/postgres/*.c))

.PHONY: all run test check unit http browser postgres plans faults lint \
	coverage fuzz fuzz-keep bench judge install deb hooks clean
.SECONDARY:

all: $(progs)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALLFLAGS) -c -o $@ $<

# schema.sql is part of the program (.incbin).
$(BUILD)/lib/db/schema.o: schema.sql
$(BUILD)/lib/db/migrate.o: $(wildcard lib/db/migrations/*.sql)
$(BUILD)/lib/accounts/common_passwords.o: lib/accounts/common_passwords.txt

# Made anew when the version is another.
$(BUILD)/lib/watch/overview.o $(BUILD)/fcgi/programs/command_release.o: \
    ALLFLAGS += -DSOUK_VERSION='"$(VERSION)"'
$(BUILD)/lib/watch/overview.o $(BUILD)/fcgi/programs/command_release.o: \
    $(BUILD)/version-$(VERSION)
$(shell mkdir -p $(BUILD); [ -e $(BUILD)/version-$(VERSION) ] || \
    { rm -f $(BUILD)/version-*; touch $(BUILD)/version-$(VERSION); })

$(BUILD)/libsouk.a: $(lib_o) $(BUILD)/libcalls.a
	@rm -f $@
	@ar rcs $@ $(lib_o)

$(BUILD)/libcalls.a: $(calls_c:%.c=$(BUILD)/%.o)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/libfcgi-souk.a: $(fcgi_o)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/souk: $(BUILD)/fcgi/programs/souk.o $(start_o) \
    $(BUILD)/libfcgi-souk.a $(BUILD)/libsouk.a
	@$(CC) $(LINK) -o $@ $^ $(LIBS)

$(BUILD)/souk-jobs: $(BUILD)/fcgi/programs/souk_jobs.o \
    $(BUILD)/fcgi/programs/start.o $(BUILD)/libfcgi-souk.a $(BUILD)/libsouk.a
	@$(CC) $(LINK) -o $@ $^ $(LIBS)

$(BUILD)/souk-media: $(BUILD)/fcgi/programs/souk_media.o $(open_o) \
    $(BUILD)/libsouk.a
	@$(CC) $(LINK) -Wl,--as-needed -o $@ $^ $(CODEC_LIBS) -lseccomp

# Those behind nginx.
$(BUILD)/souk-web $(BUILD)/souk-stripe $(BUILD)/souk-meta: CALLS =
$(BUILD)/souk-web $(BUILD)/souk-stripe $(BUILD)/souk-meta: $(NO_CALLS)
$(BUILD)/souk-%: $(BUILD)/fcgi/programs/souk_%.o $(worker_o) \
    $(BUILD)/fcgi/programs/start.o $(BUILD)/libfcgi-souk.a $(BUILD)/libsouk.a
	@$(CC) $(LINK) -o $@ $^ $(LIBS) -lfcgi

# The next release, for tests of upgrading: its schema is one further.
NEXT	= $(BUILD)/next/migrate.o
NEXT_LIBS = $(BUILD)/libfcgi-souk.a $(BUILD)/libsouk.a
$(NEXT): lib/db/migrate.c $(wildcard lib/db/migrations/*.sql)
	@mkdir -p $(@D)
	@$(CC) $(ALLFLAGS) -DSOUK_NEXT_SCHEMA=8 -c -o $@ $<

$(BUILD)/next/souk: $(NEXT) $(BUILD)/fcgi/programs/souk.o $(start_o) \
    $(NEXT_LIBS)
	@$(CC) $(LINK) -o $@ $^ $(LIBS)

$(BUILD)/next/souk-jobs: $(NEXT) $(BUILD)/fcgi/programs/souk_jobs.o \
    $(BUILD)/fcgi/programs/start.o $(NEXT_LIBS)
	@$(CC) $(LINK) -o $@ $^ $(LIBS)

$(BUILD)/next/souk-%: $(NEXT) $(BUILD)/fcgi/programs/souk_%.o $(worker_o) \
    $(BUILD)/fcgi/programs/start.o $(NEXT_LIBS)
	@$(CC) $(LINK) -o $@ $^ $(LIBS) -lfcgi

next = $(BUILD)/next/souk $(BUILD)/next/souk-web $(BUILD)/next/souk-remote \
	$(BUILD)/next/souk-stripe $(BUILD)/next/souk-meta \
	$(BUILD)/next/souk-jobs

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libfcgi-souk.a \
    $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)

# Of one part of the tests: all programs, or the one that T names.
chosen	= $(if $(T),$(filter %/$(T)_test,$(1)),$(1))

# What only souk-media is linked with.
$(BUILD)/unit/media_open_test: $(open_o)
$(BUILD)/unit/media_open_test: LIBS += $(CODEC_LIBS) -lz

unit: $(units)
	@scripts/suite.sh 600 $(call chosen,$(units))

# Programs that start a shop of their own; a test program lies two folders
# below the programs it starts.
shop_o	= $(BUILD)/tests/http/shop.o $(BUILD)/tests/http/client.o
SHOP_LIBS = $(LIBS) $(shell pkg-config --libs check)

$(BUILD)/http/%: $(BUILD)/tests/http/%.o $(shop_o) $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(SHOP_LIBS)

$(BUILD)/browser/%: $(BUILD)/tests/browser/%.o \
    $(BUILD)/tests/browser/webdriver.o $(shop_o) $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(SHOP_LIBS)

# Those that draw pictures, and look at what came of them.
PICTURES = $(shell pkg-config --libs $(CODECS) zlib) -lm
$(BUILD)/faults/media_fault $(BUILD)/http/media_test $(BUILD)/http/media_refusal_test $(BUILD)/http/media_kill_test: \
    SHOP_LIBS += $(PICTURES)
$(BUILD)/http/fetch_test $(BUILD)/http/pictures_test $(BUILD)/http/store_test \
    $(BUILD)/browser/pictures_test: SHOP_LIBS += $(PICTURES)

# What reads the feed as others would.
$(BUILD)/unit/xml_test $(BUILD)/http/feed_test: LIBS += -lexpat

# A thousand clients at once need the machine for themselves.
alone	= $(filter %/stock_race_test %/durability_test,$(https))

http: all $(https) $(next)
	@scripts/suite.sh 600 $(call chosen,$(filter-out $(alone),$(https)))
	@for t in $(call chosen,$(alone)); do \
		scripts/suite.sh 600 $$t || exit 1; done

browser: all $(browsers)
	@scripts/suite.sh 600 $(call chosen,$(browsers))

# Faults, one program each, on plain builds; T=name picks one, COUNT says how
# often.  Not part of `make test`: some take minutes.
faults	:= $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/faults/*_fault.c))
faults	:= $(if $(T),$(filter %/$(T)_fault,$(faults)),$(faults))

$(BUILD)/faults/%: $(BUILD)/tests/faults/%.o $(shop_o) $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(SHOP_LIBS)

# What a shop's processes are started with, to fail or to be watched.
$(BUILD)/faults/%.so: tests/faults/%.c tests/faults/%.h
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -D_GNU_SOURCE -I. -O2 -fPIC -shared -o $@ $< -ldl

# The job runner with kinds of the test's, and with a list of its own.
$(BUILD)/faults/souk-jobs: $(BUILD)/tests/faults/queue_world.o \
    $(BUILD)/fcgi/programs/souk_jobs.o $(BUILD)/fcgi/programs/start.o \
    $(BUILD)/libfcgi-souk.a $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@objcopy --redefine-sym souk=souk_shipped $(BUILD)/lib/souk.o $@-list.o
	@$(CC) $(LINK) -o $@ $(filter %.o,$^) $@-list.o $(filter %.a,$^) \
	    $(LIBS) -ldl

faults: all $(faults) $(BUILD)/faults/preload.so $(BUILD)/faults/diary.so \
    $(BUILD)/faults/without.so $(BUILD)/faults/souk-jobs
	@for t in $(faults); do \
		CK_FORK=no CK_DEFAULT_TIMEOUT=3600  \
		    timeout 7200 $$t || exit 1; done

# The statements that the other tests ran, on PostgreSQL.
STATEMENTS = $(abspath $(BUILD))/statements

$(gate_o): ALLFLAGS += $(shell pkg-config --cflags libpq)
$(BUILD)/postgres/gate_test: $(gate_o) $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(LIBS) $(shell pkg-config --libs check libpq)

postgres: $(BUILD)/postgres/gate_test
	@CK_FORK=no timeout 600 $< $(STATEMENTS) schema.sql

# The same statements: does SQLite read through a table that grows?
$(BUILD)/plans/plan_test: $(BUILD)/tests/plans/plan_test.o $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)

plans: $(BUILD)/plans/plan_test
	@CK_FORK=no timeout 600 $< $(STATEMENTS) schema.sql

run:
	@exec env BUILD=$(BUILD) MAKE='$(MAKE)' scripts/run.sh

# With sanitizers, into a folder of their own; lint takes what time the tests
# leave, and speaks when they have passed.
PARTS	= unit http browser postgres plans
test check:
	@scripts/install.sh --test
	@mkdir -p $(BUILD)/san
	@rm -f $(abspath $(BUILD))/san/statements
	@nice -n 19 $(MAKE) --no-print-directory lint \
	    >$(BUILD)/lint.log 2>&1 & lint=$$!; \
	for part in $(PARTS); do \
		SOUK_TEST_SQL=$(abspath $(BUILD))/san/statements \
		    $(MAKE) --no-print-directory SAN=1 BUILD=$(BUILD)/san \
		    $$part || { kill $$lint; exit 1; }; \
	done; \
	wait $$lint; status=$$?; cat $(BUILD)/lint.log; exit $$status

# Each file's verdict is a stamp, so only what changed is looked at again.
lint_c	:= $(lib_c) $(open_c) $(calls_c) lib/net/none.c $(fcgi_c) $(prog_c) $(start_c) $(worker_c)
lint_o	:= $(lint_c:%.c=$(BUILD)/lint/%.ok)
# Its deep search gives a function up after so many states: a few functions
# with very many ways through them took half of its time.
TIDYFLAGS = -Xclang -analyzer-config -Xclang max-nodes=50000
LINTFLAGS = -std=gnu11 -D_GNU_SOURCE -I. -DSOUK_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PKGS))

$(BUILD)/lint/%.ok: %.c .clang-tidy
	@mkdir -p $(@D)
	@echo "lint $<"
	@$(CC) $(LINTFLAGS) $(WARN) -O1 -fanalyzer -MMD -MP -MT $@ \
	    -MF $(@:.ok=.d) -c -o /dev/null $<
	@clang-tidy --quiet $< -- $(LINTFLAGS) $(TIDYFLAGS) 2>/dev/null
	@cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 \
	    --enable=warning,portability --suppress=missingInclude --suppress=varFuncNullUB -I. $<
	@touch $@

lint: $(lint_o)
	@scripts/lint.sh

# libFuzzer on each parser, FUZZ_SECONDS apiece; T=name picks one.  What it
# finds new stays in $(BUILD)/fuzz/NAME.corpus; `make fuzz-keep` takes the
# smallest set that reaches as much into tests/fuzz/seeds.
FUZZ_SECONDS ?= 60
FUZZCC	= clang -std=gnu11 -D_GNU_SOURCE -I. -g -O1 -MMD -MP \
	  -fno-omit-frame-pointer -fno-sanitize-recover=all \
	  -Wno-gnu-variable-sized-type-not-at-end
fuzz_names := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
fuzz_names := $(if $(T),$(filter $(T),$(fuzz_names)),$(fuzz_names))
fuzz_o	:= $(patsubst %.c,$(BUILD)/fuzz/%.o,$(lib_c) $(open_c) $(calls_c) $(fcgi_c) \
	   fcgi/programs/start.c fcgi/programs/fastcgi.c)

$(BUILD)/fuzz/%.o: %.c
	@mkdir -p $(@D)
	@$(FUZZCC) $(shell pkg-config --cflags $(PKGS)) \
	    -fsanitize=fuzzer-no-link,address,undefined -c -o $@ $<

$(BUILD)/fuzz/lib/db/schema.o: schema.sql
$(BUILD)/fuzz/lib/db/migrate.o: $(wildcard lib/db/migrations/*.sql)

$(BUILD)/fuzz/libsouk.a: $(fuzz_o)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/fuzz/%: $(BUILD)/fuzz/tests/fuzz/%_fuzz.o $(BUILD)/fuzz/libsouk.a
	@$(FUZZCC) -fsanitize=fuzzer,address,undefined -o $@ $^ \
	    $(LIBS:$(BUILD)/lib%.a=) $(CODEC_LIBS) -lfcgi

fuzz: $(fuzz_names:%=$(BUILD)/fuzz/%)
	@for n in $(fuzz_names); do f=$(BUILD)/fuzz/$$n; \
		mkdir -p $$f.corpus tests/fuzz/seeds/$$n; \
		$$f -max_total_time=$(FUZZ_SECONDS) -timeout=60 -rss_limit_mb=2048 \
		    -artifact_prefix=$$f- -verbosity=0 -print_final_stats=1 \
		    $$f.corpus tests/fuzz/seeds/$$n >$$f.log 2>&1 || \
		    { tail -40 $$f.log; exit 1; }; \
		echo "fuzz $$n: $$(sed -n 's/^stat::number_of_executed_units: //p' \
		    $$f.log) runs, no crash"; done

fuzz-keep: $(fuzz_names:%=$(BUILD)/fuzz/%)
	@for n in $(fuzz_names); do f=$(BUILD)/fuzz/$$n; \
		[ -d $$f.corpus ] || continue; \
		mkdir -p tests/fuzz/seeds/$$n; \
		$$f -set_cover_merge=1 -use_counters=0 -verbosity=0 \
		    tests/fuzz/seeds/$$n $$f.corpus 2>/dev/null || exit 1; done

# Figures of a shop beside floors of the same run; see tests/bench/bench.c.
$(BUILD)/bench/floor_%: $(BUILD)/tests/bench/floor_%.o
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(shell pkg-config --libs sqlite3) -lfcgi

$(BUILD)/bench/bench: $(patsubst %.c,$(BUILD)/%.o,$(filter-out \
    tests/bench/floor_%,$(wildcard tests/bench/*.c))) $(shop_o) \
    $(BUILD)/libsouk.a
	@mkdir -p $(@D)
	@$(CC) $(LINK) -o $@ $^ $(SHOP_LIBS) -lssl

bench: all $(BUILD)/bench/bench $(BUILD)/bench/floor_bytes \
    $(BUILD)/bench/floor_db
	@$(BUILD)/bench/bench

# Lines of unit and http; see the script for the floors.
coverage:
	@BUILD=$(BUILD) MAKE='$(MAKE)' scripts/coverage.sh

judge: all
	BUILD=$(BUILD) scripts/judge.sh

# Programs, what they serve, and how a home is made of both.  `souk` of a
# home is started by the unit, so that an upgrade can be undone.
to	= $(DESTDIR)$(PREFIX)
install: all
	@install -d $(to)/bin $(to)/lib/souk $(to)/lib/systemd/system \
	    $(to)/lib/sysusers.d $(to)/lib/tmpfiles.d $(to)/lib/sysctl.d \
	    $(to)/share/souk $(to)/share/man/man1
	@install -m 755 $(BUILD)/souk $(to)/bin/
	@install -m 755 $(filter-out %/souk,$(progs)) scripts/stage.sh \
	    scripts/release.sh scripts/certificate.sh $(to)/lib/souk/
	@install -m 644 scripts/systemd/*.service $(to)/lib/systemd/system/
	@install -m 644 scripts/systemd/souk.sysusers $(to)/lib/sysusers.d/souk.conf
	@install -m 644 scripts/systemd/souk.tmpfiles $(to)/lib/tmpfiles.d/souk.conf
	@install -m 644 scripts/systemd/souk.sysctl $(to)/lib/sysctl.d/60-souk.conf
	@install -m 644 scripts/package/souk.1 $(to)/share/man/man1/
	@rm -rf $(to)/share/souk/www $(to)/share/souk/errors
	@cp -R nginx/www nginx/errors nginx/*.conf nginx/*.in nginx/mime.types \
	    $(to)/share/souk/
	@chmod -R u=rwX,go=rX $(to)/share/souk

# Lint of what is staged, before each commit.
hooks:
	@install -m 755 scripts/pre-commit "$$(git rev-parse --git-path hooks)/"

deb: all
	@BUILD=$(BUILD) VERSION=$(VERSION) MAKE='$(MAKE)' scripts/deb.sh

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
