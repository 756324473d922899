"""docs/settings.md, made from the table of settings: python -m tests.settings_page > docs/settings.md"""

from itertools import groupby

from parity.settings import ROWS, Row

MEND = "docs/settings.md is not what the table says: python -m tests.settings_page > docs/settings.md"
HEAD = """\
# Settings

The environment outranks what is saved in the app, and that outranks the default. An empty value counts as
not given. Every secret can also be given as `NAME_FILE`, the path of a file that holds it. A value that
cannot be used, or a `PARITY_` name that is no setting, stops the start with one line that says what is wrong
and how to mend it.

This page is made from the code (`tests/settings_page.py`), so it is never behind.
"""
# A default may be worked out from a setting above it.
ABOVE = {"data_dir": "<PARITY_DATA_DIR>", "auth": "plex", "trusted_proxies": 0}


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD]
    for topic, rows in groupby(ROWS, key=lambda row: row.topic):
        parts.append(f"\n## {topic.capitalize()}\n\n| setting | meaning | values | default | saved in the app |\n")
        parts.append("|---|---|---|---|---|\n")
        parts.extend(line(row) for row in rows)
    return "".join(parts)


def line(row: Row) -> str:
    """One setting as a row of the table."""
    default = row.default(ABOVE) if callable(row.default) else row.default
    cells = (
        f"`{row.environment}`",
        row.help + (" A secret." if row.secret else ""),
        values(row),
        f"`{default}`" if default else "–",
        "yes" if row.saveable else "no",
    )
    return f"| {' | '.join(cells)} |\n"


def values(row: Row) -> str:
    """What may be written."""
    kind = row.kind
    if kind.choices:
        return ", ".join(f"`{choice}`" for choice in kind.choices)
    return f"{kind.low} to {kind.high}" if kind.low is not None else kind.word


if __name__ == "__main__":
    print(page(), end="")
