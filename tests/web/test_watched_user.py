"""The owner chooses whose watched state is meant; a PIN goes to Plex and is never seen again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.account import HomeUser, Offer, Token
from parity.core.failures import Unavailable
from parity.store import accounts, servers, watched_user
from tests.plex_tv import OWNER, FakePlexTv, PlexTvDoors, offer
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, as_manager, as_owner, client_of, house_in, token_on

PAGE, SETTINGS = "/settings/watched-user", "/settings"
HOLLY, SAM = HomeUser("uuid-holly", "Holly", protected=True), HomeUser("uuid-sam", "Sam")
PIN = "7391"


@pytest.fixture
def plex() -> FakePlexTv:
    """Ada's home, with Holly, who has a PIN, and Sam."""
    lent: dict[int, tuple[Offer, ...]] = dict.fromkeys(range(50, 60), (offer("attic"),))
    return FakePlexTv(
        tokens={"adas-own-token": OWNER}, owned=lent, home={HOLLY.uuid: (HOLLY, PIN), SAM.uuid: (SAM, "")}
    )


@pytest.fixture
def house(tmp_path: Path, plex: FakePlexTv) -> Iterator[House]:
    """Ada has signed in, and has a SageTV."""
    made = replace(house_in(tmp_path, SAGETV_URL="http://sage:frey@127.0.0.1:9"), doors=lambda: PlexTvDoors(plex=plex))
    with made.database.writing() as connection:
        accounts.keep(connection, OWNER, Token("classic", "adas-own-token"), NOW)
        servers.put(connection, "attic", NOW, {"followed": True})
    yield made
    made.database.close()


@pytest.fixture
def client(house: House) -> FlaskClient:
    return as_owner(client_of(house, "plex"))


def send(client: FlaskClient, to: str = "", part: bool = False, **form: str) -> tuple[int, str]:
    given = {"csrf_token": token_on(client, PAGE), **form}
    answer = client.post(f"{PAGE}{to}", data=given, headers=FRAGMENT if part else {}, follow_redirects=not part)
    return answer.status_code, answer.text


def chosen(house: House) -> str:
    with house.database.reading() as connection:
        row = watched_user.kept(connection)
    return row.name if row else ""


def test_no_page_asks_plex_till_the_owner_wants_to_choose(client: FlaskClient, plex: FakePlexTv) -> None:
    for page in (PAGE, SETTINGS):
        assert "what the owner of the Plex server has watched" in client.get(page).text
    assert plex.asked == []
    status, page = send(client, "/look")
    assert status == 200
    assert [name in page for name in ("Holly", "Sam", "PIN of Holly", "PIN of Sam")] == [True, True, True, False]


def test_who_has_no_pin_is_chosen_by_a_button(client: FlaskClient, house: House) -> None:
    status, page = send(client, user=SAM.uuid)
    assert (status, chosen(house)) == (200, "Sam")
    assert "From now on it is what Sam has watched." in page
    assert "<strong>Sam</strong>" in client.get(SETTINGS).text


def test_a_wrong_pin_is_said_beside_it_and_shown_nowhere(client: FlaskClient, house: House) -> None:
    for part in (False, True):
        status, page = send(client, part=part, user=HOLLY.uuid, pin="1234")
        assert (status, chosen(house)) == (422, "")
        assert "Plex does not take this PIN." in page
        assert "1234" not in page
    assert 'aria-invalid="true"' in page


def test_the_right_pin_chooses_and_is_never_seen_again(
    client: FlaskClient, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    status, page = send(client, part=True, user=HOLLY.uuid, pin=PIN)
    assert (status, chosen(house)) == (200, "Holly")
    for text in (page, client.get(SETTINGS).text, client.get(PAGE).text, caplog.text):
        assert PIN not in text
        assert "token-of-Holly" not in text


def test_the_owner_s_is_taken_again(client: FlaskClient, house: House) -> None:
    send(client, user=SAM.uuid)
    status, page = send(client, "/forget", part=True)
    assert (status, chosen(house)) == (200, "")
    assert page.lstrip().startswith('<section id="watched-user"')


def test_an_answer_that_does_not_come_is_told_and_changes_nothing(
    client: FlaskClient, house: House, plex: FakePlexTv
) -> None:
    send(client, user=SAM.uuid)
    plex.trouble = Unavailable("Plex account", "plex.tv answered with status 503")
    for status, page in (send(client, "/look"), send(client, user=HOLLY.uuid, pin=PIN)):
        assert status == 200
        assert "plex.tv answered with status 503" in page
    assert chosen(house) == "Sam"


def test_a_choice_of_nobody_is_refused(client: FlaskClient) -> None:
    assert send(client, user="")[0] == 422
    assert send(client, user="x" * 101)[0] == 422


def test_a_manager_neither_sees_nor_changes_it(house: House, plex: FakePlexTv) -> None:
    client = as_manager(client_of(house, "plex"))
    assert "watched-user" not in client.get(SETTINGS).text
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}/look").status_code in (400, 403)
    assert plex.asked == []


def test_without_a_partner_the_settings_do_not_speak_of_it(tmp_path: Path) -> None:
    other = house_in(tmp_path)
    assert "watched-user" not in as_owner(client_of(other, "plex")).get(SETTINGS).text
    other.database.close()
