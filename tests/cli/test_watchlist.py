"""`watchlist` on a terminal: the plan, the sync, how it went, and beginning anew."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from parity.cli import parity
from parity.store.folder import lock
from tests.cli.conftest import Terminal
from tests.cli.watch_scene import WatchScene
from tests.store.tables import rows


@pytest.fixture
def scene(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchScene]:
    """Alien on both lists, Brazil on Plex's alone, Casablanca on SIMKL's alone; SIMKL is connected."""
    made = WatchScene(bare.folder, monkeypatch)
    made.on_plex("Alien", "Brazil")
    made.on_simkl("Alien", "Casablanca")
    made.connect()
    yield made
    made.close()


def test_a_plan_names_each_title_with_where_what_and_why_and_writes_nothing(scene: WatchScene, bare: Terminal) -> None:
    before = scene.lists(), rows(scene.database)["watch_agreed"], rows(scene.database)["watch_base"]
    result = bare("watchlist", "plan")
    said = result.stdout
    assert "Run 1 (plan, two-way; a first run, which only adds)" in said
    assert "2 changes to do:" in said
    assert [line.split("  ")[-1] for line in said.splitlines() if "Brazil (2000)" in line] == [
        "It was put on Plex's watchlist."
    ]
    assert "add to Plex" in said
    assert "add to SIMKL" in said
    assert said.splitlines()[-1] == "Plex 2, SIMKL 2: NOT EQUAL (1 title on both). What differs: 2 still to do."
    assert "Reading Plex's watchlist …" in result.stderr
    assert (scene.lists(), rows(scene.database)["watch_agreed"], rows(scene.database)["watch_base"]) == before


def test_a_sync_ends_with_both_counts_and_equal_and_the_second_does_nothing(
    scene: WatchScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARITY_WATCHLIST_VERIFY", "true")
    said = bare("watchlist", "sync").stdout
    assert "2 changes done:" in said
    assert said.splitlines()[-1] == "Plex 3, SIMKL 3: EQUAL (3 titles on both)."
    assert scene.lists() == (["Alien", "Brazil", "Casablanca"],) * 2
    again = bare("watchlist", "sync", "--plex-account-token", scene.plex.token)
    assert "Nothing is to be done." in again.stdout
    assert again.stdout.endswith("EQUAL (3 titles on both).\n")
    status = bare("watchlist", "status").stdout
    assert status.startswith("Plex of ")
    assert "SIMKL of jane_doe: 3 titles, read " in status
    assert "Both lists had 3 titles when they were last compared." in status
    assert "Last run: 2 (sync, started by terminal) done" in status
    assert "Next run: when you start it." in status
    told = bare.json("watchlist", "status")
    assert (told["last_run"]["id"], told["next_run"], told["agreed"]) == (2, None, 3)
    assert bare("watchlist", "reset", "--yes").stdout.startswith("3 titles forgotten. Both lists are as they were")
    assert "Nothing is agreed on yet: the next run only adds." in bare("watchlist", "status").stdout


def test_the_json_of_a_plan_has_the_fields_of_the_contract(scene: WatchScene, bare: Terminal) -> None:
    told = bare.json("watchlist", "plan", "--mode", "mirror", "--source", "plex", exits=4)
    assert {key: told[key] for key in ("mode", "source", "first_run", "complete", "in_sync")} == {
        "mode": "mirror",
        "source": "plex",
        "first_run": True,
        "complete": True,
        "in_sync": 1,
    }
    assert told["unresolved"] == []
    assert "for your yes" in told["held"]
    brazil, casablanca = told["actions"]
    assert (brazil["side"], brazil["do"], brazil["title"], brazil["year"], brazil["type"], brazil["state"]) == (
        "simkl",
        "add",
        "Brazil",
        2000,
        "movie",
        "planned",
    )
    assert brazil["ids"]["tmdb"] == "2"
    assert (casablanca["side"], casablanca["do"], casablanca["state"]) == ("simkl", "remove", "held")


def test_what_waits_for_a_yes_is_said_and_done_with_it(scene: WatchScene, bare: Terminal) -> None:
    mirror = ("watchlist", "sync", "--mode", "mirror", "--source", "plex")
    said = bare(*mirror, exits=4).stdout
    assert "1 change waiting for your yes (--yes says it to all):" in said
    assert "NOT EQUAL" in said
    assert scene.lists() == (["Alien", "Brazil"], ["Alien", "Brazil", "Casablanca"])
    assert bare(*mirror, "--yes").stdout.endswith("Plex 2, SIMKL 2: EQUAL (2 titles on both).\n")


def test_a_list_that_cannot_be_read_ends_in_one_line_and_changes_nothing(scene: WatchScene, bare: Terminal) -> None:
    scene.plex_fails("garbage")
    result = bare("watchlist", "sync", exits=1)
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert scene.lists() == (["Alien", "Brazil"], ["Alien", "Casablanca"])


def test_a_token_for_one_run_is_read_from_stdin_kept_nowhere_and_told_nowhere(
    scene: WatchScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLEX_ACCOUNT_TOKEN")
    assert "sign in" in bare("watchlist", "plan", exits=1).stderr.splitlines()[-1]
    given = CliRunner().invoke(
        parity, ["watchlist", "plan", "--plex-account-token", "-"], input=f"{scene.plex.token}\n"
    )
    assert given.exit_code == 0, given.output
    assert "NOT EQUAL" in given.stdout
    wrong = CliRunner().invoke(
        parity, ["watchlist", "plan", "--plex-account-token", "-"], input="a-wrong-token-of-mine\n"
    )
    assert wrong.exit_code == 1
    assert "a-wrong-token-of-mine" not in wrong.output
    assert scene.plex.token not in given.output + str(rows(scene.database))


def test_an_empty_token_is_none(scene: WatchScene, bare: Terminal) -> None:
    given = CliRunner().invoke(parity, ["watchlist", "plan", "--plex-account-token", "-"], input="")
    assert (given.exit_code, "is empty" in given.output) == (2, True)


def test_without_an_account_at_simkl_it_says_where_to_connect(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = WatchScene(bare.folder, monkeypatch)
    assert "connect" in bare("watchlist", "plan", exits=1).stderr.splitlines()[-1]
    assert "SIMKL: not connected; python -m parity watchlist connect" in bare("watchlist", "status").stdout
    scene.close()


def test_a_second_run_is_told_that_one_is_at_work(scene: WatchScene, bare: Terminal) -> None:
    assert bare("watchlist", "sync", "--queue").stdout.startswith("Run 1 waits for the worker;")
    for words in (("plan",), ("sync", "--mode", "mirror"), ("sync", "--queue")):
        assert "already" in bare("watchlist", *words, exits=1).stderr.splitlines()[-1]
    assert "Now: 1 (sync, started by hand) waits" in bare("watchlist", "status").stdout


def test_a_run_that_nobody_works_on_goes_on_where_nobody_else_is_at_work(scene: WatchScene, bare: Terminal) -> None:
    bare("watchlist", "plan", "--queue")
    result = bare("watchlist", "plan")
    assert result.stderr.startswith("Run 1 was left over; it goes on.\n")
    assert result.stdout.startswith("Run 1 (plan, ")


def test_a_token_cannot_be_handed_to_the_worker(scene: WatchScene, bare: Terminal) -> None:
    line = bare("watchlist", "sync", "--queue", "--plex-account-token", "x", exits=2).stderr.splitlines()[-1]
    assert "kept nowhere" in line


def test_beside_an_instance_at_work_a_run_with_a_token_stays_here(scene: WatchScene, bare: Terminal) -> None:
    with lock(bare.folder, "run"):
        said = bare("watchlist", "plan", "--plex-account-token", scene.plex.token).stdout
        assert "NOT EQUAL" in said
        # what the environment of the command gives is such a token too: the instance has an environment of its own
        assert "NOT EQUAL" in bare("watchlist", "plan").stdout


def test_resetting_asks_first(scene: WatchScene, bare: Terminal) -> None:
    result = bare("watchlist", "reset", exits=1)
    assert "the next run only adds" in result.stdout
    assert "Aborted" in result.stderr
