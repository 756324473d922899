"""Several Plex servers at once: what all of them hold counts, and one that is silent keeps nobody else."""

import pytest

from parity.actions.decide import Target, ignore
from parity.actions.forget import forget_library
from parity.actions.servers import unfollow
from parity.cli.scan import status_of
from parity.store import decisions
from tests.actions.household import Household, Told
from tests.actions.neighbours import Neighbour, down
from tests.actions.twice import scan_says, still
from tests.store.facts import facts

GAP = Told("missing", missing=("S01E03",))


def test_what_all_servers_hold_counts_and_keys_that_are_alike_are_told_apart(
    household: Household, barn: Neighbour
) -> None:
    assert household.plex.find_show("Here") == barn.world.find_show("There")
    scan_says(household, {"Here": GAP, "There": GAP, "Both": GAP})
    both = household.listed("Both")
    assert both is not None
    assert {(copy.server, copy.server_name) for copy in both.copies} == {
        (household.plex.machine_identifier, "House"),
        (barn.id, "Barn"),
    }


@pytest.mark.parametrize("mode", ["incremental", "full"])
def test_a_change_on_either_server_is_seen(household: Household, barn: Neighbour, mode: str) -> None:
    household.scan()
    barn.world.add_episode(barn.world.find_show("There"), 1, 3)
    household.plex.add_episode(household.plex.find_show("Both"), 1, 3)
    assert household.scan(mode).state == "done"
    assert household.missing() == ["Here S01E03"]
    still(household)


def test_an_incremental_scan_tells_what_a_full_one_would(household: Household, barn: Neighbour) -> None:
    household.scan()
    barn.world.remove_show(barn.world.find_show("There"))
    barn.world.renumber_episode(barn.world.find_episode(barn.world.find_show("Both"), 1, 2), 1, 3)
    household.plex.remove_episode(household.plex.find_episode(household.plex.find_show("Here"), 1, 1))
    household.scan("incremental")
    after = facts(household.house.database.engine)
    assert household.told("There") is None
    assert household.missing() == ["Both S01E02", "Here S01E01", "Here S01E03"]
    household.scan()
    assert facts(household.house.database.engine) == after


@pytest.mark.parametrize("mode", ["full", "incremental", "refresh"])
def test_a_server_that_is_down_keeps_its_rows_and_the_others_go_on(
    household: Household, barn: Neighbour, mode: str
) -> None:
    household.scan()
    household.plex.add_episode(household.plex.find_show("Here"), 1, 3)
    barn.faults.add(down())
    scan = household.scan(mode)
    why = household.notices()["servers"]
    assert why.startswith(f"Barn gave no usable answer ({_host(barn)} answered with status 503")
    assert (scan.state, scan.note) == ("partial", f"{why}, 1 library held back")
    assert (scan.listed_libraries, scan.held_libraries, status_of(scan, 0)) == (2, 1, 3)
    assert household.missing() == ["Both S01E03", "There S01E03"]
    assert household.notices() == {
        "servers": why,
        "TV (Barn)": f"TV could not be read: {why}. Its rows stay as they are.",
    }
    assert barn.kept().trouble == why
    barn.faults.clear()
    assert household.scan("incremental").state == "done"
    assert (household.notices(), barn.kept().trouble) == ({}, None)
    assert household.told("There") == GAP
    still(household)


def test_the_given_server_may_be_the_one_that_is_down(household: Household, barn: Neighbour) -> None:
    household.scan()
    before = facts(household.house.database.engine)["held_episodes"]
    barn.world.add_episode(barn.world.find_show("There"), 1, 3)
    household.plex_fails("status", status=503)
    scan = household.scan("incremental")
    assert (scan.state, scan.held_libraries) == ("partial", 1)
    assert household.notices()["servers"].startswith("House gave no usable answer (127.0.0.1:")
    assert household.missing() == ["Both S01E03", "Here S01E03"]
    assert {*before} <= {*facts(household.house.database.engine)["held_episodes"]}
    household.mend()
    assert household.scan("incremental").state == "done"
    assert household.notices() == {}


def test_where_no_server_answers_the_scan_fails_and_nothing_changes(household: Household, barn: Neighbour) -> None:
    household.scan()
    before = facts(household.house.database.engine) | {"servers": []}
    household.plex_fails("status", status=503)
    barn.faults.add(down())
    scan = household.scan("incremental")
    assert (scan.state, (scan.note or "")[:16]) == ("failed", "Plex: 127.0.0.1:")
    assert facts(household.house.database.engine) | {"servers": []} == before


def test_a_refused_token_of_one_server_is_told_and_the_others_go_on(household: Household, barn: Neighbour) -> None:
    household.scan()
    barn.world.token = "another"
    household.plex.add_episode(household.plex.find_show("Here"), 1, 3)
    scan = household.scan("incremental")
    assert (scan.state, household.notices()["servers"]) == ("partial", "Barn refused its token: reconnect")
    assert household.missing() == ["Both S01E03", "There S01E03"]
    barn.world.token = barn.kept().token or ""
    household.plex.token = "another"
    household.scan("incremental")
    sentence = "House refused its token: set PLEX_TOKEN to one that it takes"
    assert household.notices()["servers"] == sentence


