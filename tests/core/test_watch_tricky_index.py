"""Every tricky case of the two lists (simkl.md 4) has a test; this is the list of where."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
RULES, RUNS = "core/test_watch_tricky", "actions/test_watch_tricky"
PLANS, LOSING = "core/test_watch_plan", "actions/test_watch_losing"
COVERED = [
    *[(case, RULES, f"test_case_{case}_") for case in (2, 4, 5, 6, 7, 8, *range(11, 22), *range(30, 35))],
    *[(case, RUNS, f"test_case_{case}_") for case in (1, 2, 3, 7, 8, 22, 23, 24, 27, 28, 29)],
    *[(case, module, "test_cases_9_and_10_") for case in (9, 10) for module in (RULES, RUNS)],
    (24, "actions/test_simkl_account", "test_24_"),
    (24, "actions/test_simkl_connect", "test_24_"),
    (24, "core/test_simkl_sign_in", "test_24_"),
    (25, "actions/test_simkl_connect", "test_25_"),
    (25, "cli/test_watchlist_connect", "test_25_a_wrong_or_missing_state"),
    (25, "cli/test_watchlist_connect", "test_25_the_address_that_the_browser_sees"),
    (25, "cli/test_watchlist_connect", "test_25_a_busy_port"),
    (25, "web/test_simkl_connect", "test_25_"),
    (26, "actions/test_simkl_connect", "test_26_a_code_is_over_after_15_minutes"),
    (26, "actions/test_simkl_connect", "test_26_a_new_code"),
    (26, "actions/test_simkl_connect", "test_26_slow_down"),
    (35, "web/test_simkl_connect", "test_35_"),
    (35, "cli/test_watchlist", "test_a_token_for_one_run_is_read_from_stdin_kept_nowhere"),
    (35, "actions/test_take_over_simkl", "test_nothing_secret_is_in_the_report"),
]
"""The number of the case, the module that tries it, below tests/, and how its tests begin."""
COMPLAINTS = {
    "CrossWatch 12: both lists emptied while Plex was away": (RUNS, "test_acceptance_1_"),
    "CrossWatch 19: two pairs of accounts erased everything": (RUNS, "test_case_7_accounts_that_are_swapped"),
    "CrossWatch 38: 100 of 168 titles": (RUNS, "test_acceptance_2_and_2b_"),
    "CrossWatch 48: the lists of two people were mixed": (LOSING, "test_taking_back_a_run_for_another_list"),
    "CrossWatch 63: a day's requests in half a minute": (RUNS, "test_case_22_an_account_that_did_not_change"),
    "CrossWatch 96: one-way removed like a mirror": (PLANS, "test_one_way_carries_over_what_is_new_or_gone"),
    "CrossWatch 147: twice under two ids": (RUNS, "test_acceptance_5_"),
    "CrossWatch 944: planned again though completed": (RULES, "test_case_18_"),
    "PlexTraktSync 1066: all gone after the token was refused": (RUNS, "test_case_1_"),
    "PlexTraktSync 1247: what was taken off came back": (RUNS, "test_acceptance_3_and_4_"),
    "PlexTraktSync 2290: ended by a 404": (LOSING, "test_a_title_that_plex_cannot_tell_of"),
    "PlexTraktSync 1940: silently empty": (RUNS, "test_case_3_an_answer_that_is_none"),
    "plexytrack 224: films and shows swapped": (RULES, "test_case_12_"),
    "plexytrack 230: only what is in the library": ("actions/test_watch_runs", "test_a_first_run_brings_both_lists"),
    "watchlistarr 220: gone after an id was not found": (RULES, "test_cases_9_and_10_"),
    "homarr 6483, seerr 6329: the list vanishes now and then": (LOSING, "test_an_empty_answer_is_not_remembered"),
    "NuvioTVSmart 802: history and rating lost": (RULES, "test_case_17_"),
}
"""What people lost elsewhere, and the test that it is not lost here."""
ACCEPTANCE = ("1", "2_and_2b", "3_and_4", "5", "6", "7", "8", "9", "10")


def test_every_case_from_1_to_35_is_in_the_list() -> None:
    assert {case for case, _, _ in COVERED} == set(range(1, 36))


@pytest.mark.parametrize(("case", "module", "start"), COVERED)
def test_the_module_has_a_test_of_the_case(case: int, module: str, start: str) -> None:
    assert [name for name in _tests_of(module) if name.startswith(start)], f"case {case} is tried nowhere"


@pytest.mark.parametrize("number", ACCEPTANCE)
def test_each_situation_that_the_original_was_tried_in_is_tried_here(number: str) -> None:
    assert [name for name in _tests_of(RUNS) if name.startswith(f"test_acceptance_{number}_")]


@pytest.mark.parametrize(("module", "start"), COMPLAINTS.values(), ids=list(COMPLAINTS))
def test_what_people_lost_elsewhere_is_tried_here(module: str, start: str) -> None:
    assert [name for name in _tests_of(module) if name.startswith(start)]


def _tests_of(module: str) -> list[str]:
    source = ast.parse((TESTS / f"{module}.py").read_text("utf-8"))
    return [node.name for node in source.body if isinstance(node, ast.FunctionDef)]
