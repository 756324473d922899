"""`sagetv --list`, `--addtv`, `--addmovie`, `--delsec` and `--refresh`: the libraries of Plex."""

import threading

import click

from parity.actions import sections
from parity.actions.list_sections import ListedSection, list_sections
from parity.actions.ports import House
from parity.actions.sections import NewSection
from parity.cli import saying
from parity.cli.plex_sections import say_sections
from parity.cli.sagetv_asked import Asked
from parity.cli.saying import note, plain, say_json

BY = "command line"
_KINDS = {"show": "shows", "movie": "films"}


def list_them(house: House, asked: Asked, as_json: bool) -> int:
    """All libraries of all servers; the exit status."""
    return say_sections(list_sections(house, threading.Event()), as_json)


def add(house: House, asked: Asked, as_json: bool) -> int:
    """Make a library of the folders that were named; the exit status."""
    stop = threading.Event()
    machine_id, name = sections.server_for(list_sections(house, stop), asked.name)
    made = sections.add(house, NewSection(machine_id, name, asked.kind, asked.ids), stop)
    if as_json:
        say_json(made)
    else:
        click.echo(f"{_called(made)} was added for {_KINDS[asked.kind]}, and Plex scans it now.")
        note("Parity follows it as your settings say: python -m parity plex sections")
    return 0


def delete(house: House, asked: Asked, as_json: bool) -> int:
    """Have Plex forget a library, once its name was typed; the exit status."""
    stop = threading.Event()
    section = sections.the_one(list_sections(house, stop), asked.name)
    click.echo(
        f"{_called(section)} will be taken out of Plex, with all that Plex knows of it: who watched what, collections, "
        "pictures. The files stay where they are.",
        err=True,
    )
    _confirm(section, asked)
    sections.delete(house, section, stop)
    if as_json:
        say_json({"deleted": section})
    else:
        click.echo(f"{_called(section)} is deleted. Its files stay where they are.")
    return 0


def refresh(house: House, asked: Asked, as_json: bool) -> int:
    """Have Plex scan a library; the exit status."""
    stop = threading.Event()
    section = sections.the_one(list_sections(house, stop), asked.name)
    told = sections.refresh(house, section, BY, stop)
    if as_json:
        say_json(told)
    elif told.refresh_ids:
        click.echo(f"{_called(section)} is on the list of what Plex scans; it is asked within seconds.")
    else:
        click.echo(f"Plex was asked to scan {_called(section)}.")
    return 0


def _confirm(section: ListedSection, asked: Asked) -> None:
    """Its name must be typed; without a terminal it has to have been given just so. Raises UsageError and Abort."""
    if asked.yes:
        if asked.name not in (section.title, section.key, section.id):
            raise click.UsageError(f"with --yes say its name or id just as it is: {plain(section.title)}")
        return
    if not saying.can_answer():
        raise click.UsageError("there is no terminal to type its name on: --yes, with its exact name or id, does it.")
    question = f"Type its name to delete it ({plain(section.title)})"
    typed = click.prompt(question, default="", show_default=False, err=True)
    if typed.strip() != section.title.strip():
        raise click.ClickException("That is not its name; nothing was deleted.")


def _called(section: ListedSection) -> str:
    return plain(f"{section.title} ({section.id}, on {section.server_name or 'Plex'})")
