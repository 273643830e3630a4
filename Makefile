# Eén Antwoord: every command a developer or operator needs. `make` alone lists them.

VAR_DIR ?= $(CURDIR)/var
PORT ?= 8000
PYTHON ?= python3
export VAR_DIR PORT
# A hub and its tests are many processes, and each would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
MANAGE := $(PY) manage.py
TEST := $(PY) -m pytest -n 2 --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast lint bench lock format

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/installed: requirements.lock
	$(PYTHON) -m venv .venv
	@if command -v uv >/dev/null; \
	then uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock; \
	else $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; fi
	@touch $@

setup: .venv/installed ## make .venv from the lock and compile the translations
	@$(PY) -m cms.translations compile

run: setup ## load the sample municipality and serve everything on http://127.0.0.1:8000
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_sample
	$(MANAGE) serve

# On PostgreSQL with Elasticsearch runs what rests on SQL semantics, transactions, locks or an engine: see CONTRIBUTING.
test: setup ## all tests; those that rest on an engine also on PostgreSQL with Elasticsearch
	$(TEST) -m "not elasticsearch"
	$(PY) -m tests.postgresql $(PY) -m tests.elasticsearch_server $(TEST) -m "engine or elasticsearch"

test-fast: setup ## the tests that need no database and no browser (under a minute)
	$(TEST) -m "not database and not elasticsearch and not browser and not slow"

lint: setup ## style, types, import rules, sizes, migrations, translations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	cd frontend-contract && PYTHONPATH=sync/python ../.venv/bin/lint-imports --no-cache importlinter.toml
	$(PY) .ci/budgets.py
	$(PY) -m cms.translations check
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check

format: setup ## let ruff order imports and lay out the code
	.venv/bin/ruff check --fix --select I .
	.venv/bin/ruff format .

bench: setup ## measure speed against baselines in the same run; a table and JSON
	PYTHONPATH=frontend-contract/sync/python $(PY) -m tests.benchmarks

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --extra s3 --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade -o requirements.lock
