"""The setup code is one for each installation, easy to read out, and forgiving to who types it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.actions import setup_code
from parity.actions.setup_code import code_of, is_right, tell_setup_code
from parity.core.account import Account
from parity.http.redaction import redact
from parity.store import people
from tests.store.builders import NOW
from tests.web.houses import house_in


def test_it_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    code = code_of(tmp_path)
    assert code_of(tmp_path) == code
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= {*setup_code._LETTERS, "-"}
    assert (tmp_path / "setup_code").stat().st_mode & 0o777 == 0o600


def test_it_may_be_typed_as_people_type(tmp_path: Path) -> None:
    code = code_of(tmp_path)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code[:2]} {code[2:]}\n", code.replace("-", " - ")):
        assert is_right(tmp_path, typed), typed
    for typed in ("", "-", code[:-1], f"{code}B", code[::-1].lower() + "é"):
        assert not is_right(tmp_path, typed), typed


@given(typed=st.text(max_size=12))
def test_nothing_else_is_the_code(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    plain = "".join(typed.upper().split()).replace("-", "")
    assert is_right(folder, typed) == (plain == code_of(folder).replace("-", ""))


@pytest.mark.parametrize("auth", ["plex", "none"])
def test_the_log_tells_it_while_the_installation_is_nobody_s(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, auth: str
) -> None:
    house = house_in(tmp_path, PARITY_AUTH=auth)
    tell_setup_code(house)
    told = [redact(line) for line in caplog.messages]
    if auth == "none":
        assert told == []
        return
    assert [line.rpartition(": ")[2] for line in told] == [code_of(tmp_path)]
    caplog.clear()
    with house.database.writing() as connection:
        people.make_owner(connection, Account(1, "u", "Ada"), NOW)
    tell_setup_code(house)
    assert caplog.messages == []
    house.database.close()
