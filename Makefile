# Two commands do everything on a fresh machine: `make run` and `make test`.
# They need python3 >= 3.11 and the package index; uv is fetched if it is missing.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
COMPILED := $(shell grep -rlE '^@(compiled|in_place)$$' --include=*.py recommender)

.PHONY: run test lint setup lock format clean

run: setup ## the main job on an embedded PostgreSQL, with the demo workspace
	@$(BIN)/cairn demo

test: .venv/ready ## format, lint, layering, types, all tests
	@$(MAKE) --jobs=2 lint setup # one core checks types while the other compiles
	$(BIN)/pytest --numprocesses=logical --maxprocesses=4 --dist=worksteal

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

setup: .venv/compiled

.venv/compiled: .venv/ready $(COMPILED) # half a minute that no start has to wait for
	@rm -rf recommender/__pycache__/compiled-*
	@$(BIN)/python -c "import recommender; recommender.warm()"
	@touch $@

.venv/ready: requirements-dev.txt pyproject.toml | $(UV)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	@$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q api graph recommender migrations # a quick start, also where Python may not write
	@touch $@

.uv/bin/uv:
	@$(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet uv==$(UV_VERSION)

uv: # a uv that is already on PATH needs no target of its own

lock: | $(UV) ## pin every dependency by version and hash, without index addresses
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --group dev pyproject.toml -o requirements-dev.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -c requirements-dev.txt -o requirements.txt

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .uv .cairn .mypy_cache .ruff_cache .pytest_cache .hypothesis
