"""How commands speak: tables and sentences for people, or JSON for programs and nothing beside it."""

import json
import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table

from parity.core.shapes import as_json
from parity.core.spreadsheet import csv_of, plain

__all__ = ["can_answer", "count", "note", "plain", "say_csv", "say_json", "say_table"]

_PIPED_WIDTH = 200  # columns where stdout is no terminal


def say_json(value: object) -> None:
    """A shape of the contract on stdout."""
    click.echo(json.dumps(as_json(value), ensure_ascii=False, indent=2))


def say_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout under its title."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    click.echo(title)
    if table.row_count:
        width = None if sys.stdout.isatty() else _PIPED_WIDTH
        Console(file=sys.stdout, highlight=False, markup=False, width=width).print(table)


def say_csv(columns: Sequence[str], items: Iterable[object]) -> None:
    """One line for each item, its attributes in columns; no cell can be a formula of a spreadsheet."""
    click.echo(csv_of(columns, items), nl=False)


def note(sentence: str) -> None:
    """Something beside the result, on stderr."""
    click.echo(plain(sentence), err=True)


def count(number: int, noun: str) -> str:
    """`1 show`, `2 shows`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def can_answer() -> bool:
    """Whether somebody sits at a terminal who can be asked something."""
    return sys.stdin.isatty()
