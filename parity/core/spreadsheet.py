"""Lists as CSV (RFC 4180) that no spreadsheet takes for a formula, whatever a title begins with."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date


def csv_of(columns: Sequence[str], items: Iterable[object]) -> str:
    """A line of names, then one for each item with its attributes in these columns."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    for item in items:
        writer.writerow(_cell(getattr(item, column)) for column in columns)
    return "".join(lines)


def plain(value: object) -> str:
    """As text that does nothing to a terminal, whatever a title has in it."""
    if value is None or value is False:
        return ""
    text = "yes" if value is True else str(value)
    return "".join(letter if letter.isprintable() else " " for letter in text)


class _Lines(list[str]):
    """What a csv writer takes for a file."""

    write = list.append


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@")):
        return f"'{plain(value)}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, date | int) else plain(value)
