"""Every tricky case has its tests: this is the list of where."""

import ast
from pathlib import Path

import pytest

from tests.core.test_tricky_orders import SHOWS

TESTS = Path(__file__).parents[1]
COVERED = {
    1: ("core/test_tricky_seasons", "Firefly"),
    2: ("core/test_tricky_seasons", "Star Trek: Deep Space Nine; its 26th in scans: actions/test_newly_listed"),
    3: ("core/test_tricky_cases", "Star Trek: Prodigy"),
    4: ("core/test_tricky_cases", "Terra Nova"),
    5: ("core/test_tricky_cases", "Fortitude"),
    6: ("core/test_tricky_cases", "The Good Place"),
    7: ("core/test_tricky_cases", "Star Trek: The Next Generation"),
    8: ("core/test_tricky_cases", "SpongeBob SquarePants"),
    9: ("core/test_tricky_seasons", "Stillwater"),
    10: ("core/test_tricky_seasons", "Money Heist"),
    11: ("core/test_tricky_seasons", "Futurama"),
    12: ("core/test_tricky_orders", "One Piece"),
    13: ("core/test_tricky_orders", "Detective Conan"),
    14: ("core/test_tricky_orders", "Pokémon"),
    15: ("core/test_tricky_orders", "Bleach"),
    16: ("core/test_tricky_orders", "Naruto Shippūden"),
    17: ("core/test_tricky_orders", "Naruto"),
    18: ("core/test_tricky_orders", "Jujutsu Kaisen"),
    19: ("core/test_tricky_orders", "Re:ZERO"),
    20: ("core/test_tricky_orders", "Dragon Ball Z Kai"),
    21: ("core/test_tricky_orders", "Crayon Shin-chan"),
    22: ("core/test_tricky_specials", "Attack on Titan"),
    23: ("core/test_tricky_specials", "Monogatari"),
    24: ("core/test_tricky_specials", "Black Mirror"),
    25: ("core/test_tricky_cases", "Doctor Who"),
    26: ("core/test_tricky_cases", "Stranger Things"),
    27: ("core/test_tricky_cases", "The Office"),
    28: ("core/test_tricky_cases", "The Day of the Jackal"),
    29: ("core/test_tricky_cases", "Kafka"),
    30: ("core/test_tricky_cases", "Hell's Kitchen"),
    31: ("actions/test_tricky_changes", "Totally Spies!, which came back"),
    32: ("actions/test_tricky_changes", "PAW Patrol, which was renumbered, and What If...?"),
    33: ("core/test_tricky_cases", "Coronation Street"),
    34: ("core/test_tricky_cases", "Tatort and other seasons that are years"),
    35: ("core/test_tricky_cases", "The Wonder Pets"),
    36: ("core/test_tricky_specials", "Batman: The Animated Series"),
    37: ("core/test_tricky_cases", "whatever drops on one day"),
    38: ("core/test_airtime", "Solo Leveling"),
    39: ("actions/test_tricky_changes", "ids that are gone"),
    40: ("core/test_tricky_cases", "seasons that are absent as a whole"),
    41: ("core/test_tricky_cases", "Game of Thrones, The Expanse, Doctor Who: specials"),
    42: ("actions/test_tricky_films", "Avatar, Kingsman, Spider-Man, Detective Conan, Spenser Confidential"),
    43: ("actions/test_tricky_films", "films that are there twice, or without an id of TMDB"),
}
"""The number of the case: the module that tries it, below tests/, and the show. Scans: actions/test_tricky_*."""
_WORDS = {31: "thirty_one", 32: "thirty_two", 38: "thirty_eight", 39: "thirty_nine"}


def test_every_case_from_1_to_43_is_in_the_list() -> None:
    assert list(COVERED) == list(range(1, 44))


@pytest.mark.parametrize(("case", "module"), [(case, module) for case, (module, _) in COVERED.items()])
def test_the_module_has_a_test_of_the_case(case: int, module: str) -> None:
    if module == "core/test_tricky_orders":
        assert [show.title for show in SHOWS if show.case == case] == [COVERED[case][1]]
        return
    source = ast.parse((TESTS / f"{module}.py").read_text("utf-8"))
    names = [node.name for node in source.body if isinstance(node, ast.FunctionDef)]
    assert [name for name in names if name.startswith((f"test_case_{case}_", f"test_case_{_WORDS.get(case)}_"))]
