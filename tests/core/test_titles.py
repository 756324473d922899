"""What a title says."""

from parity.core.titles import part_of, telling


def test_a_title_as_long_as_a_story_is_no_part_of_anything_and_is_read_at_once() -> None:
    assert part_of("Pilot (2)") == ("pilot", 2)
    assert part_of("x" * 100_000 + " (2)") is None
    assert telling("x" * 100_000) == "x" * 100_000
