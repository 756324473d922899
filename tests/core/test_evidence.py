"""What titles and dates are worth."""

from collections.abc import Sequence

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.placing import place
from parity.core.shelf import Shelf
from tests.core.builders import day, item, listed


def held(items: Sequence[PlexEpisode], expected: Sequence[ProviderEpisode]) -> set[tuple[int, int]]:
    """The numbers that are held."""
    return set(place(items, Shelf("tmdb", expected)).holders)


def test_a_title_that_several_episodes_bear_is_not_that_of_one_which_was_on_a_year_before() -> None:
    years = [listed(s, n, day(365 * s - 4000 + n), t) for s in (1, 2, 3) for n, t in ((1, f"Start {s}"), (2, "Finale"))]
    items = [item(e.season, e.number, title=e.title, aired=e.air_date) for e in years if (e.season, e.number) != (2, 2)]
    assert (2, 2) not in held([*items, item(0, 9, title="Finale", aired=years[-1].air_date)], years)
    for aired in (years[3].air_date, None):
        assert (2, 2) in held([*items, item(0, 9, title="Finale", aired=aired)], years)
