# Everything that is done to a checkout of Headway. `make help` lists it.
# A fresh clone needs Python 3.11 or newer and make; uv, and everything after it, comes from PyPI.

SHELL       := /bin/sh
PORT        := $(or $(HEADWAY_PORT),8000)
UV          := .venv-uv/bin/uv
RUN         := .venv/bin
BOTH        := sqlite,postgresql
DATABASES   := $(or $(HEADWAY_TEST_DATABASES),$(BOTH))
WORKERS     ?= 2
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help demo run test check fix bench docs messages clean

help: ## list what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

demo: .venv/.ready ## build a simulated district once, then serve it on 127.0.0.1:$HEADWAY_PORT (8000)
	@HEADWAY_ENV=demo HEADWAY_DATABASE_URL=$(or $(HEADWAY_DATABASE_URL),sqlite:///$(or $(HEADWAY_DATA_DIR),var)/demo.sqlite3) HEADWAY_PORT=$(PORT) $(RUN)/headway demo

run: .venv/.ready ## serve this checkout's own database (var/headway.sqlite3)
	@HEADWAY_PORT=$(PORT) $(RUN)/headway migrate
	@HEADWAY_PORT=$(PORT) $(RUN)/headway serve

test: .venv/.ready-test ## run every test on SQLite and on PostgreSQL (ONLY=tests/district/people narrows)
	@sh tests/prepare.sh
	@$(RUN)/python tests/suite.py --databases $(DATABASES) --workers $(WORKERS) $(ONLY)

check: .venv/.ready-test ## formatting, lint, types and the layers' contracts
	@$(RUN)/ruff format --check --quiet . || { echo 'Some files are not formatted: make fix'; exit 1; }
	@$(RUN)/ruff check --quiet .
	@$(RUN)/lint-imports --no-cache
	@$(RUN)/mypy src/headway

fix: .venv/.ready-test ## format, and repair what can be repaired without a person
	@$(RUN)/ruff check --fix --quiet . || true
	@$(RUN)/ruff format --quiet .

bench: .venv/.ready-test ## measure the promises of speed (ONLY=name narrows)
	@$(RUN)/python -m benchmarks $(ONLY)

docs: .venv/.ready ## write anew the reference pages that come from the code
	@$(RUN)/python -m headway.district.site.cli.reference docs/reference
	@$(RUN)/python -m tests.spec.proficiency.rules_handbook

messages: .venv/.ready-test ## gather the words of the pages, and compile the translations
	@$(RUN)/python -m headway.district.site.messages update
	@$(RUN)/python -m headway.district.site.messages compile

clean: ## remove what was built (not the databases under var/)
	rm -rf .venv .venv-uv .ruff_cache .mypy_cache .hypothesis dist

# -- how a fresh clone gets ready --

# The first of these that is Python 3.11 or newer and brings the module venv.
.venv-uv/bin/uv:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
		command -v $$python >/dev/null 2>&1 || continue; \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if ! $$python -c 'import venv, ensurepip' 2>/dev/null; then \
			echo "$$python has no module venv. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; fi; \
		$$python -m venv .venv-uv && .venv-uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.9' && exit 0; \
		rm -rf .venv-uv; \
		echo "uv did not install from PyPI. Is the network, or your package index, reachable?"; exit 1; \
	done; \
	echo "Headway needs Python 3.11 or newer, and found: $$(python3 --version 2>&1 || echo none)."; \
	echo "Install it (Debian and Ubuntu: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3.12 …"; \
	exit 1

# A .venv with the test tools satisfies both; installing the smaller set would take them away again.
.venv/.ready: uv.lock pyproject.toml | $(UV)
	@if [ -e .venv/.ready-test ]; then $(UV) sync --frozen --quiet --all-groups --python .venv-uv/bin/python; \
	else $(UV) sync --frozen --quiet --python .venv-uv/bin/python; fi
	@touch .venv/.ready

.venv/.ready-test: uv.lock pyproject.toml | $(UV)
	@$(UV) sync --frozen --quiet --all-groups --python .venv-uv/bin/python
	@touch .venv/.ready-test .venv/.ready
