"""The order of a show is chosen on its page: what is always on offer, and what TMDB and TheTVDB have besides."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.offer_orders import on_offer
from parity.actions.ports import House
from parity.core.catalogue import OrderOnOffer
from parity.core.failures import Unauthorised
from parity.core.order_choice import kept_under, label_of
from tests.actions.household import Household
from tests.store.builders import add_show
from tests.web.houses import FRAGMENT, client_of, house_in, token_on
from tests.web.route_table import OUTSIDE


def options(page: str) -> list[str]:
    """The orders that the page offers."""
    part = page.split('<select name="order"')[1].split("</select>")[0]
    return [piece.split('"')[0] for piece in part.split('<option value="')[1:]]


def test_tmdbs_own_orders_are_always_on_offer_and_thetvdbs_with_a_key(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    keyed = house_in(tmp_path / "other", TVDB_API_KEY="key")
    with keyed.database.writing() as connection:
        show = add_show(connection, "Dark", tmdb_id=7)
    found = options(client_of(keyed).get(f"/shows/{show}").text)
    keyed.database.close()
    assert found[:3] == ["", "tmdb:aired", "tmdb:absolute"]
    assert found[3:] == [f"tvdb:{order}" for order in ("official", "dvd", "absolute", "alternate", "regional")]


def test_the_page_of_a_show_without_a_key_offers_no_order_of_thetvdb(
    client: FlaskClient, show: int, house: House
) -> None:
    page = client.get(f"/shows/{show}").text
    assert options(page) == ["", "tmdb:aired", "tmdb:absolute"]
    assert "as Plex says: TMDB, as aired" in page


def test_an_order_is_chosen_and_taken_back(client: FlaskClient, show: int) -> None:
    token = {"csrf_token": token_on(client)}
    client.post(f"/shows/{show}/order", data={"order": "tmdb:aired", **token})
    page = client.get(f"/shows/{show}").text
    assert "It is compared in another order: TMDB, as aired." in page
    assert '<option value="tmdb:aired" selected>' in page
    assert "(chosen by hand)" in page
    client.post(f"/shows/{show}/order", data={"order": "", **token})
    assert "It is numbered as Plex says again." in client.get(f"/shows/{show}").text


def test_an_order_that_is_none_is_said_beside_the_choice(client: FlaskClient, show: int) -> None:
    data = {"order": "imdb:best", "csrf_token": token_on(client)}
    for headers in ({}, FRAGMENT):
        answer = client.post(f"/shows/{show}/order", data=data, headers=headers)
        assert answer.status_code == 422
        assert '<small id="order-order-wrong" class="wrong">Choose one of these.</small>' in answer.text


def test_to_open_the_page_asks_nobody_and_only_the_button_does(client: FlaskClient, show: int) -> None:
    assert client.get(f"/shows/{show}").status_code == 200
    # The house of this test has no way out: who tries to leave it falls over that.
    assert client.post(f"/shows/{show}/orders", data={"csrf_token": token_on(client)}).status_code == OUTSIDE


def test_other_orders_are_looked_for_at_both_services_and_a_refusal_is_told(tmp_path: Path) -> None:
    home = Household(tmp_path, with_tvdb=True)
    home.broadcast(1, "Firefly", {1: 3}, tvdb_id=78874)
    ids = [episode.id for episode in home.tmdb.shows[1].seasons[1].episodes.values()]
    home.tmdb.add_group(1, "5acf93e60e0a26346d0000ce", "As <b>meant</b>", {1: ids})
    home.tvdb.add_series(78874, "Firefly")
    home.tvdb.add_episode(78874, 1, "Serenity", "2002-12-20", official=(1, 1), dvd=(1, 2))
    home.own("Firefly", 1, {1: (1, 2)})
    home.scan("full")
    show = home.show_id("Firefly")
    found = {label_of(each): each for each in on_offer(home.house, show)}
    group = OrderOnOffer("tmdb", "group:5acf93e60e0a26346d0000ce", "As <b>meant</b>", 3)
    assert found["tmdb:group:5acf93e60e0a26346d0000ce"] == group
    assert {"tmdb:aired", "tmdb:absolute", "tvdb:official", "tvdb:dvd"} <= found.keys()
    client = client_of(home.house)
    looked = client.post(f"/shows/{show}/orders", data={"csrf_token": token_on(client)}, headers=FRAGMENT).text
    assert "TMDB, order “As &lt;b&gt;meant&lt;/b&gt;”, 3 episodes" in looked
    assert set(options(looked)) >= found.keys()
    home.tmdb.v3_key = "another"
    with pytest.raises(Unauthorised):
        on_offer(home.house, show)
    refused = client.post(f"/shows/{show}/orders", data={"csrf_token": token_on(client)}, headers=FRAGMENT).text
    assert "The orders could not be asked for. TMDB:" in refused
    home.close()


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("tmdb:aired", (1, "tmdb:aired")),
        ("tmdb:group:5a", (1, "tmdb:group:5a")),
        ("tvdb:dvd", (2, "tvdb:dvd")),
        ("unknown:word", (1, "tmdb:aired")),
    ],
)
def test_decisions_are_kept_under_the_id_of_the_provider_whose_rows_they_are(label: str, kept: tuple[int, str]) -> None:
    assert kept_under(label, 2, 1) == kept
