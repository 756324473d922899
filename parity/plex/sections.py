"""A Plex Media Server's libraries: which there are, and how one is made or deleted (plex.md 2.2)."""

from collections.abc import Sequence

from parity.core.failures import Failure, Unavailable
from parity.core.library import Section
from parity.plex.asking import Asking, heard, part
from parity.plex.rows import read_section

_BUILT_IN = {"show": ("tv.plex.agents.series", "Plex TV Series"), "movie": ("tv.plex.agents.movie", "Plex Movie")}
"""What fills a library of a kind: Plex's own agent and its scanner."""
_LANGUAGE = "en-US"


class SectionLibrary(Asking):
    """The libraries of one server. All methods may raise Unauthorised, RateLimited, Unavailable; NotFound where named.

    Only the server's owner may make and delete: with another account's token it is Unauthorised, and then says so.
    """

    def sections(self) -> tuple[Section, ...]:
        """All libraries, of every kind."""
        container = self._ask("/library/sections")
        rows = container.rows("Directory")
        found = tuple(section for row in rows if (section := read_section(row)) is not None)
        if len(found) < len(rows):  # a library that cannot be read must not look like one that is gone
            raise container.senseless()
        return found

    def add_section(self, name: str, kind: str, folders: Sequence[str]) -> str:
        """Make a library ("show" or "movie") of folders, as the server calls them; answers its key.

        Filled by Plex's own agent, in English. Never asked for twice: who gets Unavailable looks whether it is there.
        """
        agent, scanner = _BUILT_IN[kind]
        before = {section.key for section in self.sections()}
        wishes = {"name": name, "type": kind, "agent": agent, "scanner": scanner, "language": _LANGUAGE}
        with self._as_owner():
            answer = self._caller.post("/library/sections", params={**wishes, "location": list(folders)})
            if answer.status == 400:
                words = f"it refused to make {name}: it does not know the agent {agent}, or not one of the folders"
                raise Unavailable(self._caller.service, words)
            heard(answer, f"the library {name}")
        return self._made(name, kind, tuple(folders), before)

    def delete_section(self, key: str) -> None:
        """Let the server forget a library with all that it knows of it; the files stay. NotFound.

        Never asked for twice: who gets Unavailable looks whether it is still there.
        """
        with self._as_owner():
            heard(self._caller.delete(f"/library/sections/{part(key)}", once=True), f"library {key}")

    def _made(self, name: str, kind: str, folders: tuple[str, ...], before: set[str]) -> str:
        """The key of the library that was not there before: how the wish is answered is nowhere written."""
        try:
            new = [section for section in self.sections() if section.key not in before]
        except Failure as error:
            raise Unavailable(
                self._caller.service, f"{name} was asked for; whether it is there: {error.detail}"
            ) from None
        ours = [section for section in new if (section.title, section.kind) == (name, kind)]
        ours.sort(key=lambda section: section.locations != folders)
        if not ours:
            raise Unavailable(self._caller.service, f"it agreed to make {name}, but does not list it")
        return ours[0].key
