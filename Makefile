# make demo | run | test | bench | lint      needs Python 3.11 to 3.13, git and make; everything else goes into .venv
#   make demo PORT=9000        another port
#   make test PYTHON=python3.12    another Python for .venv (only when .venv is made)

.PHONY: demo run test test-unit test-process test-browser bench truth campaign mutation lint lint-style lint-types lint-imports \
	lint-templates lint-container screenshots audit clean
.NOTPARALLEL:
unexport PYTHONDONTWRITEBYTECODE  # else each of the many processes of the tests compiles everything anew

PORT ?= 8000
PYTHON ?=
pythons := python3.13 python3.12 python3.11 python3 python
bin := .venv/bin
pip := $(bin)/python -m pip install -qq --disable-pip-version-check

# `exec` leaves no shell between make and Parity, so that a signal to make, or to its group, ends both.
demo: .venv/.runtime
	@exec $(bin)/python -m parity demo --port $(PORT)

run: .venv/.runtime
	@exec $(bin)/python -m parity run --port $(PORT)

# One kind of test after the other, each with the time that it may take on two cores.
test: test-unit test-process test-browser

test-unit: .venv/.dev
	@$(call suite,unit and property tests,100,-n 3 --dist worksteal -m "not process and not browser")

test-process: .venv/.dev
	@$(call suite,process tests,60,-n 3 --dist worksteal -m process)

test-browser: .venv/.dev
	@$(call suite,browser tests,120,-n 3 --dist worksteal -m browser -rs)

# Thousands of small databases are made, each write of which waits for the disk: in memory, where there is 4 GB for it.
scratch := $(shell [ "$$(df -k /dev/shm 2>/dev/null | awk 'NR == 2 {print $$4}')" -gt 4000000 ] 2>/dev/null && echo /dev/shm)

# A test that hangs tells where it does, and ends with its process; none takes a quarter of that on a slow machine.
hung := --timeout 300 --timeout-method thread

# $(call suite,NAME,SECONDS,PYTEST OPTIONS)
suite = echo "== $(1): at most $(2) s"; start=$$(date +%s); \
	$(if $(scratch),TMPDIR=$(scratch)) $(bin)/python -m pytest -q $(hung) $(3); status=$$?; \
	echo "== $(1): $$(( $$(date +%s) - start )) s of $(2) s"; exit $$status

bench: .venv/.dev
	@exec $(bin)/python -m tests.bench

# How often Parity is right about libraries of which the truth is known (docs/truth.md).
#   make truth DATA=DIR SEED=2     over recorded facts in DIR, else over the sample household's
truth: .venv/.dev
	@exec $(bin)/python -m tests.truth $(if $(DATA),--data "$(DATA)") $(if $(SEED),--seed $(SEED))

# The properties with new examples each time, 5,000 of each: minutes to hours, to be left alone with it.
campaign: .venv/.dev
	@HYPOTHESIS_PROFILE=campaign exec $(bin)/python -m pytest -q -n 2 --dist worksteal --hypothesis-show-statistics \
	  -k "$(or $(ONLY),not process and not browser)" $(or $(TESTS),tests/core tests/truth tests/actions/test_any_scan_tells_the_same.py \
	  tests/actions/test_any_scan_over_two_servers.py)

# Whether the tests notice a changed rule (docs/mutation.md): in an environment of its own; what is
# done is kept in mutants/, so that the next run tries what has changed since.
#   make mutation MODULES='parity.core.policy*'
mutation: .mutation/.installed
	@.mutation/bin/mutmut run --max-children 2 $(MODULES) && .mutation/bin/mutmut results
	@exec .mutation/bin/python -m tests.mutation_score

lint: lint-style lint-types lint-imports lint-templates lint-container

lint-style: .venv/.dev
	@$(bin)/ruff check . && $(bin)/ruff format --check .

lint-types: .venv/.dev
	@$(bin)/mypy

lint-imports: .venv/.dev
	@$(bin)/lint-imports --no-logo

lint-templates: .venv/.dev
	@$(bin)/djlint --quiet --lint templates

lint-container: .venv/.dev
	@$(bin)/hadolint Dockerfile && $(bin)/shellcheck parity/cli/container.sh .ci/run

# The pictures of the README, from the sample household.
screenshots: .venv/.dev
	@exec $(bin)/python -m tests.e2e.screenshots

# Whether a known weakness lies in what Parity needs: asks PyPI, and fails for what could not be looked up.
audit: requirements.txt $(bin)/python
	@$(bin)/python -m pip check && $(bin)/python -m venv .audit \
	  && .audit/bin/python -m pip install -qq --disable-pip-version-check pip-audit==2.10.1 \
	  && .audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements.txt

clean:
	rm -rf .venv .audit .mutation mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# What is installed: the stamps are older than the lists when the lists have changed.
.venv/.runtime: requirements.txt $(bin)/python
	@echo "Installing what Parity needs into .venv (once) ..." >&2
	@$(pip) -r requirements.txt >&2
	@touch $@

.mutation/.installed: requirements.txt requirements-mutation.txt $(bin)/python
	@$(bin)/python -m venv .mutation && .mutation/bin/python -m pip install -qq --disable-pip-version-check \
	  -r requirements.txt -r requirements-mutation.txt
	@touch $@

.venv/.dev: requirements.txt requirements-dev.txt $(bin)/python
	@echo "Installing what working on Parity needs into .venv (once) ..." >&2
	@$(pip) -r requirements-dev.txt >&2
	@touch .venv/.runtime $@

# The newest of Python 3.11 to 3.13 that can make a virtual environment; one named by PYTHON may be newer, at its own risk.
$(bin)/python:
	@for python in $(or $(PYTHON),$(pythons)); do \
	  "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $(if $(PYTHON),99,13)))' 2>/dev/null || continue; \
	  found=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  "$$python" -m venv --clear .venv && exit || { rm -rf .venv; exit 1; }; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found cannot make virtual environments. Debian and Ubuntu: apt install $${found##*/}-venv"; \
	else \
	  echo "Parity needs Python 3.11, 3.12 or 3.13 and found none as $(or $(PYTHON),$(pythons))." \
	    "Name yours: make PYTHON=/path/to/python3"; \
	fi >&2; exit 1
