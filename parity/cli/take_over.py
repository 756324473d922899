"""`import`: takes over what other programs left behind."""

import sys
from pathlib import Path

import click

from parity.actions.take_over import take_over
from parity.actions.taken_over import Report
from parity.cli.opening import visiting
from parity.cli.peer_formats import read_peer
from parity.cli.saying import count, plain


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(files: tuple[Path, ...]) -> None:
    """Take over what other programs left behind.

    config.json and plex_cache.json of Plex Parity (Streamlit): settings, ignores, matches. The config of autoscan or
    autopulse (YAML, TOML or JSON): who tells what arrived, the Plex server, what paths become. config.json and
    state.json of Plex-SIMKL Watchlist Sync: settings, the sign-in at SIMKL, what both lists had. sageplex_cfg.json of
    sageplex_sync: where SageTV and Plex answer.
    """
    read = {file: read_peer(file) for file in files}
    documents = [(file.name, found.document) for file, found in read.items() if found.flaw is None]
    flaws = [found.flaw for found in read.values() if found.flaw is not None]
    if not documents:
        raise click.ClickException("; ".join(flaws))
    with visiting() as house:
        report = take_over(house, documents)
    report.left_out[:0] = flaws
    report.unreadable += len(flaws)
    _say(report)
    if report.unreadable:
        sys.exit(1 if report.unreadable == len(files) else 3)


def _say(report: Report) -> None:
    _say_settings(report)
    if report.ignored or report.matched or report.known_already:
        click.echo(f"Taken over: {report.ignored} ignored, {report.matched} matched by hand.")
    _say_hooks(report)
    _say_watchlists(report)
    if report.known_already:
        click.echo(f"Known already: {count(report.known_already, 'decision')}.")
    if report.standing:
        click.echo(f"Here already: {report.standing} of the rules and hooks.")
    if report.left_out:
        click.echo("\n".join(("Left out:", *(f"  {plain(sentence)}" for sentence in report.left_out))))
    if report.sagetv:
        click.echo("Next: python -m parity doctor says whether SageTV and Plex answer;")
        click.echo("      python -m parity sagetv all compares them, and changes nothing.")


def _say_settings(report: Report) -> None:
    if report.settings or not report.alike:
        click.echo(f"{count(len(report.settings), 'setting')} taken over: {', '.join(report.settings) or 'none'}.")
    if report.alike:
        click.echo(f"Here already, with the same value: {', '.join(report.alike)}.")


def _say_hooks(report: Report) -> None:
    if report.rules or report.hooks:
        click.echo(f"Taken over: {count(report.rules, 'rule')} for paths; hooks: {', '.join(report.hooks) or 'none'}.")
    if report.hooks:
        click.echo("The addresses of the hooks and their secrets are in Settings, under Hooks.")


def _say_watchlists(report: Report) -> None:
    if report.connected:
        click.echo("SIMKL is connected by the sign-in of the other program; python -m parity doctor tries it.")
    if report.agreed is not None:
        click.echo(
            f"{count(report.agreed, 'title')} that both watchlists had: until both were read here, "
            "nothing is taken off because of them."
        )
