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
.PHONY: help setup run test test-fast lint bench sbom audit lock format

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What a hub needs comes first, so that `make run` does not wait for what only its tests need.
.venv/installed: requirements.lock
	$(PYTHON) -m venv .venv
	@$(call install,$<)
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@$(call install,$<)
	@touch $@

define install
if command -v uv >/dev/null; \
then uv pip install --quiet --python $(PY) --require-hashes -r $(1); \
else $(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r $(1); fi
endef

setup: .venv/installed-dev ## make .venv from the lock and compile the translations
	@$(PY) -m cms.translations compile

run: .venv/installed ## load the sample municipality and serve everything on http://127.0.0.1:8000
	@$(PY) -m cms.translations compile
	$(MANAGE) load_sample --migrate
	REFERENCE_CHANNELS_OPEN=1 $(MANAGE) serve

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

# With a tool of its own, since nothing else needs it.
sbom: requirements.lock ## write an inventory of the packages that a hub runs on (CycloneDX)
	$(PYTHON) -m venv $(VAR_DIR)/sbom
	$(VAR_DIR)/sbom/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
	$(VAR_DIR)/sbom/bin/cyclonedx-py requirements $< --output-file $(VAR_DIR)/sbom.json

audit: sbom ## look up those packages among known weaknesses
	$(VAR_DIR)/sbom/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(VAR_DIR)/sbom/bin/pip-audit --require-hashes --disable-pip -r requirements.lock

lock: ## renew both locks from pyproject.toml (needs uv)
	$(call compile,--extra s3 --upgrade -o requirements.lock)
	$(call compile,--extra s3 --extra dev --constraint requirements.lock --upgrade -o requirements-dev.lock)

define compile
uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --quiet $(1)
endef
