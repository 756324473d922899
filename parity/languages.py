"""The languages that pages can be said in: English, which the code is written in, and every folder of translations."""

from pathlib import Path

TRANSLATIONS = Path(__file__).parent / "web" / "translations"
ENGLISH = "en"


def languages(folder: Path = TRANSLATIONS) -> tuple[str, ...]:
    """English and those that lie ready in the folder, as settings name them."""
    return (ENGLISH, *sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.mo")))
