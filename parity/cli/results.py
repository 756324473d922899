"""`missing`, `upcoming`, `shows`: what the last scans found."""

from collections.abc import Callable, Iterable
from typing import cast

import click

from parity.actions.linked import linker
from parity.actions.ports import House
from parity.cli.opening import visiting
from parity.cli.saying import count, note, say_csv, say_json, say_table
from parity.core.shapes import Episode, Group, Listing, Show
from parity.store.episodes_view import EpisodeFilter, missing, upcoming
from parity.store.scans_view import scans_listing
from parity.store.shows_view import shows_listing
from parity.store.summary_view import all_notices

# The flat fields of the contract.
CSV = (
    "show_id", "server", "library", "rating_key", "title", "year", "tmdb_id", "imdb_id", "tvdb_id", "show_status",
    "group", "season", "episode", "code", "episode_title", "air_date", "ignored",
)  # fmt: skip


@click.command("missing")
@click.option("--group", type=click.Choice(["ongoing", "archive"]), help="Only shows that go on, or that have ended.")
@click.option("--ignored", is_flag=True, help="Also list what you ignored.")
@click.option("--lost", is_flag=True, help="Only what was in Plex before.")
@click.option("--json", "forms", flag_value="json", multiple=True, help="As JSON.")
@click.option("--csv", "forms", flag_value="csv", multiple=True, help="As CSV.")
def missing_command(group: str | None, ignored: bool, lost: bool, forms: tuple[str, ...]) -> None:
    """List the episodes that aired and are not in Plex."""
    form = one_form(forms)
    wanted = EpisodeFilter(group=cast(Group | None, group), ignored=ignored, lost=lost or None)
    with visiting() as house:
        with house.database.reading() as connection:
            found = missing(connection, house.today(), wanted)
        found = _linked(house, found)
        say_beside(house)
    if form == "json":
        say_json(found)
    elif form == "csv":
        say_csv((*CSV, "lost_on", "confidence"), found.items)
    else:
        shows = count(len({item.show_id for item in found.items}), "show")
        place = _place(found.items)
        rows = ((i.title, i.code, i.episode_title, i.air_date, place(i), i.reason, _remark(i)) for i in found.items)
        title = f"{count(found.total, 'missing episode')} of {shows}"
        say_table(title, ("Show", "Episode", "Title", "Aired", "Library", "Ignored", "Note"), rows)


@click.command("upcoming")
@click.option("--days", type=click.IntRange(0, 3650), help="Only so many days ahead.")
@click.option("--json", "forms", flag_value="json", multiple=True, help="As JSON.")
@click.option("--ical", "forms", flag_value="ical", multiple=True, help="As a calendar (RFC 5545).")
@click.option("--csv", "forms", flag_value="csv", multiple=True, help="As CSV.")
def upcoming_command(days: int | None, forms: tuple[str, ...]) -> None:
    """List the episodes that are dated and not due yet."""
    form = one_form(forms)
    with visiting() as house:
        with house.database.reading() as connection:
            found = upcoming(connection, house.today(), EpisodeFilter(days=days))
        found = _linked(house, found)
        now = house.now()
        say_beside(house)
    if form == "json":
        say_json(found)
    elif form == "csv":
        say_csv((*CSV, "days"), found.items)
    elif form == "ical":
        from parity.cli.calendar import say_calendar  # with a library that nothing else needs

        say_calendar(found.items, now)
    else:
        rows = ((i.air_date, when(i), i.title, i.code, i.episode_title) for i in found.items)
        say_table(count(found.total, "upcoming episode"), ("Airs", "", "Show", "Episode", "Title"), rows)


@click.command("shows")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def shows_command(as_json: bool) -> None:
    """List all shows and how each stands."""
    with visiting() as house:
        with house.database.reading() as connection:
            found = shows_listing(connection, house.today())
        say_beside(house)
    if as_json:
        say_json(found)
    else:
        _say_shows(found)


def when(episode: Episode) -> str:
    """`today`, `tomorrow`, `in 5 days`, `yesterday`."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    ago = f"{-episode.days} days ago" if episode.days < 0 else f"in {episode.days} days"
    return near.get(episode.days, ago)


def _remark(episode: Episode) -> str:
    """What tells it apart from other gaps."""
    lost = f"lost since {episode.lost_on}" if episode.lost_on else ""
    return "; ".join(filter(None, (lost, episode.confidence_reason)))


def one_form(forms: tuple[str, ...]) -> str | None:
    """The form that was asked for, None for people. Raises UsageError for more than one."""
    if len(set(forms)) > 1:
        raise click.UsageError(f"choose one of --{', --'.join(sorted(set(forms)))}")
    return forms[0] if forms else None


def _say_shows(found: Listing[Show]) -> None:
    place = _place(found.items)
    rows = (
        (s.show_id, s.title, s.year, _standing(s), f"{s.owned}/{s.expected}", s.missing or "", s.next_air and
         s.next_air.air_date, place(s), s.trouble.what if s.trouble else s.reason)
        for s in found.items
    )  # fmt: skip
    columns = ("Id", "Show", "Year", "State", "Have", "Missing", "Next", "Library", "Why")
    say_table(count(found.total, "show"), columns, rows)


def _standing(show: Show) -> str:
    return f"{show.state}: {show.doubt}" if show.doubt else show.state


def _place(those: Iterable[Episode | Show]) -> Callable[[Episode | Show], str]:
    """How to say where something lies: its library, with the server where there are several."""
    several = len({each.server for each in those if each.server}) > 1
    return lambda each: f"{each.library} ({each.server_name})" if several and each.server else each.library


def _linked(house: House, found: Listing[Episode]) -> Listing[Episode]:
    return Listing(found.total, linker(house).with_links(found.items))


def say_beside(house: House) -> None:
    """On stderr: what one should know before believing the list."""
    with house.database.reading() as connection:
        notices = all_notices(connection)
        scans = scans_listing(connection, house.now(), limit=1)
    for notice in notices:
        note(f"Note: {notice.sentence}")
    if not scans.total:
        note("Nothing was scanned yet: python -m parity scan full")
