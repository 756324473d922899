"""Forms of settings: two at once, and what is said of what cannot be used."""

import re

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from tests.web.houses import FRAGMENT, as_manager, as_owner, buttons, client_of, token_on
from tests.web.settings_forms import SECRET, drawn, field, keep, saved, send

# Two forms at once


def test_a_form_that_is_sent_as_it_was_drawn_changes_nothing(house: House, client: FlaskClient) -> None:
    keep(house, plex_library_name='"Films, old", Anime', plex_token=SECRET, schedule_full="off", policy="from 3")
    before = saved(house)
    for topic in ("plex", "metadata", "missing", "scans", "links", "interface", "simkl", "sagetv"):
        assert client.post(f"/settings/{topic}", data=drawn(client, topic)).status_code == 303
        assert "Nothing was changed." in client.get("/settings").text
    assert saved(house) == before


def test_a_form_saves_only_what_its_reader_changed_whatever_was_saved_meanwhile(
    house: House, client: FlaskClient
) -> None:
    old = drawn(client, "missing")
    send(client, "missing", grace_days="4", specials="true")
    assert client.post("/settings/missing", data={**old, "policy": "last"}).status_code == 303
    settings = house.settings()
    assert (settings.grace_days, settings.specials, settings.policy) == (4, True, "last")


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_what_was_changed_elsewhere_meanwhile_is_told_beside_its_field_and_replaced_on_a_second_try(
    headers: dict[str, str] | None, house: House, client: FlaskClient
) -> None:
    old = {**drawn(client, "missing"), "grace_days": "2"}
    send(client, "missing", grace_days="4", tz="Europe/Rome")
    answer = client.post("/settings/missing", data={**old, "policy": "none"}, headers=headers)
    assert answer.status_code == 422
    told = field(answer.text, "grace_days")
    assert "This was changed elsewhere meanwhile: now it is 4. Save again to put yours in its place." in told
    assert 'value="2"' in told
    assert 'value="Europe/Rome"' in field(answer.text, "tz")
    assert (house.settings().grace_days, house.settings().policy) == (4, "all")
    assert 'name="grace_days.was" value="4"' in told
    again = {**old, "policy": "none", "grace_days.was": "4", "tz": "Europe/Rome", "tz.was": "Europe/Rome"}
    assert client.post("/settings/missing", data=again).status_code == 303
    assert (house.settings().grace_days, house.settings().policy) == (2, "none")


def test_two_who_change_a_setting_to_the_same_value_agree(house: House, client: FlaskClient) -> None:
    old = drawn(client, "plex")
    send(client, "plex", plex_scan_scope="watchlist_only", plex_token=SECRET)
    sent = {**old, "plex_scan_scope": "watchlist_only", "plex_token": SECRET}
    assert client.post("/settings/plex", data=sent).status_code == 303


def test_a_secret_that_was_changed_meanwhile_is_told_and_neither_is_shown(house: House, client: FlaskClient) -> None:
    keep(house, tvdb_pin="pin-of-before")
    old = drawn(client, "metadata")
    send(client, "metadata", tvdb_pin="pin-of-another", tmdb_api_key=SECRET)
    answer = client.post("/settings/metadata", data={**old, "tvdb_pin": "pin-of-mine"})
    assert answer.status_code == 422
    assert "This was changed elsewhere meanwhile." in field(answer.text, "tvdb_pin")
    assert not re.search(f"pin-of-|{SECRET}", answer.text)
    assert house.settings().tvdb_pin == "pin-of-another"
    marks = [field(page, "tvdb_pin") for page in (answer.text, client.get("/settings").text)]
    assert "pin-of-mine" not in marks[1]
    again = re.search(r'name="tvdb_pin.was" value="([^"]*)"', answer.text)
    assert again is not None
    sent = {**old, "tvdb_pin": "pin-of-mine", "tvdb_pin.was": again[1]}
    assert client.post("/settings/metadata", data=sent).status_code == 303
    assert house.settings().tvdb_pin == "pin-of-mine"


# What is said of what cannot be used


