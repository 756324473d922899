"""Shows in TheTVDB's orders: what is read, which pages are trusted, and that an answer is whole or none."""

from dataclasses import replace
from datetime import date

import pytest

from parity.core.catalogue import OrderOnOffer, ProviderEpisode
from parity.core.failures import NotFound, RateLimited, Unavailable
from parity.demo.faults import Fault
from tests.tvdb.conftest import Town


def test_a_show_comes_in_the_order_that_was_asked_for_with_its_specials(town: Town) -> None:
    town.world.add_series(78874, "Firefly", first_aired="2002-09-20", country="usa")
    town.world.add_episode(78874, 297999, "Serenity", "2002-12-20", (1, 11), dvd=(1, 1), runtime=86)
    town.world.add_episode(78874, 297989, "The Train Job", "2002-09-20", (1, 1), dvd=(1, 2))
    town.world.add_episode(78874, 400, "The Making Of", None, (0, 1), runtime=None)
    town.world.set_episode(78874, 297999, finale="season")
    official, dvd = town.tvdb.show(78874, "official"), town.tvdb.show(78874, "dvd")
    assert (official.provider, official.order, official.label) == ("tvdb", "official", "tvdb:official")
    assert (official.show_id, official.tvdb_id, official.title, official.year) == (78874, 78874, "Firefly", 2002)
    assert (official.status, official.origin, official.imdb_id, official.poster) == ("Ended", ("US",), None, None)
    assert official.episodes == (
        ProviderEpisode(0, 1, 400, "The Making Of", None, None, "standard"),
        ProviderEpisode(1, 1, 297989, "The Train Job", date(2002, 9, 20), 45, "standard"),
        ProviderEpisode(1, 11, 297999, "Serenity", date(2002, 12, 20), 86, "finale"),
    )
    assert [(e.number, e.title) for e in dvd.episodes] == [(1, "Serenity"), (2, "The Train Job")]


@pytest.mark.parametrize(
    ("said", "meant"), [("Ended", "Ended"), ("Continuing", "Returning Series"), ("Upcoming", "Planned"), ("", "")]
)
def test_how_a_show_stands_is_said_in_the_words_that_the_house_knows(town: Town, said: str, meant: str) -> None:
    town.broadcast(1, 1)
    town.world.set_series(1, status=said, country="xyz")
    show = town.tvdb.show(1, "official")
    assert (show.status, show.origin) == (meant, ())


def test_an_episode_without_a_number_in_an_order_is_left_out_of_it_alone(town: Town) -> None:
    town.broadcast(1, 2)
    town.world.place_episode(1, 1001, "dvd", (1, 4))
    town.world.place_episode(1, 1002, "dvd", (None, 5))
    town.world.place_episode(1, 1002, "absolute", (None, 7))
    assert [(e.season, e.number) for e in town.tvdb.show(1, "dvd").episodes] == [(1, 4)]
    assert [(e.season, e.number) for e in town.tvdb.show(1, "absolute").episodes] == [(1, 1), (1, 7)]
    assert town.tvdb.show(1, "regional").episodes == ()


def test_one_request_a_show_and_one_for_each_further_page(town: Town) -> None:
    town.broadcast(1, 7)
    town.tvdb.show(1, "official")
    assert town.asked() == {"login": 1, "episodes_of": 1}
    town.world.page_size = 3
    assert len(town.tvdb.show(1, "dvd").episodes) == 0
    town.asked()
    assert len(town.tvdb.show(1, "absolute").episodes) == 7
    assert town.asked() == {"episodes_of": 3}


def test_what_stands_still_is_answered_from_what_was_kept(town: Town) -> None:
    town.broadcast(1, 3)
    first = town.tvdb.show(1, "official")
    town.fails("cut_page")  # whoever reads a body now reads a wrong one
    assert town.tvdb.show(1, "official") == first
    town.world.set_episode(1, 1003, name="Another name")
    with pytest.raises(Unavailable):
        town.tvdb.show(1, "official")
    town.faults.clear()
    assert town.tvdb.show(1, "official").episodes[2].title == "Another name"
    town.cache.clear()
    assert town.tvdb.show(1, "official").episodes[2].title == "Another name"


def test_kept_pages_that_do_not_fit_the_new_ones_are_asked_for_again(town: Town) -> None:
    town.broadcast(1, 5)
    town.world.page_size = 3
    before = town.tvdb.show(1, "official")
    town.fails("call", query="page=1", times=1, call=lambda: town.world.remove_episode(1, 1005))
    after = town.tvdb.show(1, "official")
    assert [e.number for e in after.episodes] == [1, 2, 3, 4]
    assert town.asked() == {"login": 1, "episodes_of": 2 + 2 + 2}
    assert replace(after, episodes=()) == replace(before, episodes=())


