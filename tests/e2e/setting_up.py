"""What somebody does from the first page of a new Parity to its first scan."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from parity.demo.tmdb_world import V3_KEY
from tests.e2e.plex_pages import continue_as

_CARDS = """cards => cards.map(card => [
  card.querySelector(".name a").textContent,
  [...card.querySelectorAll(".about li strong")].map(one => one.textContent),
])"""
_SEND = """async to => (await fetch(to, {
  method: "POST", headers: JSON.parse(document.body.getAttribute("hx-headers:inherited")),
  signal: AbortSignal.timeout(10000),
  body: new URLSearchParams({mode: "full", show: 1}),
})).status"""
_COVERED = """() => {
  const said = document.querySelector("#toasts .toast").getBoundingClientRect();
  return [...document.querySelectorAll("#on button, #on a")].map(one => [one.textContent, one.getBoundingClientRect()])
    .filter(([, on]) => on.top < said.bottom && said.top < on.bottom).map(([words]) => words);
}"""
Look = Callable[[str], None]


def look_at_nothing(_step: str) -> None:
    """Somebody who just goes on."""


def sign_in(page: Page, title: str, pin: str = "", button: str = "Sign in with Plex") -> None:
    """From a page with the button to Plex and back."""
    page.get_by_role("button", name=button).click()
    continue_as(page, title, pin)


def go_on(page: Page, heading: str, look: Look, words: str = "Continue") -> None:
    """Press the button that leads on, and see the next step."""
    page.get_by_role("button", name=words, exact=True).click()
    arrive(page, heading, look)


def arrive(page: Page, heading: str, look: Look) -> None:
    """Be at a step of the setup."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    look(heading)


def set_up(page: Page, look: Look = look_at_nothing) -> None:
    """Follow Attic and Cellar, take every library, give TMDB's key after a wrong one, and start the first scan."""
    arrive(page, "Which servers?", look)
    follow(page, "Attic", "Cellar")
    look("followed")
    go_on(page, "Which libraries?", look)
    go_on(page, "A key for TMDB", look)
    page.get_by_label("TMDB key").fill(V3_KEY[::-1])
    page.get_by_role("button", name="Test and continue").click()
    expect(page.locator("#key-problem")).to_have_text("TMDB refuses this key. Copy it once more.")
    look("refused")
    page.get_by_label("TMDB key").fill(V3_KEY)
    go_on(page, "When?", look, "Test and continue")
    page.get_by_label("Grace").fill("1")
    go_on(page, "All is there", look)
    page.get_by_role("button", name="Start the first scan").click()
    expect(page.locator("#toasts")).to_contain_text("The first scan has begun.")


def follow(page: Page, *names: str) -> None:
    """Follow servers that Plex named, and test the first."""
    for name in names:
        page.get_by_role("button", name=f"Follow : {name}").click()
        expect(page.locator(".server.kept", has_text=name)).to_contain_text("followed")
        expect(page.locator("#toasts .toast")).to_be_visible()
        assert page.evaluate(_COVERED) == [], "what is said lies on the way on"
    page.get_by_role("button", name=f"Test : {names[0]}").click()
    expect(page.locator("#toasts")).to_contain_text(f"{names[0]} answers, version")


def lack(page: Page, missing: dict[str, list[str]]) -> None:
    """The dashboard comes to show by itself that the scan is over, and that this is missing of each show."""
    expect(page.locator("#scan-last")).to_contain_text("Full scan finished")
    assert what_is_missing(page) == missing


def what_is_missing(page: Page) -> dict[str, list[str]]:
    """The dashboard's list: the episodes of each show."""
    expect(page.locator("#missing .card").first).to_be_attached()
    return dict(page.locator("#missing .card").evaluate_all(_CARDS))


def let_in(page: Page, url: str, title: str, number: int) -> None:
    """The owner lets an account in that was never here, as a viewer."""
    page.goto(f"{url}settings")
    page.get_by_role("link", name="People").click()
    page.get_by_label("Number or uuid of the Plex account").fill(str(number))
    page.get_by_label("What to call them").fill(title)
    page.get_by_role("button", name="Let in", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text(f"{title} may come in")


def sign_out(page: Page, url: str) -> None:
    """End this browser's session, by the link at the bottom of each page and the button behind it."""
    page.get_by_role("link", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(f"{url}login")


def refused_as_viewer(page: Page, url: str) -> None:
    """Who only looks is refused when something is sent in spite of it, and has no way to settings and keys."""
    expect_no_buttons(page)
    for path in ("scans", "missing/ignore", "settings/plex", "settings/people", "settings/servers/look"):
        assert page.evaluate(_SEND, f"{url}{path}") == 403, path
    for path in ("settings", "settings/people", "settings/keys", "maintenance", "setup"):
        answer = page.goto(f"{url}{path}")
        assert answer is not None
        assert answer.status == 403, path
        expect(page.locator("#main")).to_contain_text("owner")
    page.goto(url)


def expect_no_buttons(page: Page) -> None:
    """Nothing that who only looks would be refused stands on the dashboard."""
    for name in ("Full scan", "Incremental scan"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.locator("#missing button")).to_have_count(0)
    expect(page.get_by_role("link", name="Settings")).to_have_count(0)
