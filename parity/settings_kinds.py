"""How the text of a setting becomes a value, and how a value is written again. Knows no setting by name."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
Network = IPv4Network | IPv6Network

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FLAGS = {
    "true": True,
    "1": True,
    "yes": True,
    "on": True,
    "false": False,
    "0": False,
    "no": False,
    "off": False,
}
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HOST = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_USER = re.compile(r"^([^\s:/@]*:/+)?.*@", re.DOTALL)  # to the last @, as a password may have anything in it
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_TIME = re.compile(r"(?:daily|weekly ([a-z]+)) ([01]?[0-9]|2[0-3]):([0-5][0-9])")


class Unusable(ValueError):
    """A text that is no value of its kind. `problem` and `mend` are halves of a sentence, without secrets.

    `reason` tells apart, in a word, what can be wrong with an address: start, user, end or host.
    """

    def __init__(self, problem: str, mend: str, reason: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of value. `parse` raises Unusable; `write(parse(text))` is the text in its plainest form.

    `example` is a value that would do, where people may not know what one looks like.
    """

    word: str
    parse: Callable[[str], T]
    write: Callable[[T], str] = str
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a scan starts by itself, in the owner's zone. `weekday` is 0 for Monday; None means every day."""

    hour: int
    minute: int
    weekday: int | None = None

    def __str__(self) -> str:
        day = "daily" if self.weekday is None else f"weekly {WEEKDAYS[self.weekday]}"
        return f"{day} {self.hour:02d}:{self.minute:02d}"


def without_user(text: str, instead: str = "") -> str:
    """A text that may be meant as an address, without what may be its user name and password."""
    return _USER.sub(lambda found: (found[1] or "") + instead, text)


def quoted(text: str) -> str:
    """A text as a sentence about it may show it: short, and without what may be a password."""
    shown = without_user(text, "***@")
    return repr(shown if len(shown) <= 40 else shown[:37] + "...")


def plain() -> Kind[str]:
    """Any line of text. Secrets are of this kind, so it never repeats the text."""
    return Kind("text", str)


def flag() -> Kind[bool]:
    """On or off."""

    def parse(text: str) -> bool:
        if text.lower() not in _FLAGS:
            raise Unusable(f"{quoted(text)} is neither on nor off", "use true or false")
        return _FLAGS[text.lower()]

    return Kind("flag", parse, lambda on: "true" if on else "false", choices=("true", "false"))


def whole(low: int, high: int) -> Kind[int]:
    """A whole number from `low` to `high`, both allowed."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,12}", text):
            raise Unusable(f"{quoted(text)} is not a whole number", f"use {low} to {high}")
        if not low <= int(text) <= high:
            raise Unusable(f"{text} is out of range", f"use {low} to {high}")
        return int(text)

    return Kind("integer", parse, low=low, high=high)


def octal() -> Kind[int]:
    """File permission bits to leave out, written in octal as a shell's umask."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-7]{1,4}", text) or int(text, 8) > 0o777:
            raise Unusable(f"{quoted(text)} is not an octal number up to 777", "use for example 022")
        return int(text, 8)

    return Kind("octal", parse, lambda bits: f"{bits:03o}")


def choice(*words: str) -> Kind[str]:
    """One of `words`, in any case."""

    def parse(text: str) -> str:
        for word in words:
            if word.lower() == text.lower():
                return word
        raise Unusable(f"{quoted(text)} is not a choice", f"use one of {', '.join(words)}")

    return Kind("choice", parse, choices=words)


def url(example: str, *, user: bool = False) -> Kind[str]:
    """A web address that paths can be put behind: http or https, a host, no query, no slash at the end.

    User name and password are refused unless `user`. The text is never repeated, as it may hold a password.
    """
    mend = f"use for example {_readable(example)}"

    def parse(text: str) -> str:
        try:
            parts = urlsplit(text)
            sound = bool(parts.hostname) and parts.port != 0
        except ValueError:
            raise Unusable("is not a web address", mend, "host") from None
        if parts.scheme not in ("http", "https"):
            raise Unusable("does not start with http:// or https://", mend, "start")
        if not sound or re.search(r"[\s\\<>\"'{}|^`]", text):
            raise Unusable("is not a web address with a host", mend, "host")
        if "@" in text and not user:  # anywhere: a slash in a password makes the rest of it look like a path
            raise Unusable("has a user name or password in it", mend, "user")
        if "?" in text or "#" in text:
            raise Unusable("goes on with ? or # after the address", mend, "end")
        return text.rstrip("/")

    return Kind("url", parse, example=example)


