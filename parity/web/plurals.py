"""Numbers of things, in the form that agrees with the number; one function a noun, so that each can be translated."""

from collections.abc import Callable

from babel.numbers import format_decimal

from parity.web.speech import locale, ngettext


def _written(number: int) -> str:
    return str(format_decimal(number, locale=locale()))


def episodes(n: int) -> str:
    """`1 episode`, `1,200 episodes`."""
    return ngettext("%(n)s episode", "%(n)s episodes", n, n=_written(n))


def more_episodes(n: int) -> str:
    """`2 more episodes`."""
    return ngettext("%(n)s more episode", "%(n)s more episodes", n, n=_written(n))


def shows(n: int) -> str:
    """`2 shows`."""
    return ngettext("%(n)s show", "%(n)s shows", n, n=_written(n))


def titles(n: int) -> str:
    """`2 titles`: shows, films and collections, as a scan goes through them."""
    return ngettext("%(n)s title", "%(n)s titles", n, n=_written(n))


def more_shows(n: int) -> str:
    """`2 more shows`."""
    return ngettext("%(n)s more show", "%(n)s more shows", n, n=_written(n))


def films(n: int) -> str:
    """`2 films`."""
    return ngettext("%(n)s film", "%(n)s films", n, n=_written(n))


def more_films(n: int) -> str:
    """`2 more films`."""
    return ngettext("%(n)s more film", "%(n)s more films", n, n=_written(n))


def films_untold(n: int) -> str:
    """`2 films are not matched`."""
    return ngettext(
        "%(n)s film is not matched: which one is it?",
        "%(n)s films are not matched: which ones are they?",
        n,
        n=_written(n),
    )


def collections(n: int) -> str:
    """`2 collections`."""
    return ngettext("%(n)s collection", "%(n)s collections", n, n=_written(n))


def additions(n: int) -> str:
    """`2 to add`."""
    return ngettext("%(n)s to add", "%(n)s to add", n, n=_written(n))


def removals(n: int) -> str:
    """`2 to take off`."""
    return ngettext("%(n)s to take off", "%(n)s to take off", n, n=_written(n))


def changes(n: int) -> str:
    """`2 changes`."""
    return ngettext("%(n)s change", "%(n)s changes", n, n=_written(n))


def videos(n: int) -> str:
    """`2 videos`."""
    return ngettext("%(n)s video", "%(n)s videos", n, n=_written(n))


def runs(n: int) -> str:
    """`2 runs`."""
    return ngettext("%(n)s run", "%(n)s runs", n, n=_written(n))


def votes(n: int) -> str:
    """`1,000 votes`."""
    return ngettext("%(n)s vote", "%(n)s votes", n, n=_written(n))


def items_elsewhere(n: int) -> str:
    """`2 items are counted under another number than Plex gives them`."""
    return ngettext(
        "%(n)s item is counted under another number than Plex gives it",
        "%(n)s items are counted under another number than Plex gives them",
        n,
        n=_written(n),
    )


def seasons(n: int) -> str:
    """`2 seasons`."""
    return ngettext("%(n)s season", "%(n)s seasons", n, n=_written(n))


def troubles(n: int) -> str:
    """`2 troubles`."""
    return ngettext("%(n)s trouble", "%(n)s troubles", n, n=_written(n))


def new_notices(n: int) -> str:
    """`2 new notices`."""
    return ngettext("%(n)s new notice", "%(n)s new notices", n, n=_written(n))


def notices_settled(n: int) -> str:
    """`2 notices are settled`."""
    return ngettext("%(n)s notice is settled", "%(n)s notices are settled", n, n=_written(n))


def requests(n: int) -> str:
    """`2 requests`."""
    return ngettext("%(n)s request", "%(n)s requests", n, n=_written(n))


def interruptions(n: int) -> str:
    """`2 interruptions`."""
    return ngettext("%(n)s interruption", "%(n)s interruptions", n, n=_written(n))


def decisions(n: int) -> str:
    """`2 decisions`."""
    return ngettext("%(n)s decision", "%(n)s decisions", n, n=_written(n))


def answers(n: int) -> str:
    """`2 answers`."""
    return ngettext("%(n)s answer", "%(n)s answers", n, n=_written(n))


def servers(n: int) -> str:
    """`2 servers`."""
    return ngettext("%(n)s server", "%(n)s servers", n, n=_written(n))


def libraries(n: int) -> str:
    """`2 libraries`."""
    return ngettext("%(n)s library", "%(n)s libraries", n, n=_written(n))


def rules(n: int) -> str:
    """`2 rules`."""
    return ngettext("%(n)s rule", "%(n)s rules", n, n=_written(n))


def folders(n: int) -> str:
    """`2 folders`."""
    return ngettext("%(n)s folder", "%(n)s folders", n, n=_written(n))


def messages(n: int) -> str:
    """`2 messages`."""
    return ngettext("%(n)s message", "%(n)s messages", n, n=_written(n))


def files(n: int) -> str:
    """`2 files`."""
    return ngettext("%(n)s file", "%(n)s files", n, n=_written(n))


def seconds(n: int) -> str:
    """`2 seconds`."""
    return ngettext("%(n)s second", "%(n)s seconds", n, n=_written(n))


def days(n: int) -> str:
    """`2 days`."""
    return ngettext("%(n)s day", "%(n)s days", n, n=_written(n))


def hours(n: int) -> str:
    """`2 hours`."""
    return ngettext("%(n)s hour", "%(n)s hours", n, n=_written(n))


def minutes(n: int) -> str:
    """`2 minutes`."""
    return ngettext("%(n)s minute", "%(n)s minutes", n, n=_written(n))


FILTERS: dict[str, Callable[[int], str]] = {
    say.__name__: say
    for say in (
        *(
            episodes,
            more_episodes,
            shows,
            titles,
            more_shows,
            seasons,
            troubles,
            decisions,
            new_notices,
            notices_settled,
        ),
        items_elsewhere,
        *(films, more_films, films_untold, collections, votes),
        *(additions, removals, changes, videos, runs),
        *(answers, requests, interruptions, servers, libraries),
        *(folders, files, messages, rules),
        *(days, hours, minutes, seconds),
    )
}
