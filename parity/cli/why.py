"""`why`: the reasons behind one show or episode."""

import click

from parity.actions.explain import explain
from parity.actions.find_item import find_show
from parity.cli.opening import visiting
from parity.cli.reading import CODE
from parity.cli.saying import plain, say_json
from parity.core.numbering import Number
from parity.core.why import Why, why_sentences


@click.command("why")
@click.argument("show")
@click.argument("episode", type=CODE, required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def why_command(show: str, episode: Number | None, as_json: bool) -> None:
    """Say why SHOW (id, plex:RATINGKEY or title), or its EPISODE (S01E02), stands as it does."""
    with visiting() as house:
        show_id = find_show(house, show)
        found = explain(house, show_id, episode)
        whole = explain(house, show_id) if found is None else found
    if whole is None:
        raise click.ClickException(f"there is no show {show}")
    if found is None:
        raise click.ClickException(_no_such(whole, show, episode))
    if as_json:
        say_json(found)
        return
    for sentence in why_sentences(found):
        click.echo(plain(sentence))


def _no_such(whole: Why, show: str, episode: Number | None) -> str:
    """Why there is nothing to say of an episode."""
    code = episode.code if episode else ""
    if whole.show.state in ("suspect", "unmatched"):
        return f"{show} is not compared: nothing can be said of {code}"
    return f"{show} has no {code}"
