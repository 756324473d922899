"""No secret is ever told, and each can be given as a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.settings import ROWS, Row, SettingError, load

SECRETS = [row for row in ROWS if row.secret]
SAMPLES = {
    "database_url": "postgresql://u:{}@db/parity",
    "queue_url": "redis://:{}@q",
    "cache_url": "redis://:{}@c",
    "sagetv_url": "http://owner:{}@sage:8080",
}


def sample(row: Row, word: str = "abcdefgh1234") -> str:
    """A value of a secret that holds the word."""
    return SAMPLES.get(row.name, "{}").format(word)


def refusal(environ: dict[str, str]) -> SettingError:
    with pytest.raises(SettingError) as caught:
        load(environ, {})
    return caught.value


@pytest.mark.parametrize("row", SECRETS, ids=lambda row: row.name)
def test_every_secret_can_be_given_as_a_file(row: Row, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(sample(row) + "\r\n")
    settings = load({f"{row.environment}_FILE": str(path)}, {})
    assert getattr(settings, row.name) == sample(row)
    assert settings.origin(row.name) == "environment"


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    trouble = refusal({"PLEX_TOKEN": "abcdefgh1234", "PLEX_TOKEN_FILE": str(tmp_path / "t")})
    assert str(trouble) == "PLEX_TOKEN: is given twice, by itself and by PLEX_TOKEN_FILE; remove one of the two"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = str(tmp_path / "none")
    assert str(refusal({"PLEX_TOKEN_FILE": path})) == (
        f"PLEX_TOKEN_FILE: cannot read {path!r} (No such file or directory); check its path and mode"
    )


def test_a_secret_in_the_place_of_its_file_is_not_told() -> None:
    assert "abcdefgh1234" not in str(refusal({"PLEX_TOKEN_FILE": "abcdefgh1234"}))


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"\n", "is empty"), (b"\xff\xfe\x00", "is not a text file"), (b"x" * 20_000, "too long")],
)
def test_a_file_that_holds_no_secret_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    assert problem in str(refusal({"TMDB_API_KEY_FILE": str(path)}))


@given(
    row=st.sampled_from(SECRETS),
    word=st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12, max_size=40),
    mark=st.sampled_from(["", "\n", " ", "@", "://", "?", "\x00", "/"]),
)
def test_no_secret_is_ever_told(row: Row, word: str, mark: str) -> None:
    for text in (sample(row, word), sample(row, word + mark + word), mark + word):
        try:
            settings = load({row.environment: text}, {})
        except SettingError as trouble:
            told = str(trouble) + repr(trouble)
        else:
            told = str(settings) + repr(settings) + str(settings.shown())
        assert word not in told
