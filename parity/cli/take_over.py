"""`import`: takes over what other programs left behind."""

import json
import sys
from dataclasses import dataclass
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
    read = {file: _read(file) for file in files}
    documents = [(file.name, found.document) for file, found in read.items() if found.flaw is None]
    flaws = [found.flaw for found in read.values() if found.flaw is not None]
    if not documents:
        raise click.ClickException("; ".join(flaws))
    with visiting() as house:
        report = take_over(house, documents)
    report.left_out[:0] = flaws
    report.unreadable += len(flaws)
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


@dataclass(frozen=True, slots=True)
class _File:
    """What a file holds, or why it cannot be read."""

    document: object = None
    flaw: str | None = None


def _read(file: Path) -> _File:
    try:
        if file.stat().st_size > BIGGEST:
            return _File(flaw=f"{file} is too big for a file of Plex Parity")
        # Windows editors put a mark at the front; half a surrogate, which JSON can spell, fits into no database.
        found = json.loads(file.read_text(encoding="utf-8-sig"))
        return _File(json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")))
    except (OSError, ValueError, RecursionError) as trouble:
        return _File(flaw=f"{file} cannot be read as JSON ({trouble})")
