"""The page of a show: what is there, why it stands so, and what can be seen of it without a script."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from parity.actions.ports import House
from parity.store import decisions
from parity.store import shows as store_shows
from parity.store.schema import items, missing_log, placements
from tests.store.builders import (
    NOW,
    TODAY,
    add_copy,
    add_episode,
    add_household,
    add_library,
    add_scan,
    add_show,
    day,
    new_database,
    statements,
)
from tests.web.houses import FRAGMENT, client_of, house_of

EVIL = "<script>alert('x')</script>"
STATES = ("have", "missing", "upcoming", "announced", "ignored", "special")


def firefly(house: House) -> int:
    """A show with an episode in each state, a decision, a trouble, two copies and a history."""
    with house.database.writing() as connection:
        kids = add_library(connection, "Kids")
        show = add_show(
            connection,
            "Firefly",
            year=2002,
            tmdb_id=1437,
            imdb_id="tt0303461",
            tvdb_id=78874,
            match_source="tmdb",
            status="Returning Series",
            trouble="TMDB: no answer",
            trouble_since=NOW - timedelta(hours=3),
        )
        add_copy(connection, show, kids)
        add_episode(connection, show, (0, 1), day(-40), hidden_by="specials", title="Outtakes")
        add_episode(connection, show, (1, 1), day(-30), owned=True, title="Serenity")
        add_episode(connection, show, (1, 2), day(-20), title="The Train Job")
        add_episode(connection, show, (2, 1), day(-9), hidden_by="ignored", hidden_to=day(4), episode_id=77)
        add_episode(connection, show, (2, 2), day(0), title="Ariel", due_on=day(1))
        add_episode(connection, show, (2, 3), day(5), title="Safe")
        add_episode(connection, show, (2, 4), None, title="Our Mrs. Reynolds")
        label = "Firefly S02E01"
        kind, why = "ignore_episode", "seen it"
        decisions.add(connection, kind, ["tmdb:e77"], label, NOW, TODAY, reason=why, until=day(4))
        log = {"show_id": show, "season": 1, "title": "The Train Job", "since": NOW - timedelta(days=9)}
        connection.execute(missing_log.insert().values(**log, number=2))
        ended = {"ended_at": NOW - timedelta(days=2), "ended_how": "arrived"}
        connection.execute(missing_log.insert().values(**log, number=1, **ended))
    return show


def text_of(client: FlaskClient, address: str) -> str:
    """The page with its white space made even."""
    return " ".join(client.get(address).text.split())


def test_the_head_tells_ids_with_their_pages_copies_order_source_check_trouble_and_what_is_next(
    house: House, client: FlaskClient
) -> None:
    page = text_of(client, f"/shows/{firefly(house)}")
    for said in [
        'Firefly <span class="quiet">(2002)</span>',
        '<span class="state missing">missing</span>',
        "1 of 2 episodes here",
        "Returning Series",
        'href="https://www.themoviedb.org/tv/1437"',
        'href="https://www.imdb.com/title/tt0303461"',
        'href="https://thetvdb.com/dereferrer/series/78874"',
        "(Plex names this id)",
        '>Shows</a> <span class="quiet">on Attic</span>, <a',
        '/desktop/#!/server/m1/details?key=%2Flibrary%2Fmetadata%2F1001"',
        '>Kids</a> <span class="quiet">on Attic</span>',
        '<dd>TMDB, as aired <span class="quiet">(as the agent of its library counts:',
        '<span class="state error">TMDB: no answer</span>',
        '<a href="#s02e02">S02E02</a> Ariel,',
    ]:
        assert said in page, said


def test_a_scan_of_everything_is_told_beside_the_button_that_has_to_wait(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, "Dark")
        add_scan(connection, "running", total=80, done=20)
    page = text_of(client, f"/shows/{show}")
    assert 'A scan is at work. 20 of 80 titles <a href="/">See the scan</a>' in page


def test_every_cell_of_the_map_is_a_link_with_a_name_that_says_all_of_it(house: House, client: FlaskClient) -> None:
    page = text_of(client, f"/shows/{firefly(house)}")
    for cell in [
        '<a class="cell special" href="#s00e01" aria-label="S00E01 Outtakes: special, aired 12 Oct 2026"',
        '<a class="cell have" href="#s01e01" aria-label="S01E01 Serenity: here, aired 22 Oct 2026"',
        '<a class="cell missing" href="#s01e02" aria-label="S01E02 The Train Job: missing, aired 1 Nov 2026"',
        '<a class="cell ignored" href="#s02e01" aria-label="S02E01 Part 1: ignored, aired 12 Nov 2026"',
        '<a class="cell upcoming" href="#s02e02" aria-label="S02E02 Ariel: upcoming, airs today"',
        '<a class="cell upcoming" href="#s02e03" aria-label="S02E03 Safe: upcoming, airs 26 Nov 2026"',
        '<a class="cell announced" href="#s02e04" aria-label="S02E04 Our Mrs. Reynolds: announced, no date yet"',
    ]:
        assert cell in page, cell
    for number in ("s00e01", "s01e01", "s01e02", "s02e01", "s02e02", "s02e03", "s02e04"):
        assert f'<tr id="{number}">' in page
    for state in STATES:
        assert f'<span class="cell {state}" aria-hidden="true"></span>' in page


def test_seasons_tell_how_much_is_there_and_the_newest_that_misses_something_is_open(
    house: House, client: FlaskClient
) -> None:
    page = text_of(client, f"/shows/{firefly(house)}")
    assert '<details id="s01" class="show" open>' in page
    assert '<details id="s02" class="show" >' in page
    assert "1 of 2" in page
    assert "0 of 1, not counted" in page
    assert page.index('id="s01"') < page.index('id="s02"') < page.index('id="s00"')
    assert 'href="https://debridmediamanager.com/show/tt0303461/1"' in page


def test_an_episode_says_what_hides_it(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, "Dark", tmdb_id=9)
        hidden = [("policy from 3", None), ("ignored season", None), ("policy last", day(3))]
        for number, (by, since) in enumerate(hidden, 1):
            add_episode(connection, show, (1, number), day(-9), hidden_by=by, hidden_from=since)
        add_episode(connection, show, (0, 1), day(-9), hidden_by="specials")
    page = text_of(client, f"/shows/{show}") + text_of(client, f"/shows/{firefly(house)}")
    for said in [
        "the policy leaves it out (from season 3 on)",
        "you ignored the season",
        "from 24 Nov 2026 on: the policy leaves it out (only the last season)",
        "specials do not count",
        "you ignored it until 25 Nov 2026: seen it",
    ]:
        assert f'<small class="quiet">{said}</small>' in page, said


def test_decisions_can_be_taken_back_and_history_is_told_in_words(house: House, client: FlaskClient) -> None:
    page = text_of(client, f"/shows/{firefly(house)}")
    assert "<strong>Ignored: Firefly S02E01</strong> <q>seen it</q>" in page
    assert '<input type="hidden" name="decision" value="1">' in page
    assert page.index("<strong>S01E01</strong> The Train Job: arrived in Plex") < page.index("still missing")


def test_a_show_without_episodes_says_why_and_what_to_do(house: House, client: FlaskClient) -> None:
    candidates = json.dumps(
        [{"tmdb_id": 7, "title": "The Traitors", "year": 2023}, {"tmdb_id": 8, "title": "", "year": None}]
    )
    with house.database.writing() as connection:
        reason = "no result is surely this show"
        told = {
            add_show(connection, "Traitors", standing="unmatched", reason=reason, candidates=candidates): [
                "no result is surely this show",
                "Say below which show it is",
                ">The Traitors</a>",
                ">TMDB 8</a>",
                'value="7"',
            ],
            add_show(connection, "Unheard", standing="unmatched"): ["and the show is not matched. So nobody knows"],
            add_show(connection, "Bleach", standing="suspect", reason="numbered by TheTVDB"): [
                "it is numbered by TheTVDB",
                "false gaps",
                'name="order" value="tmdb"',
            ],
            add_show(connection, "Soap", ignored_by="ignored", ignored_until=day(9)): [
                "You ignored this show until 30 Nov 2026."
            ],
            add_show(connection, "News", ignored_by="policy none", policy="none"): ["Its policy wants no episodes"],
            add_show(connection, "New", checked_at=None, standing="pending"): [
                "never checked well",
                "Rescan it to ask Plex and TMDB.",
            ],
            add_show(connection, "Pilot"): ["TMDB lists no episodes of this show yet."],
            add_show(connection, "Anime", library=add_library(connection, "Held", state="held")): [
                "The library Held is held back."
            ],
        }
        lost = {"show_id": min(told), "rating_key": "104", "title": "Extra", "how": "unplaced"}
        connection.execute(placements.insert().values(**lost))
    for show, sentences in told.items():
        page = text_of(client, f"/shows/{show}")
        assert 'id="map"' not in page
        assert all(sentence in page for sentence in sentences), sentences
    assert "Cannot be placed" in text_of(client, f"/shows/{min(told)}")


@pytest.mark.parametrize("there", [True, False])
def test_episodes_that_are_only_remembered_are_told_as_that(house: House, client: FlaskClient, there: bool) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, "Firefly", checked_at=None)
        add_episode(connection, show, (1, 1), day(-20), owned=there)
    page = text_of(client, f"/shows/{show}")
    assert "these episodes are what was remembered of it. Rescan it" in page
    assert ("its episodes are not known" in page, "never checked" in page) == (False, there)


def test_the_page_comes_in_parts_for_htmx_and_whole_for_everybody_else(house: House, client: FlaskClient) -> None:
    address = f"/shows/{firefly(house)}"
    assert client.get(f"{address}?section=show", headers=FRAGMENT).text.startswith('<div id="show"')
    assert client.get(f"{address}?section=scan&seen=0", headers=FRAGMENT).text.startswith('<div id="show-scan"')
    for section in ("show", "scan", "nothing"):
        assert client.get(f"{address}?section={section}").text.startswith("<!doctype html>")


def test_a_scan_is_watched_and_its_end_is_told_to_the_page(house: House, client: FlaskClient) -> None:
    address = f"/shows/{firefly(house)}"
    assert 'hx-trigger="every 30s"' in client.get(address).text
    with house.database.writing() as connection:
        add_scan(connection, "done")
    ended = client.get(f"{address}?section=scan&seen=0", headers=FRAGMENT)
    assert ended.headers["HX-Trigger"] == '{"scanFinished": {"target": "body"}}'
    with house.database.writing() as connection:
        add_scan(connection, "running", mode="show", total=1)
    running = client.get(f"{address}?section=scan&seen=1", headers=FRAGMENT)
    assert 'hx-trigger="every 1s"' in running.text
    assert "Plex and TMDB are asked." in running.text
    assert "HX-Trigger" not in running.headers


def test_who_asks_for_a_show_that_became_another_one_is_led_to_it(house: House, client: FlaskClient) -> None:
    show = firefly(house)
    assert client.get("/shows/999").status_code == 404
    assert "There is no show 999." in client.get("/shows/999").text
    with house.database.writing() as connection:
        now = store_shows.add(connection, "tmdb:7", "Firefly", 2002, 7, None)
        store_shows.move_items(connection, connection.execute(select(items.c.id)).scalars().all(), now)
    led = client.get(f"/shows/{show}")
    assert (led.status_code, led.headers["Location"]) == (303, f"/shows/{now}")
    assert client.get(f"/shows/{show}?section=show", headers=FRAGMENT).headers["HX-Redirect"] == f"/shows/{now}"


def test_words_from_outside_are_never_markup(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        evil = {"status": EVIL, "imdb_id": EVIL, "order_label": EVIL, "match_source": EVIL, "poster": f"/{EVIL}.jpg"}
        library = add_library(connection, EVIL, state="held")
        show = add_show(connection, EVIL, library, tmdb_id=7, trouble=EVIL, policy=EVIL, **evil)
        add_episode(connection, show, (1, 1), day(-9), title=EVIL)
        add_episode(connection, show, (1, 2), day(-9), title=EVIL, hidden_by=EVIL)
        decisions.add(connection, "policy", [f"plex://show/{show}"], EVIL, NOW, TODAY, value=EVIL, reason=EVIL)
        decisions.add(connection, "ignore_season", ["tmdb:aired:7:s1"], EVIL, NOW, TODAY, reason=EVIL)
        log = {"show_id": show, "season": 1, "number": 1, "title": EVIL, "since": NOW, "ended_how": EVIL}
        connection.execute(missing_log.insert().values(**log, ended_at=NOW))
        lost = {"show_id": show, "rating_key": EVIL, "title": EVIL, "how": "unplaced"}
        connection.execute(placements.insert().values(**lost))
        named = json.dumps([{"tmdb_id": 7, "title": EVIL, "year": None}])
        other = add_show(connection, EVIL, standing="unmatched", reason=EVIL, candidates=named, key="other")
    pages = client.get(f"/shows/{show}").text + client.get(f"/shows/{other}").text
    assert "<script>" not in pages
    assert pages.count("&lt;script&gt;") > 15
    for inline in ("<style", "style=", "onclick", "hx-on", "javascript:"):
        assert inline not in pages


def test_the_page_costs_the_same_statements_for_20_shows_and_for_200(tmp_path: Path) -> None:
    costs = []
    for shows in (20, 200):
        database = new_database(tmp_path / f"{shows}.db")
        with database.writing() as connection:
            add_household(connection, shows)
            add_scan(connection)
        client = client_of(house_of(database, tmp_path))
        with statements(database) as sent:
            assert client.get("/shows/1").status_code == 200
        costs.append(len(sent))
        database.close()
    assert costs[0] == costs[1] <= 23
