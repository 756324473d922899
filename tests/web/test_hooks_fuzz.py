"""Whatever is sent to a hook, in whatever form, by whatever method: it is answered, and never as a failure of ours."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_hook_fuzz import JSON, TEXT
from tests.web.hooking import PLEX, SONARR, password, secret_of
from tests.web.houses import client_of, house_in

ANSWERS = {200, 400, 401, 404, 405, 413, 429}
TYPES = st.sampled_from(
    ["application/json", "text/plain", "", "multipart/form-data", "multipart/form-data; boundary=e", "x" * 9]
    + ["application/x-www-form-urlencoded", "application/json; charset=utf-16"]
)


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """JSON, true messages with something odd in them, parts of a form, and bytes."""
    odd = draw(JSON)
    known: dict[str, Any] = dict(draw(st.sampled_from([SONARR, PLEX])))
    known[draw(st.sampled_from(sorted(known)))] = odd
    text = json.dumps(draw(st.sampled_from([odd, known]))).encode()
    part = b'--e\r\nContent-Disposition: form-data; name="payload"\r\n\r\n' + text + b"\r\n--e--\r\n"
    return draw(st.sampled_from([text, part, b"payload=" + text, text[: len(text) // 2], draw(st.binary(max_size=40))]))


class Sender:
    """Somebody with a hook of each kind."""

    def __init__(self, folder: Path) -> None:
        self.house = house_in(folder)
        self.client: FlaskClient = client_of(self.house)
        self.secrets = {kind: secret_of(self.house, kind, kind) for kind in ("plex", "arr", "path")}

    def addresses(self, text: str) -> list[tuple[str, dict[str, str]]]:
        """Each address with the right secret, and an odd one."""
        signed = password(self.secrets["arr"])
        return [
            *((f"/hooks/{kind}/{secret}", {}) for kind, secret in self.secrets.items()),
            *((path, signed) for path in ("/triggers/manual", "/triggers/arr", "/triggers/a-train/x")),
            ("/hooks/arr", {"Authorization": text.encode("utf-8", "replace").decode("latin-1").replace("\n", "")}),
        ]


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sender]:
    made = Sender(tmp_path_factory.mktemp("hooks"))
    yield made
    made.house.database.close()


@settings(max_examples=25)
@given(body=bodies(), kind=TYPES, query=st.lists(st.tuples(st.sampled_from(["dir", "path", "hash"]), TEXT), max_size=2),
       method=st.sampled_from(["GET", "POST", "PUT", "HEAD"]), text=TEXT)  # fmt: skip
def test_nothing_that_is_sent_is_a_failure_of_ours(
    sender: Sender, body: bytes, kind: str, query: list[tuple[str, str]], method: str, text: str
) -> None:
    asked = [(name, value.encode("utf-8", "surrogatepass").decode("latin-1")) for name, value in query]
    for path, headers in sender.addresses(text):
        clean = {name: value.replace("\r", "") for name, value in headers.items()}
        answer = sender.client.open(
            path, method=method, data=body, content_type=kind, query_string=dict(asked), headers=clean
        )
        assert answer.status_code in ANSWERS, (path, answer.text)
