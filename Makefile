# make run: the dashboard on http://127.0.0.1:8501. make test: every check. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CHROMIUM := $(VENV)/chromium-path

.PHONY: run test check browser fuzz simulate clean

run: $(READY)
	@$(BIN)/streamlit run dashboard.py

test: check browser
	@$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

browser: $(READY)
	@$(BIN)/python tests/browser/chromium.py $(CHROMIUM)

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# Thousands of exports at random, others each time, and imports killed at fifty moments.
fuzz: $(READY)
	@FUZZ_KILLS=50 FUZZ_SEED=$$(date +%s) $(BIN)/python -m pytest --hypothesis-profile=fuzz \
		tests/ingest/test_exports_at_random.py tests/ingest/test_killed_imports.py

simulate: $(READY)
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m analytics.trials.simulation --out data/reference/simulation.csv

clean:
	rm -rf $(VENV)
