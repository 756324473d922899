"""`import` reads YAML, TOML and JSON of other programs; what is too much, or broken, is told without what is in it."""

from pathlib import Path

import pytest

from parity.cli.peer_formats import read_peer
from tests.cli.conftest import Terminal

AUTOSCAN = """\
authentication: {username: me, password: general kenobi}
minimum-age: 5m
triggers:
  sonarr:
    - name: sonarr   # /triggers/sonarr
      rewrite: &rewrite
        - {from: /tv/, to: /mnt/media/TV/}
  radarr: [{name: radarr, rewrite: *rewrite}]
targets:
  plex: [{url: "http://plex:32400", token: a-long-token, rewrite: [{from: /mnt/media/, to: /data/}]}]
"""
AUTOPULSE = """\
[triggers.sonarr]
type = "sonarr"
[triggers.sonarr.rewrite]
from = "/orig/tv"
to = "/new/tv"
[targets.awesome-plex]
type = "plex"
url = "http://plex:32400"
token = "another-token"
"""


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_autoscan_and_autopulse_are_taken_over(bare: Terminal, tmp_path: Path) -> None:
    files = written(tmp_path, "config.yml", AUTOSCAN), written(tmp_path, "config.toml", AUTOPULSE)
    said = bare("import", *map(str, files)).stdout
    assert "3 settings taken over: refresh_age, plex_base_url, plex_token." in said
    assert "Taken over: 4 rules for paths; hooks: sonarr, radarr, autoscan, autopulse." in said
    assert "under Hooks" in said
    assert not [secret for secret in ("general kenobi", "a-long-token", "another-token") if secret in said]
    found = {(rule["source"], rule["matches"], rule["becomes"]) for rule in bare.json("paths")["rules"]}
    assert found == {
        ("sonarr", "/tv", "/data/TV"),
        ("radarr", "/tv", "/data/TV"),
        ("", "/mnt/media", "/data"),
        ("sonarr", "/orig/tv", "/new/tv"),
    }
    again = bare("import", *map(str, files)).stdout
    assert "Here already: 9 of the rules and hooks." in again
    assert "rules for paths" not in again


@pytest.mark.parametrize(
    ("name", "text", "flaw"),
    [
        ("a.yml", "token: secret: more", "cannot be read as YAML (mapping values are not allowed here in line 1)"),
        ("a.yaml", "a: !!python/name:os.system ''", "cannot be read as YAML (could not determine a constructor"),
        ("a.yml", "a: &a [" + "x," * 20 + "]\n" + "".join(f"b{n}: *a\n" for n in range(21)), "too often"),
        ("a.yml", "a: &a [*a]", "more than anybody writes"),
        ("a.yml", "a: \x07", "it holds what is no text"),
        ("a.toml", "token = secret", "cannot be read as TOML ("),
        ("a.yml", "a: " + "x" * 2**18, "is too big"),
        ("a.yml", "- " * 2000, "cannot be read as YAML ("),
    ],
)
def test_a_file_that_is_no_use_is_refused_without_what_is_in_it(
    tmp_path: Path, name: str, text: str, flaw: str
) -> None:
    found = read_peer(written(tmp_path, name, text))
    assert found.flaw is not None
    assert flaw in found.flaw
    assert "secret" not in found.flaw.removeprefix(str(tmp_path))


def test_what_unfolds_to_too_much_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [" + "x, " * 9 + "x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 7)]
    text = "\n".join(lines) + "\nb: [*a6, " + "*a6]"
    many = read_peer(written(tmp_path, "a.yml", text))
    assert many.flaw is None
    deep = "\n".join([lines[0].replace("x, " * 9, "x, " * 9000), *lines[1:]])
    assert "more than anybody writes" in str(read_peer(written(tmp_path, "b.yml", deep)).flaw)


def test_what_is_no_text_in_yaml_becomes_one(tmp_path: Path) -> None:
    found = read_peer(written(tmp_path, "a.yml", "2: 2026-11-22\non: {?a, ?b}\n"))
    assert found.document == {"2": "2026-11-22", "True": {"a": None, "b": None}}
