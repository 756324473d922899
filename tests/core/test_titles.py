"""What a title says of its episode: nothing, a story of its own, or a part of a whole."""

import pytest

from parity.core.titles import part_of, spoken, telling


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Episode 5",
        "Épisode 5",
        "Folge 12",
        "EPISODE",
        "S01E05",
        "TBA",
        "第5集",
        "第 5 話",
        "Серия 3",
        "7",
        "24",
        "1 2",
    ],
)
def test_a_title_that_only_counts_tells_nothing(title: str) -> None:
    assert telling(title) == ""


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Pilot", "pilot"),
        ("Episode Five", "episode five"),
        ("The Episode", "the episode"),
        ("7 Days", "7 days"),
        ("316", "316"),
        ("1 23", "1 23"),
        ("○ △ □", "○△□"),
    ],
)
def test_whatever_else_it_says_tells_episodes_apart(title: str, told: str) -> None:
    assert telling(title) == told


def test_signs_are_spoken_only_where_there_are_no_words() -> None:
    assert spoken("Wait... What?!") == "wait what"
    assert spoken(" ?! ?") == "?!?"


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Pilot (2)", ("pilot", 2)),
        ("Pilot (part 2)", ("pilot", 2)),
        (" Pilot, Part Two ", ("pilot", 2)),
        ("Pilot: PART III", ("pilot", 3)),
        ("Der Anfang - Teil 4", ("der anfang", 4)),
        ("Le Début (partie 1)", ("le debut", 1)),
        ("All Good Things... Part V", ("all good things", 5)),
        ("Reunion Part iv", ("reunion", 4)),
    ],
)
def test_a_part_is_told_with_what_it_is_a_part_of(title: str, part: tuple[str, int]) -> None:
    assert part_of(title) == part


@pytest.mark.parametrize(
    "title", ["Pilot", "(2)", "Part Two", "?! (2)", "_ (2)", "Spare Parts", "Pilot (12)", "Pilot 2", "Apart II"]
)
def test_a_title_that_is_no_part_of_anything(title: str) -> None:
    assert part_of(title) is None


def test_a_title_as_long_as_a_story_is_no_part_of_anything_and_is_read_at_once() -> None:
    assert part_of("Pilot (2)") == ("pilot", 2)
    assert part_of("x" * 100_000 + " (2)") is None
    assert telling("x" * 100_000) == "x" * 100_000
