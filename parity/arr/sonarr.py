"""The questions that Parity asks Sonarr."""

from collections.abc import Collection, Iterator

from parity.arr.reading import Reading
from parity.core.downloaded import ArrFile, ArrStatus
from parity.core.failures import NotFound
from parity.http import Caller, Object


class SonarrFiles:
    """Sonarr as the one that knows which files of episodes there are. Every method may raise the failures of core."""

    def __init__(self, caller: Caller) -> None:
        self._read = Reading(caller, "sonarr")

    def status(self) -> ArrStatus:
        """Who answers. Raises Unavailable when it is another program."""
        return self._read.status()

    def roots(self) -> tuple[str, ...]:
        """Its root folders."""
        return self._read.roots()

    def files(self) -> Iterator[ArrFile]:
        """All files: one request, and one more for each show that has any.

        Raises Unavailable where Sonarr counts episodes with a file and names none: then that is not all.
        """
        for row in self._read.rows("/series"):
            yield from self._files_of(row)

    def numbers(self, items: Collection[int]) -> dict[int, int]:
        """The number of the first episode in each file of these shows, by the file's id: one request for each show."""
        found: dict[int, int] = {}
        for item in items:
            where = f"the episodes of show {item}"
            for row in self._read.rows("/episode", where, seriesId=item):
                number, file = (self._read.fields.number(row, n, where) for n in ("episodeNumber", "episodeFileId"))
                found[file] = min(number, found.get(file, number))
        return found

    def _files_of(self, row: Object) -> Iterator[ArrFile]:
        fields = self._read.fields
        title = fields.text(row, "title", "a show")
        where = f"the show {title}"
        number, folder = fields.number(row, "id", where), fields.text(row, "path", where)
        ids, counted = self._read.ids_of(row, where), self._counted(row, where)
        if counted == 0:
            return
        try:
            listed = self._read.rows("/episodefile", where, seriesId=number)
        except NotFound:  # it was deleted since the list of shows was made
            return
        if counted and not listed:
            self._read.partial(where, f"it has {counted} episodes with a file, and none of the files came")
        for file in listed:
            path, season = self._read.path_of(file, folder, where), fields.number(file, "seasonNumber", where)
            yield ArrFile(path, folder, title, season, ids, fields.number(file, "id", where), number)

    def _counted(self, row: Object, where: str) -> int | None:
        """How many episodes have a file; None where it does not say, and where it counts none but counts bytes."""
        if row.get("statistics") is None:
            return None
        told = self._read.fields.an_object(row["statistics"], where, "statistics")
        episodes, size = (self._read.fields.number_or_none(told, n, where) for n in ("episodeFileCount", "sizeOnDisk"))
        return None if episodes == 0 and size else episodes
