"""`why`: the reasons behind one show or episode."""

import click

from parity.actions.explain import explain
from parity.actions.find_show import find_show
from parity.cli.opening import visiting
from parity.cli.reading import CODE
from parity.cli.saying import plain, say_json
from parity.core.numbering import Number
from parity.core.why import why_sentences


@click.command("why")
@click.argument("show")
@click.argument("episode", type=CODE, required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def why_command(show: str, episode: Number | None, as_json: bool) -> None:
    """Say why SHOW (id, plex:RATINGKEY or title), or its EPISODE (S01E02), stands as it does."""
    with visiting() as house:
        show_id = find_show(house, show)
        found = explain(house, show_id, episode)
    if found is None:
        raise click.ClickException(f"{show} has no {episode.code}" if episode else f"there is no show {show}")
    if as_json:
        say_json(found)
        return
    for sentence in why_sentences(found):
        click.echo(plain(sentence))
