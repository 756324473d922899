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
    assert "0 settings taken over: none." in bare("import", str(file)).stdout
