# Đôn đốc: every command of the working day. `make help` lists them from these comments.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup up test check bench eval lock format snapshots clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(STAMP) ## Build .venv from requirements.lock (Python 3.11 or later is all it needs)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Cần Python 3.11 trở lên; đang có " + sys.version.split()[0] + ". Đặt PYTHON=đường-dẫn rồi chạy lại.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $(STAMP)

up: setup ## Start everything on the example province and print the addresses (Ctrl-C stops it)
	$(BIN)/dondoc up --demo

test: setup ## All tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: setup ## Format, lint, types and the fast tests: under 20 s
	$(BIN)/ruff format --quiet --check .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not slow and not prefect and not browser"

format: setup ## Let ruff write the format and the safe repairs
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

eval: setup ## Score the reader on the annotated directives
	$(BIN)/python -m benchmarks.reading_score

bench: setup ## Measure; each script prints both sides
	$(BIN)/python -m benchmarks.run

snapshots: setup ## Rewrite the golden files; read the diff before you commit
	DONDOC_SNAPSHOTS=write $(BIN)/python -m pytest -k "golden or snapshot or year"

lock: ## Resolve pyproject.toml anew into requirements.lock
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra dev --no-header pyproject.toml -o requirements.lock

clean: ## Remove what was built (not the data)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build
