"""The questions that Parity asks Radarr."""

from collections.abc import Collection, Iterator

from parity.arr.reading import Reading
from parity.core.downloaded import ArrFile, ArrStatus
from parity.core.failures import NotFound
from parity.http import Caller, Object


class RadarrFiles:
    """Radarr as the one that knows which files of films there are. Every method may raise the failures of core."""

    def __init__(self, caller: Caller) -> None:
        self._read = Reading(caller, "radarr")

    def status(self) -> ArrStatus:
        """Who answers. Raises Unavailable when it is another program."""
        return self._read.status()

    def roots(self) -> tuple[str, ...]:
        """Its root folders."""
        return self._read.roots()

    def files(self) -> Iterator[ArrFile]:
        """All files, as a rule with one request. Raises Unavailable where it has the file of a film and names none."""
        for row in self._read.rows("/movie", excludeLocalCovers="true"):  # nobody looks at its pictures
            yield from self._files_of(row)

    def numbers(self, items: Collection[int]) -> dict[int, int]:
        """A film has none."""
        return {}

    def _files_of(self, row: Object) -> Iterator[ArrFile]:
        fields = self._read.fields
        title = fields.text(row, "title", "a film")
        where = f"the film {title}"
        number, folder = fields.number(row, "id", where), fields.text(row, "path", where)
        ids = self._read.ids_of(row, where)
        for file in self._named(row, number, where):
            path = self._read.path_of(file, folder, where)
            yield ArrFile(path, folder, title, None, ids, fields.number(file, "id", where), number)

    def _named(self, row: Object, number: int, where: str) -> list[Object]:
        """The file that stands in the film's own row, else what is told when asked for it."""
        if row.get("movieFile") is not None:
            return [self._read.fields.an_object(row["movieFile"], where, "movieFile")]
        if row.get("hasFile") is not True:
            return []
        try:
            listed = self._read.rows("/moviefile", where, movieId=number)
        except NotFound:  # it was deleted since the list of films was made
            return []
        return listed or self._read.partial(where, "it has a file, which did not come")
