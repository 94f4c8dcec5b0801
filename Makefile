# Everything runs in .venv, which the first command makes; a fresh machine needs Python 3.11 or later, and pip.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo install test test-deep lint bench clean

install: .venv/installed
.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: .venv/installed
	$(BIN)/seriesd demo

# The same examples at every run: what fails here fails again. New ones are searched for by test-deep.
test: .venv/installed-dev
	$(BIN)/pytest -n auto -m "not deep" --hypothesis-profile=ci

test-deep: .venv/installed-dev
	$(BIN)/pytest -n auto

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf .venv build ./*.egg-info
