"""`settings`: saving what the app may keep, with an answer in one line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from parity.bootstrap import build_house
from parity.cli import parity


@pytest.fixture
def run(data_dir: Path) -> Callable[..., Result]:
    """Run a command in an empty data folder of its own."""
    return lambda *words: CliRunner().invoke(parity, ["settings", *words])


def test_a_saved_value_holds_until_it_is_forgotten(run: Callable[..., Result]) -> None:
    assert run("grace_days", "3").stdout == "PARITY_GRACE_DAYS is 3.\n"
    assert "3" in next(line for line in run().stdout.splitlines() if line.startswith("PARITY_GRACE_DAYS"))
    assert run("PARITY_GRACE_DAYS", "--default").stdout == "PARITY_GRACE_DAYS is 1.\n"


def test_a_secret_is_saved_and_never_said(run: Callable[..., Result]) -> None:
    secret = "0123456789abcdef0123456789abcdef"
    assert run("TMDB_API_KEY", secret).stdout == "TMDB_API_KEY is set.\n"
    assert secret not in run().output


def test_a_secret_can_be_given_where_nobody_on_the_machine_sees_it(data_dir: Path) -> None:
    given = CliRunner().invoke(parity, ["settings", "TVDB_PIN", "-"], input="0123456789\n")
    assert given.exit_code == 0, (given.output, given.stderr, given.exception)
    assert given.stdout == "TVDB_PIN is set.\n"
    house = build_house({"PARITY_DATA_DIR": str(data_dir)})
    assert house.settings().tvdb_pin == "0123456789"
    house.database.close()


@pytest.mark.parametrize("name", ["PLEX_BASE_URL", "DMM_BASE_URL", "USENET_WEB_URL_TEMPLATE", "TZ"])
def test_a_password_inside_an_address_is_neither_kept_nor_said(run: Callable[..., Result], name: str) -> None:
    refused = run(name, "http://me:hunter2@nas:32400")
    assert refused.exit_code == 2
    assert "hunter2" not in refused.output + refused.stderr + run().output


def test_what_the_environment_sets_comes_first(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARITY_GRACE_DAYS", "0")
    said = run("grace_days", "3").stdout
    assert said == "PARITY_GRACE_DAYS is 0 (the environment sets it, and comes first).\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grace_days", "9"), "PARITY_GRACE_DAYS: 9 is out of range"),
        (("nonsense", "1"), "nonsense is nothing that can be saved here"),
        (("usenet_web_url_template", "javascript:alert(1)"), "USENET_WEB_URL_TEMPLATE"),
    ],
)
def test_what_cannot_be_saved_is_wrong_usage_and_says_why(
    run: Callable[..., Result], words: tuple[str, ...], said: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_name_without_a_value_is_wrong_usage(run: Callable[..., Result]) -> None:
    assert run("grace_days").exit_code == 2


def test_two_forms_at_once_are_wrong_usage(data_dir: Path) -> None:
    result = CliRunner().invoke(parity, ["missing", "--json", "--csv"])
    assert (result.exit_code, "choose one of --csv, --json" in result.stderr) == (2, True)
