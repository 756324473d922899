"""`import` of the file of sageplex_sync."""

import json
from pathlib import Path

from tests.actions.test_take_over_sageplex import SECRETS
from tests.cli.conftest import Terminal
from tests.core.test_peer_sageplex import CONFIG


def test_its_file_is_taken_over_and_nothing_secret_is_printed(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "sageplex_cfg.json"
    file.write_text(json.dumps(CONFIG), encoding="utf-8")
    result = bare("import", str(file))
    assert "3 settings taken over: sagetv_url, plex_base_url, plex_token." in result.stdout
    assert "  scanner: Plex has scanners and agents of its own; Parity brings none\n" in result.stdout
    assert not [secret for secret in SECRETS if secret in result.output]
    assert "matched by hand" not in result.stdout  # nothing of that kind is in such a file
    assert result.stdout.endswith("      python -m parity sagetv all compares them, and changes nothing.\n")


def test_a_second_time_it_is_here_already(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "sageplex_cfg.json"
    file.write_text(json.dumps(CONFIG), encoding="utf-8")
    bare("import", str(file))
    again = bare("import", str(file)).stdout
    assert again.startswith("Here already, with the same value: sagetv_url, plex_base_url, plex_token.\nLeft out:\n")
    assert "Next: python -m parity doctor" in again


def test_without_an_address_of_sagetv_there_is_nothing_to_compare(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "sageplex_cfg.json"
    file.write_text(json.dumps({"sagex": {"host": "no host"}}), encoding="utf-8")
    said = bare("import", str(file)).stdout
    assert said.startswith("0 settings taken over: none.\n")
    assert "Next:" not in said
