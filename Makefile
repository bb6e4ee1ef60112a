# cptpolicy: build, install and test with PGXS.
#
#   make && sudo make install        for the PostgreSQL that PG_CONFIG belongs to
#   make demo | make test            need nothing but make: they install packages, build into
#                                    build/ and use a private throw-away cluster
#
# "make help" lists the targets.

EXTENSION  = cptpolicy
MODULE_big = cptpolicy

SRC        := $(patsubst %/,%,$(dir $(abspath $(firstword $(MAKEFILE_LIST)))))
BUILD      ?= $(SRC)/build
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(SRC)/cptpolicy.control)

# The server for the targets that run a private cluster, looked up once.
ifeq ($(origin PG_CONFIG),undefined)
PGVER           ?= $(eval PGVER := $(shell $(SRC)/scripts/default-version))$(PGVER)
FIND_SERVER      = BUILD='$(BUILD)' $(SRC)/scripts/find-server $(PGVER)
STAGE_PG_CONFIG  = $(eval STAGE_PG_CONFIG := $(shell $(FIND_SERVER)))$(STAGE_PG_CONFIG)
else
PGVER            = $(eval PGVER := $(shell $(PG_CONFIG) --version | sed 's/[^0-9]*\([0-9]*\).*/\1/'))$(PGVER)
STAGE_PG_CONFIG  = $(PG_CONFIG)
endif
PG_CONFIG       ?= pg_config
FUZZ_SECONDS    ?= 10

SETTINGS = exec env PGVER='$(PGVER)' PG_CONFIG='$(STAGE_PG_CONFIG)' BUILD='$(BUILD)' MAKE='$(MAKE)'

.PHONY: all help report demo test prove stage bench matrix sanitize valgrind check-engine check-fuzz dist build-settings
.DEFAULT_GOAL := all
all:

help:
	@echo 'make                build for the server of PG_CONFIG ($(PG_CONFIG))'
	@echo 'make install        install it there; make uninstall'
	@echo 'make installcheck   regression and isolation tests in a running server with cptpolicy installed'
	@echo 'make report         write a page about the latest run of evaluate_claims to build/report.html, from the database'
	@echo '                    of PGHOST, PGDATABASE, ...; REPORT=file, RUN=name'
	@echo 'make clean          remove what was built; make distclean also removes build/'
	@echo
	@echo 'These install missing Debian packages and need no running server (PGVER=15|16|17|18):'
	@echo 'make demo           judge the sample claims in a private cluster, and write build/demo-report.html'
	@echo 'make test           every test: engine, regression, isolation, TAP'
	@echo 'make check-engine   engine unit tests only, under ASan and UBSan'
	@echo 'make check-fuzz     each fuzz target for FUZZ_SECONDS ($(FUZZ_SECONDS)) seconds'
	@echo 'make prove          TAP tests only'
	@echo 'make bench          benchmarks, in a private cluster; PARTS="evaluate edits warehouse types" picks some'
	@echo 'make matrix         regression tests with PostgreSQL 17 and 18, 19 compiled'
	@echo 'make sanitize       regression tests in a server with ASan and UBSan'
	@echo 'make valgrind       regression tests in a server under valgrind'
	@echo 'make dist           source archive for PGXN'

# ---- a page from the report views of a running server ---------------------------------------------

# The shell takes these two from the environment, quotes and all.
report: export REPORT ?= $(BUILD)/report.html
report: export RUN ?=
report:
	@BUILD='$(BUILD)' $(SRC)/scripts/bundle-charts
	@BUILD='$(BUILD)' $(SRC)/scripts/render-report -o "$$REPORT" $${RUN:+-r "$$RUN"}

# ---- targets that start their own cluster ---------------------------------------------------------

stage:
	@$(SETTINGS) $(SRC)/scripts/stage

demo: stage
	@$(SETTINGS) $(SRC)/scripts/private-cluster $(SRC)/scripts/run-demo

test:
	@$(SETTINGS) $(SRC)/scripts/run-tests engine regress isolation tap

prove:
	@$(SETTINGS) $(SRC)/scripts/run-tests tap

bench: stage
	@$(SETTINGS) $(SRC)/scripts/run-bench $(PARTS)

matrix:
	@$(SETTINGS) $(SRC)/scripts/version-matrix

sanitize:
	@$(SETTINGS) $(SRC)/scripts/run-sanitized

valgrind:
	@$(SETTINGS) $(SRC)/scripts/run-valgrind

