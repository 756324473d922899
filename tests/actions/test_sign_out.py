"""Signing out ends the token at Plex as far as it can be reached, and forgets it here."""

import pytest

from parity.actions.keep_account import refused, sign_out
from parity.core.account import Token
from parity.core.failures import Failure, Unauthorised
from parity.store import servers
from tests.actions.household import Household
from tests.actions.keeping import CLASSIC, SILENCES, kept, row_of, sign_in
from tests.plex_tv import FakePlexTv


def server(household: Household, machine_id: str) -> servers.ServerRow:
    with household.house.database.reading() as connection:
        row = servers.get(connection, machine_id)
    assert row is not None
    return row


def test_signing_out_ends_the_token_and_forgets_the_account_but_not_its_servers(
    household: Household, stub: FakePlexTv
) -> None:
    refused(household.house, CLASSIC.value)
    with household.house.database.writing() as connection:
        now = household.clock.at
        values = {"name": "Attic", "followed": True, "address": "http://attic:32400", "token": "of the attic"}
        servers.put(connection, "attic", now, values)
        servers.put(connection, "given", now, {"name": "Given by the settings"})
    told = sign_out(household.house)
    assert told is not None
    assert (told.name, told.revoked) == ("Anna", True)
    assert CLASSIC.value not in stub.tokens
    assert kept(household.house) is None
    assert household.notices() == {}
    attic, given = server(household, "attic"), server(household, "given")
    assert (attic.followed, attic.address, attic.token, attic.trouble) == (
        True, "http://attic:32400", None, "signed out"
    )  # fmt: skip
    assert (given.token, given.trouble) == (None, None)


@pytest.mark.parametrize(
    ("trouble", "revoked"), [(SILENCES[0], False), (Unauthorised("plex.tv", "the token was refused"), True)]
)
def test_signing_out_says_whether_the_token_ended(
    trouble: Failure, revoked: bool, household: Household, stub: FakePlexTv
) -> None:
    stub.trouble_of["sign_out"] = trouble
    told = sign_out(household.house)
    assert told is not None
    assert told.revoked == revoked
    assert kept(household.house) is None


def test_a_sign_in_that_comes_while_somebody_signs_out_stays(household: Household, stub: FakePlexTv) -> None:
    newer = Token("classic", "of the sign-in meanwhile")
    stub.meanwhile = lambda: sign_in(household.house, newer)
    sign_out(household.house)
    assert row_of(household).token == newer
