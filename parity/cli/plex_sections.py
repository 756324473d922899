"""`plex sections`: the libraries of all servers."""

import sys
import threading
from collections import Counter

import click

from parity.actions.list_sections import SectionList, list_sections
from parity.cli.opening import visiting
from parity.cli.saying import note, plain, say_json, say_table


@click.command("sections")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sections_command(as_json: bool) -> None:
    """List the libraries of all servers that are followed, as PLEX_LIBRARY_NAME can name them.

    Exit status: 0 done, 3 when one of the servers gave no answer, 1 when none did.
    """
    with visiting() as house:
        found = list_sections(house, threading.Event())
    sys.exit(say_sections(found, as_json))


def say_sections(found: SectionList, as_json: bool) -> int:
    """The libraries, and which servers were silent; the exit status."""
    if as_json:
        say_json({"total": len(found.items), "items": found.items})
    else:
        rows = [(s.server_name, s.title, s.kind, s.agent, s.followed, s.key) for s in found.items]
        columns = ("Server", "Library", "Kind", "Agent", "Followed", "Section id")
        say_table("1 library" if len(rows) == 1 else f"{len(rows)} libraries", columns, rows)
        _say_ids(found)
    for sentence in found.silent:
        note(f"Note: {sentence}")
    return 0 if not found.silent else 3 if found.items else 1


def _say_ids(found: SectionList) -> None:
    """The whole ids where servers share section ids: too wide for a column of a terminal."""
    often = Counter(each.key for each in found.items)
    alike = [each for each in found.items if often[each.key] > 1]
    if alike:
        click.echo("\nSeveral have one section id. What names each of them alone:")
    for each in alike:
        click.echo(plain(f"  {each.id}  {each.title}, {each.server_name}"))
