"""The component page shows every partial and every macro, and is there only for whoever debugs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BaseLoader, Environment

from parity.web.patterns import PAGES
from parity.web.patterns.pattern import made
from tests.web.houses import app_of, house_in

TEMPLATES = Path(__file__).parents[2] / "templates"
PARTIALS = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("**/_*.html")}

# Partials that the page does not show yet. This list may only shrink: whoever makes a partial shows it.
KNOWN: set[str] = set()


class Noting(BaseLoader):
    """Remembers which templates were drawn; asked for each one once, because Jinja keeps what it has loaded."""

    def __init__(self, inner: BaseLoader) -> None:
        self.inner, self.drawn = inner, set[str]()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        self.drawn.add(template)
        return self.inner.get_source(environment, template)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    house = house_in(tmp_path, PARITY_LOG_LEVEL="DEBUG")
    yield app_of(house)
    house.database.close()


def test_every_partial_is_shown_or_known_not_to_be(app: Flask) -> None:
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = noting = Noting(app.jinja_env.loader)
    assert app.test_client().get("/patterns").status_code == 200
    shown = PARTIALS & noting.drawn
    assert PARTIALS - shown - KNOWN == set(), "show these in parity/web/patterns"
    assert KNOWN & shown == set(), "these are shown: take them off KNOWN"


def test_every_shared_macro_is_shown() -> None:
    macros = set(re.findall(r"{% macro (\w+)\(", (TEMPLATES / "shared/macros.html").read_text(encoding="utf-8")))
    pages = [path.read_text(encoding="utf-8") for path in TEMPLATES.glob("patterns/*.html")]
    assert macros == {name for page in pages for name in re.findall(r"\bui\.(\w+)\(", page)}


def test_nothing_on_it_comes_alive(app: Flask) -> None:
    page = app.test_client().get("/patterns").text
    assert "<script" not in page
    assert "autofocus" not in page
    for said in ("paused", "Forget this library", "Undo", "Page 4 of 7", "No episode with a date lies ahead."):
        assert said in page


def test_it_can_show_one_page_in_the_styles_of_that_page(app: Flask) -> None:
    every = app.test_client().get("/patterns").text
    for of in PAGES:
        page = app.test_client().get(f"/patterns?of={of}").text
        assert set(re.findall(r'class="pattern-name">(\w+)/', page)) == {of}
        assert f"/{of}.css" in page
        assert f"/{of}.css" not in every
    assert app.test_client().get("/patterns?of=../parity").text.count("pattern-name") == every.count("pattern-name")


@pytest.mark.parametrize("level", ["INFO", "WARNING"])
def test_it_is_not_there_for_everybody_else(tmp_path: Path, level: str) -> None:
    house = house_in(tmp_path, PARITY_LOG_LEVEL=level)
    assert app_of(house).test_client().get("/patterns").status_code == 404
    house.database.close()


def test_what_cannot_be_made_up_is_named(client: FlaskClient) -> None:
    @dataclass(frozen=True)
    class Odd:
        """Holds what nobody can make up."""

        odd: bytes

    with client.application.test_request_context(), pytest.raises(TypeError, match="make up odd"):
        made(Odd)
