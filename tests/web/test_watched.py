"""The page of the watched states: how they stand, the plan before it is applied, what has no partner, and runs."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.ports import House
from parity.store import preferences
from parity.store.schema import heartbeats, watched_changes
from tests.store.builders import NOW, add_library, statements
from tests.web.houses import FRAGMENT, SET_UP, as_manager, as_owner, as_viewer, client_of, house_in
from tests.web.test_movies import plain
from tests.web.watched_states import SHOWS, add_alone, add_change, add_run, be, plan

ADDRESS = "http://ada:hunter2@sage.example:8080"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house that knows where Plex and SageTV are."""
    return house_in(tmp_path, SAGETV_URL=ADDRESS, **SET_UP)


@pytest.fixture
def filled(house: House) -> House:
    """With a plan."""
    with house.database.writing() as connection:
        plan(connection)
    return house


def titles(page: str) -> list[str]:
    """The titles that the page lists, in order."""
    return re.findall(r'<(?:p class="what"|span)>\s*<strong>(.*?)</strong>', page)


def button(page: str, words: str) -> str:
    """The opening tag of the button with these words."""
    found = re.search(rf"<button([^>]*)>\s*{words}", page)
    assert found is not None, words
    return found[1]


def test_without_an_address_it_says_what_to_enter_and_compares_nothing(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    page = client_of(house).get("/watched").text
    for said in (
        "Parity does not know where SageTV is. Enter the address of its SageX service with user and password. "
        "Open the SageTV settings",
        "Parity has not got a Plex server. Open the Plex account",
        "SageTV not asked yet",
        "Whose states in Plex the owner of the server Change",
        "They were not compared yet.",
        "Nothing was compared yet: press Compare",
    ):
        assert said in plain(page), said
    assert 'href="/settings#topic-sagetv"' in page
    assert "disabled" in button(page, "Compare")
    assert "disabled" in button(page, "Bring together")
    house.database.close()


def test_it_says_how_both_stand_and_what_would_be_done(filled: House) -> None:
    page = client_of(filled).get("/watched").text
    for said in (
        "SageTV connected answered 1 hour ago",
        "Libraries Shows Change",
        "Runs Compare 1 hour ago starts only by hand",
        "In sync 30 Plex out of sync 1 SageTV out of sync 3 Left as they are 1 Not in SageTV 2 Match unclear 1",
        "Not in Plex 7",
        "Bring together: 2 changes",
        "4 videos",
        "Heat (1995) Recordings, same file Plex not begun stays SageTV watched → becomes not begun waits for your yes "
        "Its mark or position was taken away in Plex. Taking a mark or position away is only done when you say so.",
        "Castle – S07E19 Shows, same file Plex at 0:20:00 stays 2 days ago SageTV not begun → becomes at 0:20:00",
        "Plex not begun → becomes watched SageTV watched stays to do "
        "Both know of it and differ; what SageTV knows is newer.",
        "Dune (1984) Shows, same name of the file Plex watched, again at 0:10:00 stays SageTV not begun stays "
        "left as it is Both have it in different lengths",
        "Apply selected Apply all: 2 changes Yes to what waits: 1 change",
    ):
        assert said in plain(page), said
    assert "disabled" not in button(page, "Bring together")
    assert page.count('name="mark"') == 3  # nothing is to be done to the fourth


def test_user_and_password_of_the_address_are_shown_nowhere(filled: House) -> None:
    client = client_of(filled)
    for path in ("/watched", "/watched/runs", "/watched/runs/1", "/watched/alone", "/settings"):
        page = client.get(path)
        assert page.status_code == 200
        assert "hunter2" not in page.text
        assert "ada:" not in page.text


def test_a_failure_of_the_last_run_is_said_beside_the_plan_of_before(filled: House) -> None:
    with filled.database.writing() as connection:
        add_run(connection, "failed", "sync", sentence="SageTV refuses user and password: see SAGETV_URL")
    page = client_of(filled).get("/watched").text
    assert "the last run failed" in page
    said = "SageTV refuses user and password: see Settings › SageTV › SageTV address . See what happened"
    assert said in plain(page)
    assert 'href="/watched/runs/2"' in page
    assert "Castle – S07E19" in page


def test_a_library_that_was_renamed_is_told_by_its_name(house: House) -> None:
    with house.database.writing() as connection:
        add_library(connection, "Recordings", followed=False)
        preferences.save(connection, {"sagetv_libraries": "recordings, TV Shows"}, NOW)
    page = plain(client_of(house).get("/watched").text)
    assert "Libraries Recordings The settings name a library “TV Shows”, and Plex has none of that name" in page


def test_it_says_whose_states_are_meant(filled: House) -> None:
    with filled.database.writing() as connection:
        be(connection, "42", "Bob")
    assert "Whose states in Plex Bob" in plain(client_of(filled).get("/watched").text)


def test_a_plan_for_somebody_elses_states_is_not_carried_out(house: House) -> None:
    with house.database.writing() as connection:
        add_run(connection, who="somebody else")
    page = client_of(house).get("/watched").text
    assert "disabled" in button(page, "Bring together")
    assert "made for other settings than yours now" in page


@pytest.mark.parametrize(("name", "value", "stale"), [("sagetv_ways", "to-plex", True), ("sagetv_every", "6", False)])
def test_a_plan_by_other_settings_is_not_carried_out(filled: House, name: str, value: str, stale: bool) -> None:
    with filled.database.writing() as connection:
        preferences.save(connection, {name: value}, NOW)
    assert ("disabled" in button(client_of(filled).get("/watched").text, "Bring together")) == stale


def test_the_changes_can_be_narrowed_and_the_address_says_how(filled: House) -> None:
    client = client_of(filled)
    for query, found in (
        ("state=planned", ["Castle – S07E19", "Éternelle – S01E01"]),
        ("side=plex", ["Éternelle – S01E01"]),
        ("library=m1/recordings&q=", ["Heat (1995)"]),
        ("q=DUNE", ["Dune (1984)"]),
    ):
        assert titles(client.get(f"/watched?{query}", follow_redirects=True).text) == found, query
    assert "Nothing fits these filters." in client.get("/watched?q=nothing").text
    assert "Apply all that fit the filters" in client.get("/watched?side=plex").text
    assert client.get("/watched?state=odd").status_code == 422
    part = client.get("/watched?side=plex", headers={**FRAGMENT, "HX-Source": "form#filters"})
    assert part.text.lstrip().startswith('<div id="watched-changes"')
    assert part.headers["HX-Push-Url"] == "/watched?side=plex"


def test_long_plans_stand_on_pages_and_cost_the_same(house: House) -> None:
    with house.database.writing() as connection:
        run = add_run(connection)
        for number in range(3):
            add_change(connection, run, "plex", "mark", f"Film {number}", "only on partner")
    client = client_of(house)
    client.get("/watched")
    with statements(house.database) as few:
        client.get("/watched")
    of = {"run_id": run, "side": "plex", "do": "mark", "place": SHOWS, "partner_key": "1", "by": "path"}
    rows = [
        {**of, "mark": f"m{n}", "plex_key": "1", "title": f"More {n:04}", "reason": "only on partner"}
        for n in range(2000)
    ]
    with house.database.writing() as connection:
        connection.execute(watched_changes.insert(), rows)
    with statements(house.database) as many:
        page = client.get("/watched?page=41").text
    assert len(many) == len(few) == 24
    assert "Page 41 of 41" in page
    assert titles(page) == ["More 1997", "More 1998", "More 1999"]
    with statements(house.database) as polled:
        client.get("/watched?section=now", headers=FRAGMENT)
    assert len(polled) == 14


def test_a_run_at_work_is_followed_and_its_end_is_told_to_the_other_parts(filled: House) -> None:
    client = client_of(filled)
    with filled.database.writing() as connection:
        run = add_run(connection, "running", "sync", phase="changing")
        for state in ("done", "done", "failed", "planned"):
            add_change(connection, run, "plex", "mark", f"Film {state}", "only on partner", state=state)
    page = client.get("/watched").text
    assert "Bring together running Bringing both together: 3 of 4" in plain(page)
    assert 'hx-trigger="every 1s"' in page
    assert "disabled" in button(page, "Apply selected")
    assert client.get("/watched?section=now&seen=1", headers=FRAGMENT).headers.get("HX-Trigger") is None
    assert "watchedFinished" in client.get("/watched?section=now&seen=0", headers=FRAGMENT).headers["HX-Trigger"]
    with filled.database.writing() as connection:
        connection.execute(heartbeats.update().values(beat_at=NOW - timedelta(minutes=5)))
    assert "none was seen lately" in client.get("/watched?section=now", headers=FRAGMENT).text


def test_each_part_of_the_page_comes_by_itself(filled: House) -> None:
    client = client_of(filled)
    for section in ("now", "plan", "history"):
        part = client.get(f"/watched?section={section}", headers=FRAGMENT).text
        assert part.lstrip().startswith(f'<section id="watched-{section}"')


def test_when_both_stand_alike_it_says_so(house: House) -> None:
    with house.database.writing() as connection:
        add_run(connection, plex_out=0, partner_out=0)
    page = plain(client_of(house).get("/watched").text)
    assert "Bring together: nothing to change" in page
    assert "Nothing: both sides stand alike." in page


def test_what_a_run_has_done_counts_as_in_sync(house: House) -> None:
    with house.database.writing() as connection:
        run = add_run(connection, "partial", "sync")
        for number, state in enumerate(("done", "done", "failed")):
            add_change(connection, run, "partner", "mark", f"Film {number}", "only on plex", state=state)
    page = plain(client_of(house).get("/watched").text)
    assert "In sync 32 Plex out of sync 1 SageTV out of sync 1" in page


def test_what_has_no_partner_is_listed_with_what_it_may_be(filled: House) -> None:
    client = client_of(filled)
    page = client.get("/watched/alone").text
    for said in (
        "3 videos",
        "Fargo – S01E01 Shows /tv/Fargo – S01E01.mkv SageTV does not have it.",
        "News Shows /tv/News.mkv Several videos may be this one; nothing is done about any of them. It may be: "
        "/a/News.mpg /b/News.mpg",
    ):
        assert said in plain(page), said
    assert 'href="/library/paths"' in page
    assert "Gattaca" not in plain(client.get("/watched/alone?why=ambiguous").text)
    assert "Gattaca" in client.get("/watched/alone?library=m1/recordings&q=", follow_redirects=True).text
    part = client.get("/watched/alone?q=gatt", headers=FRAGMENT).text
    assert part.lstrip().startswith('<div id="watched-alone"')
    assert "No video fits these filters." in client.get("/watched/alone?q=nothing").text
    with filled.database.writing() as connection:
        for number in range(100, 160):
            add_alone(connection, str(number), f"Film {number}")
    assert "Page 2 of 2" in client.get("/watched/alone?page=2").text


def test_a_run_tells_all_that_it_did(filled: House) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "partial", "sync", sentence="Castle: SageTV did not answer", plex_requests=4)
        add_change(connection, run, "plex", "mark", "Heat", "only on partner", state="done", done_at=NOW)
        add_change(connection, run, "plex", "mark", "Castle", "only on partner", state="failed", sentence="No answer.")
    client = client_of(filled)
    page = client.get(f"/watched/runs/{run}").text
    for said in (
        "done in part 1 hour ago , started by hand Castle: SageTV did not answer. 1 change done, 1 change failed.",
        "Asked Plex 4, SageTV 0",
        "failed It was played in SageTV, and never begun in Plex. No answer.",
    ):
        assert said in plain(page), said
    assert 'name="mark"' not in page
    assert titles(client.get(f"/watched/runs/{run}?state=done").text) == ["Heat"]
    assert titles(client.get(f"/watched/runs/{run}?state=failed", headers=FRAGMENT).text) == ["Castle"]
    assert client.get("/watched/runs/99").status_code == 404
    assert f'href="/watched/runs/{run}"' in client.get("/watched/runs").text
    assert "There was none yet." not in client.get("/watched/runs").text


def test_the_watched_states_are_the_owners_alone(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    with house.database.writing() as connection:
        plan(connection)
    client = client_of(house, auth="plex")
    for become in (as_viewer, as_manager):
        for path in ("/watched", "/watched/alone", "/watched/runs", "/watched/runs/1"):
            assert become(client).get(path).status_code == 403
        assert 'href="/watched"' not in client.get("/").text
    assert as_owner(client).get("/watched").status_code == 200
    assert 'href="/watched"' in client.get("/").text
    house.database.close()
