"""What a person does on the pages of Plex itself while signing in."""

from playwright.sync_api import Page


def continue_as(page: Page, title: str, pin: str = "") -> None:
    """On the sign-in page, or that for codes: choose an account; `pin` is the PIN of a home user."""
    if pin:
        page.get_by_label(f"PIN of {title}", exact=True).fill(pin)
    page.get_by_role("button", name=f"Continue as {title}", exact=True).click()


def link(page: Page, plex_tv: str, code: str, title: str, pin: str = "") -> None:
    """Open plex.tv/link (on the stand-in's address), type a code, choose an account."""
    page.goto(f"{plex_tv}/link")
    page.get_by_label("Code", exact=True).fill(code)
    continue_as(page, title, pin)
