"""Watched states in a browser: each button asks, the worker carries out, both players tell what is true."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parity.demo.faults import Fault
from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.looks import PHONE, WIDE, overhanging
from tests.e2e.test_reach import AT
from tests.e2e.test_stillness import MOST, NOTE_SHIFTS, shift_of
from tests.e2e.test_without_script import press, said
from tests.e2e.watched_house import FILMS, HOLLY, OPENS_FOR_HOLLY, PIN, WatchedHouse, watched_house

pytestmark = pytest.mark.browser

COMPARE, TOGETHER, CHOSEN = "Compare", "Bring together", "Apply selected"
DAY = 86_400


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WatchedHouse]:
    """Two sides that hold nothing; the worker was just seen."""
    with watched_house(tmp_path) as made:
        yield made


def counted(page: Page) -> str:
    """The numbers of the page, each after its name."""
    return " ".join(page.locator("#watched-stands").inner_text().split())


def test_from_the_address_in_the_settings_to_equal_states_by_what_was_chosen(house: WatchedHouse, visit: Visit) -> None:
    players = house.players
    house.disconnect()
    house.films("Alpha", "Bravo", "Charlie", "Delta", "Echo")
    players.play_in_plex("Alpha", 3590, ago=DAY)
    players.play_in_sage("Bravo", 1200, ago=DAY)
    players.play_in_plex("Charlie", 600, ago=DAY)
    players.play_in_sage("Charlie", 1800, ago=3 * DAY)
    players.play_in_sage("Delta", 3590, ago=DAY)
    page = visit(house.url)
    connect(house, page)
    page.clock.install()
    players.writes()
    house.runs(page, page.get_by_role("button", name=COMPARE))
    changes = page.locator("#watched-changes .changes li")
    expect(changes).to_have_count(4)
    assert counted(page) == "In sync 1 Plex out of sync 2 SageTV out of sync 2 Not in SageTV 0 Match unclear 0"
    charlie = changes.filter(has_text="Charlie (2000)")
    expect(charlie).to_contain_text(re.compile(r"Plex\s+at 0:10:00\s+stays\s+1 day ago"))
    expect(charlie).to_contain_text(re.compile(r"at 0:30:00\s+→\s*becomes\s*at 0:10:00"))
    expect(charlie).to_contain_text("Both know of it and differ; what Plex knows is newer.")
    assert players.writes() == 0
    for name in ("Alpha", "Bravo"):
        page.get_by_label(f"{name} (2000)").check()
    house.runs(page, page.get_by_role("button", name=CHOSEN))
    expect(changes.filter(has_text="done")).to_have_count(2)
    assert (players.in_sage("Alpha")[0], players.in_plex("Bravo"), players.writes()) == (True, (0, 1200), 2)
    house.runs(page, page.get_by_role("button", name="Apply all: 2 changes"))
    assert counted(page).startswith("In sync 5 Plex out of sync 0 SageTV out of sync 0")
    assert (players.in_sage("Charlie"), players.in_plex("Delta"), players.writes()) == ((False, 600), (1, 0), 3)
    house.runs(page, page.get_by_role("button", name=COMPARE))
    expect(page.locator("#watched-changes")).to_contain_text("Nothing: both sides stand alike.")
    page.locator("#watched-runs a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TOGETHER)
    expect(page.locator("main")).to_contain_text("2 changes done")
    for secret in (players.sage.password, house.address.partition("@")[0]):
        assert secret not in page.content()


def connect(house: WatchedHouse, page: Page) -> None:
    """From a page that knows no SageTV to its settings, and back."""
    expect(page.get_by_role("button", name=COMPARE)).to_be_disabled()
    page.get_by_role("link", name="Open the SageTV settings").click()
    page.locator("#sagetv_url").fill(house.address)
    page.locator("#topic-sagetv").get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    expect(page.locator("#title-sagetv")).to_be_focused()
    expect(page.locator("#sagetv_url")).to_have_value("")
    page.get_by_role("button", name="Test SageTV").click()
    expect(page.locator("#tested-sagetv.works")).to_contain_text("SageTV V9")
    page.get_by_role("link", name="Watched", exact=True).click()
    expect(page).to_have_url(house.url)


def test_nothing_jumps_from_a_press_to_the_end_of_a_run_nor_when_one_ends_by_its_schedule(
    house: WatchedHouse, visit: Visit
) -> None:
    house.films(*(f"Film {number}" for number in range(12)))
    for number in range(9):
        house.players.play_in_plex(f"Film {number}", 900, ago=DAY)
    page = visit(house.url)
    page.clock.install()
    page.evaluate(NOTE_SHIFTS)
    for button, size in ((COMPARE, WIDE), (TOGETHER, PHONE)):
        page.set_viewport_size(size)
        shift_of(page)  # what the other width moves
        page.evaluate("window.shifts = []")
        house.runs(page, page.get_by_role("button", name=button))
        expect(page.locator("#watched-changes .changes li")).to_have_count(9)
        assert shift_of(page) <= MOST, page.evaluate("window.shifts")
    house.players.play_in_sage("Film 11", 900)
    house.by_schedule(page)
    expect(page.locator("#watched-changes .changes li")).to_have_count(1)
    assert shift_of(page) <= MOST, page.evaluate("window.shifts")


def test_keys_find_choose_say_yes_to_what_waits_and_cancel(house: WatchedHouse, visit: Visit) -> None:
    players = house.players
    names = [f"Film {number}" for number in range(4)]
    house.films(*names)
    for name in names:
        players.play_in_plex(name, 3590, ago=DAY)
    players.run()
    for name in names[:3]:
        players.plex.unwatch(players.item(name))
    page = visit(house.url, refusals=1)
    page.clock.install()
    page.evaluate("window.same = true")
    house.runs(page, page.get_by_role("button", name=COMPARE), by="key")
    held = page.locator("#watched-changes li", has_text="waits for your yes")
    expect(held).to_have_count(3)
    expect(held.first).to_contain_text("Taking a mark or position away is only done when you say so.")
    page.get_by_role("button", name=CHOSEN).press("Enter")
    expect(page.locator("#watched-wrong")).to_contain_text("Choose what is to be done")
    expect(held.first.get_by_role("checkbox")).to_be_focused()
    page.get_by_label("Film 1 (2000)").press("Space")
    house.runs(page, page.get_by_role("button", name=CHOSEN), by="key")
    expect(held).to_have_count(2)
    assert [players.in_sage(name)[0] for name in names] == [True, False, True, True]
    page.locator("#q").press_sequentially("film 2")
    expect(page.locator("#found")).to_have_text("1 video")
    page.get_by_role("button", name="Yes to all that waits and fits").press("Enter")
    expect(page.locator("#watched-work")).to_contain_text("waits for the worker")
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Cancelled, before it began.")
    assert page.evaluate(AT)
    expect(page.locator("#watched-work")).to_have_count(0)
    expect(page.get_by_role("button", name=CHOSEN)).to_be_enabled()
    assert players.in_sage("Film 2")[0]
    page.locator("#q").fill("nothing of the kind")
    expect(page.locator("#no-changes")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").press("Enter")
    expect(held).to_have_count(2)
    house.runs(page, page.get_by_role("button", name="Yes to what waits: 2 changes"), by="key")
    expect(held).to_have_count(0)
    assert [players.in_sage(name)[0] for name in names] == [False, False, False, True]


def test_a_thumb_is_told_what_did_not_answer_and_what_has_no_partner_and_nothing_was_changed(
    house: WatchedHouse, visit: Visit
) -> None:
    players = house.players
    house.films("Alpha")
    players.play_in_plex("Alpha", 3590, ago=DAY)
    players.plex.add_movie(players.section, f"The {'Unbelievably' * 5} Long Winded Film", 2000)
    page = visit(house.url, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    page.clock.install()
    compare, failed = page.get_by_role("button", name=COMPARE), page.locator("#watched-failed")
    players.settings(sagetv_url=house.address.replace(players.sage.user, "nobody"))
    house.runs(page, compare, by="touch")
    expect(failed).to_contain_text("the user or password was refused")
    players.settings(sagetv_url=house.address)
    players.sage_faults.add(Fault("html"))
    house.runs(page, compare, by="touch")
    expect(failed).to_contain_text("SageTV")
    expect(failed).not_to_contain_text("refused")
    expect(page.get_by_role("button", name=TOGETHER)).to_be_disabled()
    failed.get_by_role("link", name="See what happened").tap()
    expect(page.locator("#watched-changes")).to_contain_text("None: it did not come as far as comparing.")
    players.sage_faults.clear()
    players.settings(sagetv_libraries="Cinema")
    page.goto(house.url)
    page.clock.install()
    expect(page.locator("#watched-connection")).to_contain_text("“Cinema”, and Plex has none of that name")
    house.runs(page, compare, by="touch")
    expect(failed).to_contain_text("Was it renamed?")
    assert overhanging(page) == []
    players.settings(sagetv_libraries=FILMS)
    assert players.writes() == 0
    house.runs(page, compare, by="touch")
    expect(failed).to_have_count(0)
    page.locator("#watched-stands .counts a", has_text="1").last.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("In Plex, and not found in SageTV")
    expect(page.locator("#watched-alone li")).to_have_count(1)
    expect(page.locator("#watched-alone li")).to_contain_text("Long Winded Film")
    assert overhanging(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_whose_states_are_meant_is_chosen_by_a_pin_and_the_plan_of_before_no_longer_holds(
    house: WatchedHouse, visit: Visit, script: bool
) -> None:
    players = house.players
    house.films("Alpha", "Bravo")
    players.play_in_plex("Alpha", 3590, ago=DAY)
    players.run("plan")
    players.plex.watch(players.item("Bravo"), at=players.now - DAY, token=OPENS_FOR_HOLLY)
    players.wait(60)
    page = visit(house.url, refusals=2 - script, java_script_enabled=script)
    page.get_by_role("link", name="Change whose states").click()
    whose = page.locator("#watched-user")
    whose.get_by_role("button", name="Choose somebody else").click()
    pin = whose.get_by_label(f"PIN of {HOLLY}")
    for typed in ("1234", PIN):
        pin.fill(typed)
        whose.get_by_role("button", name=f"Choose : {HOLLY}").click()
        if typed != PIN:
            expect(whose.get_by_role("alert")).to_have_text("Plex does not take this PIN.")
            expect(pin).to_have_value("")
            expect(pin).to_be_focused()
    expect(page.locator("#toasts")).to_contain_text(f"From now on it is what {HOLLY} has watched.")
    assert not [token for token in (*house.tv.living_tokens(HOLLY), OPENS_FOR_HOLLY) if token in page.content()]
    page.goto(house.url)
    expect(page.locator("#watched-connection")).to_contain_text(HOLLY)
    expect(page.locator("#watched-first")).to_contain_text("made for other settings than yours now: compare again")
    expect(page.get_by_role("button", name=TOGETHER)).to_be_disabled()
    if not script:
        return by_forms(house, page)
    page.clock.install()
    house.runs(page, page.get_by_role("button", name=COMPARE))
    expect(page.locator("#watched-changes .changes li")).to_have_count(1)
    expect(page.locator("#watched-changes .changes li")).to_contain_text("Bravo (2000)")


def by_forms(house: WatchedHouse, page: Page) -> None:
    """Compare, narrow, choose nothing and then one, and see what became of it; the rest at once."""
    players = house.players
    players.plex.begin(players.item("Alpha"), 900_000, at=players.now - DAY, token=OPENS_FOR_HOLLY)
    sends(house, page, COMPARE, "Both sides are compared.")
    page.locator("#q").fill("alpha")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("#found")).to_have_text("1 video")
    page.get_by_role("button", name=CHOSEN).click()
    expect(page.locator("#watched-wrong")).to_contain_text("Choose what is to be done")
    expect(page.locator("#found")).to_have_text("1 video")
    page.get_by_label("Alpha (2000)").check()
    sends(house, page, CHOSEN, "On its way: 1 change.")
    assert (players.in_sage("Alpha"), players.in_sage("Bravo")) == ((False, 900), (False, 0))
    sends(house, page, f"{TOGETHER}: 1 change", "Both sides are brought together.")
    assert players.in_sage("Bravo")[0]
    assert overhanging(page) == []


def sends(house: WatchedHouse, page: Page, button: str, words: str) -> None:
    """Send a form that queues a run, let the worker do it, and look how far it is, as the page's link offers."""
    press(page, button, "/watched")
    said(page, words)
    house.work()
    page.get_by_role("link", name="Look how far it is").click()
    expect(page.locator("#watched-stands")).to_be_visible()


def test_the_worker_of_the_sample_household_compares_both(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}watched")
    page.get_by_role("button", name=COMPARE).click()
    expect(page.locator("#watched-work")).to_be_visible()
    expect(page.locator("#watched-runs > li").first).to_contain_text("done just now, started by hand")
    expect(page.locator("#watched-changes")).to_contain_text("Silo – S01E01")
