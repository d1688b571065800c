# Tidings needs Python 3.11 or newer, git and make; `make setup` brings the rest into this folder.

# The first of these that runs and is new enough; say `make PYTHON=...` for another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help lighthouse walk stories month screenshots web client setup demo serve test bench faults lint types architecture format clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## bring uv, the Python packages, PostgreSQL and the web app into this folder (quick when nothing changed)
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python tools/web.py build

demo: setup ## run the forty-day campaign against simulated providers; ARGS=--exit ends by itself
	@$(BIN)/tidings demo $(ARGS)

serve: setup ## run the API, a worker and the embedded database
	@$(BIN)/tidings serve $(ARGS)

test: setup ## check everything: linters, types, walls between rooms, the web app, tests; tells what took longest
	@$(MAKE) --no-print-directory -j 2 lint types architecture web
	$(BIN)/pytest -n auto --dist worksteal --durations 20 $(ARGS)

bench: setup ## measure against floors and peers, in turn; ARGS='dispatch --size 2000' for a part
	@$(BIN)/python tools/bootstrap.py benchmarks/baseline .tools/baseline && $(BIN)/python -m benchmarks $(ARGS)

faults: setup ## play schedules of faults against a whole Tidings; ARGS='--seed 7', '--schedules 100 --json faults.json'
	@PYTHONPATH=tests $(BIN)/python -m faults $(ARGS)

lint: setup ## find faults of style and form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## check the types, strictly
	$(BIN)/pyright

architecture: setup ## check that rooms import only what they may
	$(BIN)/lint-imports

lighthouse: setup ## judge the served web app: accessibility must be 100, performance is told
	@PYTHONPATH=tests $(BIN)/python -m web.lighthouse

walk: setup ## walk from signing in to a launched campaign at a person's speed, and tell how long it took
	@PYTHONPATH=tests $(BIN)/python -m web.walk

stories: setup ## play a freed slot and a walk-in in the app and on simulated phones; tells the moments, keeps screens of each step
	@PYTHONPATH=tests $(BIN)/python -m web.recorded $(ARGS)

month: setup ## play a month of a repair shop and a salon, tell what it cost and how it arrived, compare with the simulator's books
	@PYTHONPATH=tests $(BIN)/python -m month $(ARGS)

screenshots: setup ## take the README's pictures anew
	@PYTHONPATH=tests $(BIN)/python -m web.pictures

web: setup ## check the web app: types, form, logic, and that its client is the API's
	$(BIN)/python tools/web.py check

client: setup ## write the web app's client anew from the API
	@$(BIN)/python tools/web.py client

format: setup ## format the code and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what setup and tests made; the data in .tidings stays
	rm -rf .venv .tools web/node_modules web/lighthouse/node_modules src/tidings/apps/api/webapp/built .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(READY): uv.lock pyproject.toml tools/bootstrap.py
	@test -n "$(PYTHON)" || { echo "Tidings needs Python 3.11 or newer; none is on PATH. Say where one is: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) tools/bootstrap.py
	@touch $@
