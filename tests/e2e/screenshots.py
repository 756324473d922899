"""The pictures of the README, from the sample household: `python -m tests.e2e.screenshots [FOLDER]`.

Each is as high as it can be without weighing more than 200 KB.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.cli.processes import ROOT
from tests.conftest import NO_BROWSER, browser
from tests.e2e.conftest import FLAGS
from tests.e2e.demo_process import Demo

DOCS = ROOT / "docs" / "screenshots"
HEAVIEST = 200_000
SHOW = "Reacher"
_WIDE: ViewportSize = {"width": 1100, "height": 900}
_PHONE: ViewportSize = {"width": 390, "height": 844}
_LOWEST = 400
_ALL_DRAWN = """() => [...document.images]
    .filter(one => one.loading !== "lazy" || one.getBoundingClientRect().top < innerHeight)
    .every(one => one.complete)"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, where it is taken, how large, in which colours."""

    name: str
    path: str
    size: ViewportSize
    colours: Literal["light", "dark"] = "light"


def shots(demo: Demo) -> tuple[Shot, ...]:
    """All pictures; asks the demo where a show stands."""
    show = next(each["show_id"] for each in demo.api("shows?limit=500")["items"] if each["title"] == SHOW)
    return (
        Shot("dashboard", "", _WIDE),
        Shot("dashboard-dark", "", _WIDE, "dark"),
        Shot("dashboard-phone", "", _PHONE),
        Shot("shows", "shows", _WIDE),
        Shot("show", f"shows/{show}", _WIDE),
        Shot("movies", "movies", _WIDE),
        Shot("calendar", "calendar", _WIDE),
        Shot("library", "library", _WIDE),
    )


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _browser() as started:
        demo = Demo(Path(scratch))
        with demo:
            demo.settle()
            _take(demo, started, folder)


def _take(demo: Demo, started: Browser, folder: Path) -> None:
    for shot in shots(demo):
        picture = _taken(started, demo.url, shot)
        (folder / f"{shot.name}.png").write_bytes(picture)
        print(f"{shot.name}.png: {len(picture) // 1000} KB")


@contextmanager
def _browser() -> Iterator[Browser]:
    path = browser()
    if path is None:
        sys.exit(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def _taken(started: Browser, home: str, shot: Shot) -> bytes:
    with started.new_context(viewport=shot.size, color_scheme=shot.colours, reduced_motion="reduce") as context:
        page = context.new_page()
        answer = page.goto(f"{home}{shot.path}", wait_until="load")
        assert answer is not None
        assert answer.ok, f"{shot.path} answers {answer.status}"
        page.wait_for_function(_ALL_DRAWN)
        return _light_enough(page, shot.size)


def _light_enough(page: Page, size: ViewportSize) -> bytes:
    for height in range(size["height"], _LOWEST, -50):
        page.set_viewport_size({"width": size["width"], "height": height})
        picture = page.screenshot()
        if len(picture) <= HEAVIEST:
            return picture
    raise AssertionError(f"{page.url} weighs more than {HEAVIEST} bytes even when it is cut to {_LOWEST} pixels")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
