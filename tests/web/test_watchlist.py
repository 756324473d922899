"""The page of the two lists: how they stand, the plan before it is applied, all titles, and runs."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.actions.watch_decisions import leave_alone
from parity.store import notices, preferences, watch_ruled
from parity.store.schema import heartbeats, watch_rows
from parity.store.watch_runs import OF_A_TERMINAL
from tests.store.builders import NOW, statements
from tests.web.houses import FRAGMENT, as_manager, as_owner, as_viewer, client_of, house_in, token_on
from tests.web.test_movies import plain
from tests.web.watching import add_action, add_run, add_unresolved, connect, guid, household, list_row


@pytest.fixture
def filled(house: House) -> House:
    """A house with a made-up pair of lists."""
    with house.database.writing() as connection:
        preferences.save(connection, {"plex_token": "t"}, NOW)
        household(connection)
    return house


def titles(client: FlaskClient, query: str = "") -> list[str]:
    """The titles that the page lists, in order."""
    page = client.get(f"/watchlist?{query}", follow_redirects=True).text
    return re.findall(r'<th scope="row">\s*<strong>(.*?)</strong>', page)


def button(page: str, words: str) -> str:
    """The opening tag of the button with these words."""
    found = re.search(rf"<button([^>]*)>\s*{words}", page)
    assert found is not None, words
    return found[1]


def test_before_anything_is_connected_it_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/watchlist").text
    for said in (
        "Nobody is signed in with Plex, so that no watchlist can be read. Open the Plex account",
        "Parity is not connected to SIMKL yet. Connect SIMKL",
        "The lists were not compared yet.",
        "Nothing was compared yet: press Compare",
        "No title is known of either list yet.",
    ):
        assert said in plain(page), said
    assert "disabled" in button(page, "Compare")
    assert "disabled" in button(page, "Bring together")


def test_it_says_how_both_lists_stand_and_what_would_be_done(filled: House, client: FlaskClient) -> None:
    page = client.get("/watchlist").text
    for said in (
        "Plex's watchlist 6 titles Ada, read 2 hours ago SIMKL's plan to watch 5 titles",
        "NOT EQUAL In sync: 3 titles. Only on Plex's: 3. Only on SIMKL's: 2.",
        "Bring together: 1 to add, 1 to take off",
        "Waits for your yes 1 change",
        "Heat 1999, film take off Plex's watchlist SIMKL says that it has been watched. Too many titles would be",
        "Dune 1999, film put on SIMKL's list It was put on Plex's watchlist.",
        "Yes, take these off",
        "Cannot be matched 2 titles",
        "Éternelle show on Plex's watchlist It has no id by which the other service could know it.",
    ):
        assert said in plain(page), said
    assert "disabled" not in button(page, "Bring together")
    assert "the first run only adds" not in plain(page)


def test_simkls_titles_lead_to_simkl(filled: House, client: FlaskClient) -> None:
    page = client.get("/watchlist").text
    assert 'href="https://simkl.com/movies/7"' in page
    assert f"metadata%2F{guid(4)[-24:]}" in page


def test_when_both_hold_the_same_it_says_equal(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        connect(connection)
        for side, key in (("plex", guid(1)), ("simkl", "1")):
            list_row(connection, side, key, "Alien", "tmdb:1")
        add_run(connection, equal=True)
    page = plain(client.get("/watchlist").text)
    assert "EQUAL Both lists hold the same 1 title." in page
    assert "Bring together: nothing to change" in page
    assert "Nothing: both lists hold the same." in page


def test_what_was_found_with_a_token_for_one_run_is_not_done_from_the_page(filled: House, client: FlaskClient) -> None:
    assert "disabled" not in button(client.get("/watchlist").text, "Bring together")
    with filled.database.writing() as connection:
        add_run(connection, started_by=OF_A_TERMINAL)
    assert "disabled" in button(client.get("/watchlist").text, "Bring together")


def test_of_a_run_that_was_stopped_only_what_was_done_is_told_as_done(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        run = add_run(connection, "partial", "sync", sentence="It was stopped.")
        for title, state in (("Alien", "done"), ("Brazil", "planned"), ("Contact", "planned")):
            add_action(connection, run, "plex", "add", title, "new on simkl", [title], state=state)
    page = plain(client.get("/watchlist").text)
    assert "It was stopped. 1 change done, 2 changes left to do." in page
    assert "added" not in page[page.index("It was stopped.") :]


def test_the_titles_can_be_narrowed_and_the_address_says_how(filled: House, client: FlaskClient) -> None:
    assert titles(client) == ["Alien", "Brazil", "Contact", "Dune", "Éternelle", "Heat", "Fargo", "Gattaca"]
    assert titles(client, "state=differs") == ["Dune", "Éternelle", "Heat", "Fargo", "Gattaca"]
    assert titles(client, "state=plex&type=show&q=") == ["Éternelle"]
    assert titles(client, "q=gat") == ["Gattaca"]
    assert "No title fits these filters." in client.get("/watchlist?q=nothing").text
    assert client.get("/watchlist?state=odd").status_code == 422
    part = client.get("/watchlist?state=both", headers=FRAGMENT).text
    assert part.lstrip().startswith('<div id="watch-lists"')


def test_long_lists_stand_on_pages(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        rows = ({"side": "plex", "key": guid(n), "type": "movie", "title": f"Film {n}", "place": n} for n in range(60))
        connection.execute(watch_rows.insert(), list(rows))
    assert len(titles(client)) == 50
    assert titles(client, "page=2") == [f"Film {n}" for n in range(50, 60)]


def test_what_is_left_alone_says_so_and_can_be_taken_back(filled: House, client: FlaskClient) -> None:
    made = leave_alone(filled, "plex", guid(4))
    assert titles(client, "state=apart") == ["Dune"]
    page = client.get("/watchlist").text
    assert "Left alone: 1." in plain(page)
    assert "Left alone, as you asked." in plain(page)
    assert f'name="decision" value="{made}"' in page
    assert "Dune (1999) is left alone by the watchlist" in client.get("/maintenance").text
    with filled.database.writing() as connection:  # as the next run tells it
        add_unresolved(connection, "plex", guid(4), "left alone")
    assert "Cannot be matched 2 titles" in plain(client.get("/watchlist").text)


def test_a_run_at_work_is_looked_at_every_second(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "running", "sync", phase="reading simkl")
    part = client.get("/watchlist?section=now&seen=1", headers=FRAGMENT)
    assert 'hx-trigger="every 1s"' in part.text
    assert "Bring together running" in plain(part.text)
    assert "Reading SIMKL's list" in plain(part.text)
    assert f"/watchlist/runs/{run}/cancel" in part.text
    assert "HX-Trigger" not in part.headers


def test_when_a_run_ended_the_other_parts_are_told(filled: House, client: FlaskClient) -> None:
    part = client.get("/watchlist?section=now&seen=0", headers=FRAGMENT)
    assert "watchFinished" in part.headers["HX-Trigger"]
    assert 'hx-trigger="every 10s, watchStarted from:body' in part.text


def test_a_run_that_waits_for_a_worker_that_is_gone_says_so(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        add_run(connection, "queued")
        connection.execute(heartbeats.delete())
    assert "It waits for a worker, and none was seen lately." in client.get("/watchlist").text


def test_a_run_that_failed_says_why(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "failed", "plan", whole=None, sentence="SIMKL did not answer.")
    page = client.get("/watchlist").text
    assert "failed 1 hour ago . SIMKL did not answer. See what happened" in plain(page)
    assert f'href="/watchlist/runs/{run}"' in page
    assert "Dune 1999, film put on SIMKL's list" in plain(page)  # the plan of before stands


def test_a_first_run_and_one_by_another_rule_only_adds(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        preferences.save(connection, {"watchlist_mode": "mirror"}, NOW)
    assert "the first run only adds" in client.get("/watchlist").text


def test_a_run_tells_all_that_it_did(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "partial", "sync", sentence="Fargo: SIMKL did not answer", plex_requests=4)
        done = [
            add_action(connection, run, "simkl", "add", "Dune", "new on plex", [guid(4)], state="done"),
            add_action(connection, run, "plex", "add", "Gattaca", "new on simkl", ["7"], state="done"),
        ]
        add_action(
            connection, run, "simkl", "remove", "Fargo", "gone from plex", ["6"], state="failed", sentence="No answer."
        )
    page = client.get(f"/watchlist/runs/{run}").text
    for said in (
        "done in part 1 hour ago , started by hand Fargo: SIMKL did not answer. 2 titles added, 1 change failed.",
        "Dune 1999, film was put on SIMKL's list",
        "It was on both lists, and is no longer on Plex's watchlist. No answer.",
        "Undo all 2",
    ):
        assert said in plain(page), said
    assert [f'name="action" value="{each}"' in page for each in done] == [True, True]
    assert "disabled" in button(client.get("/watchlist").text, "Bring together")  # what was shown is done
    assert client.get("/watchlist/runs/99").status_code == 404
    assert f'href="/watchlist/runs/{run}"' in client.get("/watchlist/runs").text


def test_the_lists_are_the_owners_alone(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    with house.database.writing() as connection:
        household(connection)
    made = leave_alone(house, "plex", guid(4))
    client = client_of(house, auth="plex")
    for become in (as_viewer, as_manager):
        assert become(client).get("/watchlist").status_code == 403
        assert 'href="/watchlist"' not in client.get("/").text
    assert "Dune" not in client.get("/maintenance").text
    safe = {"csrf_token": token_on(client, "/maintenance")}
    client.post("/decisions/undo", data={"decision": f"1-{made}", **safe})
    assert "/settings/test/simkl" not in client.get("/settings").text
    assert client.post("/settings/test/simkl", data=safe).status_code == 403
    with house.database.reading() as connection:
        assert watch_ruled.read(connection).apart
    assert as_owner(client).get("/watchlist").status_code == 200
    assert 'href="/watchlist"' in client.get("/").text
    house.database.close()


@pytest.mark.parametrize("number", [20, 200])
def test_the_page_costs_the_same_handful_of_statements(house: House, client: FlaskClient, number: int) -> None:
    with house.database.writing() as connection:
        household(connection)
        rows = [
            {"side": side, "key": guid(n), "type": "movie", "title": f"Film {n}", "ids": f"tmdb:{n}", "place": n}
            for n in range(100, 100 + number)
            for side in ("plex", "simkl")
        ]
        connection.execute(watch_rows.insert(), rows)
    client.get("/watchlist")
    with statements(house.database) as sent:
        client.get("/watchlist")
    assert len(sent) == 29
    with statements(house.database) as polled:
        client.get("/watchlist?section=now", headers=FRAGMENT)
    assert len(polled) == 16


def test_that_something_waits_is_a_notice_for_the_owner_alone(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    with house.database.writing() as connection:
        notices.put(connection, notices.WATCH_HELD, notices.changes_wait(3), NOW)
    client = client_of(house, auth="plex")
    assert "3 changes of the watchlist wait" not in as_manager(client).get("/").text
    page = as_owner(client).get("/").text
    assert "3 changes of the watchlist wait for your yes" in page
    assert 'href="/watchlist#watch-plan"' in page
    house.database.close()


def test_a_title_of_which_the_ids_disagree_is_not_called_equal(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        connect(connection)
        list_row(connection, "plex", guid(1), "Dune", "tmdb:1 imdb:tt1")
        list_row(connection, "simkl", "9", "Dune", "tmdb:1 imdb:tt2")
    page = plain(client.get("/watchlist").text)
    assert "NOT EQUAL In sync: 0 titles. On both, but perhaps not the same: 1." in page
    assert "Both lists have a title that shares one id with it and differs in another." in page
    assert titles(client, "state=differs") == ["Dune"]
