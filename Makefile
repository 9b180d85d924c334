# make chat    ask your questions (first time: installs into .venv)
# make test    the quick tests
# make check   everything that must hold before a commit
# make slow    wheel, editable install and source distribution, each in an empty environment; the plugin in examples/
# make bench   how fast, how much memory
# make leave-out   is every topic reached by its own utterances when they are taken out? (minutes)
# make fuzz    search for what breaks a promise, a few minutes; longer: make fuzz RUNS=1000000, one target: TARGETS=citing
#              (Linux on x86-64, after: .venv/bin/pip install -c constraints.txt -e '.[fuzz]')
# make peers   the same questions, answered by BM25, rapidfuzz and a linear SVM (that one needs: pip install -e '.[bench]')
#
# Another Python: make chat PYTHON=python3.12; another place: make test VENV=.venvs/312 PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check --use-pep517 --constraint constraints.txt

.PHONY: chat test check slow bench leave-out fuzz peers format clean
.DELETE_ON_ERROR:

chat: $(VENV)/.run
	@$(BIN)/debtguide chat

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto -m "not slow"

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto -m "not slow" --cov --cov-fail-under=95 --cov-report=term:skip-covered
	$(BIN)/debtguide kb check knowledge/

slow: $(VENV)/.examples
	$(BIN)/python -m pytest -n auto --dist loadfile -m slow
	$(BIN)/python -m pytest -p nonebug tests/examples

bench: $(VENV)/.dev
	$(BIN)/python bench/run.py

leave-out: $(VENV)/.dev
	$(BIN)/python bench/leave_out.py

fuzz: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m fuzz $(if $(RUNS),--runs $(RUNS)) $(TARGETS)

peers: $(VENV)/.dev
	$(BIN)/python bench/peers.py

format: $(VENV)/.dev
	$(BIN)/ruff check --select I --fix-only --quiet .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .venvs .fuzz build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The environment, once; a stamp says what is in it, so that the next call starts at once.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 10) else "需要 Python 3.10 或更新的版本 (Python 3.10 or newer is needed): make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)

# What builds the project comes first, in its exact version; jieba too, because it is the one package that has no wheel.
$(VENV)/.backend: constraints.txt | $(BIN)/python
	@echo "正在安装，整个要两三分钟…… (installing; two or three minutes in all)"
	@$(PIP) hatchling jieba
	@touch $@

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/.backend
	@$(PIP) --no-build-isolation --editable .
	@touch $@
	@echo "正在整理知识库…… (compiling the knowledge)"
	@$(BIN)/debtguide ask 您好 >/dev/null 2>&1 || true

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/.backend
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@touch $(VENV)/.run $@
	@echo "正在整理知识库…… (compiling the knowledge)"
	@$(BIN)/debtguide ask 您好 >/dev/null 2>&1 || true

# NoneBot, for the plugin in examples/; one package that its tests need has no wheel either, and comes first.
$(VENV)/.examples: pyproject.toml constraints.txt | $(VENV)/.dev
	@$(PIP) async-asgi-testclient
	@$(PIP) --no-build-isolation --editable '.[examples]'
	@touch $(VENV)/.run $(VENV)/.dev $@
