"""What people write on the command line, as values; what cannot be read is wrong usage."""

import math
import re
from datetime import date
from typing import Any

import click

from parity.core.arrival import LONGEST
from parity.core.days import day_of
from parity.core.numbering import Number, parse_code

_SEASON = re.compile(r"[sS]([0-9]{1,4})")


class _Code(click.ParamType[Number]):
    name = "S01E02"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Number:
        number = value if isinstance(value, Number) else parse_code(str(value))
        if number is None:
            self.fail(f"{value!r} is not an episode; write it as S01E02", param, ctx)
        return number


class _Place(click.ParamType[tuple[int, int | None]]):
    name = "S01[E02]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int | None]:
        if isinstance(value, tuple):
            return value
        if season := _SEASON.fullmatch(str(value)):
            return int(season[1]), None
        number = parse_code(str(value))
        if number is None:
            self.fail(f"{value!r} is neither a season nor an episode; write it as S01 or S01E02", param, ctx)
        return number.season, number.episode


class _TmdbId(click.ParamType[int | str]):
    name = "TMDB_ID|auto"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        if value == "auto":
            return "auto"
        if not re.fullmatch(r"[1-9][0-9]{0,8}", str(value)):
            self.fail(f"{value!r} is neither a TMDB id nor `auto`", param, ctx)
        return int(value)


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return day_of(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-12-31", param, ctx)


class _Grace(click.ParamType[int | str]):
    name = "DAYS|auto"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        if value == "auto":
            return "auto"
        if not re.fullmatch(rf"[0-{LONGEST}]", str(value)):
            self.fail(f"{value!r} is neither a number of days from 0 to {LONGEST} nor `auto`", param, ctx)
        return int(value)


class _Rating(click.FloatRange):
    """From 0 to 10. The range alone lets "nan" through, which no film reaches."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        rating = float(super().convert(value, param, ctx))
        if math.isnan(rating):
            self.fail(f"{value!r} is not a number from 0 to 10", param, ctx)
        return rating


CODE = _Code()
GRACE = _Grace()
PLACE = _Place()
RATING = _Rating(0, 10)
TMDB_ID = _TmdbId()
DAY = _Day()
SWITCH = click.Choice(["on", "off", "auto"])
