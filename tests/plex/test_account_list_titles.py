"""What comes of odd answers about one title: what it is, whether it is on the list, what a search finds."""

import pytest

from parity.core.failures import NotFound, Unavailable
from tests.plex.lists import answers, film, row, scripted_list, show, state, xml
from tests.plex.scripted import Reply, container, refusal


def test_a_hit_without_ids_is_asked_for_them_and_is_nothing_without() -> None:
    bare = container(size=3, Metadata=[row(film(1)), row(show(2)), row(film(3), Guid=[{"id": "tmdb://9"}])])
    for guids, expected in (([{"id": "tmdb://5"}], film(1)), ([{"id": "tmdb://6"}], None), ([], None)):
        detail = container(size=1, Metadata=[row(film(1), Guid=guids)])
        with scripted_list(answers(matches=bare, **{film(1)[-24:]: detail})) as opened:
            found = opened.find("movie", frozenset({"tmdb:5"}))
        assert (found.key if found else None) == expected
    with scripted_list(answers(matches=bare)) as opened:
        assert opened.find("movie", frozenset({"tmdb:5"})) is None, "described no longer"


@pytest.mark.parametrize("answer", [container(), {}, [], Reply(200, b"<html>")])
def test_an_answer_that_is_none_does_not_mean_that_nothing_was_found(answer: object) -> None:
    with scripted_list(answers(matches=answer)) as opened, pytest.raises(Unavailable):
        opened.find("show", frozenset({"tvdb:5"}))


@pytest.mark.parametrize(
    "told",
    [
        state(watchlistedAt="soon"),
        state(watchlistedAt="0"),
        state(watchlistedAt="9" * 30),
        state(watchlistedAt="9" * 17),
        xml("<MediaContainer/>"),
        xml(""),
        container(UserState={"watchlistedAt": 1}),
    ],
)
def test_a_state_that_cannot_be_read_is_not_taken_for_absent(told: Reply) -> None:
    app = answers(userState=told, removeFrom=refusal(404))
    with scripted_list(app) as opened:
        with pytest.raises(Unavailable):
            opened.added_at(film(1))
        if "9" * 17 not in str(told):
            with pytest.raises(Unavailable):
                opened.remove(film(1), "T")


def test_the_state_of_another_title_is_not_taken_for_this_ones() -> None:
    app = answers(userState=state(ratingKey=film(2)[-24:]), addTo={}, removeFrom={})
    with scripted_list(app) as opened:
        for ask in (opened.add, opened.remove, lambda guid, title: opened.added_at(guid)):
            with pytest.raises(NotFound):
                ask(film(1), "T")
    assert not any("actions" in path for path in app.paths)


@pytest.mark.parametrize(
    "answer",
    [
        {"MediaContainer": {"SearchResults": [{"id": "external", "SearchResult": [{}]}]}},
        {"MediaContainer": {"SearchResults": 7}},
        {"MediaContainer": None},
        [],
        xml("<MediaContainer/>"),
    ],
)
def test_a_search_that_cannot_be_read_is_no_search_without_results(answer: object) -> None:
    with scripted_list(answers(search=answer)) as opened, pytest.raises(Unavailable):
        opened.search("movie", "x")