# ---- the engine without a server ------------------------------------------------------------------
#
# Every file in test/engine that defines main() is a test program; the other files there are linked
# into each of them. A program prints "N passed, N failed" as its last line and exits non-zero when
# something failed.

ENGINE_CC       ?= gcc
ENGINE_SANITIZE ?= -fsanitize=address,undefined -fno-sanitize-recover=all
ENGINE_CFLAGS   ?= -g -O1 -fno-omit-frame-pointer
ENGINE_FLAGS     = -std=c11 -Wall -Wextra -Werror -I$(SRC)/src $(ENGINE_CFLAGS) $(ENGINE_SANITIZE)

ENGINE_DIR      := $(BUILD)/engine
ENGINE_SOURCES  := $(patsubst $(SRC)/%,%,$(wildcard $(SRC)/src/engine/*.c))
ENGINE_TESTS    := $(patsubst $(SRC)/%,%,$(wildcard $(SRC)/test/engine/*.c))
ENGINE_MAINS    := $(patsubst $(SRC)/%,%,$(if $(ENGINE_TESTS),$(shell grep -lE '^(int[[:space:]]+)?main\>' \
	$(addprefix $(SRC)/,$(ENGINE_TESTS)))))
ENGINE_SHARED   := $(ENGINE_SOURCES) $(filter-out $(ENGINE_MAINS),$(ENGINE_TESTS))
ENGINE_PROGRAMS := $(patsubst test/engine/%.c,$(ENGINE_DIR)/%,$(ENGINE_MAINS))

check-engine:
	@$(SRC)/scripts/install-dependencies engine
	@$(MAKE) -s --no-print-directory -f $(SRC)/Makefile engine-programs
	@$(SRC)/scripts/run-engine-tests '$(SRC)' $(ENGINE_PROGRAMS)

.PHONY: engine-programs
engine-programs: $(ENGINE_PROGRAMS)

$(ENGINE_DIR)/%.o: $(SRC)/%.c
	@mkdir -p $(@D)
	$(ENGINE_CC) $(ENGINE_FLAGS) -MMD -MP -c -o $@ $<

$(ENGINE_PROGRAMS): $(ENGINE_DIR)/%: $(ENGINE_DIR)/test/engine/%.o $(addprefix $(ENGINE_DIR)/,$(ENGINE_SHARED:.c=.o))
	$(ENGINE_CC) $(ENGINE_FLAGS) -o $@ $^ -lcjson -lm

-include $(patsubst %.c,$(ENGINE_DIR)/%.d,$(ENGINE_SOURCES) $(ENGINE_TESTS))

# ---- fuzz targets: test/fuzz/NAME.c, seeds in test/fuzz/corpus/NAME/ -------------------------------

FUZZ_DIR     := $(BUILD)/fuzz
FUZZ_TARGETS := $(patsubst $(SRC)/test/fuzz/%.c,%,$(wildcard $(SRC)/test/fuzz/*.c))
FUZZ_FLAGS    = -std=c11 -g -O1 -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=all -I$(SRC)/src

check-fuzz:
	@$(SRC)/scripts/install-dependencies fuzz
	@$(MAKE) -s --no-print-directory -f $(SRC)/Makefile $(addprefix $(FUZZ_DIR)/,$(FUZZ_TARGETS))
	@$(SRC)/scripts/run-fuzz-targets '$(SRC)' '$(FUZZ_DIR)' $(FUZZ_SECONDS) $(FUZZ_TARGETS)

$(FUZZ_DIR)/%: $(SRC)/test/fuzz/%.c $(wildcard $(SRC)/src/engine/*.[ch] $(SRC)/test/fuzz/*.h)
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) -o $@ $(filter %.c,$^) -lcjson -lm

# ---- the extension ---------------------------------------------------------------------------------

OBJS = $(patsubst $(SRC)/%.c,%.o,$(sort $(wildcard $(SRC)/src/engine/*.c $(SRC)/src/pg/*.c)))

# What users call outside of SQL.
SCRIPTS = scripts/cptpolicy-load

# Install and upgrade scripts are put together from what each release brought, so that both ways lead to the same
# objects. Earlier install scripts stay, for tests of the way from there.
DATA_built = sql/$(EXTENSION)--1.0.0.sql sql/$(EXTENSION)--1.0.0--1.1.0.sql sql/$(EXTENSION)--1.1.0.sql \
	sql/$(EXTENSION)--1.1.0--1.2.0.sql sql/$(EXTENSION)--1.2.0.sql

# pg_regress: install creates the extension, the others rely on it. make's patterns honour one % only.
sql_tests   := $(patsubst $(SRC)/sql/%.sql,%,$(sort $(wildcard $(SRC)/sql/*.sql)))
REGRESS      = $(filter install,$(sql_tests)) \
	$(filter-out install,$(foreach t,$(sql_tests),$(if $(findstring --,$t),,$t)))
ISOLATION    = $(patsubst $(SRC)/specs/%.spec,%,$(sort $(wildcard $(SRC)/specs/*.spec)))
REGRESS_OPTS   = --encoding=UTF8 --no-locale
ISOLATION_OPTS = --encoding=UTF8 --no-locale --load-extension=$(EXTENSION)

# The engine's names stay inside the library, so that none of the server or of another extension can take
# their place; src/pg follows the server (hidden from PostgreSQL 16 on).
PG_CPPFLAGS = -I$(SRC)/src -DCPTPOLICY_VERSION='"$(EXTVERSION)"'
PG_CFLAGS   = -std=gnu11 -Wextra -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers \
	-Wno-declaration-after-statement -MMD -MP
SHLIB_LINK  = -lcjson -Wl,-Bsymbolic
EXTRA_CLEAN = .build-settings $(OBJS:.o=.d)

PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)

ifneq ($(wildcard $(PGXS)),)
include $(PGXS)

# A build outside the tree finds sources here; VPATH would also find objects of another server version.
override VPATH :=
vpath %.c $(SRC)
vpath %.control $(SRC)

src/engine/%.o: override CFLAGS += -fvisibility=hidden

$(OBJS): .build-settings | $(sort $(dir $(OBJS)))
$(OBJS:.o=.bc): $(wildcard $(SRC)/src/*/*.h) .build-settings | $(sort $(dir $(OBJS)))

ifneq ($(SRC),$(CURDIR))
$(sort $(dir $(OBJS))):
	mkdir -p $@
endif

# Rewritten only when the server or the flags differ from those of the objects at hand.
.build-settings: build-settings
build-settings:
	@settings='$(VERSION) $(EXTVERSION) $(CC) $(CFLAGS) $(pkglibdir)'; \
	echo "$$settings" | cmp -s - .build-settings || echo "$$settings" > .build-settings

-include $(OBJS:.o=.d)

# One suite each, for the scripts; "installcheck" runs both.
.PHONY: installcheck-regress installcheck-isolation
installcheck-regress:
	$(pg_regress_installcheck) $(REGRESS_OPTS) $(REGRESS)
installcheck-isolation:
	$(if $(ISOLATION),$(pg_isolation_regress_installcheck) $(ISOLATION_OPTS) $(ISOLATION))
else
all install uninstall installcheck:
	@echo 'No PostgreSQL development files: "$(PG_CONFIG) --pgxs" names no file.' >&2
	@echo 'Run scripts/install-dependencies, or say make PG_CONFIG=/path/to/pg_config' >&2
	@false
clean:
	rm -f $(DATA_built) $(OBJS) $(OBJS:.o=.bc) $(EXTRA_CLEAN) $(MODULE_big).so
distclean: clean
endif

distclean: clean-build
.PHONY: clean-build distclean clean
clean-build:
	rm -rf $(BUILD)

sql/$(EXTENSION)--1.0.0.sql: releases = 1.0.0
sql/$(EXTENSION)--1.0.0--1.1.0.sql: releases = 1.1.0
sql/$(EXTENSION)--1.1.0.sql: releases = 1.0.0 1.1.0
sql/$(EXTENSION)--1.1.0--1.2.0.sql: releases = 1.2.0
sql/$(EXTENSION)--1.2.0.sql: releases = 1.0.0 1.1.0 1.2.0

$(DATA_built): $(SRC)/scripts/build-install-script $(SRC)/scripts/tsv-to-insert.awk \
		$(SRC)/sql/install $(wildcard $(SRC)/sql/install/*.sql) \
		$(wildcard $(SRC)/policies $(SRC)/policies/*.json $(SRC)/policies/*/*.json) \
		$(wildcard $(SRC)/reference $(SRC)/reference/*.tsv)
	@mkdir -p $(@D)
	$(SRC)/scripts/build-install-script $(EXTENSION) $(SRC) $(releases) > $@

dist:
	mkdir -p $(BUILD)
	git -C $(SRC) archive --format=zip --prefix=$(EXTENSION)-$(EXTVERSION)/ -o $(BUILD)/$(EXTENSION)-$(EXTVERSION).zip HEAD