def _readable(example: str) -> str:
    """An address with its user beside it: inside it, it would be masked where the sentence is shown or logged."""
    scheme, _, rest = example.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}://{host}, with {user}@ before the host" if at else example


def keeper(*schemes: str) -> Kind[str]:
    """The address of a database, queue or cache with one of `schemes`, `+driver` allowed. Never repeated."""

    def parse(text: str) -> str:
        scheme, mark, rest = text.partition("://")
        if not mark or not rest or scheme.partition("+")[0] not in schemes:
            raise Unusable("is not an address of a kind that fits", "start it with " + " or ".join(schemes) + "://")
        return text

    return Kind("store", parse)


def listed() -> Kind[tuple[str, ...]]:
    """Words between commas; one that holds a comma itself stands in double quotes. Doubles and blanks go."""

    def parse(text: str) -> tuple[str, ...]:
        words = (word.strip() for word in next(csv.reader([text], skipinitialspace=True), []))
        return tuple(dict.fromkeys(word for word in words if word))

    return Kind("list", parse, _write_list)


def _write_list(words: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(words)
    return line.getvalue()


def hosts() -> Kind[tuple[str, ...]]:
    """Host names between commas, each with or without a port."""

    def parse(text: str) -> tuple[str, ...]:
        names = tuple(name.lower() for name in listed().parse(text))
        for name in names:
            if not _HOST.fullmatch(name):
                raise Unusable(f"{quoted(name)} is not a host name", "use for example parity.example.org, nas:8000")
        return names

    return Kind("list", parse, _write_list)


def networks() -> Kind[tuple[Network, ...]]:
    """Networks between commas, as addresses or CIDR."""

    def parse(text: str) -> tuple[Network, ...]:
        found: list[Network] = []
        for word in listed().parse(text):
            try:
                found.append(ip_network(word, strict=False))
            except ValueError:
                mend = "use for example 172.16.0.0/12, 192.168.1.2"
                raise Unusable(f"{quoted(word)} is not a network", mend) from None
        return tuple(found)

    return Kind("list", parse, _write_list)


def folder() -> Kind[Path]:
    """A folder, made absolute by where the program stands when it starts."""

    def parse(text: str) -> Path:
        if "?" in text or "#" in text:  # the addresses of the files in it would end there
            raise Unusable(f"{quoted(text)} has ? or # in it", "use another folder")
        try:
            return Path(text).expanduser().absolute()
        except RuntimeError:
            raise Unusable(f"{quoted(text)} names a home that is not known", "write the whole path") from None

    return Kind("path", parse)


def schedule() -> Kind[Schedule | None]:
    """`daily HH:MM`, `weekly DAY HH:MM` or `off` (None)."""

    def parse(text: str) -> Schedule | None:
        words = " ".join(text.lower().split())
        if words == "off":
            return None
        found = _TIME.fullmatch(words)
        days = [n for n, day in enumerate(WEEKDAYS) if found and found[1] in (day, day[:3])]
        if found is None or (found[1] and not days):
            mend = "use daily 03:30, weekly sunday 04:30 or off"
            raise Unusable(f"{quoted(text)} is not a schedule", mend)
        return Schedule(int(found[2]), int(found[3]), days[0] if days else None)

    return Kind("schedule", parse, lambda when: str(when or "off"))


def policy() -> Kind[str]:
    """What to expect of a show: `all`, `future`, `from N` (a season from 1 on), `last` or `none`."""

    def parse(text: str) -> str:
        words = " ".join(text.lower().split())
        words = "last" if words == "last season" else words
        if (found := re.fullmatch(r"from (?:season )?([0-9]{1,4})", words)) and int(found[1]):
            return f"from {int(found[1])}"
        if words not in ("all", "future", "last", "none"):
            raise Unusable(f"{quoted(text)} is not a policy", "use all, future, from N, last or none")
        return words

    return Kind("policy", parse)


def header() -> Kind[str]:
    """The name of an HTTP header."""

    def parse(text: str) -> str:
        if not _HEADER.fullmatch(text):
            raise Unusable(f"{quoted(text)} is not the name of a header", "use for example Remote-User")
        return text

    return Kind("header", parse)


def prefix() -> Kind[str]:
    """The path below which the site lives: "" or "/parity", never with a slash at the end."""

    def parse(text: str) -> str:
        path = ("/" + text.strip("/")).rstrip("/")
        if not _PREFIX.fullmatch(path):
            raise Unusable(f"{quoted(text)} is not a path", "use for example /parity")
        return path

    return Kind("path", parse)
