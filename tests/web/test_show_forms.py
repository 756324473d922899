"""What can be decided on the page of a show: by plain forms, by htmx, and what is answered to wrong input."""

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.why import WhyDecision
from parity.store import scans
from parity.store.episode_map_view import WholeShow, whole_show
from parity.store.schema import shows
from tests.store.builders import TODAY, add_difference, add_episode, add_scan, day
from tests.web.houses import FRAGMENT, token_on


def whole(house: House, show: int) -> WholeShow:
    """The show as it stands."""
    with house.database.reading() as connection:
        found = whole_show(connection, TODAY, show)
    assert found is not None
    return found


def decided(house: House, show: int) -> list[WhyDecision]:
    """What stands about the show, newest first."""
    return list(whole(house, show).decisions)


def missing(house: House, show: int) -> list[str]:
    """The codes of what is missing."""
    return [e.code for season in whole(house, show).seasons for e in season.episodes if e.state == "missing"]


def test_a_form_without_htmx_leads_back_to_the_row_with_a_way_to_undo(
    house: House, client: FlaskClient, show: int
) -> None:
    token = {"csrf_token": token_on(client)}
    data = {"ignore": "s02e02", "reason": " seen it ", "until": "2026-12-24", **token}
    answer = client.post(f"/shows/{show}/ignored", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/shows/{show}#s02e02")
    assert missing(house, show) == ["S01E02"]
    [made] = decided(house, show)
    assert (made.reason, made.until) == ("seen it", day(33))
    page = client.get(f"/shows/{show}").text
    assert "Firefly S02E02 is ignored." in page
    client.post("/decisions/undo", data={"decision": str(made.id), **token})
    assert missing(house, show) == ["S01E02", "S02E02"]


def test_htmx_gets_the_page_anew_with_a_toast(house: House, client: FlaskClient, show: int) -> None:
    data = {"ignore": "s1", "csrf_token": token_on(client)}
    answer = client.post(f"/shows/{show}/ignored", data=data, headers=FRAGMENT)
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="show"')
    assert "Firefly, Season 1 is ignored." in answer.text
    assert '<input type="hidden" name="decision" value="1">' in answer.text
    assert "No longer ignore this season" in answer.text


def test_enter_in_the_field_of_a_reason_ignores_nothing(client: FlaskClient, show: int) -> None:
    form = client.get(f"/shows/{show}").text.split('<form id="ignore-some"')[1].split("</form>")[0]
    pressed_by_enter = form[form.index("<button") :].split(">")[0]
    assert "disabled" in pressed_by_enter


@pytest.mark.parametrize(("place", "left"), [("show", []), ("s01", ["S02E02"]), ("s01e02", ["S02E02"])])
def test_show_season_and_episode_are_ignored_and_heard_of_again(
    house: House, client: FlaskClient, show: int, place: str, left: list[str]
) -> None:
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/ignored", data={"ignore": place, **token})
    assert missing(house, show) == left
    assert f'name="unignore" value="{place}"' in " ".join(client.get(f"/shows/{show}").text.split())
    client.post(f"/shows/{show}/ignored", data={"unignore": place, **token})
    assert missing(house, show) == ["S01E02", "S02E02"]
    client.post(f"/shows/{show}/ignored", data={"unignore": place, **token})
    assert "was not ignored." in client.get(f"/shows/{show}").text


@pytest.mark.parametrize(
    ("form", "data", "words"),
    [
        ("ignored", {"ignore": "s1", "until": "2026-01-01", "reason": "kept"}, "That day is past"),
        ("ignored", {"ignore": "show", "until": "soon", "reason": "kept"}, "Give a day such as 2027-03-31"),
        ("ignored", {"ignore": "show", "until": "20271231", "reason": "kept"}, "Give a day such as 2027-03-31"),
        ("ignored", {"ignore": "s1e2", "reason": "x" * 501}, "At most 500 characters."),
        ("match", {"tmdb_id": "Firefly"}, "A TMDB id is a number such as 1396"),
        ("match", {"tmdb_id": "0"}, "A TMDB id is a number such as 1396"),
        ("policy", {"policy": "from", "season": "two"}, "From which season on?"),
        ("policy", {"policy": "from"}, "From which season on?"),
        ("policy", {"policy": "some"}, "Choose one of these."),
        ("specials", {"specials": "perhaps"}, "Choose one of these."),
        ("grace", {"days": "8"}, "Choose one of these."),
    ],
)
def test_wrong_input_is_answered_beside_its_field(
    house: House, client: FlaskClient, show: int, form: str, data: dict[str, str], words: str
) -> None:
    sent = {**data, "csrf_token": token_on(client)}
    whole_page = client.post(f"/shows/{show}/{form}", data=sent)
    part = client.post(f"/shows/{show}/{form}", data=sent, headers=FRAGMENT)
    assert (whole_page.status_code, part.status_code) == (422, 422)
    assert whole_page.text.startswith("<!doctype html>")
    assert part.text.startswith('<div id="show"')
    for answer in (whole_page, part):
        assert f'-wrong" class="wrong">{words}' in answer.text
        assert 'aria-invalid="true" aria-describedby=' in answer.text
        assert data.get("reason", "")[:4] in answer.text
    assert decided(house, show) == []


@pytest.mark.parametrize("place", ["", "s1e", "S1E1", "s9999999999"])
def test_what_is_no_place_cannot_be_ignored(client: FlaskClient, show: int, place: str) -> None:
    data = {"ignore": place, "csrf_token": token_on(client)}
    assert client.post(f"/shows/{show}/ignored", data=data).status_code == 422


def test_a_season_or_show_that_is_not_there_cannot_be_ignored(client: FlaskClient, show: int) -> None:
    token = {"csrf_token": token_on(client)}
    assert client.post(f"/shows/{show}/ignored", data={"ignore": "s9", **token}).status_code == 404
    for form in ("ignored", "match", "policy", "specials", "grace", "rescan", "order"):
        data = {"ignore": "show", "tmdb_id": "7", **token}
        assert client.post(f"/shows/999/{form}", data=data).status_code == 404, form


def test_a_difference_is_accepted_and_taken_back(house: House, client: FlaskClient, show: int) -> None:
    token = {"csrf_token": token_on(client)}
    with house.database.writing() as connection:
        add_difference(connection, show, (2, 2))
    answer = client.post(f"/shows/{show}/accept", data={"accept": "s02e02", "reason": " so it is ", **token})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/shows/{show}#s02e02")
    assert missing(house, show) == ["S01E02"]
    [made] = decided(house, show)
    assert (made.kind, made.reason, made.in_force) == ("accept", "so it is", True)
    page = client.get(f"/shows/{show}").text
    assert "Firefly S02E02: the difference is accepted." in page
    assert "you accepted that the sources differ" in page
    client.post("/decisions/undo", data={"decision": str(made.id), **token})
    assert missing(house, show) == ["S01E02", "S02E02"]


@pytest.mark.parametrize("data", [{}, {"accept": "s2"}, {"accept": "s1e2"}, {"accept": "s1e2", "reason": "x" * 501}])
def test_only_one_episode_that_differs_can_be_accepted(
    house: House, client: FlaskClient, show: int, data: dict[str, str]
) -> None:
    sent = {**data, "csrf_token": token_on(client)}
    assert client.post(f"/shows/{show}/accept", data=sent).status_code == 422
    assert decided(house, show) == []


@pytest.mark.usefixtures("able")
def test_a_rescan_is_queued_unless_a_scan_is_at_work(house: House, client: FlaskClient, show: int) -> None:
    token = {"csrf_token": token_on(client)}
    assert client.post(f"/shows/{show}/rescan", data=token).status_code == 303
    with house.database.reading() as connection:
        queued = scans.active(connection)
    assert queued is not None
    assert queued.wishes["shows"] == [show]
    assert "Firefly is looked at again." in client.get(f"/shows/{show}").text
    again = client.post(f"/shows/{show}/rescan", data=token, headers=FRAGMENT).text
    assert "Firefly is being looked at." in again
    assert 'class="toast error"' not in again
    client.post("/scans/1/cancel", data=token)
    client.post("/scans", data={"mode": "full", **token})
    client.post(f"/shows/{show}/rescan", data=token)
    assert "Scan 2 is at work: rescan the show when it has ended." in client.get(f"/shows/{show}").text


def test_a_rescan_that_failed_is_said_beside_its_button(house: House, client: FlaskClient, show: int) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "failed", mode="show", note="Plex: no answer: see that PLEX_BASE_URL is its address")
    head = client.get(f"/shows/{show}").text.split('<div id="show-scan"')[1].split("</header>")[0]
    assert "The last scan failed. Plex: no answer: see that <a href=" in " ".join(head.split())
    assert '<a href="/activity/1">See what happened</a>' in head
    with house.database.writing() as connection:
        add_scan(connection, "done", mode="show")
    assert "The last scan failed." not in client.get(f"/shows/{show}").text


