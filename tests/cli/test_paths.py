"""`paths`: the rules, the folders of all libraries, and what is done with a path, step by step."""

from tests.actions.household import Household
from tests.cli.conftest import Terminal


def test_rules_are_made_listed_and_dropped(scanned: Terminal, household: Household) -> None:
    (here,) = (section.locations[0] for section in household.plex.sections.values())
    assert here in scanned("paths").stdout
    assert scanned("paths", "--add", "/series", here).stdout == f"Rule 1: /series becomes {here}.\n"
    scanned("paths", "--add", "^/in/(.*)", "/out/$1", "--pattern", "--ignore-case", "--source", "sonarr")
    listed = scanned("paths").stdout
    assert listed.startswith("2 rules\n")
    assert "pattern, any case" in listed
    found = scanned.json("paths")
    assert [(rule["matches"], rule["source"]) for rule in found["rules"]] == [("/series", ""), ("^/in/(.*)", "sonarr")]
    assert [library["locations"] for library in found["libraries"]] == [[here]]

    said = scanned("paths", "/series/Firefly (2010)/Season 1/3.mkv").stdout
    assert f"rule 1 (/series → {here}) fits: it becomes {here}/Firefly (2010)/Season 1/3.mkv" in said
    assert "would be asked: GET /library/sections/1/refresh?path=/media/" in said
    assert household.environ["PLEX_TOKEN"] not in said
    (scan,) = scanned.json("paths", "/series/Firefly (2010)/Season 1/3.mkv")["scans"]
    assert scan["folder"] == f"{here}/Firefly (2010)/Season 1"

    assert scanned("paths", "--remove", "1").stdout == "Rule 1 is dropped.\n"
    lost = scanned("paths", "/series/Firefly (2010)/Season 1/3.mkv", exits=1).stdout
    assert "No library holds this path" in lost
    assert f"Perhaps a rule is missing: /series → {here} (" in lost
    assert scanned.json("paths", "/series/Firefly (2010)/Season 1/3.mkv", exits=1)["proposals"][0]["because"] == "item"


def test_what_cannot_be_done_is_said_in_a_line(bare: Terminal) -> None:
    assert "no rule 7" in bare.refusal("paths", "--remove", "7")
    assert "from the beginning" in bare("paths", "--add", "tv", "/data/tv", exits=2).stderr
    assert "no server is called Barn" in bare("paths", "--add", "/tv", "/a", "--server", "Barn", exits=2).stderr
    assert "one at a time" in bare("paths", "/tv", "--remove", "1", exits=2).stderr
