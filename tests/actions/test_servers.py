"""Following servers of the account: the best way there, its own token for each, and another way when one is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from parity.actions import servers
from parity.actions.find_way import NotSignedIn
from parity.actions.servers import NotThatServer
from parity.core.account import Offer, Way
from parity.core.failures import Unauthorised, Unavailable
from parity.demo.faults import Fault
from parity.store import accounts
from parity.store.servers import every, followed
from tests.actions.household import Household, Told
from tests.actions.neighbours import ACCOUNT_TOKEN, Directory, Neighbour, signed_in

NOBODY = "http://127.0.0.1:9"
GAP = Told("missing", missing=("S01E03",))


@pytest.fixture
def directory(household: Household, monkeypatch: pytest.MonkeyPatch) -> Directory:
    """Somebody signed in."""
    return signed_in(household, monkeypatch)


@pytest.fixture
def barn(household: Household, directory: Directory) -> Iterator[Neighbour]:
    """A server of the account with one show, that nobody follows yet."""
    neighbour = Neighbour(household, "Barn")
    household.broadcast(1, "There", {1: 3})
    with neighbour.here():
        household.own("There", 1, {1: [1, 2]})
    directory.offered = (neighbour.offer(),)
    yield neighbour
    neighbour.move_out()


def moved(barn: Neighbour) -> Iterator[Neighbour]:
    """The same server at another address."""
    other = Neighbour(barn.household, "Barn", world=barn.world)
    yield other
    other.move_out()


elsewhere = pytest.fixture(moved, name="elsewhere")


def test_what_the_account_may_use_is_offered_with_what_is_kept(household: Household, barn: Neighbour) -> None:
    (found,) = servers.offered(household.house)
    assert (found.offer.name, found.row, found.label) == ("Barn", None, "Barn")
    servers.follow(household.house, barn.id)
    (found,) = servers.offered(household.house)
    assert (found.row and found.row.followed, found.row and found.row.address) == (True, barn.url)


def test_two_servers_of_one_name_are_told_apart(household: Household, directory: Directory, barn: Neighbour) -> None:
    other = replace(barn.offer(), machine_id="f00d" * 10)
    directory.offered = (barn.offer(), other)
    assert [found.label for found in servers.offered(household.house)] == ["Barn (barnxx)", "Barn (f00df0)"]


def test_a_server_is_followed_by_the_best_way_that_leads_there(
    household: Household, directory: Directory, barn: Neighbour, elsewhere: Neighbour
) -> None:
    stranger = household.environ["PLEX_BASE_URL"]
    ways = (
        Way(NOBODY, local=True, relay=False),
        Way(stranger, local=True, relay=False),
        Way(elsewhere.url, local=False, relay=True),
        Way(barn.url, local=False, relay=False),
    )
    directory.offered = (replace(barn.offer(), ways=ways),)
    barn.faults.add(Fault("slow", "/identity", seconds=0.3))
    seen = servers.follow(household.house, barn.id)
    assert (seen.name, seen.address, seen.relay, seen.version) == ("Barn", barn.url, False, barn.world.version)
    assert seen.latency_ms >= 300
    kept = barn.kept()
    assert (kept.followed, kept.address, kept.token, kept.relay, kept.owned, kept.by_hand) == (
        True,
        barn.url,
        barn.world.token,
        False,
        True,
        False,
    )
    assert {*elsewhere.tokens} == {None}, "the relay was asked only who it is"
    assert ACCOUNT_TOKEN not in barn.tokens


def test_a_relay_is_better_than_nothing(household: Household, directory: Directory, barn: Neighbour) -> None:
    ways = (Way(NOBODY, local=True, relay=False), Way(barn.url, local=False, relay=True))
    directory.offered = (replace(barn.offer(), ways=ways),)
    assert servers.follow(household.house, barn.id).relay
    assert barn.kept().relay


@pytest.mark.parametrize("ways", [(), (Way(NOBODY, local=True, relay=False),)])
def test_a_server_that_answers_nowhere_is_not_followed(
    household: Household, directory: Directory, barn: Neighbour, ways: tuple[Way, ...]
) -> None:
    directory.offered = (replace(barn.offer(), ways=ways),)
    with pytest.raises(NotThatServer, match="or give its address by hand"):
        servers.follow(household.house, barn.id)
    assert rows(household) == []


def test_what_is_not_offered_cannot_be_followed(household: Household, barn: Neighbour) -> None:
    with pytest.raises(NotThatServer, match="may not use that server"):
        servers.follow(household.house, "somebody else's")
    barn.world.token = "another"
    with pytest.raises(Unauthorised, match="Barn: it refused its token"):
        servers.follow(household.house, barn.id)
    assert rows(household) == []


def test_nobody_follows_before_signing_in(household: Household, barn: Neighbour) -> None:
    with household.house.database.writing() as connection:
        accounts.forget(connection)
    for verb in (servers.offered, lambda house: servers.follow(house, barn.id)):
        with pytest.raises(NotSignedIn, match="sign in on the page /setup"):
            verb(household.house)
    with pytest.raises(NotSignedIn):
        servers.follow_by_hand(household.house, barn.url, True)
    assert {*barn.tokens} == {None}


def test_only_a_refusal_by_plex_marks_the_account(household: Household, directory: Directory, barn: Neighbour) -> None:
    for failure, dead in ((Unavailable("Plex", "down"), False), (Unauthorised("Plex", "refused"), True)):
        directory.failure = failure
        with pytest.raises(type(failure)):
            servers.offered(household.house)
        with household.house.database.reading() as connection:
            account = accounts.kept(connection)
        assert account is not None
        assert account.dead is dead


def test_an_address_given_by_hand_is_that_of_a_server_of_the_account(household: Household, barn: Neighbour) -> None:
    seen = servers.follow_by_hand(household.house, f" {barn.url}/ ", False)
    assert (seen.address, seen.name) == (barn.url, "Barn")
    kept = barn.kept()
    assert (kept.by_hand, kept.verify_tls, kept.token) == (True, False, barn.world.token)
    assert {*barn.tokens} == {None, barn.world.token}


def test_another_server_at_an_address_given_by_hand_is_named_and_shown_no_token(
    household: Household, directory: Directory, barn: Neighbour
) -> None:
    directory.offered = ()
    with pytest.raises(NotThatServer, match=r"^127\.0\.0\.1:\d+ is the Plex server barnxxxxxxxx, version 1\.43"):
        servers.follow_by_hand(household.house, barn.url, True)
    assert ({*barn.tokens}, rows(household)) == ({None}, [])


@pytest.mark.parametrize(
    "address",
    ["", "nas:32400", "ftp://nas", "file:///etc/passwd", "http://", "http://a:b@nas", "http://[::1", "http://nas:x"]
    + ["http://nas?a=b", "http://nas:0"],
)
def test_what_is_no_address_is_asked_nothing(household: Household, directory: Directory, address: str) -> None:
    with pytest.raises(NotThatServer, match="Give an address such as"):
        servers.follow_by_hand(household.house, address, True)
    assert directory.tokens == []


def test_a_test_notes_trouble_and_its_end(household: Household, directory: Directory, barn: Neighbour) -> None:
    servers.follow(household.house, barn.id)
    directory.failure = Unavailable("Plex", "down")
    barn.faults.add(Fault("closed"))
    with pytest.raises(Unavailable):
        servers.test(household.house, barn.id)
    assert (barn.kept().trouble or "").startswith("Barn gave no usable answer (the connection to 127.0.0.1:")
    assert barn.kept().trouble_since == household.clock.at
    barn.faults.clear()
    assert servers.test(household.house, barn.id).address == barn.url
    assert (barn.kept().trouble, barn.kept().trouble_since) == (None, None)


def test_a_test_finds_another_way(
    household: Household, directory: Directory, barn: Neighbour, elsewhere: Neighbour
) -> None:
    servers.follow(household.house, barn.id)
    directory.offered = (elsewhere.offer(),)
    barn.faults.add(Fault("closed"))
    assert servers.test(household.house, barn.id).address == elsewhere.url
    assert barn.kept().address == elsewhere.url


def test_a_server_that_is_not_followed_is_tested_without_following_it(household: Household, barn: Neighbour) -> None:
    seen = servers.test(household.house, barn.id)
    assert (seen.name, seen.address, seen.label) == ("Barn", barn.url, "Barn")
    assert rows(household) == []
    with pytest.raises(NotThatServer, match="may not use that server"):
        servers.test(household.house, "somebody else's")


def test_what_is_not_followed_any_more_leaves_no_token(household: Household, barn: Neighbour) -> None:
    with pytest.raises(NotThatServer, match="follow it first"):
        servers.set_verify(household.house, barn.id, True)
    servers.follow(household.house, barn.id)
    servers.set_verify(household.house, barn.id, False)
    assert not barn.kept().verify_tls
    servers.unfollow(household.house, barn.id)
    kept = barn.kept()
    assert (kept.followed, kept.address, kept.token) == (False, None, None)
    with pytest.raises(NotThatServer):
        servers.set_verify(household.house, barn.id, True)


def test_a_scan_finds_a_server_that_moved(
    household: Household, directory: Directory, barn: Neighbour, elsewhere: Neighbour
) -> None:
    servers.follow(household.house, barn.id)
    household.scan()
    directory.offered = (elsewhere.offer(),)
    barn.faults.add(Fault("status", status=503))
    barn.tokens.clear()
    assert household.scan("incremental").state == "done"
    assert (barn.kept().address, household.told("There"), {*barn.tokens}) == (elsewhere.url, GAP, {None})
    asked = len(directory.tokens)
    assert household.scan("incremental").state == "done"
    assert len(directory.tokens) == asked, "what works is not looked for"


def test_a_scan_finds_a_server_whose_address_another_one_has_now(
    household: Household, directory: Directory, barn: Neighbour, elsewhere: Neighbour
) -> None:
    other = household.environ["PLEX_BASE_URL"]
    barn.keep(address=other)
    household.restart(PLEX_BASE_URL="", PLEX_TOKEN="")
    directory.offered = (elsewhere.offer(),)
    assert household.scan().state == "done"
    assert (barn.kept().address, household.told("There")) == (elsewhere.url, GAP)
    assert dict(household.plex.requests.kinds) == {"identity": 1}


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_scan_takes_the_fresh_token_where_the_old_one_is_refused(
    household: Household, directory: Directory, barn: Neighbour, by_hand: bool
) -> None:
    servers.follow(household.house, barn.id)
    barn.keep(by_hand=by_hand)
    barn.world.token = "fresh-token-of-barn"
    directory.offered = (barn.offer(NOBODY),)
    assert household.scan().state == "done"
    assert (barn.kept().token, barn.kept().address) == ("fresh-token-of-barn", barn.url)


def test_an_address_given_by_hand_is_not_looked_for_elsewhere(
    household: Household, directory: Directory, barn: Neighbour, elsewhere: Neighbour
) -> None:
    household.own("Here", household.broadcast(2, "Here", {1: 3}), {1: [1, 2]})
    servers.follow_by_hand(household.house, barn.url, True)
    directory.offered = (elsewhere.offer(),)
    barn.faults.add(Fault("status", status=503))
    assert household.scan().state == "partial"
    assert (barn.kept().address, elsewhere.tokens) == (barn.url, [])


def test_where_plex_cannot_be_asked_for_another_way_nothing_changes(
    household: Household, directory: Directory, barn: Neighbour
) -> None:
    household.own("Here", household.broadcast(2, "Here", {1: 3}), {1: [1, 2]})
    servers.follow(household.house, barn.id)
    household.scan()
    before = barn.kept()
    barn.faults.add(Fault("status", status=503))
    for failure in (Unavailable("Plex", "down"), Unauthorised("Plex", "refused")):
        directory.failure = failure
        assert household.scan("incremental").state == "partial"
        assert replace(barn.kept(), trouble=None, trouble_since=None) == replace(before, seen_at=barn.kept().seen_at)
    assert household.missing() == ["Here S01E03", "There S01E03"]


def test_tokens_are_in_no_repr(barn: Neighbour) -> None:
    barn.keep()
    offer: Offer = barn.offer()
    assert barn.world.token not in repr(offer) + repr(barn.kept())


def rows(household: Household) -> list[str]:
    with household.house.database.reading() as connection:
        assert followed(connection) == []
        return [row.name for row in every(connection)]
