"""What the dashboard's buttons do: scans, one show again, ignoring a show, with htmx and without."""

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import scans
from parity.store.scans import ScanRow
from tests.store.builders import add_episode, add_library, add_show, day
from tests.web.houses import FRAGMENT, token_on

pytestmark = pytest.mark.usefixtures("able")


def at_work(house: House) -> ScanRow:
    with house.database.reading() as connection:
        row = scans.active(connection)
    assert row is not None
    return row


def test_scans_are_started_paused_resumed_and_cancelled_by_forms(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    started = client.post("/scans", data={"mode": "full", **token})
    assert (started.status_code, started.headers["Location"]) == (303, "/")
    assert "The scan starts." in client.get("/").text
    assert "The scan starts." not in client.get("/").text
    for wish, state in (("pause", "paused"), ("resume", "queued"), ("cancel", "cancelled")):
        assert client.post(f"/scans/1/{wish}", data=token).status_code == 303
        with house.database.reading() as connection:
            row = scans.get(connection, 1)
        assert row is not None
        assert row.state == state
    assert "The scan is cancelled." in client.get("/").text, "it waited, so there is no show that it is at"
    client.post("/scans/1/pause", data=token)
    assert "Scan 1 cannot pause" in client.get("/").text


def test_htmx_gets_the_panel_and_a_toast_from_a_form(client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    first = client.post("/scans", data={"mode": "full", **token}, headers=FRAGMENT)
    assert first.status_code == 200
    assert first.text.startswith('<section id="scan"')
    assert '<hx-partial id="said" hx-target="#toasts"' in first.text
    second = client.post("/scans", data={"mode": "refresh", **token}, headers=FRAGMENT)
    assert "Another scan is at work: wait until it has ended, or cancel it." in second.text


def test_who_presses_a_button_twice_is_told_so_without_a_reproach(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    full, one = {"mode": "full", **token}, {"mode": "show", "show": str(lacking(house)), **token}
    for wish, said in ((full, "This scan is under way."), (one, "Firefly is being scanned.")):
        client.post("/scans", data=wish)
        again = client.post("/scans", data=wish, headers=FRAGMENT)
        assert said in again.text
        assert 'class="toast error"' not in again.text
        number = at_work(house).id
        for step in ("pause", "pause", "resume", "resume", "cancel", "cancel"):
            told = client.post(f"/scans/{number}/{step}", data=token, headers=FRAGMENT)
            assert 'class="toast error"' not in told.text, step
    held = {"mode": "incremental", "library": "Anime", "accept_shrink": "yes", **token}
    client.post("/scans", data={"mode": "incremental", **token})
    assert 'class="toast error"' in client.post("/scans", data=held, headers=FRAGMENT).text


def test_a_scan_that_rests_is_not_called_under_way(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    client.post("/scans", data={"mode": "full", **token})
    client.post("/scans/1/pause", data=token)
    assert 'class="toast error"' in client.post("/scans", data={"mode": "full", **token}, headers=FRAGMENT).text


def test_the_owner_accepts_that_a_held_library_lost_much(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_library(connection, "Anime", state="held", notice="Plex lists 0 shows where there were 9")
    assert 'name="accept_shrink" value="yes"' in client.get("/").text
    wish = {"mode": "incremental", "library": "Anime", "accept_shrink": "yes", "csrf_token": token_on(client)}
    client.post("/scans", data=wish)
    assert at_work(house).wishes == {"shows": [], "libraries": ["Anime"], "accept_shrink": True}


def test_a_mode_that_is_none_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/scans", data={"mode": "sideways", "csrf_token": token_on(client)})
    assert answer.status_code == 422
    assert "sideways is no kind of scan; there are: full, incremental, refresh." in answer.text


def test_a_library_that_is_not_there_is_neither_scanned_nor_forgotten(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_library(connection, "Films", kind="movie")
        add_library(connection, "Left out", followed=False)
    token = {"csrf_token": token_on(client)}
    for address, wish, said in (
        ("/scans", {"mode": "full", "library": "Nowhere"}, "There is no library Nowhere."),
        ("/scans", {"mode": "full", "library": "Films"}, "There is no library Films."),
        ("/scans", {"mode": "full", "library": "Left out"}, "There is no library Left out."),
        ("/libraries/forget", {"library": "Nowhere"}, "No library called Nowhere is gone from Plex."),
        ("/libraries/forget", {"library": "Shows"}, "No library called Shows is gone from Plex."),
        ("/libraries/forget", {"library": ""}, "Say which library to forget."),
        ("/libraries/forget", {}, "Say which library to forget."),
    ):
        for headers in ({}, FRAGMENT):
            answer = client.post(address, data={**wish, **token}, headers=headers)
            assert (answer.status_code, said in answer.text) == (422, True), wish
    with house.database.reading() as connection:
        assert scans.active(connection) is None


def test_a_library_is_scanned_by_its_name_in_any_case(house: House, client: FlaskClient) -> None:
    client.post("/scans", data={"mode": "full", "library": "shows", "csrf_token": token_on(client)})
    assert at_work(house).wishes["libraries"] == ["shows"]


def test_to_take_nothing_back_is_refused_in_a_sentence(client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    for named, said in (
        ({}, "Say what to take back."),
        ({"decision": ""}, "Say what to take back."),
        ({"decision": "all"}, "all names no decision."),
        ({"decision": "1-999999999"}, "That names too many decisions at once."),
    ):
        for headers in ({}, FRAGMENT):
            answer = client.post("/decisions/undo", data={**named, **token}, headers=headers)
            assert (answer.status_code, said in answer.text) == (422, True), named


def test_a_page_that_shows_what_was_taken_back_elsewhere_looks_again(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    client.post("/missing/ignore", data={"show": str(lacking(house)), **token})
    answers = [client.post("/decisions/undo", data={"decision": "1", **token}, headers=FRAGMENT) for _tab in range(2)]
    assert "That was taken back already." in answers[1].text
    assert [answer.headers["HX-Trigger"] for answer in answers] == ['{"showChanged": {"target": "body"}}'] * 2


def test_a_show_is_scanned_again_from_its_card(house: House, client: FlaskClient) -> None:
    wish = {"mode": "show", "show": str(lacking(house)), "csrf_token": token_on(client)}
    started = client.post("/scans", data=wish)
    assert (started.status_code, started.headers["Location"]) == (303, "/")
    assert (at_work(house).mode, at_work(house).wishes["shows"]) == ("show", [1])
    page = client.get("/").text
    assert "Firefly is being scanned." in page
    assert "Scan of one show waiting for the worker" in page


def test_htmx_leaves_the_card_alone_and_tells_the_panel(house: House, client: FlaskClient) -> None:
    wish = {"mode": "show", "show": str(lacking(house)), "csrf_token": token_on(client)}
    answer = client.post("/scans", data=wish, headers=FRAGMENT)
    assert answer.headers["HX-Trigger"] == '{"scanStarted": {"target": "body"}}'
    assert answer.text.strip().startswith("<hx-partial")
    other = {**wish, "show": str(lacking(house, "Serenity"))}
    again = client.post("/scans", data=other, headers=FRAGMENT)
    assert again.status_code == 200
    assert "A scan is running: Serenity can be scanned when that is done." in again.text
    assert "HX-Trigger" not in again.headers


def test_a_scan_of_no_show_is_refused_in_a_sentence(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    for wish, status, said in (
        ({}, 422, "Say which kind of scan: full, incremental, refresh."),
        ({"mode": "show"}, 422, "Say which show to scan."),
        ({"mode": "show", "show": "x"}, 422, "Say which show to scan."),
        ({"mode": "show", "show": "99"}, 404, "There is no show 99."),
    ):
        answer = client.post("/scans", data={**wish, **token})
        assert (answer.status_code, said in answer.text) == (status, True), wish


def test_a_show_is_ignored_from_its_card_and_the_toast_takes_it_back(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    show = lacking(house)
    answer = client.post("/missing/ignore", data={"show": str(show), **token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    page = client.get("/").text
    assert "Firefly is ignored." in page
    assert '<input type="hidden" name="decision" value="1">' in page
    assert "All complete" not in page
    assert f'id="gaps-{show}"' not in page
    assert client.post("/decisions/undo", data={"decision": "1", **token}).status_code == 303
    assert f'id="gaps-{show}"' in client.get("/").text


def test_htmx_gets_all_that_an_ignored_show_changes_and_goes_on_with_the_next(
    house: House, client: FlaskClient
) -> None:
    token = {"csrf_token": token_on(client)}
    show, other = lacking(house), lacking(house, "Serenity")
    answer = client.post("/missing/ignore", data={"show": str(show), **token}, headers=FRAGMENT)
    said = " ".join(answer.text.split())
    assert said.startswith('<section id="missing"')
    assert f'<a href="/shows/{other}" autofocus>Serenity</a>' in said
    for target in ("#numbers", "#upcoming", "#toasts"):
        assert f'hx-target="{target}"' in said
    assert "<strong>1</strong> missing episode<" in said
    last = client.post("/missing/ignore", data={"show": str(other), **token}, headers=FRAGMENT)
    assert 'id="missing-title" tabindex="-1" autofocus' in last.text


def test_only_a_show_can_be_ignored(client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    assert client.post("/missing/ignore", data=token).status_code == 422
    assert client.post("/missing/ignore", data={"show": "7", **token}).status_code == 404
    assert client.post("/missing/ignore", data={"show": "9" * 30, **token}).status_code == 422


def lacking(house: House, title: str = "Firefly") -> int:
    """A show that lacks an episode."""
    with house.database.writing() as connection:
        show = add_show(connection, title)
        add_episode(connection, show, (1, 2), day(-9))
    return show
