"""`settings`: what holds now and where it comes from, and saving what the app itself may keep."""

import sys

import click

from parity.actions.preferences import save
from parity.cli.opening import visiting
from parity.cli.provenance import account_of, sources
from parity.cli.saying import count, plain, say_table
from parity.settings import Row, SettingError, Shown, saveable
from parity.store.accounts import AccountRow


@click.command("settings")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--default", "reset", is_flag=True, help="Forget what was saved, so that the default holds again.")
def settings_command(name: str | None, value: str | None, reset: bool) -> None:
    """List the settings, or save VALUE for the one called NAME. What changes a result takes effect at once.

    With - as VALUE it is read from standard input: what stands in a command line is seen by everybody on the machine.
    """
    if (value is None) == (not reset) and name is not None:
        raise click.UsageError("give a VALUE to save, or --default to forget the saved one")
    if value == "-":
        value = sys.stdin.readline().strip()
    with visiting() as house:
        if name is None:
            shown = house.settings().shown()
            account = account_of(house)
            rows = [(s.row.environment, s.text, _origin(s, account), s.row.help) for s in shown]
            say_table(count(len(rows), "setting"), ("Setting", "Value", "From", "Meaning"), rows)
            if told := sources(house.settings(), account, house.now()):
                click.echo(f"Plex is asked by: {plain('; '.join(told))}")
            return
        row = _row(name)
        try:
            save(house, {row.name: value})
        except SettingError as wrong:
            raise click.UsageError(str(wrong)) from None
        settings = house.settings()
        text = next(s.text for s in settings.shown() if s.row == row)
        origin = settings.origin(row.name)
    beside = " (the environment sets it, and comes first)" if origin == "environment" else ""
    click.echo(f"{row.environment} is {plain(text) or 'empty'}{beside}.")


def _origin(shown: Shown, account: AccountRow | None) -> str:
    """Where a value comes from; that Plex has its token from a sign-in instead of a setting."""
    instead = account is not None and shown.row.name == "plex_token" and shown.origin == "default"
    return "sign-in" if instead else shown.origin


def _row(name: str) -> Row:
    wanted = name.upper().removeprefix("PARITY_")
    for row in saveable():
        if row.environment.removeprefix("PARITY_") == wanted:
            return row
    known = ", ".join(row.environment for row in saveable())
    raise click.UsageError(f"{plain(name)} is nothing that can be saved here; these can: {known}")
