"""The sample household's SageTV is what its story says, beside Plex."""

from datetime import UTC, date, datetime

import pytest

from parity.demo.household import build
from parity.demo.plex_records import Episode, Movie
from parity.demo.plex_viewings import Viewing
from parity.demo.plex_world import PlexWorld
from parity.demo.sage_household import CASES, Case, build_sagetv
from parity.demo.sage_records import SageFile
from parity.demo.sage_world import SageWorld

TODAY = date(2026, 9, 14)
MORNING = int(datetime(2026, 9, 14, 4, tzinfo=UTC).timestamp())


@pytest.fixture(scope="module")
def worlds() -> tuple[SageWorld, PlexWorld]:
    _, plex = build(TODAY)
    return build_sagetv(plex, TODAY), plex


def file_of(world: SageWorld, case: Case) -> SageFile:
    def is_it(file: SageFile) -> bool:
        show = world.show_of(file)
        return show.title == case.title and (case.place is None or (show.season, show.number) == case.place)

    return next(file for file in world.files.values() if is_it(file))


@pytest.mark.parametrize("case", CASES, ids=[case.why for case in CASES])
def test_each_case_stands_in_sagetv_as_it_says(worlds: tuple[SageWorld, PlexWorld], case: Case) -> None:
    world, plex = worlds
    file = file_of(world, case)
    watch, path = file.watch, file.parts[0][0]
    assert file.recording is case.recording
    assert world.watched(file.id) is (case.marked or (case.sage > 43 and case.place is not None))
    if case.sage:
        assert watch is not None
        assert (world.position(file.id), watch.real_end) == (
            case.sage * 60_000,
            (MORNING - case.sage_days * 86_400) * 1000,
        )
    else:
        assert (watch is not None) is case.marked
    items: list[Episode | Movie] = [*plex.movies.values()]
    items += [each for show in plex.episodes.values() for each in show.values()]
    (item,) = [item for item in items if f"/var{item.media[0].files[0]}" == path]
    viewing = plex.viewings.of("", item.key)
    if case.views or case.plex:
        assert viewing == Viewing(case.views, int(case.plex * 60_000), MORNING - int(case.plex_days * 86_400))
    else:
        assert viewing is None
    assert abs(item.duration - file.parts[0][2]) < 1_000


def test_some_are_found_otherwise_than_by_their_path(worlds: tuple[SageWorld, PlexWorld]) -> None:
    world, plex = worlds
    further = {world.show_of(file).title: file for file in list(world.files.values())[len(CASES) :]}
    names = [film.media[0].files[0].rpartition("/")[2] for film in plex.movies.values()]
    assert names.count(further["Skyfall"].parts[0][0].rpartition("/")[2]) == 2
    (golden,) = [film for film in plex.movies.values() if film.title == "GoldenEye"]
    assert f"imdb://{further['GoldenEye'].properties['IMDBID']}" in golden.guids
    series = plex.shows[plex.find_show("Stranger Things")]
    assert f"tvdb://{further['Stranger Things'].properties['MediaProviderDataID']}" in series.guids
    assert [world.watched(file.id) for file in world.files.values() if file.show == further["FBI"].show] == [True, True]
    assert "Evening News" in further


def test_its_clock_goes(worlds: tuple[SageWorld, PlexWorld]) -> None:
    assert worlds[0].fixed is None
    assert SageWorld.from_json(worlds[0].to_json()).to_json() == worlds[0].to_json()
