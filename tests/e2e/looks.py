"""How a page that is open looks to everybody: what axe objects to, in both colours and widths, and what overhangs."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

_AXE = """async (rules) => {
  const told = await axe.run({resultTypes: ["violations"], ...(rules.length ? {runOnly: rules} : {})});
  return {
    passes: told.passes.length,
    objections: told.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.impact} ${rule.id}: ${node.html}`)),
  };
}"""
# What a screen reader alone is meant to find may stand anywhere.
_OVERHANGING = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".unseen, .skip, thead"))
  .map((one) => one.outerHTML.slice(0, 100))"""


def open_all(page: Page) -> None:
    """Unfold all that is folded."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")


def overhanging(page: Page) -> list[str]:
    """What stands over the right edge, so that one would have to scroll sideways."""
    found = list(page.evaluate(_OVERHANGING))
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, f"the page is {width} px too wide"] if width > 0 else found


def objections(page: Page) -> list[str]:
    """What is wrong with the page as it stands, all unfolded: wide and on a phone, light and dark.

    Colours change nothing but contrast, so that in the dark only that is looked at.
    """
    open_all(page)
    page.evaluate(AXE_SCRIPT)
    found = []
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        found += [f"{size['width']}: {one}" for one in overhanging(page)]
        found += _told(page, "light", [])
        found += _told(page, "dark", ["color-contrast"])
    return found


def _told(page: Page, scheme: Literal["light", "dark"], rules: list[str]) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    told: dict[str, Any] = page.evaluate(_AXE, rules)
    assert told["passes"] > (0 if rules else 10)
    return [f"{scheme}: {one}" for one in told["objections"]]
