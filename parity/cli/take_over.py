"""`import`: takes over what other programs left behind."""

import json
import sys
from pathlib import Path

import click

from parity.actions.take_over import take_over
from parity.cli.opening import visiting
from parity.cli.saying import count, plain

BIGGEST = 256 * 2**20  # bytes: a plex_cache.json of a huge library is far below that


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(files: tuple[Path, ...]) -> None:
    """Take over config.json and plex_cache.json of Plex Parity (Streamlit): settings, ignores, matches."""
    documents = [(file.name, _read(file)) for file in files]
    with visiting() as house:
        report = take_over(house, documents)
    click.echo(f"{count(len(report.settings), 'setting')} taken over: {', '.join(report.settings) or 'none'}.")
    click.echo(f"Taken over: {report.ignored} ignored, {report.matched} matched by hand.")
    if report.known_already:
        click.echo(f"Known already: {count(report.known_already, 'decision')}.")
    if report.left_out:
        click.echo("Left out:")
    for sentence in report.left_out:
        click.echo(f"  {plain(sentence)}")
    if report.unreadable:
        sys.exit(1 if report.unreadable == len(files) else 3)


def _read(file: Path) -> object:
    try:
        if file.stat().st_size > BIGGEST:
            raise click.ClickException(f"{file} is too big for a file of Plex Parity")
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as trouble:
        raise click.ClickException(f"{file} cannot be read as JSON ({trouble})") from None
