# Two commands matter to a newcomer: `make run` and `make test`. Both set up what they need.
SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000
export PYTHONPATH := src
export TOLOK_DATA ?= var

.PHONY: setup run test test-postgres test-generative check bench bench-beban docs layar

setup: .venv/siap

# Python's venv, Chromium for browser tests: taken from Debian where this runs as root and they are missing.
.venv/siap: requirements.lock scripts/setup.sh
	bash scripts/setup.sh
	touch .venv/siap

run: setup
	$(PY) -m tolok.cli siapkan
	$(PY) -m tolok.cli jalan --contoh --port $(PORT)

# Each file of tests on one of as many processes as there are cores.
test: setup
	$(PY) -m pytest -n auto --dist loadfile

# The whole suite on a PostgreSQL of Debian's package, started for it and ended after it.
test-postgres: setup
	$(PY) scripts/running_postgres.py $(PY) -m pytest -n auto --dist loadfile

test-generative: setup
	$(PY) -m pytest -m generative tests

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) scripts/check_sizes.py
	$(PY) scripts/check_lock.py
	$(PY) -m django makemigrations --check --dry-run --settings tolok.config.settings

bench: setup
	$(PY) benchmarks/run.py

bench-beban: setup
	$(PY) benchmarks/beban.py

docs: setup
	$(PY) scripts/docs.py

layar: setup
	$(PY) scripts/layar.py
