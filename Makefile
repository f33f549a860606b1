# Samendoen: `make serve` to use it, `make test` to prove it. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM ?= npm
# The tests of one file stay together, for some share what they found, as do those of the folders that
# tests/scheduling.py names; the files go in order, the slow ones first.
WORKERS := -n 2 --dist loadfile --no-loadscope-reorder
EDITOR := node_modules/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
KEYWORDS := -k __init__ -k QueryTimeout -k QueryRefused -k QueryCrashed -k QueryCancelled -k BadParameter:2 -k BrokenQuestion:3 -k refuse:2 -k mapping:2 -k UnknownEdition -k UnknownVersion -k QueryTooLarge -k QuerySyntaxError -k Message -k CountMessage:1,2 -k ArchiveError -k SamendoenError -k PlanRefused -k BadSetting -k TracesNotInstalled

.PHONY: serve test everything quick expected conformance lint bench check docs screenshots texts locks clean

serve: $(VENV)/.serve $(EDITOR)
	@exec $(BIN)/samendoen serve

test: $(VENV)/.test $(EDITOR)
	$(BIN)/python -m pytest $(WORKERS)

# The same with every case of those tests whose cases take turns (tests/turns.py).
everything: $(VENV)/.test $(EDITOR)
	$(BIN)/python -m pytest $(WORKERS) --all

# What one runs between two edits: the product on the small plan, the rules of the house and the doctests.
quick: $(VENV)/.test
	$(BIN)/python -m pytest $(WORKERS) --quick

# Accepts the present answers to every question over both plans, and shows what that changes.
expected: $(VENV)/.test
	$(BIN)/python tests/accept.py

conformance: $(VENV)/.test
	$(BIN)/python -m pytest tests/conformance --write-counts
	$(BIN)/python -m docs.generate

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The peers must be installed, see benchmarks/README.md; make bench SERVING='--without virtuoso' leaves one out.
bench: $(VENV)/.bench
	$(BIN)/python benchmarks/questions.py
	$(BIN)/python benchmarks/closure.py
	$(BIN)/python benchmarks/serving.py $(SERVING)
	$(BIN)/python benchmarks/versions.py
	$(BIN)/python benchmarks/searching.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/region_pages.py
	$(BIN)/python benchmarks/networks.py
	$(BIN)/python benchmarks/attacks.py
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python -m docs.generate

check: $(VENV)/.serve
	$(BIN)/samendoen check

# The tables under docs/reference, from the code and from what was measured.
docs: $(VENV)/.test
	$(BIN)/python -m docs.generate

# Every kind of page as it is seen, and what axe-core finds on it; make screenshots TO=elsewhere names the folder.
screenshots: $(VENV)/.test $(EDITOR)
	$(BIN)/python -m docs.screenshots $(TO)

# The Dutch texts that are still to be written, after a change of the English ones.
texts: $(VENV)/.test
	$(BIN)/pybabel -q extract -F babel.cfg $(KEYWORDS) --no-wrap --no-location --sort-output -o build-texts.pot .
	$(BIN)/pybabel -q update -l nl -i build-texts.pot -o api/translations/nl.po --no-fuzzy-matching --omit-header --ignore-obsolete --no-wrap
	rm build-texts.pot

# The locks hold versions and digests, no addresses and no appeals for money; uv is needed only here.
locks:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra bench pyproject.toml -o requirements-bench.lock
	$(NPM) install --package-lock-only
	$(PYTHON) -c 'import json, pathlib; lock = pathlib.Path("package-lock.json"); it = json.loads(lock.read_text()); [about.pop("funding", None) for about in it["packages"].values()]; lock.write_text(json.dumps(it, indent=2) + "\n")'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.serve
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.test
	$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# The editor of the SPARQL page, where npm is there to bring it; elsewhere the page has its plain form.
$(EDITOR): package.json package-lock.json .npmrc
	@if ! command -v $(NPM) >/dev/null; then \
		echo "npm is not installed: the SPARQL page has its plain form, which does the same without an editor."; test "$$CI" != true; \
	elif $(NPM) ci --silent; then touch $@; \
	else echo "npm could not install the editor: the SPARQL page has its plain form, which does the same."; test "$$CI" != true; fi

clean:
	rm -rf $(VENV) node_modules instance build *.egg-info
