"""The pages of films: found as one types, ignored with a way back, told on a phone and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.film_house import fill_films
from tests.e2e.looks import PHONE
from tests.e2e.small_house import SmallHouse

pytestmark = pytest.mark.browser


@pytest.fixture
def films(house: SmallHouse) -> SmallHouse:
    """A house with films."""
    with house.database.writing() as connection:
        fill_films(connection)
    return house


def names(page: Page) -> list[str]:
    return page.locator("#cards h2").all_inner_texts()


def test_the_list_follows_what_is_typed_and_chosen_and_the_address_keeps_it(films: SmallHouse, visit: Visit) -> None:
    page = visit(f"{films.url}movies")
    page.evaluate("window.same = true")
    found, field = page.locator("#found"), page.locator("#q")
    expect(found).to_have_text("2 collections")
    field.press_sequentially("resurr", delay=20)
    expect(found).to_have_text("1 collection")
    assert names(page) == ["Alien Collection"]
    expect(page).to_have_url(re.compile(r"[?&]q=resurr(&|$)"))
    expect(field).to_be_focused()
    field.fill("")
    expect(found).to_have_text("2 collections")
    page.get_by_label("State").select_option("all")
    expect(found).to_have_text("3 collections")
    page.get_by_text("More filters").click()
    page.get_by_label("How many are here").select_option("only")
    expect(found).to_have_text("2 collections")
    expect(page.locator("#rarely")).to_have_attribute("open", "")
    assert page.evaluate("window.same")
    page.go_back()
    expect(found).to_have_text("3 collections")


def test_a_collection_is_ignored_from_its_card_by_keyboard_and_that_is_taken_back(
    films: SmallHouse, visit: Visit
) -> None:
    page = visit(f"{films.url}movies", reduced_motion="reduce")
    card = page.locator("#collection-8091")
    card.get_by_label("Ignore: Alien Collection").focus()
    page.keyboard.press("Enter")
    card.get_by_label("Reason").fill("seen")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Alien Collection is ignored.")
    expect(page.locator("#found")).to_be_focused()
    expect(card).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Taken back: 1 decision.")
    expect(card).to_be_visible()


def test_a_film_is_ignored_on_the_page_of_its_collection(films: SmallHouse, visit: Visit) -> None:
    page = visit(f"{films.url}movies", reduced_motion="reduce")
    page.get_by_role("link", name="Alien Collection").click()
    film = page.locator("#film-8077")
    expect(film.locator(".state")).to_have_text("missing")
    film.get_by_label("Ignore: Alien³").click()
    film.get_by_role("button", name="Ignore this film").click()
    expect(page.locator("#toasts")).to_contain_text("Alien³ is ignored.")
    expect(film).to_contain_text("you ignored it")
    expect(page.locator("#movie-head")).to_contain_text("2 of 3 films here")
    page.get_by_role("button", name="No longer ignore Alien³").click()
    expect(film.locator(".state")).to_have_text("missing")


def test_on_a_phone_nothing_overhangs_and_the_places_stand_in_one_line(films: SmallHouse, visit: Visit) -> None:
    page = visit(f"{films.url}movies?state=all", viewport=PHONE, has_touch=True)
    tops = page.locator(".places li").evaluate_all("them => them.map(one => one.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    for path in ("movies?state=all", "movies/645", "movies/8091"):
        page.goto(f"{films.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_script_the_form_asks_and_the_card_is_ignored_too(films: SmallHouse, visit: Visit) -> None:
    page = visit(f"{films.url}movies", java_script_enabled=False)
    page.locator("#q").fill("alien")
    page.get_by_role("button", name="Show these").click()
    assert names(page) == ["Alien Collection"]
    page.get_by_label("Ignore: Alien Collection").click()
    page.locator("#collection-8091").get_by_role("button", name="Ignore this collection").click()
    expect(page.locator("#toasts")).to_contain_text("Alien Collection is ignored.")
    expect(page.locator("#no-movies")).to_contain_text("No collection fits these filters.")
