# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

# Every target makes the virtual environment first, where it is missing or out of date.

BIN := .venv/bin
READY := .venv/.ready
TYPED := services libs demo tests scripts benchmarks
# One more than there are processors: a test waits for its servers a quarter of its time.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
COUNT ?= 100000
MINUTES ?= 30
REGIO ?=

.DEFAULT_GOAL := help
.PHONY: help setup kafka demo demo-referral figures serve test lint typecheck check format bench fuzz chaos docs conformance audit sbom lock clean

help: ## Say what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(READY) ## Make .venv and install everything in it

$(READY): pyproject.toml requirements.lock scripts/setup.sh
	@echo "Setting up .venv (a minute the first time) ..."
	@sh scripts/setup.sh
	@touch $@

kafka: .kafka/.complete ## Fetch an Apache Kafka for the tests: needs Java 17 and Maven

.kafka/.complete: tests/infra/broker/pom.xml
	@mvn -q -B -f $< dependency:copy-dependencies
	@touch $@

demo: $(READY) ## Play a small region through the real services and show what came of it
	@$(BIN)/python -m demo

demo-referral: $(READY) ## From request to allocation: VOT, VOW, closed care, a move, a contract that ends
	@$(BIN)/python -m demo.toegang

figures: $(READY) ## Published figures out of messages and services, beside what was printed; REGIO=...
	@$(BIN)/python -m demo.figures $(REGIO)

serve: $(READY) ## Run the four services in one process until Ctrl-C
	@$(BIN)/python -m services.embedded

test: $(READY) ## Run all tests; says why it skipped what it skipped
	@failed=0; \
	$(BIN)/pytest -m 'not alone' -n $(WORKERS) --maxprocesses 8 --dist worksteal -q -rs \
	  --junitxml=build/results/tests.xml || failed=1; \
	$(BIN)/pytest -m alone -q -rs --junitxml=build/results/alone.xml || failed=1; \
	exit $$failed

lint: $(READY) ## Check format, style, import contracts and licence headers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint

typecheck: $(READY) ## Check types, strictly
	$(BIN)/mypy $(TYPED)

check: lint typecheck test ## All of the above three

format: $(READY) ## Format, and fix what can be fixed by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) ## Measure
	@$(BIN)/python -m benchmarks

fuzz: $(READY) ## Compare level 1 with the official schemas, 100 000 documents a message; COUNT=...
	@$(BIN)/python -m tests.ijw.fuzz --count $(COUNT)

chaos: $(READY) kafka ## Let everything die under load for half an hour, and draw up the account; MINUTES=...
	@$(BIN)/python -m tests.faults --minutes $(MINUTES)

docs: $(READY) ## Write the pages that are made from the code, and the site in build/site
	@$(BIN)/python -m scripts.regels
	@$(BIN)/python -m scripts.dashboards
	@$(BIN)/python -m libs.ijw tree --markdown > docs/berichten.md
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo build/site/index.html

conformance: $(READY) ## Run the tests that show a standard; make docs then tells what came of them
	@$(BIN)/python -m scripts.conformance

audit: $(READY) ## Ask the database of known holes about what is in the lock: needs the network
	@$(BIN)/python -m scripts.audit

sbom: $(READY) ## Write what this is made of, as CycloneDX, to sbom.cdx.json
	@$(BIN)/python -m scripts.sbom > sbom.cdx.json

lock: ## Choose versions anew: needs uv
	uv pip compile -q --upgrade pyproject.toml --extra dev --universal --no-header -o requirements.lock

clean: ## Remove what was made here, data of the embedded mode included
	rm -rf .venv .data .kafka .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