def test_a_token_that_is_taken_back_in_mid_scan_spoils_one_library_only(household: Household, barn: Neighbour) -> None:
    household.scan()
    household.plex.add_episode(household.plex.find_show("Here"), 1, 3)
    barn.faults.add(down(path="/library/sections/1/all", status=401))
    scan = household.scan()
    assert (scan.state, scan.note, scan.listed_libraries) == ("partial", "1 library held back", 2)
    assert household.missing() == ["Both S01E03", "There S01E03"]


def test_a_server_that_is_another_one_now_is_shown_no_token(household: Household, barn: Neighbour) -> None:
    household.scan()
    assert {*barn.tokens} == {None, barn.world.token}
    barn.tokens.clear()
    kept, barn.world.machine_identifier = barn.id, "z" * 40
    assert household.scan("incremental").state == "partial"
    assert {*barn.tokens} == {None}
    sentence = f"Barn gave no usable answer ({_host(barn)} answers, but it is another server than Barn)"
    assert household.notices()["servers"] == sentence
    barn.world.machine_identifier = kept
    assert household.scan("incremental").state == "done"


def test_the_given_server_that_is_followed_too_is_asked_once(household: Household, barn: Neighbour) -> None:
    barn.keep(followed=False)
    assert household.scan().state == "done"
    alone = household.plex.requests.total
    barn.world.machine_identifier = household.plex.machine_identifier
    barn.keep()
    household.plex.requests.reset()
    assert household.scan().state == "done"
    assert (household.plex.requests.total, barn.world.requests.total) == (alone, 0)


def test_one_server_is_asked_no_more_than_it_takes(household: Household, barn: Neighbour) -> None:
    unfollow(household.house, barn.id)
    household.scan()
    household.plex.requests.reset()
    household.scan("incremental")
    assert dict(household.plex.requests.kinds) == {"root": 1, "sections": 1}
    barn.keep()
    household.scan()
    barn.world.requests.reset()
    household.scan("incremental")
    assert dict(barn.world.requests.kinds) == {"identity": 1, "root": 1, "sections": 1}


def test_a_followed_server_needs_no_given_one(household: Household, barn: Neighbour) -> None:
    household.restart(PLEX_BASE_URL="", PLEX_TOKEN="")
    scan_says(household, {"There": GAP, "Here": None})
    barn.world.token = "another"
    scan = household.scan()
    assert (scan.state, scan.note) == ("failed", "Barn: it refused its token: sign in with Plex again")


def test_a_server_that_was_never_reached_is_named(household: Household, barn: Neighbour) -> None:
    barn.faults.add(down())
    scan = household.scan()
    assert (scan.state, scan.held_libraries) == ("partial", 0)
    assert (scan.note or "").startswith("Barn gave no usable answer")
    assert household.told("Here") == GAP


@pytest.mark.parametrize("mode", ["show", "refresh"])
def test_a_show_is_read_again_from_the_servers_it_lies_on(household: Household, barn: Neighbour, mode: str) -> None:
    household.scan()
    barn.world.add_episode(barn.world.find_show("There"), 1, 3)
    barn.world.add_episode(barn.world.find_show("Both"), 1, 3)
    ids = [household.show_id(title) for title in ("Here", "There", "Both")]
    assert household.scan(mode, *(ids if mode == "show" else ())).state == "done"
    assert household.missing() == ["Here S01E03"]
    still(household)


def test_one_show_on_a_silent_server_is_in_trouble_and_stays(household: Household, barn: Neighbour) -> None:
    household.scan()
    barn.faults.add(down())
    scan = household.scan("show", household.show_id("There"), household.show_id("Here"))
    assert (scan.state, [title for title, _ in household.troubles(scan)]) == ("partial", ["There"])
    assert household.missing() == ["Both S01E03", "Here S01E03", "There S01E03"]


def test_an_unfollowed_server_is_told_of_and_can_be_forgotten(household: Household, barn: Neighbour) -> None:
    household.scan()
    kept = ignore(household.house, Target(household.show("There").id), "not now")
    unfollow(household.house, barn.id)
    asked = barn.world.requests.total
    scan = household.scan("incremental")
    assert (scan.state, scan.held_libraries, barn.world.requests.total) == ("partial", 1, asked)
    assert household.notices()["TV (Barn)"].startswith(
        "TV lies on the Plex server Barn, and Parity speaks with House now;"
    )
    assert household.missing() == ["Both S01E03", "Here S01E03"]
    assert forget_library(household.house, f"{barn.id}/1") == "TV"
    assert household.missing() == ["Both S01E02", "Both S01E03", "Here S01E03"]
    assert household.told("There") is None
    with household.house.database.reading() as connection:
        assert [row.decision.id for row in decisions.standing(connection)] == [kept]
    barn.keep()
    household.scan("incremental")
    assert household.told("There") == Told("ignored", "ignored")


def _host(barn: Neighbour) -> str:
    return barn.url.removeprefix("http://")
