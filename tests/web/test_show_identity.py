"""Which show a show is: matched by hand, taken back, and where its former addresses lead."""

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import scans
from parity.store import shows as store_shows
from parity.store.schema import items
from tests.store.builders import NOW, add_copy
from tests.web.houses import FRAGMENT, WITH_KEY, token_on


@pytest.mark.parametrize("given", ["1438", "https://www.themoviedb.org/tv/1438-firefly", "themoviedb.org/tv/1438"])
def test_a_match_by_hand_leads_to_the_show_that_it_is_now(
    house: House, client: FlaskClient, show: int, given: str
) -> None:
    token = {"csrf_token": token_on(client)}
    answer = client.post(f"/shows/{show}/match", data={"tmdb_id": given, **token}, headers=FRAGMENT)
    now = int(answer.headers["HX-Redirect"].rpartition("/")[2])
    assert now != show
    page = client.get(f"/shows/{now}").text
    assert "Firefly is TMDB 1438. TMDB is asked now." in page
    assert '<input type="hidden" name="decision" value="1">' in page
    plain = client.post(f"/shows/{now}/match", data={"automatic": "yes", **token})
    assert plain.status_code == 303
    assert plain.headers["Location"] != f"/shows/{now}"
    assert "Parity finds out by itself again which show Firefly is." in client.get(plain.headers["Location"]).text


def ended(house: House) -> list[int]:
    """The shows of the scan that was queued, if one was; it comes to its end, and what nobody bears is dropped."""
    with house.database.writing() as connection:
        queued = scans.active(connection)
        if queued is None:
            return []
        scans.finish(connection, queued.id, "done", None, NOW)
        store_shows.drop_orphans(connection)
    return [int(show) for show in queued.wishes["shows"]]  # type: ignore[union-attr]


@pytest.mark.parametrize("way", ["toast", "page", "api"])
@pytest.mark.parametrize("kind", ["match", "order"])
def test_what_a_show_was_said_to_be_is_taken_back_and_tmdb_asked_anew(
    house: House, client: FlaskClient, show: int, way: str, kind: str
) -> None:
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/{kind}", data={"tmdb_id": "1438", "order": "tmdb", **token})
    [asked] = ended(house)
    if way == "api":
        assert client.post("/api/v1/decisions/1/undo", headers=WITH_KEY).json == {"undone": 1}
    elif way == "page":
        client.post("/decisions/undo", data={"decision": "1", **token})
        assert "Taken back: 1 decision. TMDB is asked now." in client.get("/").text
    else:
        answer = client.post("/decisions/undo", data={"decision": "1", **token}, headers=FRAGMENT)
        assert "Taken back: 1 decision. TMDB is asked now." in answer.text
    [now] = ended(house)
    assert client.get(f"/shows/{now}").status_code == 200
    assert (now == asked) is (kind == "order")


def test_old_addresses_lead_to_where_the_show_is_now(house: House, client: FlaskClient, show: int) -> None:
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/match", data={"tmdb_id": "1438", **token})
    [matched] = ended(house)
    plain, part = client.get(f"/shows/{show}"), client.get(f"/shows/{show}?section=show", headers=FRAGMENT)
    assert (plain.status_code, plain.headers["Location"]) == (303, f"/shows/{matched}")
    assert part.headers["HX-Redirect"] == f"/shows/{matched}"
    assert "Firefly was matched anew: it stands here now." in client.get(f"/shows/{matched}").text
    client.post("/decisions/undo", data={"decision": "1", **token})
    [again] = ended(house)
    for former in {show, matched} - {again}:
        assert client.get(f"/shows/{former}").headers["Location"] == f"/shows/{again}"
    assert client.get("/shows/99").status_code == 404


def test_the_old_address_of_copies_that_parted_lists_them(house: House, client: FlaskClient, show: int) -> None:
    with house.database.writing() as connection:
        add_copy(connection, show, rating_key="other", title="Firefly")
        parts = [
            store_shows.add(connection, f"tmdb:{n}", "Firefly", year, n, None) for n, year in ((1, 2002), (2, 1999))
        ]
        for item, part in enumerate(parts, start=1):
            store_shows.move_items(connection, [item], part)
        store_shows.drop_orphans(connection)
    assert client.get(f"/shows/{show}").headers["Location"] == "/shows?q=Firefly"
    page = client.get("/shows?q=Firefly").text
    assert all(f'href="/shows/{part}"' in page for part in parts)


@pytest.mark.parametrize("htmx", [True, False])
def test_who_takes_a_match_back_on_the_page_of_the_show_stays_with_the_show(
    house: House, client: FlaskClient, show: int, htmx: bool
) -> None:
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/match", data={"tmdb_id": "1438", **token})
    [matched] = ended(house)
    client.get(f"/shows/{matched}")
    data = {"decision": "1", "back": f"/shows/{matched}", **token}
    answer = client.post("/decisions/undo", data=data, headers=FRAGMENT if htmx else {})
    [again] = ended(house)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == f"/shows/{again}"
    page = client.get(f"/shows/{again}").text
    assert "Taken back: 1 decision. TMDB is asked now." in page
    assert "was matched anew" not in page


def test_while_a_scan_is_at_work_a_match_is_taken_back_and_the_rest_is_said(
    house: House, client: FlaskClient, show: int
) -> None:
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/match", data={"tmdb_id": "1438", **token})
    answer = client.post("/decisions/undo", data={"decision": "1", **token}, headers=FRAGMENT)
    assert "Taken back: 1 decision. A scan is at work: rescan the show when it has ended." in answer.text


def test_what_changes_no_identity_is_taken_back_without_a_scan(house: House, client: FlaskClient, show: int) -> None:
    with house.database.writing() as connection:
        connection.execute(items.update().values(ids="tmdb:1437"))
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/ignored", data={"ignore": "s1", **token})
    client.post(f"/shows/{show}/policy", data={"policy": "none", **token})
    client.post(f"/shows/{show}/match", data={"tmdb_id": "1437", **token})  # which it is already
    assert ended(house) == [show]
    answer = client.post("/decisions/undo", data={"decision": "1-3", **token}, headers=FRAGMENT)
    assert "Taken back: 3 decisions." in answer.text
    assert ended(house) == []
