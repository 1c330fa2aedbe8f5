# `make` sets everything up and runs the main job; `make test` sets everything up and passes the tests.
# `make quick` runs the tests that take seconds: the mathematics, the engine, the goldens in tests/golden, the house itself.
# `make fuzz` spoils projects and sees that each is scored or refused (docs/fuzzing.md).
# `make site` builds the site of the documents into site/, English and Chinese: open site/index.html, no server needed.
# `make pictures` takes the pictures of docs/images anew (Chromium, poppler).
# `make test-kernels` runs the tests as processors with and without AVX-512 would, with one thread and two.
# `make test-pythons` runs the tests of `make quick` under every Python that pyproject.toml names and this machine has.
# Needs only Python 3.11+ and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INDEX  ?= china-ceec-cities
# of `make fuzz`: `make fuzz SEED=7 N=20000`
SEED   ?= 1
N      ?= 2000
# two processes, each with the tests of whole files in turn, so that what a file sets up is set up once
SPREAD := -n 2 --dist worksteal
QUICK  := tests/methods tests/engine tests/report tests/docs tests/test_architecture.py tests/published/test_proof_in_the_clone.py --ignore=tests/engine/test_laws.py

PYTHONS := python3.11 python3.12 python3.13 python3.14

.PHONY: all test quick test-pythons test-kernels fuzz bench docs site pictures clean

all: $(VENV)/installed
	$(BIN)/coopindex validate $(INDEX)
	$(BIN)/coopindex score $(INDEX)
	$(BIN)/coopindex sensitivity $(INDEX)
	$(BIN)/coopindex report $(INDEX)

test: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(SPREAD)

quick: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/pytest $(SPREAD) $(QUICK)

test-pythons:
	@for python in $(PYTHONS); do \
	  if $$python -c pass 2>/dev/null; then \
	    $(MAKE) --no-print-directory quick PYTHON=$$python VENV=.venv/$$python || exit 1; \
	  else echo "$$python is not on this machine: passed over"; fi; done

test-kernels: $(VENV)/installed
	$(BIN)/python tests/kernels.py

fuzz: $(VENV)/installed
	$(BIN)/python tests/fuzz/run.py --seed $(SEED) --number $(N)

bench: $(VENV)/installed
	$(BIN)/python benchmarks/run.py

docs: $(VENV)/installed
	$(BIN)/python -c "from coopindex.content import write_schemas; write_schemas('.')"
	$(BIN)/python -c "from pathlib import Path; from coopindex.content.data.schemas import with_columns; pages = {'en': Path('docs/content.md'), 'zh': Path('docs/zh/content.md')}; [page.write_text(with_columns(page.read_text('utf-8'), lang), 'utf-8') for lang, page in pages.items()]"
	$(BIN)/python -c "from pathlib import Path; from coopindex.report.pages.methods import manual; Path('docs/methods.md').write_text(manual(), encoding='utf-8')"
	$(BIN)/python -c "from pathlib import Path; from coopindex.content.recipe import with_recipes; pages = {'en': Path('docs/recipes.md'), 'zh': Path('docs/zh/recipes.md')}; [page.write_text(with_recipes(page.read_text('utf-8'), lang), 'utf-8') for lang, page in pages.items()]"

site: $(VENV)/installed
	$(BIN)/python tools/site/make_site.py

pictures: $(VENV)/installed
	$(BIN)/python tools/site/make_pictures.py

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "coopindex needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