def test_a_policy_is_set_changed_and_given_up(house: House, client: FlaskClient, show: int) -> None:
    token = {"csrf_token": token_on(client)}
    first = client.post(f"/shows/{show}/policy", data={"policy": "from", "season": "2", **token}, headers=FRAGMENT)
    assert "Wanted episodes: from season 2 on." in first.text
    assert 'name="decision" value="1"' in first.text.partition('id="said"')[2]
    assert missing(house, show) == ["S02E02"]
    second = client.post(f"/shows/{show}/policy", data={"policy": "none", **token}, headers=FRAGMENT)
    assert 'name="decision"' not in second.text.partition('id="said"')[2]
    assert missing(house, show) == []
    client.post(f"/shows/{show}/policy", data={"policy": "", **token})
    assert decided(house, show) == []
    assert missing(house, show) == ["S01E02", "S02E02"]


def test_specials_are_switched_for_this_show(house: House, client: FlaskClient, show: int) -> None:
    with house.database.writing() as connection:
        add_episode(connection, show, (0, 1), day(-20), hidden_by="specials")
    token = {"csrf_token": token_on(client)}
    for given, words, there in [
        ("on", "Specials count.", True),
        ("off", "Specials do not count.", False),
        ("", "Specials: as generally set.", False),
    ]:
        answer = client.post(f"/shows/{show}/specials", data={"specials": given, **token}, headers=FRAGMENT)
        assert words in answer.text
        assert ("S00E01" in missing(house, show)) is there


def test_days_of_grace_are_set_for_this_show_and_given_up(house: House, client: FlaskClient, show: int) -> None:
    with house.database.writing() as connection:
        add_episode(connection, show, (3, 1), day(-2))
    token = {"csrf_token": token_on(client)}
    for given, said, fact, there in [
        ("3", "Days of grace: 3.", "An episode is missing 3 days after it aired.", False),
        ("0", "Days of grace: 0.", "An episode is missing on the day on which it airs.", True),
        ("", "Days of grace: found out by Parity again.", "An episode is missing 1 day after it aired.", True),
    ]:
        answer = client.post(f"/shows/{show}/grace", data={"days": given, **token}, headers=FRAGMENT)
        assert said in answer.text
        assert fact in answer.text
        assert ("S03E01" in missing(house, show)) is there
        assert [made.value for made in decided(house, show)] == ([given] if given else [])


def test_an_order_that_nobody_knows_is_taken_for_tmdbs_and_given_back(
    house: House, client: FlaskClient, show: int
) -> None:
    with house.database.writing() as connection:
        connection.execute(shows.update().values(standing="suspect", reason="numbered by TheTVDB"))
        add_scan(connection, "running")
    token = {"csrf_token": token_on(client)}
    answer = client.post(f"/shows/{show}/order", data={"order": "tmdb", **token}, headers=FRAGMENT)
    assert "A scan is at work: rescan the show when it has ended." in answer.text
    assert [made.value for made in decided(house, show)] == ["tmdb:aired"]
    client.post(f"/shows/{show}/order", data={"order": "", **token})
    assert decided(house, show) == []
    assert client.post(f"/shows/{show}/order", data={"order": "best", **token}).status_code == 422


def test_what_one_and_what_many_shows_are_ignored_with_bears_the_same_names(client: FlaskClient, show: int) -> None:
    for address in ("/shows", f"/shows/{show}"):
        page = " ".join(client.get(address).text.split())
        for name in ("Reason", "Last day"):
            assert f'<label> {name} <span class="quiet">optional</span>' in page, address
