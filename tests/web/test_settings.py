"""The settings page: what holds and why, saving by topic, the tests of the connections, the API's key."""

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
from parity.store import notices
from tests.store.builders import NOW, add_household, add_scan, statements
from tests.web.houses import FRAGMENT, KEY, ShutDoors, client_of, house_in, token_on
from tests.web.settings_forms import SECRET, field, keep, saved, send

EVIL = "<script>alert('x')</script>"


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
        ("plex_scan_scope", '<option value="all_library" selected>Everything'),
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
    assert "There is no time zone Mars/Olympus." in field(answer.text, "tz")
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
    assert len(sent) <= 8


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

    def library(self, stop: Event, patience: float) -> AbstractContextManager[Library]:
        """This one."""
        return cast(AbstractContextManager[Library], self._open())

    def catalogue(self, stop: Event, patience: float) -> AbstractContextManager[Catalogue]:
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
        (
            NotSetUp("TMDB_API_KEY is not set: give one"),
            "not-set-up",
            '<a href="/settings#field-tmdb_api_key">Settings › Metadata › TMDB key</a> is not set: give one',
        ),
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


def test_sentences_from_below_call_settings_as_the_page_does(house: House) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "failed", note="Plex: PLEX_TOKEN is refused <b>; see TZ and PLEX_TOKENS")
        notices.put(connection, "libraries", "PLEX_LIBRARY_NAME names Anime, which Plex does not have", NOW)
    client = client_of(house)
    for path in ("/", "/activity", "/activity/1"):
        page = client.get(path).text
        told = 'Plex: <a href="/settings#field-plex_token">Settings › Plex › Token</a> is refused &lt;b&gt;'
        assert f"{told}; see TZ and PLEX_TOKENS" in page, path
    dashboard = client.get("/").text
    assert "Settings › Plex › Libraries</a> names Anime, which Plex does not have" in dashboard
    answer, client = try_out(house, "tmdb", NotSetUp("TMDB_API_KEY is not set"), headers=None)
    assert answer.status_code == 303
    assert "<span>Settings › Metadata › TMDB key is not set</span>" in client.get("/settings").text


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
