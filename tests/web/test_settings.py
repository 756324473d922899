"""The settings page: what holds and why, saving by topic, the tests of the connections, the API's key."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import Catalogue, House, Library, NotSetUp
from parity.core.failures import Unauthorised, Unavailable
from parity.core.library import Section, Server
from parity.settings import ROWS
from parity.store import preferences
from tests.store.builders import NOW, add_household, statements
from tests.web.houses import FRAGMENT, KEY, ShutDoors, client_of, house_in, token_on

SECRET = "a-secret-nobody-may-see"
EVIL = "<script>alert('x')</script>"


def saved(house: House) -> dict[str, str]:
    with house.database.reading() as connection:
        return preferences.read(connection)


def keep(house: House, **values: str) -> None:
    with house.database.writing() as connection:
        preferences.save(connection, values, NOW)


def send(client: FlaskClient, topic: str, headers: Any = None, **typed: Any) -> Any:
    return client.post(f"/settings/{topic}", data={"csrf_token": token_on(client), **typed}, headers=headers)


def field(page: str, name: str) -> str:
    """The field of one setting, as it stands in the page."""
    found = re.search(rf'<div class="field[^>]* id="field-{name}">.*?(?=<div class="field|</form>)', page, re.DOTALL)
    assert found is not None, name
    return " ".join(found[0].split())


def test_every_setting_is_there_with_where_it_comes_from(tmp_path: Path) -> None:
    house = house_in(tmp_path, PLEX_TOKEN=SECRET, PARITY_POLICY="future")
    keep(house, grace_days="3", tmdb_api_key=SECRET)
    page = client_of(house).get("/settings").text
    for row in ROWS:
        assert f'id="field-{row.name}"' in page if row.saveable else f"<code>{row.environment}</code>" in page
    assert "from the environment: PLEX_TOKEN" in field(page, "plex_token")
    assert "Only those that air from now on" in field(page, "policy")
    assert "<span>saved</span>" in field(page, "grace_days")
    assert "Back to the default: 1" in field(page, "grace_days")
    assert field(page, "specials").endswith("default </small> </div> </div>")
    assert SECRET not in page


def test_what_the_environment_gives_cannot_be_typed_over(tmp_path: Path) -> None:
    house = house_in(tmp_path, PARITY_GRACE_DAYS="2")
    client = client_of(house)
    assert "<input" not in field(client.get("/settings").text, "grace_days")
    assert send(client, "missing", grace_days="5").status_code == 303
    assert saved(house) == {}


def test_each_kind_of_value_has_the_control_that_fits(client: FlaskClient) -> None:
    page = client.get("/settings").text
    for name, control in [
        ("plex_base_url", '<input type="url"'),
        ("plex_token", '<input type="text" class="secret" id="plex_token" name="plex_token" value=""'),
        ("plex_scan_scope", '<option value="all_library" selected>All shows'),
        ("grace_days", '<input type="number" id="grace_days" name="grace_days" value="1" min="0" max="7"'),
        ("specials", '<input type="checkbox" role="switch"'),
        ("schedule_full", '<option value="weekly sunday" selected>Every Sunday'),
        ("schedule_full", '<input type="time" name="schedule_full.more" value="04:30"'),
        ("policy", '<option value="all" selected>All episodes'),
        ("tz", '<option value="Europe/Berlin"></option>'),
        ("language", '<option value="en" >English'),
        ("dmm_base_url", 'value="https://debridmediamanager.com"'),
    ]:
        assert control in field(page, name), name


def test_only_what_differs_is_saved(house: House, client: FlaskClient) -> None:
    answer = send(client, "missing", grace_days="4", specials="false", policy="all", tz="UTC")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/settings#topic-missing")
    assert saved(house) == {"grace_days": "4", "reckoned_for": saved(house).get("reckoned_for", "")} or saved(
        house
    ) == {"grace_days": "4"}
    assert "Saved." in client.get("/settings").text
    send(client, "missing", grace_days="4")
    assert "Nothing was changed." in client.get("/settings").text


def test_fields_of_two_parts_make_one_value(house: House, client: FlaskClient) -> None:
    send(client, "missing", **{"policy": "from", "policy.more": "3", "specials": "true"})
    send(client, "scans", **{"schedule_full": "weekly monday", "schedule_full.more": "05:15"})
    send(client, "scans", **{"schedule_incremental": "off", "schedule_incremental.more": "03:30"})
    settings = house.settings()
    assert (settings.policy, settings.specials) == ("from 3", True)
    assert (str(settings.schedule_full), settings.schedule_incremental) == ("weekly monday 05:15", None)
    page = client.get("/settings").text
    assert '<option value="from" selected>' in field(page, "policy")
    assert 'name="policy.more" value="3"' in field(page, "policy")
    assert '<option value="off" selected>Never' in field(page, "schedule_incremental")


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_wrong_input_is_told_beside_its_field_and_all_else_typed_is_kept(
    headers: dict[str, str] | None, house: House, client: FlaskClient
) -> None:
    typed = {"grace_days": "9", "tz": "Mars/Olympus", "specials": "true", "policy": "last"}
    answer = send(client, "missing", headers, **typed)
    assert answer.status_code == 422
    assert answer.text.startswith("<section" if headers else "<!doctype html>")
    assert "Give a whole number from 0 to 7." in field(answer.text, "grace_days")
    assert 'value="9"' in field(answer.text, "grace_days")
    assert 'aria-invalid="true"' in field(answer.text, "grace_days")
    assert "There is no time zone of that name." in field(answer.text, "tz")
    assert "checked" in field(answer.text, "specials")
    assert '<option value="last" selected>' in field(answer.text, "policy")
    assert saved(house) == {}


def test_only_a_language_that_is_there_can_be_chosen(house: House, client: FlaskClient) -> None:
    answer = send(client, "interface", language="xx")
    assert answer.status_code == 422
    assert 'id="language-problem"' in field(answer.text, "language")
    assert saved(house) == {}
    assert send(client, "interface", language="en").status_code == 303


def test_a_search_address_is_looked_at_closely(client: FlaskClient) -> None:
    answer = send(client, "links", usenet_web_url_template="https://x.example/?q={nonsense}")
    assert answer.status_code == 422
    assert 'id="usenet_web_url_template-problem"' in answer.text


def test_what_may_be_empty_can_be_emptied_and_what_may_not_is_told(house: House, client: FlaskClient) -> None:
    keep(house, plex_library_name="TV")
    assert send(client, "plex", plex_library_name="").status_code == 303
    assert house.settings().plex_library_name == ()
    answer = send(client, "links", dmm_base_url="")
    assert "This is empty. Write a value, or go back to the default." in field(answer.text, "dmm_base_url")


def test_secrets_are_written_kept_by_an_empty_field_and_removed_but_never_shown(
    house: House, client: FlaskClient
) -> None:
    send(client, "metadata", tmdb_api_key=SECRET)
    assert house.settings().tmdb_api_key == SECRET
    send(client, "metadata", tmdb_api_key="", tvdb_pin="1234")
    assert house.settings().tmdb_api_key == SECRET
    page = client.get("/settings").text
    assert SECRET not in page
    assert 'value="tmdb_api_key" class="plainly"> Remove' in field(page, "tmdb_api_key")
    form = {"name": "tmdb_api_key", "csrf_token": token_on(client)}
    assert client.post("/settings/metadata/default", data=form).status_code == 303
    assert "TMDB key: removed." in client.get("/settings").text
    assert house.settings().tmdb_api_key is None


def test_a_secret_beside_a_wrong_value_is_not_sent_back(client: FlaskClient) -> None:
    answer = send(client, "plex", FRAGMENT, plex_token=SECRET, plex_base_url="nas:32400")
    assert (answer.status_code, SECRET in answer.text) == (422, False)
    assert "type it once more" in field(answer.text, "plex_token")
    assert 'value="nas:32400"' in field(answer.text, "plex_base_url")


def test_a_setting_goes_back_to_its_default_and_what_else_was_typed_stays(house: House, client: FlaskClient) -> None:
    keep(house, grace_days="3", policy="none")
    form = {"name": "grace_days", "csrf_token": token_on(client)}
    answer = client.post("/settings/missing/default", data={**form, "tz": "Europe/Rome"}, headers=FRAGMENT)
    assert answer.status_code == 200
    assert 'value="1"' in field(answer.text, "grace_days")
    assert 'value="Europe/Rome"' in field(answer.text, "tz")
    assert "Days of grace: as by default." in answer.text
    assert saved(house)["policy"] == "none"
    assert client.post("/settings/missing/default", data={**form, "name": "data_dir"}).status_code == 422


def test_what_was_typed_is_never_markup(client: FlaskClient) -> None:
    answer = send(client, "plex", plex_library_name=EVIL, plex_base_url=EVIL)
    assert answer.status_code == 422
    send(client, "plex", plex_library_name=EVIL)
    assert EVIL not in answer.text + client.get("/settings").text


def test_the_page_costs_the_same_whatever_the_household(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_household(connection, 50)
    with statements(house.database) as sent:
        assert client.get("/settings").status_code == 200
    assert len(sent) <= 3


# Two forms at once


def drawn(client: FlaskClient, topic: str) -> dict[str, str]:
    """What the form of a topic sends when nobody changed anything in it."""
    page = client.get("/settings").text
    form = re.search(rf'<form id="form-{topic}".*?</form>', page, re.DOTALL)
    assert form is not None
    controls = re.findall(r"<(input|select)\b([^>]*)>(.*?(?=<input|<select|</form>))", form[0], re.DOTALL)
    sent: dict[str, str] = {}
    for kind, attributes, inside in controls:
        given = dict(re.findall(r'([\w.-]+)="([^"]*)"', attributes))
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        if given.get("type") != "checkbox" or re.search(r"\schecked\b", attributes):
            sent[given["name"]] = chosen[1] if kind == "select" and chosen else given.get("value", "")
    return sent


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


@pytest.mark.parametrize(
    ("topic", "typed", "said"),
    [
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
    ],
)
def test_what_cannot_be_used_is_told_in_the_words_of_the_page(
    topic: str, typed: dict[str, str], said: str, client: FlaskClient
) -> None:
    answer = send(client, topic, **typed)
    assert answer.status_code == 422
    assert said in field(answer.text, next(iter(typed)))


@pytest.mark.parametrize(
    ("topic", "name", "typed", "kept"),
    [
        ("plex", "plex_base_url", "http://me:hunter2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "http://me:hunt/er2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "http://me:hunt?er2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "http://me:7/er2@nas:32400", "http://nas:32400"),
        ("plex", "plex_base_url", "me:hunter2@nas:32400", "nas:32400"),
        ("links", "dmm_base_url", "https://me:hunter2@dmm.example", "https://dmm.example"),
        ("links", "usenet_web_url_template", "https://me:hunter2@x.example/?q={query}", "https://x.example/?q={query}"),
    ],
)
def test_a_password_inside_an_address_is_neither_kept_nor_sent_back(
    topic: str, name: str, typed: str, kept: str, house: House, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        answers = [send(client, topic, headers, **{name: typed}) for headers in (None, FRAGMENT)]
    for answer in answers:
        assert answer.status_code == 422
        assert "The user name and password were taken out here." in field(answer.text, name)
        assert f'value="{kept}"' in field(answer.text, name)
    seen = "".join(answer.text for answer in answers) + client.get("/settings").text + caplog.text
    assert not re.search("hunt|er2", seen)
    assert saved(house) == {}


# The tests of the connections


@dataclass
class Services(ShutDoors):
    """Plex and TMDB as they answer here: a trouble, or well."""

    trouble: Exception | None = None

    def server(self) -> Server:
        """Who answers."""
        if self.trouble:
            raise self.trouble
        return Server("m1", f"Attic {EVIL}", "1.41.0")

    def sections(self) -> tuple[Section, ...]:
        """Two libraries."""
        stamps = (None, None, None)
        return tuple(Section(str(n), "show", title, "agent", stamps) for n, title in enumerate(("TV", "Anime")))

    def find_by_imdb(self, imdb_id: str) -> tuple[int, ...]:
        """Nothing of that id."""
        if self.trouble:
            raise self.trouble
        return ()

    def library(self, stop: Event) -> AbstractContextManager[Library]:
        """This one."""
        return cast(AbstractContextManager[Library], self._open())

    def catalogue(self, stop: Event) -> AbstractContextManager[Catalogue]:
        """This one."""
        return cast(AbstractContextManager[Catalogue], self._open())

    @contextmanager
    def _open(self) -> Iterator["Services"]:
        if isinstance(self.trouble, NotSetUp):
            raise self.trouble
        yield self


def try_out(house: House, service: str, trouble: Exception | None = None, headers: Any = FRAGMENT) -> Any:
    client = client_of(replace(house, doors=lambda: Services(trouble=trouble)))
    return client.post(f"/settings/test/{service}", data={"csrf_token": token_on(client)}, headers=headers), client


def test_a_test_says_what_it_saw(house: House) -> None:
    said = try_out(house, "plex")[0].text
    assert said.startswith('<div id="tested-plex" class="tested works" role="status">')
    assert "version 1.41.0, and takes the token. Libraries (2): TV, Anime." in said
    assert EVIL not in said
    assert "TMDB answers, and accepts the key." in try_out(house, "tmdb")[0].text


@pytest.mark.parametrize(
    ("trouble", "outcome", "said"),
    [
        (Unauthorised("TMDB", "the key was refused"), "refused", "answers, but refuses the key"),
        (Unavailable("TMDB", "refused the connection"), "silent", "gives no usable answer"),
        (NotSetUp("TMDB_API_KEY is not set: give one"), "not-set-up", "TMDB_API_KEY is not set"),
    ],
)
def test_a_test_tells_a_refused_key_from_no_answer(trouble: Exception, outcome: str, said: str, house: House) -> None:
    answer = try_out(house, "tmdb", trouble)[0]
    assert answer.status_code == 200
    assert f'class="tested {outcome}"' in answer.text
    assert said in answer.text


def test_without_htmx_a_test_leads_back_to_the_page_with_its_words(house: House) -> None:
    answer, client = try_out(house, "tmdb", headers=None)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/settings#test-tmdb")
    assert "TMDB answers, and accepts the key." in client.get("/settings").text
    assert client.get("/settings/test/tmdb").status_code == 405


# The API's key


def test_the_key_of_the_api_is_shown_to_who_asks_for_it_and_kept_by_nobody(client: FlaskClient) -> None:
    assert KEY not in client.get("/settings").text
    form = {"csrf_token": token_on(client)}
    for headers, start in ((FRAGMENT, '<div id="api-key">'), (None, "<!doctype html>")):
        shown = client.post("/settings/key", data=form, headers=headers)
        assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-store")
        assert shown.text.startswith(start)
        assert KEY in shown.text
    assert KEY not in client.get("/settings?section=key", headers=FRAGMENT).text
    assert client.get("/settings/key").status_code == 405
    assert client.post("/settings/key").status_code == 400
