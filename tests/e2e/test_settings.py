"""Settings: wrong input is answered beside its field, right input holds at once, and the tests say what they saw."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.small_house import SmallHouse, fill

pytestmark = pytest.mark.browser


def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_saved_until_it_is_right(
    house: SmallHouse, visit: Visit
) -> None:
    page = visit(f"{house.url}settings", refusals=1)
    page.evaluate("window.same = true")
    topic, zone, days = page.locator("#topic-missing"), page.locator("#tz"), page.locator("#grace_days")
    zone.fill("Atlantis")
    days.fill("3")
    topic.get_by_role("button", name="Save").click()
    expect(topic.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(page.locator("#tz-problem")).to_contain_text("Atlantis")
    expect(zone).to_be_focused()
    expect(zone).to_have_attribute("aria-invalid", "true")
    expect(zone).to_have_value("Atlantis")
    expect(days).to_have_value("3")
    zone.fill("Europe/Berlin")
    topic.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    expect(topic.get_by_role("alert")).to_have_count(0)
    assert page.evaluate("window.same")
    page.reload()
    expect(zone).to_have_value("Europe/Berlin")
    expect(days).to_have_value("3")
    page.locator("#field-grace_days").get_by_role("button", name="Back to the default: 1").click()
    expect(page.locator("#toasts")).to_contain_text("as by default")
    expect(days).to_have_value("1")
    expect(zone).to_have_value("Europe/Berlin")


def test_what_the_environment_gives_is_locked_and_no_secret_is_in_the_page(house: SmallHouse, visit: Visit) -> None:
    page = visit(f"{house.url}settings")
    field = page.locator("#field-plex_base_url")
    expect(field).to_contain_text("http://plex.example")
    expect(field).to_contain_text("from the environment: PLEX_BASE_URL")
    expect(page.locator("#field-plex_base_url input, #field-plex_token input")).to_have_count(0)
    page.locator("#tvdb_api_key").fill("hush-hush")
    page.locator("#topic-metadata").get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    expect(page.locator("#tvdb_api_key")).to_have_value("")
    assert "hush-hush" not in page.content()


def test_who_takes_a_decision_back_by_keyboard_goes_on_from_the_next_row(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    house.decide_some()
    page = visit(f"{house.url}maintenance")
    for rows, then in ((1, "#ignored tbody th"), (0, "#ignored-title")):
        page.locator("#ignored tbody").get_by_role("button").first.focus()
        with page.expect_response("**/maintenance?section=ignored**"):  # the lists are drawn anew, and keep it
            page.keyboard.press("Enter")
        expect(page.locator("#ignored tbody tr")).to_have_count(rows)
        expect(page.locator(then)).to_be_focused()


def test_each_connection_is_tested_and_says_what_it_saw(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}settings")
    page.get_by_role("button", name="Test Plex", exact=True).click()
    expect(page.locator("#tested-plex")).to_contain_text("Demo Server")
    page.get_by_role("button", name="Test TMDB").click()
    expect(page.locator("#tested-tmdb.works")).to_contain_text("TMDB")