def test_what_was_answered_is_remembered_by_order_and_asks_nobody(town: Town) -> None:
    town.broadcast(1, 5)
    town.world.page_size = 2
    assert town.tvdb.remembered(1, "official") is None
    show = town.tvdb.show(1, "official")
    town.asked()
    assert town.tvdb.remembered(1, "official") == show
    assert town.tvdb.remembered(1, "dvd") is None
    assert town.asked() == {}


def test_a_merged_series_answers_under_its_new_id(town: Town) -> None:
    town.broadcast(1, 1, "Old")
    town.broadcast(2, 2, "New")
    town.world.merge(1, 2)
    show = town.tvdb.show(1, "official")
    assert (show.show_id, show.tvdb_id, show.title, len(show.episodes)) == (2, 2, "New", 2)


def test_what_is_not_there_is_believed_when_it_is_said_twice(town: Town) -> None:
    town.broadcast(1, 1)
    town.fails("status", status=404, times=1)
    assert len(town.tvdb.show(1, "official").episodes) == 1
    town.world.delete_series(1)
    town.asked()
    with pytest.raises(NotFound) as caught:
        town.tvdb.show(1, "official")
    assert str(caught.value) == "TheTVDB: series 1 does not exist"
    assert town.asked() == {"episodes_of": 2}


def test_an_order_that_cannot_be_one_is_not_asked_for(town: Town) -> None:
    with pytest.raises(NotFound):
        town.tvdb.show(1, "../../login")
    assert town.asked() == {}


@pytest.mark.parametrize(
    "fault",
    [
        Fault("html"),
        Fault("garbage"),
        Fault("wrong_type"),
        Fault("wrong_string"),
        Fault("closed"),
        Fault("truncated"),
        Fault("status", status=503),
        Fault("status", status=400),
        Fault("cut_page"),
        Fault("cut_page", query="page=1"),
        Fault("empty_page", query="page=1"),
        Fault("repeat_page", query="page=1"),
        Fault("total_disagrees", rows=2),
        Fault("total_disagrees", rows=1, query="page=1"),
        Fault("endless", query="page=0"),
        Fault("status", query="page=1", status=404),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status} {fault.query}",
)
def test_an_answer_that_is_not_whole_is_none(town: Town, fault: Fault) -> None:
    town.broadcast(1, 5)
    town.world.page_size = 3
    town.faults.add(replace(fault, path="/series/"))
    with pytest.raises(Unavailable):
        town.tvdb.show(1, "official")
    assert town.tvdb.remembered(1, "official") is None


def test_too_many_questions_are_told_apart_from_silence(town: Town) -> None:
    town.broadcast(1, 1)
    town.fails("status", status=429, retry_after=1)
    with pytest.raises(RateLimited):
        town.tvdb.show(1, "official")


@pytest.mark.parametrize("kind", ["endless", "no_total"])
def test_pages_end_where_a_page_is_empty_though_nothing_tells_how_many_there_are(town: Town, kind: str) -> None:
    town.broadcast(1, 4)
    town.world.page_size = 2
    town.fails(kind)
    assert len(town.tvdb.show(1, "official").episodes) == 4


def test_the_facts_of_a_series_tell_its_orders_and_its_time(town: Town) -> None:
    town.broadcast(1, 1)
    town.world.set_series(1, airs_time="21:00", imdb_id="tt0303461", names={"alternate": "Netflix"})
    town.world.place_episode(1, 1001, "alternate", (1, 1))
    facts = town.tvdb.facts(1)
    assert (facts.series_id, facts.airs_at, facts.origin, facts.imdb_id) == (1, "21:00", ("US",), "tt0303461")
    assert town.tvdb.orders(1) == (
        OrderOnOffer("tvdb", "official", "Aired Order"),
        OrderOnOffer("tvdb", "absolute", "Absolute Order"),
        OrderOnOffer("tvdb", "alternate", "Netflix"),
    )


def test_a_series_is_found_by_an_imdb_id(town: Town) -> None:
    town.broadcast(1, 1)
    town.world.set_series(1, imdb_id="tt0303461")
    assert town.tvdb.find_by_remote("tt0303461") == (1,)
    assert town.tvdb.find_by_remote("tt9") == ()
    town.asked()
    assert town.tvdb.find_by_remote("303461/../x") == ()
    assert town.asked() == {}
    town.fails("status", "/search/", status=404)
    assert town.tvdb.find_by_remote("tt0303461") == ()
