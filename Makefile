# `make help` lists the targets. Nothing is installed or built again that has not changed: the stamps that
# say so lie in the folders that they speak of, so that removing a folder is enough to have it made anew.
# A stamp of an installation is a copy of its lock, so that a lock that was only touched installs nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_BIN := node_modules/.bin
ARGS ?=

PY := $(VENV)/.stamp-packages
EDITABLE := $(VENV)/.stamp-runside
PEERS := .venv-peers/.stamp
PROGRAMS := .venv-integrations/programs
REAL_WANDB := .venv-integrations/wandb
# The files with tests that need packages which not everybody has, and are skipped without them.
WITH_PACKAGES = $(shell grep -rl importorskip runside --include='test_*.py')
NPM := node_modules/.stamp
UI := ui-tests/node_modules/.stamp
# The builder empties this folder at each build, so that a development build takes the stamp away.
BUILD := runside/labextension/static/.production

# Folders are among the sources too: a file that goes away changes only them.
SOURCES := $(shell find src style schema ! -name '*.spec.ts' ! -name '*.spec.tsx' 2>/dev/null)

export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
export npm_config_update_notifier := false

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup build demo demo-stop test lint types jest pytest fuzz ui-test ui-test-long install-test test-integrations browser nginx wheel bench bench-peers watch fix reference lock clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' Makefile

## Set-up

setup: $(PY) $(NPM) $(BUILD) $(EDITABLE) ## the virtual environment, node_modules, a build, and runside installed from here

$(PY): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "Python 3.10 or newer is needed; \`make PYTHON=/path/to/python3\` names another."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make virtual environments (on Debian and Ubuntu: apt-get install python3-venv)."; exit 1; }
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@cmp -s $< $@ || (set -x; $(BIN)/python -m pip install -q -r $<)
	@cp $< $@

$(NPM): package-lock.json
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' || \
		{ echo "Node 20.19 (or 22.12) or newer is needed."; exit 1; }
	@cmp -s $< $@ || (set -x; npm ci --loglevel=error && rm -f $(BUILD))
	@cp $< $@

$(UI): ui-tests/package-lock.json
	@cmp -s $< $@ || (set -x; cd ui-tests && npm ci --loglevel=error)
	@cp $< $@

$(BUILD): $(SOURCES) package.json tsconfig.json | $(PY) $(NPM)
	npm run --silent build:prod
	@touch $@

