# The commands of this project; `make help` lists them. Each builds first what it needs.

SHELL := /bin/bash
MVN ?= mvn
JDK_RANGE ?= [21,)
MAVEN := $(MVN) --batch-mode --no-transfer-progress '-Djdk.range=$(JDK_RANGE)'
LOCKSTEP := conformance/target/lockstep
GO_BENCH := bench/target/go-bench
# The rows that bench-profile shows if none are asked for.
PROFILED = ^(rendezvous, 1:1|buffer 16, 1:1|ring of 1,000|select of 2|mutex, 4 threads|waiting tasks: 10,000)$$
# Some rows alone do not make a page of results: what is measured of them stays in target.
BENCH_FOLDER = .
BENCH_OPTIONS = --out $(if $(ROWS),target,$(BENCH_FOLDER)) $(if $(wildcard $(GO_BENCH)),--go ../$(GO_BENCH)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ROWS),--rows '$(ROWS)')
BENCH = $(MAVEN) $(QUIETLY) process-classes -Pbench "-Dbench=$(BENCH_OPTIONS)"
JCSTRESS := conformance/target/jcstress
SOURCES := $(shell find impl/src conformance/src bench/src -type f -not -path '*/src/mutants/*' -not -path '*/src/jcstress/*' 2>/dev/null)

# Maven's own output is quiet; what surefire says about the tests is not.
QUIETLY := -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
SHOWING_TESTS := $(QUIETLY) -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info

.DEFAULT_GOAL := help
.PHONY: help check proofs test mutants evidence schedule trace peers soak jcstress jars reproducible bench bench-all bench-report bench-profile bench-go clean always known-room

help: ## list the commands
	@echo 'make COMMAND [SETTING=VALUE ...]'; echo
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

check: $(LOCKSTEP) ## check every model of every room           [SPEC=channel] [LARGE=1] [JSON=1]
	@$(LOCKSTEP) check $(if $(SPEC),--spec '$(SPEC)') $(if $(LARGE),--large) $(if $(JSON),--json)

proofs: ## prove for all sizes; needs tlapm            [SPEC=channel] [TLAPM=/path/to/tlapm]
	@TLAPM='$(TLAPM)' proofs/prove $(SPEC)

test: known-room $(LOCKSTEP) ## run all tests                              [SPEC=channel]
	@rm -rf conformance/target/surefire-reports
	@$(MAVEN) $(SHOWING_TESTS) test $(if $(SPEC),'-Dtest=io/lockstep/$(SPEC)/**' -Dsurefire.failIfNoSpecifiedTests=false) && ok=0 || ok=1; \
	$(LOCKSTEP) tests && exit $$ok

mutants: $(LOCKSTEP) ## seed faults; every one must be found      [SPEC=channel] [ONLY=name] [TIMES=n] [ALL=1]
	@$(LOCKSTEP) mutants $(if $(SPEC),--spec '$(SPEC)') $(if $(ONLY),--only '$(ONLY)') $(if $(TIMES),--times '$(TIMES)') $(if $(ALL),--all)

evidence: $(LOCKSTEP) ## show what was run and what came out, and check the README's map against it
	@$(LOCKSTEP) evidence

schedule: $(LOCKSTEP) ## replay the schedule that a failure printed    REPLAY='...' [SPEC=channel]
	@$(LOCKSTEP) schedule --spec '$(or $(SPEC),channel)' --replay '$(REPLAY)'

trace: $(LOCKSTEP) ## judge a recorded trace                     SPEC=channel FILE=trace.ndjson
	@$(LOCKSTEP) trace $(if $(SPEC),--spec '$(SPEC)') '$(FILE)'

peers: $(LOCKSTEP) ## which of Go's promises other channels keep and break
	@$(LOCKSTEP) peers

soak: $(LOCKSTEP) ## ten million transfers and selects with interrupts and timeouts, without any probe
	@rm -rf conformance/target/surefire-reports
	@$(MAVEN) $(SHOWING_TESTS) test -Dprobed.skip && ok=0 || ok=1; $(LOCKSTEP) tests && exit $$ok

