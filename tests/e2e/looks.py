"""How a page that is open looks to everybody: what axe objects to, in both colours and widths, and what overhangs."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

# axe's verdict on a contrast follows from the letters' colour, size and weight and from the grounds that they stand
# on: what has all of that in common is one kind, and of each kind one needs to be looked at. Of the style sheets axe
# would ask once more only for rules that are not at work.
_LOOK = """() => {
  const numbers = new Map(), grounds = new Map(), styles = new Map();
  const numbered = (words) => numbers.get(words) ?? numbers.set(words, numbers.size).get(words);
  const style = (one) => styles.get(one) ?? styles.set(one, getComputedStyle(one)).get(one);
  const ground = (one) => {
    if (!one) return -1;
    if (!grounds.has(one)) {
      const {backgroundColor, backgroundImage, opacity, position, filter} = style(one);
      const own = [backgroundColor, backgroundImage, opacity, position, filter];
      const name = [one.localName, one.getAttribute("class")];
      grounds.set(one, numbered([ground(one.parentElement), ...name, ...own].join()));
    }
    return grounds.get(one);
  };
  const letters = (one) => [...one.childNodes].map((node) => node.nodeType === 3 ? node.data.trim() : "").join("");
  const kind = (one) => {
    const {color, fontSize, fontWeight, textShadow} = style(one);
    const off = one.matches(":disabled, [aria-disabled=true]") || one.control?.disabled;
    return [ground(one), color, fontSize, fontWeight, textShadow, letters(one).length > 1, off].join();
  };
  window.kinds = () => {
    for (const kept of [numbers, grounds, styles]) kept.clear();
    const found = new Map();
    for (const one of document.querySelectorAll("body *")) {
      if (!(letters(one) || one.matches("input, select, textarea")) || !one.checkVisibility()) continue;
      if (!found.has(kind(one))) found.set(kind(one), one);
    }
    return [...found.values()];
  };
  window.told = async (where, least, wanted) => {
    const told = await axe.run(where, {resultTypes: ["violations"], preload: false, ...wanted});
    if (told.passes.length < least) throw new Error(`only ${told.passes.length} of axe's rules were at work`);
    return told.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.impact} ${rule.id}: ${node.html}`));
  };
}"""
_EVERYTHING = "() => told(document, 10, {})"
_SHAPES = "() => told(document, 10, {rules: {'color-contrast': {enabled: false}}})"
_COLOURS = "() => told({include: kinds()}, 1, {runOnly: ['color-contrast', 'link-in-text-block']})"
# What a screen reader alone is meant to find may stand anywhere.
_OVERHANGING = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".unseen, .skip, thead"))
  .map((one) => one.outerHTML.slice(0, 100))"""


def open_all(page: Page) -> None:
    """Unfold all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def overhanging(page: Page) -> list[str]:
    """What stands over the right edge, so that one would have to scroll sideways."""
    found = list(page.evaluate(_OVERHANGING))
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, f"the page is {width} px too wide"] if width > 0 else found


def take_along_axe(page: Page) -> None:
    """Wherever the page goes from now on axe is there already, so that it is not sent over each time."""
    page.add_init_script(f"{AXE_SCRIPT};({_LOOK})()")


def objections(page: Page) -> list[str]:
    """What is wrong with the page as it stands, all unfolded: wide and on a phone, light and dark.

    In the dark only the rules that look at colours can find anything else than in the light.
    """
    open_all(page)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(f"({_LOOK})()")
    page.set_viewport_size(WIDE)
    found = [*overhanging(page), *_told(page, "light", _EVERYTHING), *_told(page, "dark", _COLOURS)]
    page.set_viewport_size(PHONE)
    found += [*overhanging(page), *_told(page, "dark", _COLOURS), *_told(page, "light", _COLOURS)]
    return [*found, *_told(page, "light", _SHAPES)]


def _told(page: Page, scheme: Literal["light", "dark"], look: str) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    told: list[Any] = page.evaluate(look)
    return [f"{page.viewport_size}, {scheme}: {one}" for one in told]
