"""Reading the JSON of Sonarr and Radarr, of which nothing is believed: a wrong type is Unavailable, which names it."""

import re
from typing import NoReturn

from parity.arr.calling import ask
from parity.core.downloaded import ArrStatus, Source
from parity.core.failures import Unavailable
from parity.core.ids import ExternalIds
from parity.http import Caller, Fields, Object

_IMDB = re.compile(r"tt[0-9]{1,12}")


class Reading:
    """What both programs answer alike, read for the one that `caller` asks."""

    def __init__(self, caller: Caller, source: Source) -> None:
        self.caller = caller
        self.source = source
        self.fields = Fields(caller.service)

    def rows(self, path: str, what: str = "", **params: str | int) -> list[Object]:
        """A list of objects. Neither program pages these lists: what comes is all that there is."""
        found = ask(self.caller, path, what, **params)
        where = what or path.strip("/")
        if not isinstance(found, list):
            self.fields.wrong(where, "it", found, "a list")
        return [self.fields.an_object(row, where, "a row") for row in found]

    def status(self) -> ArrStatus:
        """Who answers. Raises Unavailable when it is another program."""
        where = "its status"
        told = self.fields.an_object(ask(self.caller, "/system/status", ""), where)
        program, version = (self.fields.text(told, name, where) for name in ("appName", "version"))
        if program.casefold() != self.source:
            setting = f"{self.source.upper()}_URL"
            who = program or "something else"
            raise Unavailable(
                self.caller.service,
                f"{who} answers at {self.caller.host}: set {setting} to the address of {self.caller.service}",
            )
        return ArrStatus(program, self.fields.text(told, "instanceName", where) or program, version)

    def roots(self) -> tuple[str, ...]:
        """The root folders, as it calls them."""
        where = "the root folders"
        return tuple(path for row in self.rows("/rootfolder") if (path := self.fields.text(row, "path", where)))

    def path_of(self, file: Object, folder: str, where: str) -> str:
        """The path of a file; old versions tell only where it lies in the folder of its show or film."""
        path = self.fields.text(file, "path", where)
        inside = self.fields.text(file, "relativePath", where)
        if path or not (inside and folder):
            return path or self.fields.wrong(where, "path", None, "text")
        between = "\\" if "\\" in folder and "/" not in folder else "/"
        return folder.rstrip("/\\") + between + inside

    def ids_of(self, row: Object, where: str) -> ExternalIds:
        """The ids of a show or film; 0 is none."""
        imdb = self.fields.text(row, "imdbId", where)
        tmdb, tvdb = (self.fields.number_or_none(row, name, where) for name in ("tmdbId", "tvdbId"))
        return ExternalIds((imdb,) if _IMDB.fullmatch(imdb) else (), (tmdb,) if tmdb else (), (tvdb,) if tvdb else ())

    def partial(self, where: str, why: str) -> NoReturn:
        """Raise Unavailable: the answer is only a part of what there is."""
        raise Unavailable(self.caller.service, f"partial answer for {where}: {why}")
