"""How commands speak: tables and sentences for people, or JSON for programs and nothing beside it."""

import json
import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table

from parity.core.shapes import as_json


def say_json(value: object) -> None:
    """A shape of the contract on stdout."""
    click.echo(json.dumps(as_json(value), ensure_ascii=False, indent=2))


def say_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout; where that is no terminal, its width is that of its content."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console = Console(file=sys.stdout, highlight=False, markup=False, width=None if sys.stdout.isatty() else 200)
    console.print(table)


def note(sentence: str) -> None:
    """Something beside the result, on stderr."""
    click.echo(sentence, err=True)


def count(number: int, noun: str) -> str:
    """`1 show`, `2 shows`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _plain(cell: object) -> str:
    return "" if cell is None else "yes" if cell is True else "" if cell is False else str(cell)
