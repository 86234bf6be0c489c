# Every target first installs what is missing (.ci/setup.sh): on a fresh Debian 12, git, make and
# Python 3.11 are enough.

OUT ?= out
MODEL ?= extract/models/saraban.traineddata
BIN := .venv/bin

.PHONY: help setup setup-tests demo test test-slow lint format bench model training lock clean

help:
	@echo "make demo       read the sample scans of corpus/scans into $(OUT)/"
	@echo "make test       every check: ruff, mypy, import-linter, pytest (without the slow tests)"
	@echo "make test-slow  the slow tests"
	@echo "make lint       the checks without pytest"
	@echo "make format     put the code into shape with ruff"
	@echo "make bench      measure speed and memory"
	@echo "make model      make the recogniser's model anew: hours; goes on where it was stopped"
	@echo "make lock       renew the lock files from pyproject.toml"

setup:
	@sh .ci/setup.sh

setup-tests:
	@sh .ci/setup.sh tests

demo: setup
	@$(BIN)/saraban read corpus/scans --out $(abspath $(OUT))

test: setup-tests lint
	$(BIN)/pytest -m "not slow" -n auto

test-slow: setup-tests
	$(BIN)/pytest -m slow

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup
	$(BIN)/python -m bench

training:
	@sh .ci/setup.sh training

model: training
	$(BIN)/python -m training --model $(MODEL) $(MODEL_OPTIONS)
	$(BIN)/python -m training.calibrate $(MODEL)

lock:
	@python3 -m venv .make/uv && .make/uv/bin/pip install --quiet "uv==0.13.8"
	.make/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
		--upgrade --output-file requirements.lock pyproject.toml
	.make/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
		--upgrade --constraints requirements.lock --output-file requirements-dev.lock --group dev

clean:
	rm -rf .venv .make out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache saraban.egg-info
