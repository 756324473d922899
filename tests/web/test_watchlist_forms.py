"""What the forms of the watchlist page do: compare, bring together, say yes, take back, start over, fix a match."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parity.actions.ports import House
from parity.store import decisions, preferences, watch_base, watch_ruled, watch_runs
from parity.store.watch_runs import RunRow
from tests.store.builders import NOW
from tests.web.houses import client_of
from tests.web.test_movies import plain
from tests.web.watch_forms import Sender, Services
from tests.web.watching import add_action, add_run, guid, household


@pytest.fixture
def services() -> Services:
    """Both answer."""
    return Services()


@pytest.fixture
def filled(house: House, services: Services) -> House:
    """A made-up pair of lists, beside services that answer."""
    with house.database.writing() as connection:
        preferences.save(connection, {"plex_token": "t", "simkl_client_id": "c"}, NOW)
        household(connection)
    return replace(house, doors=lambda: services)


@pytest.fixture
def sender(filled: House) -> Sender:
    """Somebody's browser."""
    return Sender(client_of(filled))


def queued(house: House) -> RunRow | None:
    """The run that waits."""
    with house.database.reading() as connection:
        return watch_runs.active(connection)


def end(house: House) -> None:
    """The run that waits has ended."""
    with house.database.writing() as connection:
        row = watch_runs.active(connection)
        assert row is not None
        watch_runs.finish(connection, row.id, "done", None, NOW)


def test_to_compare_queues_a_run_that_changes_nothing(filled: House, sender: Sender) -> None:
    assert "Both lists are compared." in sender.told("plan")
    run = queued(filled)
    assert run is not None
    assert (run.work, run.started_by) == ("plan", "person")
    assert "A run is at work" in sender.told("plan")


def test_by_htmx_the_panel_answers_and_the_other_parts_are_told(filled: House, sender: Sender) -> None:
    answer = sender.send("plan", part=True)
    assert answer.text.lstrip().startswith('<section id="watch-now"')
    assert 'hx-trigger="every 1s"' in answer.text
    assert "watchStarted" in answer.headers["HX-Trigger"]


def test_to_bring_together_takes_a_plan_and_says_yes_to_nothing(filled: House, sender: Sender) -> None:
    assert "Both lists are brought together." in sender.told("sync")
    run = queued(filled)
    assert run is not None
    assert (run.work, run.wishes) == ("sync", {"mode": None, "source": None, "confirm": []})


def test_without_a_plan_nothing_is_brought_together(house: House) -> None:
    sender = Sender(client_of(house))
    assert "Compare first" in sender.told("sync")
    assert queued(house) is None


@pytest.mark.parametrize("yes", [("mark", {}), ("shown", {"all": "yes"})])
def test_what_was_held_back_is_done_by_the_marks_that_were_ticked_or_by_all_that_were_shown(
    filled: House, sender: Sender, yes: tuple[str, dict[str, str]]
) -> None:
    answer = sender.send("confirm", part=True, **{yes[0]: ["plex remove Heat", "simkl remove Fargo"]}, **yes[1])
    assert answer.text.lstrip().startswith('<section id="watch-plan"')
    run = queued(filled)
    assert run is not None
    assert run.wishes["confirm"] == ["plex remove Heat"]  # the other one does not wait


def test_a_no_leaves_the_titles_alone_and_compares_anew_without_them(filled: House, sender: Sender) -> None:
    answer = sender.send("confirm", part=True, mark=["plex remove Heat"], keep="yes")
    assert answer.text.lstrip().startswith('<section id="watch-plan"')
    run = queued(filled)
    assert run is not None
    assert run.work == "plan"
    with filled.database.reading() as connection:
        (left,) = [row.label for row in decisions.standing(connection) if row.decision.kind == watch_ruled.APART]
    assert "Heat" in left


def test_what_was_found_for_another_way_is_compared_again_first(filled: House, sender: Sender) -> None:
    with filled.database.writing() as connection:
        preferences.save(connection, {"watchlist_mode": "mirror"}, NOW)
    assert "Compare first" in sender.told("sync")
    answer = sender.send("confirm", mark=["plex remove Heat"])
    assert answer.status_code == 422
    assert "compare again" in answer.text
    assert queued(filled) is None


@pytest.mark.parametrize("marks", [[], ["nobody knows it"]])
def test_to_say_yes_to_nothing_brings_the_form_back(filled: House, sender: Sender, marks: list[str]) -> None:
    for part in (False, True):
        answer = sender.send("confirm", part=part, mark=marks)
        assert answer.status_code == 422
        assert "Choose what is to be done" in answer.text
    assert queued(filled) is None


def test_a_run_can_be_cancelled(filled: House, sender: Sender) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "running", "sync")
        watch_runs.change(connection, run, lease_until=NOW + timedelta(minutes=1))
    assert "(ending)" in sender.told(f"runs/{run}/cancel")
    row = queued(filled)
    assert row is not None
    assert row.wants_cancel
    end(filled)
    assert "That run is over already." in sender.told(f"runs/{run}/cancel")


def test_a_run_that_is_cancelled_before_it_began_is_over_at_once(filled: House, sender: Sender) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "queued", "sync")
    assert "Cancelled, before it began." in sender.told(f"runs/{run}/cancel")
    assert queued(filled) is None


