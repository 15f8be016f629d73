# I comandi del progetto. `make help` li elenca; `make site` e `make test` bastano su una macchina
# nuova che abbia git, make e python3-venv.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Where the environment forbids bytecode, each command would compile the program, and each worker all the tests, anew.
unexport PYTHONDONTWRITEBYTECODE

# The first Python >= 3.11 found; `make site PYTHON=/path/to/python3.12` overrides it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; exit; }; \
	done; echo python3)

VENV := .venv
BIN := $(VENV)/bin
PRONTO := $(VENV)/.pronto
PYTEST := $(BIN)/python -m pytest
# Only this tool makes a lock that is universal, hashed and free of index addresses.
UV := uv==0.13.9

.PHONY: help immagini site test serve check prove bench update-golden lock clean python sistema sistema-test \
	hook riservati verifica-pr commento pubblica-commento anteprima pubblico rilascio pubblica-rilascio

help: ## elenca questi comandi
	@echo "Comandi (make COMANDO):"
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: sistema $(PRONTO) ## prepara l'ambiente se serve e costruisce sito, PDF e dati aperti in site/
	@$(BIN)/ciclo costruisci
	@echo
	@echo "Il sito è pronto: $(CURDIR)/site/index.html"
	@echo "Per vederlo nel browser mentre si lavora: make serve"

test: sistema-test $(PRONTO) ## esegue tutte le prove automatiche, tranne quelle profonde (make prove)
	@$(PYTEST) -n auto --dist loadgroup -m "not prova"

serve: $(PRONTO) ## mostra il sito nel browser e lo aggiorna a ogni salvataggio, anche mentre qualcosa è sbagliato
	@$(BIN)/ciclo anteprima

check: sistema $(PRONTO) ## controlli veloci prima di proporre una modifica: stile, tipi, dati, prove brevi, sito
	@echo "== stile";     $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== tipi";      $(BIN)/mypy --strict macros scripts
	@echo "== riservati"; $(BIN)/ciclo controlla-riservati
	@echo "== dati";      $(BIN)/ciclo verifica
	@echo "== prove";     $(PYTEST) -n auto --dist loadgroup -m "not slow and not prova"
	@echo "== sito";      d=$$(mktemp -d); trap 'rm -rf "$$d"' EXIT; \
		$(BIN)/mkdocs build --strict --site-dir "$$d"

hook: $(PRONTO) ## fa controllare da git, a ogni commit e a ogni push, che non vi siano schede di persone
	@$(BIN)/ciclo controlla-riservati --aggancia

prove: sistema-test $(PRONTO) ## esegue le prove profonde: tutti i PDF, tutte le pagine, molti minuti
	@$(PYTEST) -n auto --dist loadgroup -m prova

bench: sistema $(PRONTO) ## misura la velocità (tests/bench/bench_*.py), a macchina quieta
	@$(PYTEST) tests/bench -s -o python_files='bench_*.py'

update-golden: $(PRONTO) ## riscrive gli esempi attesi (tests/golden); le differenze si leggono con git diff
	@$(PYTEST) --update-golden -m "not slow and not prova"
	@git --no-pager diff --stat -- tests || true

immagini: site sistema-test ## rifà le immagini del manuale e del README da un sito appena costruito
	@$(BIN)/python -m scripts.immagini

# ---- what a forge asks for: each step of .github/workflows is one of these ----

# The folder of a proposal's data and chapters. In a forge it is beside the base, whose program runs.
PROPOSTA ?= .
# What a proposal's job left: it is read as a text, by the program of the main branch.
COMMENTO ?= build/commento.md

riservati: $(PRONTO) ## controlla che in nessun commit del ramo vi siano schede di persone
	@$(BIN)/ciclo controlla-riservati --storia

verifica-pr: $(PRONTO) ## controlla i dati di una proposta di modifica, il suo registro, e che non porti schede di persone
	@base=$$($(BIN)/python -m scripts.forgia.base '$(PROPOSTA)') && \
		$(BIN)/ciclo controlla-riservati --radice '$(PROPOSTA)' --base "$$base" && \
		$(BIN)/ciclo verifica --radice '$(PROPOSTA)' --base "$$base" --formato $(if $(GITHUB_ACTIONS),github,testo)

commento: $(PRONTO) ## scrive in build/commento.md il confronto di una proposta con il ramo d'arrivo
	@$(BIN)/python -m scripts.forgia.commento '$(PROPOSTA)'

pubblica-commento: ## pubblica nella proposta, sulla forgia, ciò che make commento ha scritto
	@$(PYTHON) -m scripts.forgia.affissione '$(COMMENTO)'

anteprima: sistema $(PRONTO) ## costruisce la bozza di una proposta, PDF compresi, in build/anteprima/
	@$(BIN)/python -m scripts.forgia.anteprima '$(PROPOSTA)' build/anteprima

pubblico: sistema $(PRONTO) ## costruisce da capo in build/pubblico/ ciò che gli atti coprono: è ciò che si pubblica
	@$(BIN)/ciclo costruisci --pubblico --da-capo --uscita build/pubblico

rilascio: $(PRONTO) ## prepara in build/rilascio/ i PDF e i dati aperti pubblici di un commit del ramo principale
	@$(BIN)/python -m scripts.forgia.ramo
	@$(MAKE) --no-print-directory pubblico
	@$(BIN)/python -m scripts.forgia.rilascio build/pubblico build/rilascio

pubblica-rilascio: ## pubblica sulla forgia ciò che make rilascio ha preparato
	@$(PYTHON) -m scripts.forgia.pubblica build/rilascio

# No index address, no local path: uv ignores pip's configuration. Django (50 MB) is design-django-theme's
# dependency, never imported, so it stays out.
lock: python ## rifà requirements.lock da pyproject.toml, con le versioni di oggi
	@$(PYTHON) -m venv .cache/uv && .cache/uv/bin/pip install -qq $(UV)
	@.cache/uv/bin/uv --no-config pip compile pyproject.toml --extra test --group costruzione \
		--universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--no-emit-package django --no-emit-package asgiref --no-emit-package sqlparse \
		--custom-compile-command "make lock" --output-file requirements.lock
	@git --no-pager diff --stat -- requirements.lock || true

clean: ## toglie tutto ciò che si ricostruisce (site/, .venv/, memorie degli strumenti)
	@rm -rf site site-* build $(VENV) *.egg-info .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find content data macros scripts tests theme -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# ---- set-up ---------------------------------------------------------------------------------

python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "Non trovo «$(PYTHON)». Installarlo con: sudo apt-get install -y python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Serve Python 3.11 o successivo; «$(PYTHON)» è $$("$(PYTHON)" -V 2>&1)." >&2; \
		echo "Su Ubuntu 22.04: sudo apt-get install -y python3.11-venv" >&2; \
		echo "Un altro Python si indica così: make site PYTHON=/percorso/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		v=$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "A «$(PYTHON)» manca il modulo per gli ambienti virtuali. Installarlo con:" >&2; \
		echo "  sudo apt-get update && sudo apt-get install -y python$$v-venv" >&2; exit 1; }

# Remade from nothing when the lock or the project's own description changes.
$(PRONTO): requirements.lock pyproject.toml | python
	@echo "Preparo l'ambiente in $(VENV)/ (una volta sola, uno o due minuti)..."
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV)
	@export PIP_DISABLE_PIP_VERSION_CHECK=1; \
		$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: --no-deps -r requirements.lock && \
		$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@
	@$(BIN)/ciclo controlla-riservati --proponi || true

sistema:
	@bash scripts/pacchetti.sh sito

sistema-test:
	@bash scripts/pacchetti.sh test
