"""Every tricky case of SageTV and Plex (sagetv.md 5) has a test; this is the list of where."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
RULES = "core/test_watched_tricky"
FAILING, MATCHED = "actions/test_watched_tricky_failing", "actions/test_watched_tricky_matching"
WHOSE, WRITTEN = "actions/test_watched_tricky_whose", "actions/test_watched_tricky_writing"
MEANWHILE = "actions/test_watched_tricky_meanwhile"
ORIGINAL = "actions/test_watched_acceptance"
COVERED = [
    *[(case, RULES, f"test_{case}_") for case in (5, 7, 8, 9, 10, 11, 12, 15, 16, 17, 19, 28)],
    *[(case, FAILING, f"test_{case}_") for case in (1, 2)],
    *[(case, MATCHED, f"test_{case}_") for case in (3, 4, 5, 26)],
    *[(case, WHOSE, f"test_{case}_") for case in (20, 21, 24, 25)],
    *[(case, WRITTEN, f"test_{case}_") for case in (6, 7, 9, 10, 11, 12, 14, 15, 17, 18, 19, 28)],
    *[(case, MEANWHILE, f"test_{case}_") for case in (13, 22, 23, 27)],
    (8, WRITTEN, "test_8_and_16_"),
    (7, RULES, "test_6_and_7_"),
    (16, WRITTEN, "test_8_and_16_"),
    (22, "cli/test_sagetv_asked", "test_a_position_may_have_more_than_59_of_its_largest_part"),
    (22, "cli/test_sagetv_single", "test_a_position_that_it_cannot_have_is_refused"),
    (22, "cli/test_sagetv_single", "test_who_does_not_say_yes_changes_nothing"),
    (22, "cli/test_sagetv", "test_each_change_is_asked_about_and_only_a_yes_is_done"),
    (22, "cli/test_sagetv_told", "test_each_video_stands_under_its_library_with_old_and_new"),
    (23, "cli/test_sagetv_interrupted", "test_ctrl_c_ends_it_after_the_video_at_work"),
    (29, "cli/test_sagetv_libraries", "test_a_library_is_added"),
    (29, "cli/test_sagetv_libraries", "test_a_library_is_deleted_once_its_name_was_typed"),
    (29, "cli/test_sagetv_libraries", "test_without_a_terminal_yes_and_the_very_name_are_needed"),
    (29, "cli/test_sagetv_libraries", "test_a_library_is_scanned"),
    (29, "actions/test_sections", "test_a_library_is_made_of_its_folders"),
    (13, "core/test_watched_matching", "test_what_is_still_being_recorded_has_no_length_yet"),
    (1, "core/test_watched_unreadable", "test_it_is_not_taken_for_an_agreement"),
    (20, "actions/test_watched_user", "test_who_is_chosen_is_known_and_asks_each_server"),
]
"""The number of the case, the module that tries it, below tests/, and how its tests begin."""
ACCEPTANCE = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10_11_and_12", "11", "13", "14", "15", "16")


def test_every_case_from_1_to_29_is_in_the_list() -> None:
    assert {case for case, _, _ in COVERED} == set(range(1, 30))


@pytest.mark.parametrize(("case", "module", "start"), COVERED)
def test_the_module_has_a_test_of_the_case(case: int, module: str, start: str) -> None:
    assert [name for name in _tests_of(module) if name.startswith(start)], f"case {case} is tried nowhere"


@pytest.mark.parametrize("number", ACCEPTANCE)
def test_each_situation_that_the_original_was_tried_in_is_tried_here(number: str) -> None:
    assert [name for name in _tests_of(ORIGINAL) if name.startswith(f"test_{number}_")]


def _tests_of(module: str) -> list[str]:
    source = ast.parse((TESTS / f"{module}.py").read_text("utf-8"))
    return [node.name for node in source.body if isinstance(node, ast.FunctionDef)]
