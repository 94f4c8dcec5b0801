# Everything runs in .venv, which the first command makes; a fresh machine needs Python 3.11 or later, and pip.
# To have it of another Python: make clean.
# What goes into it is written down with a hash of each file (docs/supply.md); nothing is built on the way but seriesd itself.
PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
LOCKED := $(PIP_INSTALL) --require-hashes --only-binary :all:
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --no-header

.PHONY: demo install test test-deep mutants lint bench bench-full lock sbom wheel clean

install: .venv/installed
.venv/installed: pyproject.toml .ci/locked.txt .ci/locked-build.txt .ci/backend.py
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(LOCKED) -r .ci/locked.txt -r .ci/locked-build.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed .ci/locked-dev.txt
	$(LOCKED) -r .ci/locked-dev.txt
	touch $@

.venv/installed-mutants: .venv/installed-dev
	$(PIP_INSTALL) 'mutmut>=3.8,<4'
	touch $@

# On a terminal it ends with the workbench on the example, until Ctrl-C; elsewhere with how to have it.
demo: .venv/installed
	$(BIN)/seriesd demo
	@if [ -t 1 ]; then \
		$(BIN)/seriesd serve seriesd-demo.db; \
	else \
		echo 'In a browser: $(BIN)/seriesd serve seriesd-demo.db, at http://127.0.0.1:8765/'; \
	fi

# The same examples at every run: what fails here fails again. New ones are searched for by test-deep.
test: .venv/installed-dev
	$(BIN)/pytest -n auto -m "not deep" --hypothesis-profile=ci

test-deep: .venv/installed-dev
	$(BIN)/pytest -n auto

# Changes the rules on trial, one change at a time, and tells those that no test notices and docs/mutations.md does not
# explain. Stopped, it goes on where it was. A part of it, made again: make mutants OF='ledger.price.fold.*'
mutants: .venv/installed-mutants
	$(BIN)/mutmut run --max-children 1 $(if $(OF),'$(OF)')
	$(BIN)/python -m tests.mutation $(if $(OF),'$(OF)')

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Five minutes on two cores, or so; all of it and at all sizes, more than an hour: make bench-full. A part of it, and the rows
# kept: make bench ONLY=branches JSON=before.json. Two such files beside each other: python -m tests.benchmarks.compare A B
bench bench-full: .venv/installed-dev
	$(BIN)/python -m tests.benchmarks $(if $(filter bench-full,$@),--full) $(if $(ONLY),--only '$(ONLY)') $(if $(JSON),--json '$(JSON)')

# What is written down stays as it is so far as pyproject.toml lets it; `make lock UPGRADE=--upgrade` takes the newest of all.
lock: .venv/installed-dev
	$(LOCK) $(UPGRADE) pyproject.toml --extra web -o .ci/locked.txt
	$(LOCK) $(UPGRADE) pyproject.toml --extra dev -c .ci/locked.txt -o .ci/locked-dev.txt
	printf 'setuptools\n' | $(LOCK) $(UPGRADE) - -c .ci/locked-dev.txt -o .ci/locked-build.txt
	$(MAKE) sbom

sbom: .venv/installed-dev
	$(BIN)/python -m tests.supply.bill

# Of what is committed, not of what lies about.
wheel: .venv/installed-dev
	$(BIN)/python -m tests.supply.wheel dist

clean:
	rm -rf .venv build dist mutants ./*.egg-info
