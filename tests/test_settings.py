"""Settings: where a value comes from, what stops the start, and that no secret is ever told."""

from dataclasses import fields
from pathlib import Path
from typing import get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.settings import (
    ROWS,
    Row,
    SettingError,
    Settings,
    child_environment,
    display_environment,
    from_environment,
    load,
    parse_one,
    saveable,
)


def refusal(environ: dict[str, str], saved: dict[str, str] | None = None) -> SettingError:
    with pytest.raises(SettingError) as caught:
        load(environ, saved or {})
    return caught.value


# Defaults and precedence


def test_without_anything_the_defaults_of_the_contract_hold() -> None:
    settings = load({}, {})
    assert settings.plex_base_url is None
    assert settings.plex_token is None
    assert settings.plex_library_name == ()
    assert settings.plex_scan_scope == "all_library"
    assert settings.include_dmm_link is True
    assert settings.dmm_base_url == "https://debridmediamanager.com"
    assert settings.usenet_provider == "none"
    assert settings.workers == 2
    assert settings.auth == "plex"
    assert settings.auth_header == "Remote-User"
    assert settings.trusted_proxies == 0
    assert settings.tmdb_rate == 35
    assert settings.tmdb_connections == 20
    assert (settings.log_level, settings.log_format) == ("INFO", "text")
    assert settings.tz == ZoneInfo("UTC")
    assert settings.grace_days == 1
    assert settings.specials is False
    assert settings.policy == "all"
    assert settings.plex_discover_url == "https://discover.provider.plex.tv"
    assert settings.tmdb_base_url == "https://api.themoviedb.org/3"
    assert settings.tvdb_base_url == "https://api4.thetvdb.com/v4"


def test_the_environment_outranks_what_is_saved_and_that_outranks_the_default() -> None:
    settings = load({"PARITY_GRACE_DAYS": "0"}, {"grace_days": "3", "specials": "true"})
    assert (settings.grace_days, settings.origin("grace_days")) == (0, "environment")
    assert (settings.specials, settings.origin("specials")) == (True, "saved")
    assert (settings.policy, settings.origin("policy")) == ("all", "default")


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_an_empty_value_counts_as_not_given(nothing: str) -> None:
    settings = load({"PARITY_GRACE_DAYS": nothing, "PARITY_NO_SUCH": nothing}, {"grace_days": nothing})
    assert (settings.grace_days, settings.origin("grace_days")) == (1, "default")


def test_what_the_app_may_not_save_is_ignored_when_it_is_saved_all_the_same() -> None:
    settings = load({}, {"auth": "none", "database_url": "sqlite:///elsewhere.db", "of_a_later_version": "1"})
    assert settings.auth == "plex"
    assert settings.origin("database_url") == "default"


def test_a_value_of_the_environment_makes_a_spoilt_saved_one_harmless() -> None:
    assert load({"PARITY_POLICY": "none"}, {"policy": "garbage"}).policy == "none"


def test_the_environment_is_read_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARITY_GRACE_DAYS", "5")
    assert from_environment({"grace_days": "2"}).grace_days == 5


def test_the_name_of_each_setting_is_that_of_its_variable() -> None:
    assert [row.name for row in ROWS] == [item.name for item in fields(Settings) if item.name != "origins"]
    assert len({row.environment for row in ROWS}) == len(ROWS)


def test_each_default_is_of_the_type_that_its_field_declares() -> None:
    hints = get_type_hints(Settings)
    settings = load({}, {})
    for row in ROWS:
        value = getattr(settings, row.name)
        wanted = getattr(hints[row.name], "__args__", (hints[row.name],))
        assert isinstance(value, tuple) or type(value) in wanted or isinstance(value, hints[row.name]), row.name


# The data folder and what lies in it


def test_database_queue_and_cache_lie_in_the_data_folder_unless_named() -> None:
    settings = load({"PARITY_DATA_DIR": "/srv/parity", "PARITY_CACHE_URL": "redis://cache:6379/1"}, {})
    assert settings.data_dir == Path("/srv/parity")
    assert settings.database_url == "sqlite:////srv/parity/parity.db"
    assert settings.queue_url == "sqlite:////srv/parity/queue.db"
    assert settings.cache_url == "redis://cache:6379/1"


def test_a_relative_data_folder_stays_the_same_folder_wherever_a_child_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load({}, {})
    monkeypatch.chdir("/")
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/parity.db"


# Trouble


def test_a_spoilt_saved_value_says_how_to_outrank_it() -> None:
    assert str(refusal({}, {"grace_days": "9"})) == (
        "PARITY_GRACE_DAYS: 9 is out of range; "
        "use 0 to 7, or give PARITY_GRACE_DAYS in the environment, which outranks it"
    )


def test_a_line_break_in_a_value_is_refused_as_it_could_end_a_header() -> None:
    assert refusal({"PLEX_TOKEN": "abc\r\nX-Evil: 1"}).problem == "is too long or has a control character in it"


