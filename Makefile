# make serve · make test · make site: each sets up what it needs, once. The rest is for authors.

# 3.15 comes last: not everything that is needed is built for it yet.
PYTHON ?= $(shell for each in python3.14 python3.13 python3.12 python3.11 python3 python3.15; do \
	command -v $$each >/dev/null && $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $$each && break; done)
ADDRESS ?= 127.0.0.1:8000

BIN := .venv/bin
CHOSEN = --only="$(ONLY)"
READY := .venv/ready

# Material would print what it thinks of MkDocs 2 each time.
export NO_MKDOCS_2_WARNING := 1
# nbconvert would import all its exporters, to list their names.
export NBCONVERT_DISABLE_CONFIG_EXPORTERS := 1

.PHONY: help setup serve test site new lint format check record soak evidence circumstances mutants lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

setup: $(READY)

serve: $(READY) ## the site at http://127.0.0.1:8000/, reloading on edits (other place: ADDRESS=host:port)
	$(BIN)/mkdocs serve --dirty --dev-addr $(ADDRESS)

test: $(READY) lint ## everything: lint, types, engine, every program, every page, the site
	$(BIN)/pytest

# With `--quiet` MkDocs would not count its warnings.
site: $(READY) ## the site into site/; a warning fails the build, and with WAITING=error what waits for its runs, too
	@said=$$(WAITING=$(WAITING) $(BIN)/mkdocs build --strict 2>&1) || { echo "$$said"; exit 1; }

new: $(READY) ## a page with program and proposed contract: make new PAGE=thread/queues PROGRAM=a.py PYTHONS="python3.13 python3.15"
	@$(BIN)/python -m interleave.scaffold $(PAGE) $(PROGRAM) $(PYTHONS:%=--python %)

lint: $(READY) ## lint, types and which room may import which
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	@said=$$($(BIN)/lint-imports --no-logo --no-cache) || { echo "$$said"; exit 1; }

format: $(READY) ## lay out the code
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet

# Of these, ONLY= names programs or chapters: make check ONLY="thread/race process". What is recorded and counted is
# laid out first: a page shows a program's bytes, and a change of them is another program.
check: format ## one program and its pages, and what to do next: make check ONLY=thread/race
	@$(BIN)/pytest --check $(CHOSEN) --quiet --no-header -rN $(PYTHONS:%=--python %)

record: format ## renew recordings that are missing or stale: make record ONLY=thread/race ON=python3.15 NAME=another
	@$(BIN)/pytest --record $(CHOSEN) --quiet --no-header $(ON:%=--python %) $(NAME:%=--recording %)

soak: format ## tally contracts over N shaken runs: make soak ONLY=process N=200 PYTHONS="python3.11 python3.15" CLUSTER=host:port
	$(BIN)/pytest $(CHOSEN) --runs $(or $(N),200) --shake $(SEED) --tally $(PYTHONS:%=--python %) $(CLUSTER:%=--cluster %)

evidence: record ## record and tally all that waits for its runs, on all Pythons of the book that are here
	$(BIN)/pytest --only=waiting --runs $(or $(N),200) --shake --tally

circumstances: $(READY) ## programs in every circumstance of a reader: make circumstances N=50 PYTHONS="python3.13 python3.13t"
	$(BIN)/pytest $(CHOSEN) -k holds --circumstances --runs $(or $(N),1) $(PYTHONS:%=--python %)

mutants: $(READY) ## wrong programs and wrong outputs, which no contract may let pass: make mutants ON=python3.15
	$(BIN)/pytest $(CHOSEN) --mutate -k "outputs or mutant or survivors" $(if $(ON),--python $(ON))

# uv writes the lock: hashes and no addresses.
lock: ## choose versions anew
	uv pip compile --quiet --upgrade --universal --all-extras --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header pyproject.toml --output-file requirements.lock

clean: ## forget the set-up and the built site
	rm -rf .venv site .mypy_cache .pytest_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version) (once)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
