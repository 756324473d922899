"""The calendar: filters and weeks come without a reload, and the way back undoes them one by one."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo

pytestmark = pytest.mark.browser


def test_the_way_back_takes_back_one_filter_after_the_other(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}calendar")
    lines = page.locator("#board .week li")
    everything = lines.count()
    assert everything > 3
    page.get_by_label("only premieres").check()
    expect(page).to_have_url(f"{demo.url}calendar?premieres=1")
    expect(lines).not_to_have_count(everything)
    premieres = lines.count()
    page.get_by_role("combobox", name="Shows").select_option("archive")
    expect(page).to_have_url(re.compile("group=archive"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("group=archive"))
    expect(lines).to_have_count(premieres)
    expect(page.get_by_label("only premieres")).to_be_checked()
    expect(page.get_by_role("combobox", name="Shows")).to_have_value("")
    page.go_back()
    expect(page).to_have_url(f"{demo.url}calendar")
    expect(lines).to_have_count(everything)
    expect(page.get_by_label("only premieres")).not_to_be_checked()
    expect(page.locator("#header")).to_have_count(1)


def test_further_weeks_come_below_those_that_are_there(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}calendar")
    page.evaluate("window.same = true")
    weeks = page.locator("#board .week")
    first, before = weeks.first.get_attribute("id"), weeks.count()
    page.get_by_role("button", name="Show more").click()
    expect(weeks).to_have_count(2 * before)
    assert weeks.first.get_attribute("id") == first
    assert page.evaluate("window.same")


def test_the_month_tells_the_same_days_and_leads_to_one_of_them(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}calendar")
    page.get_by_role("link", name="Month", exact=True).click()
    expect(page.locator("#month [aria-current=date]")).to_have_count(1)
    today = demo.api("status")["today"]
    coming = [item for item in demo.api("upcoming?limit=100")["items"] if item["air_date"][:7] == today[:7]]
    day = page.locator("#month td", has=page.locator(f"time[datetime='{coming[0]['air_date']}']"))
    expect(day).to_contain_text(coming[0]["title"])
    day.locator("a.number").click()
    expect(page.locator("#board")).to_contain_text(coming[0]["title"])
