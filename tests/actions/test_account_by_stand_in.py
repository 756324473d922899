"""A signed sign-in lives on for weeks at a stand-in for plex.tv, until somebody ends it there."""

from collections.abc import Iterator

import pytest

from parity.actions import servers, sign_in
from parity.actions.keep_account import look_after
from parity.core.failures import Unauthorised
from parity.demo.faults import Fault, Faults
from parity.demo.plex_tv_standin import create_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.store.notices import PLEX_ACCOUNT
from tests.actions.doorways import Doorway
from tests.actions.household import Household
from tests.actions.keeping import row_of

HOUR = 3600


class Services:
    """A stand-in whose clock goes with the household's."""

    def __init__(self, household: Household) -> None:
        self.household, self.world, self.faults = household, PlexTvWorld(), Faults()
        self.world.add_account("Anna")
        self.on(0)
        self.doorway = Doorway.of(create_app(self.world, self.faults))
        names = ("PLEX_TV_URL", "PLEX_CLIENTS_URL", "PLEX_APP_URL")
        household.restart(PARITY_PLEX_SIGN_IN="jwt", **dict.fromkeys(names, self.doorway.url))

    def on(self, hours: float) -> None:
        """Time goes by in both places."""
        self.household.clock.on(hours=hours)
        self.world.stop_clock(int(self.household.clock.at.timestamp()))

    def live(self, hours: int) -> None:
        """A worker looks every hour."""
        for _ in range(hours):
            self.on(1)
            look_after(self.household.house, self.household.stop)

    def sign_in(self) -> None:
        """Anna connects her account."""
        key = sign_in.begin(self.household.house, "connect", strong=False)
        self.world.claim(self.world.waiting_codes()[-1], "Anna")
        assert isinstance(sign_in.check(self.household.house, key), sign_in.Arrived)


@pytest.fixture
def services(household: Household) -> Iterator[Services]:
    """Anna is signed in by a token for seven days."""
    made = Services(household)
    made.sign_in()
    yield made
    made.doorway.move_out()


def test_a_signed_token_is_renewed_week_after_week(household: Household, services: Services) -> None:
    seen = {row_of(household).token.value}
    for _ in range(3):
        services.live(7 * 24)
        token = row_of(household).token
        assert token.value in services.world.living_tokens("Anna")
        seen.add(token.value)
    assert len(seen) == 4
    assert household.notices() == {}


@pytest.mark.parametrize("kind", ["html", "closed", "garbage"])
def test_a_week_of_silence_costs_the_token_but_not_the_sign_in(
    kind: str, household: Household, services: Services
) -> None:
    services.faults.add(Fault(kind, "/api/v2/auth/"))
    services.live(8 * 24)
    assert not row_of(household).dead
    assert set(household.notices()) == {PLEX_ACCOUNT}
    services.faults.clear()
    services.live(2)
    assert household.notices() == {}
    assert row_of(household).token.value in services.world.living_tokens("Anna")


def test_whoever_signs_out_of_all_devices_has_to_sign_in_again(household: Household, services: Services) -> None:
    services.world.kill_tokens("Anna")
    services.live(25)
    assert row_of(household).dead
    services.sign_in()
    assert not row_of(household).dead
    assert household.notices() == {}


def test_a_signed_token_that_ended_early_is_exchanged_when_servers_are_looked_for(
    household: Household, services: Services
) -> None:
    services.world.add_server("5e4e" * 10, "Server", "Anna")
    services.world.expire_signed("Anna")
    assert [found.offer.name for found in servers.offered(household.house)] == ["Server"]
    assert (row_of(household).dead, household.notices()) == (False, {})
    services.world.kill_tokens("Anna")
    with pytest.raises(Unauthorised):
        servers.offered(household.house)
    assert row_of(household).dead
