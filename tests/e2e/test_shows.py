"""The page of all shows: found as one types, as the address says, and many changed at once with a way back."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo

pytestmark = pytest.mark.browser


def titles(page: Page) -> list[str]:
    return page.locator("#posters li > a > strong").all_inner_texts()


def ended_with_gaps(demo: Demo) -> dict[str, int]:
    shows = demo.api("shows?limit=500")["items"]
    return {show["title"]: show["missing"] for show in shows if show["missing"] and show["group"] == "archive"}


def test_the_list_follows_what_is_typed_and_the_address_keeps_it(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}shows")
    page.evaluate("window.same = true")
    found, field = page.locator("#found"), page.locator("#q")
    expect(found).to_have_text("44 shows")
    field.press_sequentially("black m", delay=20)
    expect(found).to_have_text("1 show")
    assert titles(page) == ["Black Mirror"]
    expect(page).to_have_url(re.compile(r"[?&]q=black(\+|%20)m(&|$)"))
    expect(field).to_be_focused()
    expect(field).to_have_value("black m")
    field.press_sequentially("zz")
    expect(page.locator("#no-shows")).to_contain_text("No show fits these filters.")
    assert page.evaluate("window.same")
    page.reload()
    expect(field).to_have_value("black mzz")
    page.get_by_role("button", name="Clear the filters").click()
    expect(found).to_have_text("44 shows")
    expect(field).to_have_value("")


def test_one_key_leads_to_the_search_and_while_its_answer_is_waited_for_the_page_says_so(
    demo: Demo, visit: Visit
) -> None:
    page = visit(f"{demo.url}shows", reduced_motion="reduce")
    found, field, keys = page.locator("#found"), page.locator("#q"), page.locator("#keys")
    on_its_way = "() => getComputedStyle(document.body, '::before').content !== 'none'"
    page.keyboard.press("?")
    expect(keys).to_contain_text("to the search")
    keys.get_by_role("checkbox").click()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    expect(field).not_to_be_focused()
    page.get_by_role("button", name="Keyboard").click()
    keys.get_by_role("checkbox").click()
    page.keyboard.press("Escape")
    assert not page.evaluate(on_its_way)
    held: list[Route] = []
    page.route("**/shows?q=*", lambda route: held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("/?")
    expect(field).to_have_value("/?")
    expect(keys).to_be_hidden()
    page.wait_for_function(on_its_way)
    expect(page.locator("#shows")).to_have_css("opacity", "0.6")
    held[-1].continue_()
    expect(found).to_have_text("0 shows")
    assert not page.evaluate(on_its_way)


def test_the_search_in_the_header_leads_to_the_list_from_any_page(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}about")
    page.get_by_role("searchbox", name="Search the shows").fill("south")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1 show")
    assert titles(page) == ["South Park"]


def test_all_shows_of_a_filter_are_ignored_at_once_and_come_back_by_the_toast(demo: Demo, visit: Visit) -> None:
    before, total = ended_with_gaps(demo), demo.api("status")["numbers"]["missing"]
    page = visit(f"{demo.url}shows?state=missing&group=archive")
    page.evaluate("window.same = true")
    assert sorted(titles(page)) == sorted(before)
    page.get_by_text("All of these…").click()
    page.locator("#ignore-all input[name=reason]").fill("enough of them")
    page.get_by_role("button", name=f"Ignore {len(before)} shows").click()
    expect(page.locator("#toasts")).to_contain_text(f"Ignored: {len(before)} shows.")
    expect(page.locator("#no-shows")).to_contain_text("No show fits these filters.")
    expect(page.locator("#found")).to_be_focused()
    numbers = demo.api("status")["numbers"]
    assert (numbers["ignored"], numbers["missing"]) == (len(before), total - sum(before.values()))
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#found")).to_have_text(f"{len(before)} shows")
    assert sorted(titles(page)) == sorted(before)
    assert ended_with_gaps(demo) == before
    assert page.evaluate("window.same")


def test_nothing_is_done_to_shows_that_nobody_has_seen_in_the_list(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}shows?q=reacher")
    page.get_by_text("All of these…").click()
    page.locator("#ignore-all input[name=mark]").evaluate("mark => { mark.value = 'another list' }")
    page.get_by_role("button", name="Ignore 1 show").click()
    expect(page.locator("#toasts")).to_contain_text("Nothing was done: look again.")
    assert demo.api("status")["numbers"]["ignored"] == 0


def test_the_table_is_sorted_by_its_headings(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}shows?view=table&q=the")
    page.locator("#table thead").get_by_role("link", name="Missing").click()
    expect(page).to_have_url(re.compile("view=table"))
    expect(page.locator("#table [aria-sort]")).to_contain_text("Missing")
    counts = [
        int(text) for text in page.locator("#table tbody .count .wide").all_inner_texts() if text.strip().isdigit()
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_the_way_back_leads_to_the_list_as_it_was_filtered(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}shows")
    state, group, q = page.get_by_label("State", exact=True), page.get_by_label("Group"), page.locator("#q")
    state.select_option("missing")
    expect(page).to_have_url(f"{demo.url}shows?state=missing")
    group.select_option("archive")
    expect(page).to_have_url(f"{demo.url}shows?state=missing&group=archive")
    q.press_sequentially("bl", delay=350)
    expect(page).to_have_url(f"{demo.url}shows?q=bl&state=missing&group=archive")
    page.go_back()
    expect(page).to_have_url(f"{demo.url}shows?state=missing")
    expect(group).to_have_value("")
    expect(state).to_have_value("missing")
    expect(q).to_have_value("")
    page.go_forward()
    expect(q).to_have_value("bl")
    expect(group).to_have_value("archive")
    page.go_back()
    expect(group).to_have_value("")
    page.go_back()
    expect(page).to_have_url(f"{demo.url}shows")
    expect(page.locator("#found")).to_have_text("44 shows")
    expect(state).to_have_value("")
    state.select_option("unmatched")
    expect(page.locator("#found")).to_have_text("2 shows")
    page.get_by_role("link", name="Dan Da Dan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dan Da Dan")
    page.go_back()
    expect(page.locator("#found")).to_have_text("2 shows")
    expect(page.get_by_label("State", exact=True)).to_have_value("unmatched")
    expect(page.locator("#header")).to_be_visible()