@pytest.mark.parametrize(
    "name",
    [
        "PARITY_REQUIRE_BROWSER",
        "PARITY_SERVICE_HOST",
        "PARITY_SERVICE_PORT_HTTP",
        "PARITY_PORT",
        "PARITY_PORT_8000_TCP_ADDR",
        "PARITY_WEB_SERVICE_HOST",
    ],
)
def test_names_that_tests_or_the_platform_give_are_no_misspelt_settings(name: str) -> None:
    assert load({name: "tcp://10.0.0.1:8000"}, {}).workers == 2


@given(row=st.sampled_from(ROWS), text=st.text(min_size=1))
def test_any_text_is_either_a_value_or_one_line_of_trouble(row: Row, text: str) -> None:
    try:
        load({row.environment: text}, {})
    except SettingError as trouble:
        line = str(trouble)
    else:
        line = f"{row.environment}: "
    assert line.startswith(f"{row.environment}: ")
    assert len(line.splitlines()) == 1


# Saving and showing


@given(row=st.sampled_from(ROWS), text=st.text(min_size=1))
def test_what_is_saved_reads_back_as_the_same_text(row: Row, text: str) -> None:
    try:
        plain = parse_one(row.name, text)
    except SettingError:
        return
    assert parse_one(row.name, plain) == plain
    assert getattr(load({}, {row.name: plain}), row.name) == getattr(load({row.environment: text}, {}), row.name)


@pytest.mark.parametrize(
    ("name", "text", "plain"),
    [
        ("specials", "ON", "true"),
        ("schedule_full", "weekly sun 4:30", "weekly sunday 04:30"),
        ("schedule_full", "Off", "off"),
        ("plex_library_name", '7, "Films, old"', '7,"Films, old"'),
        ("plex_base_url", " http://nas:32400/ ", "http://nas:32400"),
        ("tz", "Europe/Berlin", "Europe/Berlin"),
    ],
)
def test_a_saved_value_is_kept_in_its_plainest_form(name: str, text: str, plain: str) -> None:
    assert parse_one(name, text) == plain


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("grace_days", "8", "PARITY_GRACE_DAYS: 8 is out of range; use 0 to 7"),
        ("grace_days", " ", "PARITY_GRACE_DAYS: is empty; write a value, or go back to the default"),
        ("auth", "none", "PARITY_AUTH: cannot be saved in the app; give it in the environment"),
        ("colour", "red", "colour: is not a setting; look for the name on the Settings page"),
    ],
)
def test_a_value_that_cannot_be_saved_says_why(name: str, text: str, line: str) -> None:
    with pytest.raises(SettingError) as caught:
        parse_one(name, text)
    assert str(caught.value) == line


def test_what_decides_who_may_come_in_is_never_saved_in_the_app() -> None:
    names = {row.name for row in saveable()}
    assert {"grace_days", "specials", "policy", "tz", "plex_token", "usenet_api_key"} <= names
    assert not names & {
        "auth",
        "auth_header",
        "owner",
        "data_dir",
        "database_url",
        "secret_key",
        "plex_tv_url",
    }


def test_a_page_is_shown_each_setting_with_its_origin() -> None:
    settings = load(
        {"PLEX_TOKEN": "abcdefgh1234", "UMASK": "2", "PARITY_SCHEDULE_FULL": "off"},
        {"plex_library_name": "TV,Anime"},
    )
    shown = {item.row.name: (item.text, item.origin) for item in settings.shown()}
    assert list(shown) == [row.name for row in ROWS]
    assert shown["plex_token"] == ("set", "environment")
    assert shown["tmdb_api_key"] == ("not set", "default")
    assert shown["plex_library_name"] == ("TV,Anime", "saved")
    assert shown["schedule_full"] == ("off", "environment")
    assert shown["umask"] == ("002", "environment")
    assert shown["puid"] == ("", "default")


def test_a_child_process_gets_this_environment_and_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEX_TOKEN", "abcdefgh1234")
    monkeypatch.setenv("LANG", "C.UTF-8")
    plain = child_environment({"PARITY_WORKERS": "1"})
    assert (plain["PLEX_TOKEN"], plain["LANG"], plain["PARITY_WORKERS"]) == ("abcdefgh1234", "C.UTF-8", "1")
    clean = child_environment({"PARITY_WORKERS": "1"}, without_settings=True)
    assert "PLEX_TOKEN" not in clean
    assert (clean["LANG"], clean["PARITY_WORKERS"]) == ("C.UTF-8", "1")


def test_how_things_are_shown_can_be_told_from_all_that_leads_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {"TZ": "Asia/Tokyo", "PARITY_WEEK_START": "sunday", "PARITY_CLOCK": "12h", "PARITY_LANGUAGE": "en"}
    for name in (row.environment for row in ROWS):
        monkeypatch.setenv(name, shown.get(name, "something"))
    assert display_environment() == shown
    monkeypatch.setenv("PARITY_CLOCK", "")
    monkeypatch.delenv("TZ")
    assert set(display_environment()) == {"PARITY_WEEK_START", "PARITY_LANGUAGE"}
