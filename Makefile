# The two commands: make run, make test. Both do all the set-up on a machine that has Python 3.13 or uv, and nothing else.

.DEFAULT_GOAL := help
.PHONY: help run test lint bench load drill attack accessible sbom release trial quality messages clean

# uv is taken from the machine, else put into .tools/ from the package index.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PYTEST ?=
PROCESSES ?= $(shell getconf _NPROCESSORS_ONLN)
# Where a machine forbids it, every process would compile all modules anew: more work than most of them come for.
unexport PYTHONDONTWRITEBYTECODE
export UTBLICK_DATA ?= $(CURDIR)/data
PORT ?= 8000

help:
	@echo "make run      start Utblick with its demo on http://localhost:$(PORT)"
	@echo "make test     run every test (SQLite, or the database that DATABASE_URL names)"
	@echo "make lint     style, types, layers, translations"
	@echo "make bench    print figures: speed, memory, queries"
	@echo "make load     print figures: a crowd on the public pages, 500 officers at work (needs wrk and PostgreSQL)"
	@echo "make drill    break an installation in every way we know while people work in it, and count what held"
	@echo "make release  what is copied to a server, in dist/"
	@echo "make trial    install, upgrade and roll back on a clean Debian (root; needs debootstrap)"
	@echo "make attack   print figures: what hostile input was tried, and what came through (nothing should)"
	@echo "make accessible  every page by axe and by keys alone, every PDF by a validator: what was found (nothing should be)"
	@echo "make sbom     write sbom.json: every package that Utblick needs, after CycloneDX"
	@echo "make quality  print figures: how well the engine of meaning ranks"

.tools/bin/uv:
	python3.13 -m venv .tools || python3 -m venv .tools
	.tools/bin/pip install --quiet uv

# One stamp for the lock file: nothing is installed twice.
.venv/installed: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --quiet --frozen
	@touch $@

run: .venv/installed
	@mkdir -p "$(UTBLICK_DATA)"
	@UTBLICK_DEMO=1 .venv/bin/utblick migrate --verbosity 0
	@UTBLICK_DEMO=1 .venv/bin/utblick demo
	@UTBLICK_DEMO=1 .venv/bin/utblick run --bind 127.0.0.1:$(PORT)

test: .venv/installed
	@# Once, before the tests' processes would each learn it by themselves.
	@.venv/bin/utblick lexicon build >/dev/null
	.venv/bin/pytest -n $(PROCESSES) $(PYTEST)

lint: .venv/installed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy utblick
	.venv/bin/lint-imports
	.venv/bin/python scripts/messages.py --check

bench: .venv/installed
	$(UV) sync --quiet --frozen --group bench
	.venv/bin/python -m benchmarks

load: .venv/installed
	$(UV) sync --quiet --frozen --group trust
ifdef COUNTRY
	.venv/bin/python -m benchmarks.country
else
	.venv/bin/python -m benchmarks.load
	.venv/bin/python -m benchmarks.officers
endif

drill: .venv/installed
	.venv/bin/python -m faults

release:
	UV=$(UV) deploy/release.sh $(WHEELS)

trial: .venv/installed
	.venv/bin/python -m deploy.trial

attack: .venv/installed
	$(UV) sync --quiet --frozen --group trust
	.venv/bin/python -W ignore -m attacks

accessible: .venv/installed
	.venv/bin/python -m accessible

# Of what the lock file says, not of what happens to be installed; without what only tests and benches need.
sbom: .venv/installed
	$(UV) sync --quiet --frozen --group trust
	@mkdir -p build
	$(UV) export --quiet --frozen --no-dev --no-emit-project --all-extras --output-file build/requirements.txt
	.venv/bin/cyclonedx-py requirements build/requirements.txt --pyproject pyproject.toml --output-reproducible --output-file sbom.json
	@.venv/bin/python -m attacks.packages sbom.json

quality: .venv/installed
	.venv/bin/python -m benchmarks.quality

messages: .venv/installed
	.venv/bin/python scripts/messages.py

clean:
	rm -rf .venv .tools build
