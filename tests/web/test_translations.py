"""Another language needs a folder and no code."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo

from parity.actions.ports import House
from parity.core.sign_in import SENTENCES
from parity.web import speech
from tests.web.houses import app_of

ROOT = Path(__file__).parents[2]


def found() -> set[str]:
    """Every text that the recipe in parity/web/translations extracts."""
    with (speech.TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    rows = extract_from_dir(ROOT, methods, options)
    texts = (message for _file, _line, message, _comments, _context in rows)
    return {text for message in texts for text in ([message] if isinstance(message, str) else message)}


def test_the_texts_of_templates_and_of_code_are_found() -> None:
    assert {"Dashboard", "Search the shows", "%(n)s episode", "%(n)s episodes", "tomorrow"} <= found()
    assert set(SENTENCES.values()) <= found()


def test_a_language_that_is_there_is_spoken_to_whoever_wants_it(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog(locale="de")
    catalog.add("Shows", "Serien")
    folder = tmp_path / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(speech, "TRANSLATIONS", tmp_path / "translations")
    client = app_of(house).test_client()
    german = client.get("/", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}).text
    assert '<html lang="de"' in german
    assert "<span>Serien</span>" in german
    assert "<span>Shows</span>" in client.get("/", headers={"Accept-Language": "fr"}).text