def test_what_was_done_is_taken_back_one_by_one_or_all(filled: House, sender: Sender) -> None:
    with filled.database.writing() as connection:
        run = add_run(connection, "done", "sync")
        done = [
            add_action(connection, run, "simkl", "add", name, "new on plex", [guid(4)], state="done") for name in "ab"
        ]
    assert "It is being taken back." in sender.told("undo", action=done)
    row = queued(filled)
    assert row is not None
    assert (row.work, row.wishes) == ("undo", {"actions": done})
    assert sender.send("undo").status_code == 422
    assert sender.send("undo", action="x").status_code == 422


def test_to_start_over_forgets_what_was_agreed_on(filled: House, sender: Sender) -> None:
    assert sender.send("reset").status_code == 422
    assert "Forgotten: 3 titles. The next run only adds." in sender.told("reset", sure="yes")
    with filled.database.reading() as connection:
        assert watch_base.agreed(connection) == ()
    assert "the first run only adds" in sender.client.get("/watchlist").text


def ruled(house: House) -> tuple[frozenset[str], dict[str, str]]:
    """What was decided about titles."""
    with house.database.reading() as connection:
        found = watch_ruled.read(connection).ruled
    return found.apart, dict(found.matches)


def test_a_title_is_left_alone(filled: House, sender: Sender) -> None:
    page = sender.told("leave-alone", side="simkl", key="7")
    assert "Gattaca is left alone. Undo" in page
    assert "Cannot be matched 1 title" in page
    assert ruled(filled)[0] == {"simkl:7", "movie/imdb:tt0119177"}


@pytest.mark.parametrize(
    ("side", "key", "typed", "to"),
    [
        ("plex", guid(5, "show"), "https://simkl.com/tv/99/eternelle", "simkl:99"),
        ("plex", guid(5, "show"), "99", "simkl:99"),
        ("plex", guid(5, "show"), "tt0119177", "simkl:77"),
        ("simkl", "7", guid(70), f"plex:{guid(70)}"),
        ("simkl", "7", "https://www.imdb.com/title/tt0119177/", f"plex:{guid(70)}"),
    ],
)
def test_a_match_is_fixed_by_an_id_or_an_address(
    filled: House, sender: Sender, side: str, key: str, typed: str, to: str
) -> None:
    page = sender.told("match", side=side, key=key, title=typed)
    assert "Noted: the next run goes by it." in page
    assert ruled(filled)[1] == {f"{side}:{key}": to}
    assert ("Gattaca (1997) on" in page) == (typed != guid(70))  # what was looked up is called by its name


@pytest.mark.parametrize(
    ("side", "key", "typed", "said"),
    [
        ("simkl", "7", "Gattaca", "That names no title"),
        ("simkl", "7", "53536", "That names no title"),
        ("simkl", "7", "themoviedb.org/tv/7", "That is a show, and this is a film."),
        ("simkl", "7", "tmdb:1", "Plex knows nothing under that id."),
        ("plex", guid(5, "show"), "simkl.com/movies/7", "That is a film, this is a show."),
        ("plex", guid(5, "show"), "https://simkl.com/tv/404/nothing", "SIMKL knows nothing under that id."),
        ("simkl", "7", "tmdb:-1", "That names no title"),
        ("plex", guid(5, "show"), "", "That names no title"),
    ],
)
def test_what_cannot_be_meant_comes_back_with_the_reason(
    filled: House, sender: Sender, side: str, key: str, typed: str, said: str
) -> None:
    for part in (False, True):
        answer = sender.send("match", part=part, side=side, key=key, title=typed)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{typed}"' in answer.text
    assert ruled(filled)[1] == {}


def test_plex_is_searched_by_name_and_one_is_chosen(filled: House, sender: Sender, services: Services) -> None:
    answer = sender.send("search", part=True, side="simkl", key="7", title="Gattaca")
    assert f'name="title" value="{guid(70)}"' in " ".join(answer.text.split())
    assert "Gattaca 1997" in plain(answer.text)
    assert 'name="named" value="Gattaca (1997)"' in answer.text
    assert "Plex knows nothing of that name." in sender.send("search", side="simkl", key="7", title="x").text
    assert sender.send("search", side="plex", key=guid(4), title="x").status_code == 422
    assert services.asked == ["Gattaca", "x"]
    chosen = sender.told("match", side="simkl", key="7", title=guid(70), named="Gattaca (1997)")
    assert "Gattaca (1999) on SIMKL is Gattaca (1997) on Plex" in chosen


def test_a_service_that_does_not_answer_says_so_and_decides_nothing(
    filled: House, sender: Sender, services: Services
) -> None:
    services.down = True
    for form, typed in (("search", "Gattaca"), ("match", "tt0119177")):
        answer = sender.send(form, side="simkl", key="7", title=typed)
        assert answer.status_code == 422
        assert "it did not answer" in answer.text
    assert ruled(filled) == (frozenset(), {})


def test_a_title_that_is_on_no_list_any_more_is_told(filled: House, sender: Sender) -> None:
    assert sender.send("leave-alone", side="simkl", key="404").status_code == 404
    assert sender.send("match", side="odd", key="7", title="1").status_code == 422
