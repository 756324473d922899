"""What somebody ticks is what is followed afterwards, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from parity.core.library_choice import Choice, names_of
from parity.settings import load, parse_one

TV = Choice("aaa", "1", "TV Shows", "show", "tv.plex.agents.series")
FILMS = Choice("aaa", "2", "Films, old", "movie", "tv.plex.agents.movie")
VIDEOS = Choice("aaa", "3", "Home Videos", "movie", "com.plexapp.agents.none")
MUSIC = Choice("aaa", "4", "Music", "artist", "tv.plex.agents.music")
OTHER_TV = Choice("bbb", "1", "tv shows", "show", "tv.plex.agents.series")
ALL = (TV, FILMS, VIDEOS, MUSIC)

LIBRARIES = st.lists(
    st.builds(
        Choice,
        st.sampled_from(["aaa", "bbb"]),
        st.sampled_from(["1", "2", "3", "10"]),
        st.sampled_from(["TV", "tv", "1", "10", "Films, old", ' "odd" ', "Anime", ""]),
        st.sampled_from(["show", "movie", "artist"]),
        st.sampled_from(["tv.plex.agents.series", "tv.plex.agents.none"]),
    ),
    unique_by=lambda library: library.name,
    min_size=1,
)


def test_the_default_needs_no_names() -> None:
    assert names_of({TV.name, FILMS.name}, ALL) == ()
    assert [library.is_meant(()) for library in ALL] == [True, True, False, False]


def test_titles_are_used_where_they_mean_one_library_alone() -> None:
    assert names_of({TV.name, VIDEOS.name}, ALL) == ("TV Shows", "Home Videos")
    assert names_of({TV.name}, (*ALL, OTHER_TV)) == ("aaa/1",)
    assert names_of({OTHER_TV.name, FILMS.name}, (*ALL, OTHER_TV)) == ("Films, old", "bbb/1")
    assert names_of({"aaa/5"}, (TV, Choice("aaa", "5", "1", "show", "x"))) == ("aaa/5",)


@given(LIBRARIES, st.data())
def test_what_is_saved_means_what_was_chosen(libraries: list[Choice], data: st.DataObject) -> None:
    able = [library.name for library in libraries if library.can_be_followed]
    chosen = data.draw(st.sets(st.sampled_from(able), min_size=1)) if able else set()
    names = names_of(chosen, libraries)
    text = parse_one("plex_library_name", '"' + '","'.join(names) + '"') if names else ""
    read = load({}, {"plex_library_name": text}).plex_library_name
    assert {library.name for library in libraries if library.is_meant(read)} == chosen
