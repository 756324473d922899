"""What a person reads on the dashboard is what the API tells, and links lead where they say."""

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.small_house import SmallHouse
from tests.store.builders import add_episode, add_library, add_scan, add_scan_item, add_show, day

pytestmark = pytest.mark.browser

EVIL = '<img src="x" onerror="document.title = 1"><b hx-get="/x" hx-trigger="load">evil</b>'


def words(text: str) -> str:
    return " ".join(text.split())


def rows_of(page: Page) -> dict[str, str]:
    """Each show with gaps, and how many it says are missing."""
    rows = page.locator("#missing .card").all()
    told = (
        (words(row.locator(".name").text_content() or ""), row.locator(".amount").text_content() or "") for row in rows
    )
    return {name: words(amount) for name, amount in told}


def test_the_dashboard_tells_the_numbers_of_the_api_and_the_finished_scan(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    numbers = demo.api("status")["numbers"]
    headline = [numbers[name] for name in ("missing", "shows_missing", "upcoming_week", "complete")]
    films = {film["tmdb_id"] for each in demo.api("collections?limit=500")["items"] for film in each["missing"]}
    told = [int(number) for number in page.locator("#numbers strong").all_inner_texts()]
    assert told == [*headline, len(films)]
    expect(page.locator("#numbers")).to_contain_text(f"of {numbers['shows']} shows complete")
    assert words(page.locator("#numbers p").inner_text()) == "2 not matched 1 not compared 1 film not matched"
    first = demo.api("scans?limit=100")["items"][-1]
    assert (first["mode"], first["state"], first["started_by"]) == ("full", "done", "demo")
    page.goto(f"{demo.url}activity/{first['id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Full scan")
    expect(page.locator(".one-scan .changes")).to_contain_text(f"{first['changes']['new_missing']} newly missing")


def test_the_dashboard_lists_the_gaps_and_what_comes_as_the_api_does(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    gaps = Counter(f"{item['title']} ({item['year']})" for item in demo.api("missing?limit=1000")["items"])
    rows, items = rows_of(page), demo.api("missing?limit=1000")["items"]
    assert {title: row.split(" S")[0] for title, row in rows.items()} == {
        title: f"{n} episode{'s' if n > 1 else ''}" for title, n in gaps.items()
    }
    single = {f"{i['title']} ({i['year']})": f"1 episode {i['code']} {i['episode_title']}" for i in items}
    assert {title: row for title, row in rows.items() if gaps[title] == 1} == {
        title: said for title, said in single.items() if gaps[title] == 1
    }
    assert rows["The Gentlemen (2024)"] == "8 episodes S02E01–E08"
    coming = demo.api("upcoming?limit=20")["items"]
    near = [words(card.inner_text()) for card in page.locator("#upcoming .near li").all()]
    assert len(near) == 3
    assert near[0].endswith(f"{coming[0]['title']} {coming[0]['code']}")
    lines = [words(line.inner_text()) for line in page.locator("#upcoming .coming li").all()]
    told = [f"{item['title']} {item['code']} {item['episode_title']}" for item in coming]
    assert lines == [line for line in told if line in lines]
    assert len(lines) >= len(told) - 6


def test_a_show_opens_to_its_episodes_with_their_dates(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    (lacking,) = [item for item in demo.api("missing?limit=1000")["items"] if item["title"] == "Reacher"]
    row = page.locator(".card", has_text="Reacher")
    episode = row.locator("li").get_by_text(lacking["code"])
    expect(episode).to_be_hidden()
    row.locator("summary").click()
    expect(episode).to_be_visible()
    expect(row.locator("li time")).to_have_attribute("datetime", lacking["air_date"])


def test_links_lead_to_the_season_and_tell_the_other_side_nothing(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    known = {link["url"] for item in demo.api("missing?limit=1000")["items"] for link in item["links"]}
    links = page.locator("#missing a.out").evaluate_all("links => links.map(a => [a.href, a.target, a.rel])")
    assert len(links) >= 20
    assert {href for href, _, _ in links} <= known
    assert {(target, rel) for _, target, rel in links} == {("_blank", "noopener noreferrer")}
    sent: list[dict[str, str]] = []

    def answer(route: Any) -> None:
        sent.append(route.request.headers)
        route.fulfill(body="there")

    page.context.route("https://debridmediamanager.com/**", answer)
    page.locator("#missing-archive > summary").click()
    row = page.locator(".card", has_text="Cobra Kai")
    row.locator("summary").click()
    with page.expect_popup() as opened:
        row.get_by_role("link", name="DMM season 3").click()
    expect(opened.value).to_have_url("https://debridmediamanager.com/show/tt7221388/3")
    assert opened.value.evaluate("window.opener") is None
    assert [headers.get("referer") for headers in sent] == [None]


def test_a_title_with_markup_in_it_is_text_wherever_it_stands(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, EVIL, imdb_id="tt0303461")
        add_episode(connection, show, (1, 1), day(-9), title=EVIL)
        add_episode(connection, show, (1, 2), day(9), title=EVIL)
        add_library(connection, EVIL, state="held", notice=EVIL)
        add_scan_item(connection, add_scan(connection, "partial", note=EVIL), 0, EVIL, outcome="trouble", message=EVIL)
        add_scan(connection, "running", total=2, done=1, current=EVIL)
    page = visit(house.url)
    places = [
        *("#notices .notice p", "#scan-current", "#scan-last > li:last-child"),
        *("#missing .name", "#missing .about li", "#upcoming .near li"),
    ]
    for _ in ("as the page came", "as its sections came afterwards"):
        for place in places:
            expect(page.locator(place).first).to_contain_text(EVIL)
        assert page.locator("main img, main b").count() == 0
        expect(page).to_have_title("Dashboard · Parity")
        if "#scan-current" in places:
            places.remove("#scan-current")
            with page.expect_response(lambda response: "section=upcoming" in response.url):
                house.end_scan()


def test_the_browser_runs_nothing_that_was_smuggled_into_a_page(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url, watched=False)
    smuggle = "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))"
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(smuggle)
    assert page.evaluate("window.ran") is None
