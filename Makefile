# make run | make test | make lint | make bench | make bench-million | make bundle
# WHEELS=DIR installs from a folder of wheels, offline.
PYTHON ?= python3.11
VENV := .venv
PY := $(VENV)/bin/python
PIP_SOURCE := $(if $(WHEELS),--no-index --find-links $(abspath $(WHEELS)),)
BUNDLE := dist/bundle

.PHONY: run test lint check bench bench-million bundle clean

run: $(VENV)/.installed
	$(PY) -m kb ingest corpora
	$(PY) -m kb serve

test: $(VENV)/.installed-dev
	$(PY) -m pytest -n 2

lint: $(VENV)/.installed-dev
	$(PY) -m ruff check .
	$(PY) -m mypy

check: lint test

bench: $(VENV)/.installed-dev
	$(PY) -m tests.bench

# TEXT=PATH takes the clauses of other files than corpora/ (txt, xz, folders); about ten minutes and 2 GB of disk.
bench-million: $(VENV)/.installed-dev
	$(PY) -m tests.bench_million $(TEXT) --chart docs/growth.svg

$(PY):
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check $(PIP_SOURCE) -r requirements.txt
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check $(PIP_SOURCE) -r requirements-dev.txt
	touch $@

# A folder to carry to a machine without a network: code, sample corpus and wheels for this platform.
bundle: $(VENV)/.installed
	rm -rf $(BUNDLE) && mkdir -p $(BUNDLE)
	git archive HEAD | tar -x -C $(BUNDLE)
	$(PY) -m pip wheel --quiet --disable-pip-version-check --wheel-dir $(BUNDLE)/wheels -r requirements.txt
	@echo "$(BUNDLE)/ 已备好：拷到离线机器后，在该目录运行 make run WHEELS=wheels"

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache
