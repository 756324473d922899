"""What the forms of the watched page do: compare, bring together, do what is chosen, cancel."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from parity.actions.ports import House
from parity.store import notices, preferences, watched_runs
from parity.store.watched_runs import RunRow
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, SET_UP, as_manager, as_owner, client_of, house_in, token_on
from tests.web.test_movies import plain
from tests.web.watched_states import add_change, add_run, plan

CASTLE, ETERNELLE = "partner move Castle – S07E19", "plex mark Éternelle – S01E01"
HEAT, DUNE = "partner clear Heat (1995)", "partner  Dune (1984)"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with a plan."""
    made = house_in(tmp_path, SAGETV_URL="http://ada:hunter2@sage.example:8080", **SET_UP)
    with made.database.writing() as connection:
        plan(connection)
    return made


def send(house: House, form: str, *, part: bool = False, **data: object) -> TestResponse:
    """Send a form of the page; `part`: by htmx."""
    client = client_of(house)
    form_data = {"csrf_token": token_on(client, "/watched"), **data}
    return client.post(f"/watched/{form}", data=form_data, headers=FRAGMENT if part else {}, follow_redirects=not part)


def queued(house: House) -> RunRow | None:
    """The run that waits."""
    with house.database.reading() as connection:
        return watched_runs.RUNS.active(connection)


def wishes(house: House) -> Mapping[str, object]:
    """What was asked of it."""
    run = queued(house)
    assert run is not None
    assert (run.work, run.started_by) == ("sync", "person")
    return run.wishes


def test_to_compare_queues_a_run_that_changes_nothing(house: House) -> None:
    assert "Both sides are compared." in send(house, "plan").text
    run = queued(house)
    assert run is not None
    assert (run.work, run.started_by) == ("plan", "person")
    assert "A run is at work: wait until it has ended, or cancel it." in send(house, "plan").text


def test_by_htmx_the_panel_answers_and_the_other_parts_are_told(house: House) -> None:
    answer = send(house, "plan", part=True)
    assert answer.text.lstrip().startswith('<section id="watched-now"')
    assert 'hx-trigger="every 1s"' in answer.text
    assert "watchedStarted" in answer.headers["HX-Trigger"]


def test_to_bring_together_says_yes_to_nothing_that_waits(house: House) -> None:
    assert "Both sides are brought together." in send(house, "sync").text
    assert (wishes(house)["chosen"], wishes(house)["yes"]) == (None, False)


def test_nothing_is_brought_together_before_a_plan_was_shown(house: House) -> None:
    with house.database.writing() as connection:
        add_run(connection, "done", "sync")
    assert "Compare first: then you see what would be changed." in send(house, "sync").text
    with house.database.writing() as connection:
        add_run(connection, narrowed=True)
    assert "Compare first" in send(house, "sync").text
    assert queued(house) is None


def test_what_a_run_left_undone_can_still_be_brought_together(house: House) -> None:
    with house.database.writing() as connection:
        run = add_run(connection, "partial", "sync", sentence="It was stopped")
        add_change(connection, run, "plex", "mark", "Heat", "only on partner")
    assert "Both sides are brought together." in send(house, "sync").text


def test_just_what_was_ticked_is_done_what_waits_among_it(house: House) -> None:
    answer = send(house, "apply", part=True, mark=[CASTLE, HEAT, DUNE, "nobody knows it"], wish="chosen")
    assert answer.text.lstrip().startswith('<section id="watched-plan"')
    assert "watchedStarted" in answer.headers["HX-Trigger"]
    assert (wishes(house)["chosen"], wishes(house)["yes"]) == ([HEAT, CASTLE], False)


@pytest.mark.parametrize(
    ("wish", "query", "chosen"),
    [
        ("all", "", [CASTLE, ETERNELLE]),
        ("held", "", [HEAT]),
        ("all", "?side=plex", [ETERNELLE]),
        ("all", "?q=CASTLE&page=1", [CASTLE]),
        ("held", "?library=m1/recordings", [HEAT]),
    ],
)
def test_all_that_fits_the_filters_is_done(house: House, wish: str, query: str, chosen: list[str]) -> None:
    assert "On its way:" in send(house, f"apply{query}", wish=wish, mark=[HEAT, CASTLE]).text
    assert wishes(house)["chosen"] == chosen


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("", {"wish": "chosen"}),
        ("", {"wish": "chosen", "mark": [DUNE, "nobody knows it"]}),
        ("?library=m1/shows", {"wish": "held"}),
        ("", {}),
    ],
)
def test_to_choose_nothing_brings_the_form_back(house: House, query: str, form: dict[str, object]) -> None:
    for part in (False, True):
        answer = send(house, f"apply{query}", part=part, **form)
        assert answer.status_code == 422
        assert "Choose what is to be done: nothing was chosen that can still be done." in answer.text
    assert queued(house) is None


def test_what_was_found_by_other_settings_is_compared_again_first_and_the_ticks_stay(house: House) -> None:
    with house.database.writing() as connection:
        preferences.save(connection, {"sagetv_ways": "to-plex"}, NOW)
    answer = send(house, "apply", part=True, mark=[CASTLE], wish="chosen")
    assert answer.status_code == 422
    assert "compare again" in answer.text
    assert f'value="{CASTLE}" checked' in answer.text
    assert answer.text.count(" checked") == 1
    assert queued(house) is None


def test_what_failed_can_be_chosen_again(house: House) -> None:
    with house.database.writing() as connection:
        run = add_run(connection, "partial", "sync")
        add_change(connection, run, "plex", "mark", "Heat", "only on partner", state="failed", sentence="No answer.")
    send(house, "apply", mark=["plex mark Heat"], wish="chosen")
    assert wishes(house)["chosen"] == ["plex mark Heat"]


def test_while_a_run_is_at_work_no_other_is_queued(house: House) -> None:
    with house.database.writing() as connection:
        add_run(connection, "running", "sync", lease_until=NOW)
    answer = send(house, "apply", mark=[CASTLE], wish="chosen")
    assert "A run is at work: wait until it has ended, or cancel it." in plain(answer.text)


def test_a_run_can_be_cancelled(house: House) -> None:
    with house.database.writing() as connection:
        run = add_run(connection, "running", "sync", lease_until=NOW)
    assert "(ending)" in plain(send(house, f"runs/{run}/cancel").text)
    row = queued(house)
    assert row is not None
    assert row.wants_cancel
    assert "That run is over already." in send(house, "runs/1/cancel").text


def test_that_something_waits_is_a_notice_for_the_owner_alone(house: House) -> None:
    with house.database.writing() as connection:
        notices.put(connection, notices.WATCHED_HELD, notices.marks_wait(3), NOW)
    client = client_of(house, auth="plex")
    said = "3 changes of what was watched wait"
    assert said not in as_manager(client).get("/").text
    page = as_owner(client).get("/").text
    assert said in page
    assert 'href="/watched#watched-plan"' in page
