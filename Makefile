# make run: the dashboard on http://127.0.0.1:8501. make test: every check. Each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
CHROMIUM := $(VENV)/chromium-path
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest
# A file is the work of one process, as its fixtures are; in the order of collection, which has the long ones first.
# Three processes for two cores: a browser's tests, and those of imports in processes of their own, mostly wait.
ON_TWO_CORES := --numprocesses=3 --dist=loadfile --no-loadscope-reorder

.PHONY: run serve test test-all check types style quick browser-test browser coverage fuzz faults walk spark-test simulate requirements sbom clean

run: $(INSTALLED)
	@$(BIN)/streamlit run serve.py

# Several processes behind a proxy, as on the agency's network (deploy/).
N ?= 2
serve: $(INSTALLED)
	@deploy/serve.sh $(N)

test: check browser
	@$(PYTEST) $(ON_TWO_CORES) -m "not long"

# Also the other language, and every page, of tests of which make test takes the first.
test-all: check browser
	@$(PYTEST) $(ON_TWO_CORES)

# Types, and beside them the style of Python and SQL, as before every commit (.pre-commit-config.yaml).
check: $(INSTALLED_DEV)
	@$(MAKE) --no-print-directory --jobs=2 types style

types: $(INSTALLED_DEV)
	@$(BIN)/mypy

style: $(INSTALLED_DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint --quiet analytics/sql

# Units and the manual: what most changes need.
quick: $(INSTALLED_DEV)
	@$(PYTEST) $(ON_TWO_CORES) -m "not slow and not browser" --ignore=tests/pages

browser-test: browser
	@$(PYTEST) $(ON_TWO_CORES) tests/browser

# Which branches the tests take, in the processes that they start too; fails under the floor in pyproject.toml.
coverage: $(INSTALLED_DEV)
	@$(PYTEST) $(ON_TWO_CORES) -m "not browser" --cov --cov-report=term:skip-covered

# A Chromium for the browser tests: found or installed.
browser: $(INSTALLED_DEV)
	@$(BIN)/python tests/browser/chromium.py $(CHROMIUM)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED): requirements.txt | $(BIN)/python
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# Thousands of exports at random, others each time, imports killed at fifty moments, and fifty servers.
fuzz: $(INSTALLED_DEV)
	@FUZZ_KILLS=50 FUZZ_SEED=$$(date +%s) $(PYTEST) --hypothesis-profile=fuzz \
		tests/ingest/test_exports_at_random.py tests/ingest/test_killed_imports.py tests/ingest/test_private_folder.py

# What each damage to a store comes to, done to a copy just now: the table of the README.
faults: $(INSTALLED_DEV)
	@$(BIN)/python -m tests.store.damages

# Every choice of one or two filters, through all figures and answers; make test takes 1 in 100.
walk: $(INSTALLED_DEV)
	@WALK=1 $(PYTEST) tests/answers/test_selections.py

# Every figure asked of Spark too (docs/spark.md), in an environment of its own, with the distribution's Java.
SPARK := .venv-spark
ON_ONE_MACHINE := --conf spark.sql.shuffle.partitions=4 --conf spark.ui.enabled=false pyspark-shell
spark-test: requirements-spark.txt
	@command -v java > /dev/null || apt-get install --yes --no-install-recommends default-jre-headless
	@test -x $(SPARK)/bin/python || $(PYTHON) -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements.txt -r requirements-dev.txt -r requirements-spark.txt
	@OPENBLAS_NUM_THREADS=1 PYSPARK_SUBMIT_ARGS="$(ON_ONE_MACHINE)" $(SPARK)/bin/python -m pytest tests/store/test_spark.py

simulate: $(INSTALLED)
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m analytics.trials.simulation --out data/reference/simulation.csv
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m analytics.trials.targets --out data/reference/simulation_targets.csv

# All requirements files from pyproject.toml: every package pinned, with the hashes of all its wheels. What is pinned stays.
PIP_COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-options \
	--annotation-style=line --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
OF = import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["$(1)"], sep="\n")
requirements: $(INSTALLED_DEV)
	@$(PIP_COMPILE) --output-file requirements.txt pyproject.toml
	@$(BIN)/python -c '$(call OF,dev)' | $(PIP_COMPILE) --constraint requirements.txt --output-file requirements-dev.txt -
	@$(BIN)/python -c '$(call OF,spark)' | $(PIP_COMPILE) --constraint requirements.txt --output-file requirements-spark.txt -
	@for file in requirements.txt requirements-dev.txt requirements-spark.txt; do \
		{ echo "# Made by make requirements from pyproject.toml, which says why each package is here."; cat $$file; } \
			> $$file.new && mv $$file.new $$file; done

# Every package that the agency runs with its licence: docs/licences.md, deploy/sbom.cdx.json.
sbom: $(INSTALLED)
	@$(BIN)/python deploy/bill_of_materials.py

clean:
	rm -rf $(VENV) $(SPARK)