# What the packages need comes from the lock; the labextension is linked, not copied.
$(EDITABLE): $(PY) pyproject.toml package.json install.json jupyter-config/server-config/runside.json | $(BUILD)
	HATCH_JUPYTER_BUILDER_SKIP_NPM=1 $(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	$(BIN)/jupyter-builder develop . --overwrite
	@touch $@

build: $(BUILD) ## the labextension, as it is shipped

browser: $(UI) ## a Chromium for the browser tests, where there is none
	@.ci/chromium install

nginx: ## an nginx for the browser tests behind a proxy, where there is none
	@.ci/nginx install

## To try it

demo: setup ## JupyterLab with the quick start open; prints its address
	@$(BIN)/python examples/demo.py start

demo-stop: ## end what `make demo` started
	@$(PYTHON) examples/demo.py stop

## Checks and tests

test: setup browser nginx ## every check and test, up to the first that fails
	@MAKE="$(MAKE)" .ci/steps lint types jest pytest ui-test

lint: $(PY) $(NPM) $(UI) ## formats, linters and import rules of both languages
	npm run --silent lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	PYTHONPATH=.ci $(BIN)/lint-imports --no-logo --no-cache

types: $(PY) $(NPM) $(UI) $(EDITABLE) ## tsc and mypy
	npm run --silent types
	$(NODE_BIN)/tsc -p ui-tests
	$(BIN)/mypy
	$(BIN)/mypy install-tests

jest: $(PY) $(NPM) ## the TypeScript unit tests; ARGS="-t name" for some
	$(NODE_BIN)/jest $(ARGS)

pytest: setup ## the Python tests; ARGS="-k name" for some
	$(BIN)/python -m pytest $(ARGS)

fuzz: setup ## the property tests of the fold with two thousand new examples each; ARGS="-k name" for some
	$(BIN)/python -m pytest --hypothesis-profile=fuzz $(ARGS) $$(grep -rl --include='test_*.py' '^from hypothesis' runside/fold runside/sdk)

ui-test: setup browser nginx ## the tests in a real browser; ARGS="-g name" for some
	cd ui-tests && node_modules/.bin/playwright test --project=lab --project=hub $(ARGS)

ui-test-long: setup browser nginx ## those of them that are run as on a hub only here; ARGS="-g name" for some
	cd ui-tests && node_modules/.bin/playwright test --project=long $(ARGS)

install-test: setup ## environments, versions, installing, homes: longer than what `make test` holds; ARGS="-k name"
	$(BIN)/python -m pytest install-tests $(ARGS)

test-integrations: setup $(PROGRAMS)/.stamp $(REAL_WANDB)/.stamp ## what stands on torch, pandas and the like; examples/dropin here and with the real W&B SDK, compared
	PYTHONPATH=$(CURDIR) $(PROGRAMS)/bin/python -m pytest --no-skips $(WITH_PACKAGES)
	DROPIN_PYTHON=$(CURDIR)/$(PROGRAMS)/bin/python DROPIN_WANDB_PYTHON=$(CURDIR)/$(REAL_WANDB)/bin/python \
		$(BIN)/python -m pytest examples/dropin $(ARGS)

$(PROGRAMS)/.stamp: examples/dropin/requirements.txt
	[ -x $(PROGRAMS)/bin/python ] || $(PYTHON) -m venv $(PROGRAMS)
	$(PROGRAMS)/bin/python -m pip install -q -r $<
	@cp $< $@

# What the programs need is large: this environment finds it in the other one.
$(REAL_WANDB)/.stamp: examples/dropin/requirements-wandb.txt $(PROGRAMS)/.stamp
	[ -x $(REAL_WANDB)/bin/python ] || $(PYTHON) -m venv $(REAL_WANDB)
	$(REAL_WANDB)/bin/python -m pip install -q -r $<
	@packages='import sysconfig; print(sysconfig.get_path("purelib"))'; \
		$(PROGRAMS)/bin/python -c "$$packages" > "$$($(REAL_WANDB)/bin/python -c "$$packages")/programs.pth"
	@cp $< $@

bench: setup browser ## the measurements: those of Python, then those of the page
	@for file in bench/*.py; do \
		if [ -e "$$file" ]; then echo "== $$file"; $(BIN)/python "$$file" || exit 1; fi; \
	done
	NODE_PATH=$(CURDIR)/ui-tests/node_modules ui-tests/node_modules/.bin/playwright test -c bench $(ARGS)

bench-peers: setup $(PEERS) ## what a call to log costs beside other trackers, five rounds; ARGS="--loops burst" for some
	PYTHONPATH=$(CURDIR) .venv-peers/bin/python bench/log_overhead.py --peers --rounds 5 $(ARGS)

# The other trackers need what we do not, so that they have an environment of their own.
$(PEERS): bench/peers.txt
	[ -x .venv-peers/bin/python ] || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install -q -r $<
	@cp $< $@

## To work on it

watch: setup ## rebuild at each change (a development build); reload the page to see it
	@trap 'kill 0' INT TERM EXIT; \
		$(NODE_BIN)/tsc --watch --preserveWatchOutput & \
		$(BIN)/jupyter-builder watch . & \
		wait

fix: $(PY) $(NPM) $(UI) ## format, and mend what the linters can mend
	npm run --silent fix
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

wheel: setup ## sdist and wheel, in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	@ls -l dist

reference: $(EDITABLE) ## write docs/reference.md from the docstrings
	$(BIN)/python docs/reference.py

lock: ## pin the Python packages of pyproject.toml anew, for all platforms
	$(PYTHON) -m venv .cache/uv
	.cache/uv/bin/python -m pip install -q uv
	@echo '# Exact versions for development and tests. Written by `make lock` from pyproject.toml: do not edit.' > .cache/requirements-dev.txt
	.cache/uv/bin/uv pip compile -q pyproject.toml --extra dev --universal --python-version 3.10 \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links >> .cache/requirements-dev.txt
	mv .cache/requirements-dev.txt requirements-dev.txt

clean: ## remove what was built
	rm -rf lib dist coverage runside/labextension .stamps .cache .eslintcache .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache ui-tests/test-results ui-tests/playwright-report

distclean: clean demo-stop ## remove what was installed as well
	rm -rf $(VENV) .venv-integrations .venv-peers node_modules ui-tests/node_modules runside/_version.py .demo
