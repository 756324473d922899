"""`decisions`: what was decided, and taking one of it back."""

import click

from parity.actions.undo import undo_all
from parity.cli.asking import ask_or_tell
from parity.cli.opening import visiting
from parity.cli.saying import count, plain, say_json, say_table
from parity.core.shapes import Listing
from parity.core.why import WhyDecision
from parity.store.decisions_view import decisions_listing


@click.group("decisions", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def decisions_command(ctx: click.Context, as_json: bool) -> None:
    """List what you decided, the newest first, also about shows that are not there today."""
    if ctx.invoked_subcommand is None:
        found = _standing()
        if as_json:
            say_json(found)
        else:
            rows = ((d.id, d.label, d.kind.replace("_", " "), d.made_on, d.until, d.reason) for d in found.items)
            columns = ("Id", "What", "Kind", "Made on", "Until", "Reason")
            say_table(count(found.total, "decision"), columns, rows)


@decisions_command.command("undo")
@click.argument("decision", type=click.IntRange(1))
def undo_command(decision: int) -> None:
    """Take the DECISION of that id back."""
    with visiting() as house:
        label = next((d.label for d in _standing().items if d.id == decision), "")
        undone = undo_all(house, [decision])
        if not undone.count:
            raise click.ClickException(f"there is no decision {decision} that stands; python -m parity decisions")
        click.echo(f"Decision {decision} ({plain(label)}) is taken back.")
        if undone.to_ask:
            ask_or_tell(house, undone.to_ask)


def _standing() -> Listing[WhyDecision]:
    with visiting() as house, house.database.reading() as connection:
        return decisions_listing(connection, house.today())