def test_what_cannot_be_used_is_told_in_the_words_of_the_page(client: FlaskClient) -> None:
    token = token_on(client)
    cases: list[tuple[str, dict[str, str], str]] = [
        ("plex", {"plex_base_url": "nas:32400"}, "Begin it with http:// or https://, as in http://192.168.1.5:32400."),
        ("links", {"dmm_base_url": "dmm"}, "Begin it with http:// or https://, as in https://debridmediamanager.com."),
        ("links", {"dmm_base_url": "https://x/?a"}, "End it before the ? or #, as in https://debridmediamanager.com."),
        ("plex", {"plex_base_url": "http://"}, "This is no web address. Write it as in http://192.168.1.5:32400."),
        ("sagetv", {"sagetv_url": "sage"}, "Begin it with http:// or https://, as in http://user:password@192.168"),
        ("scans", {"schedule_full": "daily"}, "Choose how often, and a time of day such as 04:30."),
        ("missing", {"policy": "from"}, "From which season on? Give a number from 1 to 9999."),
        ("missing", {"policy": "from", "policy.more": "0"}, "From which season on? Give a number from 1 to 9999."),
        ("missing", {"policy": "sometimes"}, "Choose one of these."),
        ("interface", {"week_start": "someday"}, "Choose one of these."),
        ("missing", {"grace_days": "1.5"}, "Give a whole number from 0 to 7."),
        ("interface", {"language": "xx"}, "Choose one of these."),
        ("plex", {"plex_library_name": "x" * 10_001}, "This is too long, or not one line."),
    ]
    for topic, typed, said in cases:
        answer = send(client, topic, FRAGMENT, csrf_token=token, **typed)
        assert (answer.status_code, said in field(answer.text, next(iter(typed)))) == (422, True), said


def test_a_password_inside_an_address_is_neither_kept_nor_sent_back(
    house: House, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    token, seen = token_on(client), []
    cases = [
        ("plex", "plex_base_url", "http://me:hunter2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "http://me:hunt/er2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "http://me:hunt?er2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "http://me:7/er2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "me:hunter2@nas:32400", "nas:32400"),
        ("links", "dmm_base_url", "https://me:hunter2@dmm.example", "https://dmm.example"),
        ("links", "usenet_web_url_template", "https://me:hunter2@x.example/?q={query}", "https://x.example/?q={query}"),
    ]
    for topic, name, typed, kept in cases:
        with caplog.at_level("DEBUG"):
            answer = send(client, topic, FRAGMENT, **{name: typed, "csrf_token": token})
        assert answer.status_code == 422
        assert "The user name and password were taken out here." in field(answer.text, name)
        assert f'value="{kept}"' in field(answer.text, name)
        seen.append(answer.text)
    whole = send(client, "plex", plex_base_url="http://me:hunter2@nas", csrf_token=token)
    assert whole.status_code == 422
    seen += [whole.text, client.get("/settings").text, caplog.text]
    assert not re.search("hunt|er2@", "".join(seen))
    assert saved(house) == {}


def test_who_hears_the_page_knows_what_each_button_is_about(house: House, client: FlaskClient) -> None:
    keep(house, grace_days="3", tmdb_api_key=SECRET)
    heard = buttons(client.get("/settings").text)
    assert {"Save: Plex", "Back to the default: 1, Days of grace", "Remove TMDB key"} <= set(heard)
    assert len(heard) == len(set(heard))


# The token and the address that it is for


def test_only_the_owner_has_the_token_sent_to_another_address(house: House) -> None:
    keep(house, plex_base_url="http://10.0.0.9:32400", plex_token=SECRET)
    manager = as_manager(client_of(house, auth="plex"))
    refused = send(manager, "plex", plex_base_url="http://evil.example")
    assert refused.status_code == 422
    assert "Give the token of that server too" in field(refused.text, "plex_base_url")
    assert saved(house)["plex_base_url"] == "http://10.0.0.9:32400"
    send(manager, "plex/default", name="plex_base_url")
    assert send(manager, "plex", plex_base_url="http://evil.example").status_code == 422
    assert send(manager, "plex", plex_base_url="http://10.0.0.8:32400", plex_token="its-own-token").status_code == 303
    owner = as_owner(client_of(house, auth="plex"))
    assert send(owner, "plex", plex_base_url="http://10.0.0.9:32400").status_code == 303