jcstress: known-room $(JCSTRESS) ## race threads for missing memory effects    [SPEC=channel] [MODE=quick]
	@$(JCSTRESS) $(if $(SPEC),--spec '$(SPEC)') $(if $(MODE),--mode '$(MODE)')

jars: $(LOCKSTEP) ## build the jars: classes, sources, documentation
	@$(MAVEN) $(QUIETLY) package -DskipTests
	@ls -1 */target/*.jar

reproducible: ## build the jars twice from scratch; both must be identical
	@for turn in first second; do \
	  echo "$$turn build"; rm -rf impl/target conformance/target bench/target; \
	  $(MAVEN) $(QUIETLY) package -DskipTests || exit 1; \
	  sha256sum */target/*.jar > $${TMPDIR:-/tmp}/lockstep-jars-$$turn || exit 1; \
	done; \
	cat $${TMPDIR:-/tmp}/lockstep-jars-first; \
	diff $${TMPDIR:-/tmp}/lockstep-jars-first $${TMPDIR:-/tmp}/lockstep-jars-second && echo 'both builds are identical'

bench: $(LOCKSTEP) $(if $(shell command -v go),bench-go) ## measure the headline rows beside the peers   [ROUNDS=n] [ROWS=regex]
	@$(BENCH)

bench-all: BENCH_FOLDER = all
bench-all: BENCH_OPTIONS += --all
bench-all: bench ## measure every row, an hour a round; goes on where it was broken off   [ROUNDS=n] [ROWS=regex]

bench-report: BENCH_OPTIONS = --out $(if $(ALL),all,.) --report
bench-report: $(LOCKSTEP) ## write the page of results again, from the samples of the last measurement   [ALL=1]
	@$(BENCH)

bench-profile: BENCH_OPTIONS = --out target --profile --rows '$(or $(ROWS),$(PROFILED))'
bench-profile: $(LOCKSTEP) ## show in which methods of the library the time goes   [ROWS=regex]
	@$(BENCH)

bench-go: ## build the same workloads in Go, which bench then measures as well
	@command -v go >/dev/null || { echo 'Go is missing: install it (Debian: apt-get install golang-go)' >&2; exit 1; }
	@mkdir -p bench/target; cd bench/src/main/go && go build -o ../../../target/go-bench .

clean: ## remove everything that was built or recorded
	@rm -rf target impl/target conformance/target bench/target

known-room:
	@test -z '$(SPEC)' || test -d 'specs/$(SPEC)' || \
	  { echo 'no room named $(SPEC); there are: $(notdir $(patsubst %/,%,$(wildcard specs/*/)))' >&2; exit 1; }

$(JCSTRESS): $(LOCKSTEP) $(shell find conformance/src/jcstress -type f 2>/dev/null)
	@$(MAVEN) $(QUIETLY) generate-test-sources -Pjcstress --projects conformance --also-make
	@touch $@

# A JDK asked for by hand is looked for even if everything is up to date.
$(LOCKSTEP): pom.xml $(wildcard */pom.xml) $(SOURCES) $(if $(findstring command,$(origin JDK_RANGE)),always)
	@command -v $(MVN) >/dev/null || { echo 'Maven is missing: install Maven 3.8.7 or newer (Debian: apt-get install maven)' >&2; exit 1; }
	@echo "building; the first time this downloads what it needs" >&2
	@mkdir -p target; $(MAVEN) process-test-classes > target/build.log 2>&1 || { \
	  if grep -q 'select-jdk-toolchain.*Cannot find matching toolchain' target/build.log; then \
	    echo 'No JDK in $(JDK_RANGE) was found: install one, for instance from https://adoptium.net, or set JAVA_HOME to it'; \
	  else grep -E '^\[(ERROR|WARNING)' target/build.log || cat target/build.log; fi >&2; exit 1; }
	@touch $@
