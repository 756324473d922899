"""`ignore`, `accept`, `match`, `order`, `policy`, `specials`, `grace` and so on: what a person decides about a show."""

from datetime import date

import click

from parity.actions import decide
from parity.actions.accept import accept
from parity.actions.decide import Refused, Target
from parity.actions.find_item import find_show
from parity.actions.ports import House
from parity.cli import decide_film
from parity.cli.asking import ask_or_tell
from parity.cli.opening import visiting
from parity.cli.orders import say_orders
from parity.cli.reading import CODE, DAY, GRACE, PLACE, SWITCH, TMDB_ID
from parity.cli.saying import count, plain
from parity.core.numbering import Number
from parity.store import shows

Place = tuple[int, int | None]
FILM = click.option("--film", is_flag=True, help="SHOW is a film: its TMDB id.")
COLLECTION = click.option("--collection", is_flag=True, help="SHOW is a collection of films: its id or name.")


@click.command("ignore")
@click.argument("show")
@click.argument("place", type=PLACE, required=False, metavar="[S01[E02]]")
@click.option("--reason", default="", help="Why, for yourself.")
@click.option("--until", type=DAY, help="Last day on which it is ignored.")
@FILM
@COLLECTION
@click.option("--new-parts", is_flag=True, help="Tell of films that the collection gets later.")
def ignore_command(
    show: str, place: Place | None, reason: str, until: date | None, film: bool, collection: bool, new_parts: bool
) -> None:
    """Ignore SHOW (id, plex:RATINGKEY or title), one of its seasons, or one episode; or a film or collection."""
    kind = _kind(film, collection, place)
    if kind is not None:
        return decide_film.ignore(kind, show, reason, until, new_parts)
    if new_parts:
        raise click.UsageError("--new-parts is about a collection")
    with visiting() as house:
        target = _target(house, show, place)
        decision = decide.ignore(house, target, reason, until)
        what = _name(house, target)
    end = f" until {until.isoformat()}" if until else ""
    return click.echo(f"{what} is ignored{end} (decision {decision}).")


@click.command("unignore")
@click.argument("show")
@click.argument("place", type=PLACE, required=False, metavar="[S01[E02]]")
@FILM
@COLLECTION
def unignore_command(show: str, place: Place | None, film: bool, collection: bool) -> None:
    """Take back the ignore of exactly this SHOW, season, episode, film or collection."""
    kind = _kind(film, collection, place)
    if kind is not None:
        return decide_film.unignore(kind, show)
    with visiting() as house:
        target = _target(house, show, place)
        taken_back = decide.unignore(house, target)
        what = _name(house, target)
    if not taken_back:
        raise click.ClickException(f"{what} was not ignored by itself; python -m parity why says what hides it")
    return click.echo(f"{what} is no longer ignored ({count(taken_back, 'decision')} taken back).")


@click.command("accept")
@click.argument("show")
@click.argument("number", type=CODE, metavar="S01E02")
@click.option("--reason", default="", help="Why, for yourself.")
def accept_command(show: str, number: Number, reason: str) -> None:
    """Accept that another source does not list an episode of SHOW: not missing until one of them changes its mind."""
    with visiting() as house:
        target = Target(find_show(house, show), *number)
        decision = accept(house, target, reason)
        what = _name(house, target)
    click.echo(f"{what}: the difference is accepted (decision {decision}).")


@click.command("match")
@click.argument("show")
@click.argument("tmdb_id", type=TMDB_ID, metavar="TMDB_ID|auto")
@click.option("--film", is_flag=True, help="SHOW is a film in Plex: its title or plex:RATINGKEY.")
def match_command(show: str, tmdb_id: int | str, film: bool) -> None:
    """Say which show of TMDB SHOW is, or which film; `auto` lets Parity find out again."""
    chosen = tmdb_id if isinstance(tmdb_id, int) else None
    if film:
        return decide_film.match(show, chosen)
    with visiting() as house:
        found = find_show(house, show)
        what = _name(house, Target(found))
        show_id = decide.match(house, found, chosen)
        click.echo(f"{what} is TMDB {chosen} from now on." if chosen else f"{what} is matched by its ids again.")
        return ask_or_tell(house, (show_id,))


@click.command("order")
@click.argument("show")
@click.argument("order", metavar="ORDER|auto")
def order_command(show: str, order: str) -> None:
    """Say in which order SHOW is numbered, whatever Plex says; `auto` goes by Plex again.

    An ORDER that there is not is answered with those that there are.
    """
    with visiting() as house:
        show_id = find_show(house, show)
        try:
            decide.order(house, show_id, None if order == "auto" else order)
        except Refused:
            say_orders(house, show_id)
            raise click.UsageError(f"there is no order {plain(order)}; choose one of these, or auto") from None
        _say_set(house, show_id, "order", order)


@click.command("policy")
@click.argument("show")
@click.argument("policy", nargs=-1, required=True, metavar="all|future|from N|last|none|auto")
def policy_command(show: str, policy: tuple[str, ...]) -> None:
    """Say which episodes of SHOW you want; `auto` is the general setting."""
    words = " ".join(policy)
    with visiting() as house:
        show_id = find_show(house, show)
        decide.set_policy(house, show_id, None if words == "auto" else words)
        _say_set(house, show_id, "policy", words)


@click.command("specials")
@click.argument("show")
@click.argument("switch", type=SWITCH, metavar="on|off|auto")
def specials_command(show: str, switch: str) -> None:
    """Say whether you want the specials of SHOW; `auto` is the general setting."""
    with visiting() as house:
        show_id = find_show(house, show)
        decide.set_specials(house, show_id, {"on": True, "off": False}.get(switch))
        _say_set(house, show_id, "specials", switch)


@click.command("grace")
@click.argument("show")
@click.argument("days", type=GRACE, metavar="DAYS|auto")
def grace_command(show: str, days: int | str) -> None:
    """Say how many days (0 to 7) an episode of SHOW may take to arrive; `auto` goes by how long they took so far."""
    with visiting() as house:
        show_id = find_show(house, show)
        decide.set_grace(house, show_id, days if isinstance(days, int) else None)
        _say_set(house, show_id, "days of grace", str(days))


def _kind(film: bool, collection: bool, place: Place | None) -> decide_film.Kind | None:
    kind = decide_film.kind_of(film, collection)
    if kind is not None and place is not None:
        raise click.UsageError(f"a {kind} has no seasons")
    return kind


def _target(house: House, show: str, place: Place | None) -> Target:
    show_id = find_show(house, show)
    return Target(show_id, *place) if place else Target(show_id)


def _name(house: House, target: Target) -> str:
    with house.database.reading() as connection:
        row = shows.get(connection, target.show_id)
    title = plain(row.title) if row else f"Show {target.show_id}"
    if target.season is None:
        return title
    if target.episode is None:
        return f"{title} season {target.season}"
    return f"{title} {Number(target.season, target.episode).code}"


def _say_set(house: House, show_id: int, what: str, value: str) -> None:
    click.echo(f"{_name(house, Target(show_id))}: {what} {plain(value)}.")
