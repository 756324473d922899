"""Whose watched state is meant: the owner's, or that of a user of the home who was chosen by their PIN."""

from dataclasses import replace

import pytest

from parity.actions import watched_user as whose
from parity.actions.keep_account import sign_out
from parity.actions.ports import NotSetUp
from parity.core.account import HomeUser, PinRefused
from parity.core.failures import NotFound, Unauthorised, Unavailable
from parity.store import preferences, servers, watched_user
from parity.store.watched_user import ChosenUser
from tests.actions.household import Household
from tests.actions.keeping import ANNA, sign_in, with_plex_tv
from tests.plex_tv import FakePlexTv, offer

HOLLY, SAM = HomeUser("uuid-holly", "Holly", protected=True), HomeUser("uuid-sam", "Sam")
ATTIC = "attic"


@pytest.fixture
def plex(household: Household) -> FakePlexTv:
    """Anna has signed in; Holly, by her PIN, and Sam are in her home, and may use the server that is followed."""
    fake = with_plex_tv(household)
    fake.home = {HOLLY.uuid: (HOLLY, "4321"), SAM.uuid: (SAM, "")}
    sign_in(household.house)
    with household.house.database.writing() as connection:
        servers.put(connection, ATTIC, household.clock(), {"followed": True})
    fake.owned = dict.fromkeys(range(50, 60), (replace(offer(ATTIC), token="server-token-of-the-home"),))
    return fake


def kept(household: Household) -> ChosenUser | None:
    with household.house.database.reading() as connection:
        return watched_user.kept(connection)


def give(household: Household, token: str) -> None:
    """Write a token into the settings."""
    with household.house.database.writing() as connection:
        preferences.save(connection, {"sagetv_plex_token": token}, household.clock())


def test_at_first_it_is_the_owner_and_a_server_s_own_token(household: Household, plex: FakePlexTv) -> None:
    assert (whose.who(household.house), whose.name_of(household.house)) == ("", "")
    assert whose.token_for(household.house, ATTIC) is None
    assert plex.asked == []


def test_everybody_of_the_home_can_be_chosen(household: Household, plex: FakePlexTv) -> None:
    assert whose.list_users(household.house) == (HomeUser(ANNA.uuid, "Anna", admin=True), HOLLY, SAM)


def test_who_is_chosen_is_known_and_asks_each_server_by_their_own_token(household: Household, plex: FakePlexTv) -> None:
    assert whose.choose(household.house, HOLLY.uuid, "4321") == HOLLY
    assert (whose.who(household.house), whose.name_of(household.house)) == (HOLLY.uuid, "Holly")
    assert whose.token_for(household.house, ATTIC) == "server-token-of-the-home"
    with pytest.raises(NotSetUp, match="Holly may not use one of the Plex servers"):
        whose.token_for(household.house, "another")


@pytest.mark.parametrize("pin", ["", "1234"])
def test_a_missing_or_wrong_pin_changes_nothing(household: Household, plex: FakePlexTv, pin: str) -> None:
    whose.choose(household.house, SAM.uuid)
    with pytest.raises(PinRefused):
        whose.choose(household.house, HOLLY.uuid, pin)
    assert whose.name_of(household.house) == "Sam"


def test_the_pin_is_kept_nowhere(household: Household, plex: FakePlexTv) -> None:
    whose.choose(household.house, HOLLY.uuid, "4321")
    row = kept(household)
    assert row == ChosenUser(HOLLY.uuid, "Holly", "token-of-Holly", household.clock())
    assert "token-of-Holly" not in repr(row)


def test_choosing_oneself_is_choosing_the_owner(household: Household, plex: FakePlexTv) -> None:
    whose.choose(household.house, SAM.uuid)
    whose.choose(household.house, ANNA.uuid)
    assert whose.who(household.house) == ""
    assert plex.asked.count("switch") == 1


def test_somebody_who_may_use_no_server_cannot_be_chosen(household: Household, plex: FakePlexTv) -> None:
    plex.owned = {}
    with pytest.raises(NotSetUp, match="Sam may use none of the Plex servers"):
        whose.choose(household.house, SAM.uuid)
    assert kept(household) is None


def test_tokens_that_are_needed_no_more_end(household: Household, plex: FakePlexTv) -> None:
    whose.choose(household.house, HOLLY.uuid, "4321")
    whose.choose(household.house, HOLLY.uuid, "4321")
    assert plex.signed_out == []
    whose.choose(household.house, SAM.uuid)
    assert plex.signed_out == ["token-of-Holly"]
    plex.owned = {}
    with pytest.raises(NotSetUp):
        whose.choose(household.house, HOLLY.uuid, "4321")
    assert plex.signed_out == ["token-of-Holly", "token-of-Holly"]
    user = kept(household)
    assert user is not None
    assert user.name == "Sam"


def test_nobody_of_the_home_cannot_be_chosen(household: Household, plex: FakePlexTv) -> None:
    with pytest.raises(NotFound):
        whose.choose(household.house, "uuid-stranger")


def test_without_a_sign_in_nobody_can_be_chosen(household: Household) -> None:
    with_plex_tv(household)
    with pytest.raises(NotSetUp, match="sign in first"):
        whose.list_users(household.house)
    with pytest.raises(NotSetUp, match="sign in first"):
        whose.choose(household.house, SAM.uuid)


def test_a_sign_in_that_ended_says_what_to_do_and_silence_stays_silence(household: Household, plex: FakePlexTv) -> None:
    whose.choose(household.house, SAM.uuid)
    plex.trouble_of["offers"] = Unavailable("Plex account", "status 503")
    with pytest.raises(Unavailable):
        whose.token_for(household.house, ATTIC)
    plex.trouble_of["offers"] = Unauthorised("Plex account", "dead")
    with pytest.raises(Unauthorised, match="choose whose watched state is meant again"):
        whose.token_for(household.house, ATTIC)
    assert whose.name_of(household.house) == "Sam"


def test_a_token_in_the_settings_comes_first_and_names_nobody_else(household: Household, plex: FakePlexTv) -> None:
    whose.choose(household.house, SAM.uuid)
    give(household, "given-token")
    given = whose.who(household.house)
    assert whose.token_for(household.house, ATTIC) == "given-token"
    assert whose.name_of(household.house) == ""
    assert given not in ("", SAM.uuid)
    assert "given-token" not in given
    give(household, "another-token")
    assert whose.who(household.house) != given


def test_who_is_forgotten_ends_their_token_also_when_plex_is_away(household: Household, plex: FakePlexTv) -> None:
    assert not whose.forget(household.house)
    whose.choose(household.house, SAM.uuid)
    assert whose.forget(household.house)
    assert plex.signed_out == ["token-of-Sam"]
    whose.choose(household.house, SAM.uuid)
    plex.trouble = Unavailable("Plex account", "status 503")
    assert whose.forget(household.house)
    assert whose.who(household.house) == ""


def test_signing_out_of_plex_forgets_the_user_too(household: Household, plex: FakePlexTv) -> None:
    whose.choose(household.house, SAM.uuid)
    sign_out(household.house)
    assert kept(household) is None
