# Two commands matter to a newcomer: `make run` and `make test`. Both set up what they need.
SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000
export PYTHONPATH := src
export TOLOK_DATA ?= var

.PHONY: setup run test test-postgres test-generative test-spark check bench bench-beban bench-cetak bench-nasional docs layar

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

# Spark is as large as all the rest, so that it has an environment of its own; it needs Java 17.
.venv-spark/siap: requirements.lock requirements-spark.lock
	.venv/bin/python -m venv .venv-spark
	.venv-spark/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-spark.lock
	.venv-spark/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch .venv-spark/siap

# Spark on this machine, and a cluster of a master and two workers started for it and ended after it.
test-spark: setup .venv-spark/siap
	.venv-spark/bin/python -m pytest tests/engines/test_spark.py tests/engines/test_spark_cluster.py tests/cli/test_kubus_nasional.py

test-generative: setup
	$(PY) -m pytest -m generative tests

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) scripts/check_sizes.py
	$(PY) scripts/check_reasons.py
	$(PY) scripts/check_lock.py
	$(PY) -m django makemigrations --check --dry-run --settings tolok.config.settings

bench: setup
	$(PY) benchmarks/run.py

bench-beban: setup
	$(PY) benchmarks/beban.py

bench-cetak: setup
	$(PY) benchmarks/cetak.py

# Invents its data under var/nasional when they are not there (2.8 GB, ten minutes); JUTA="1 10 65" adds 65 million.
JUTA ?= 1 10
bench-nasional: setup
	$(PY) benchmarks/nasional.py --juta $(JUTA) --tulis docs/acuan/skala.md

docs: setup
	$(PY) scripts/docs.py
	$(PY) scripts/dokumen_resmi.py

layar: setup
	$(PY) scripts/layar.py
