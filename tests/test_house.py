"""The house keeps its own rules: sizes, floors, rooms, names, words. The reasons: docs/decisions/0001."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from tests import partials

ROOT = Path(__file__).parents[1]
PARITY = sorted(ROOT.glob("parity/**/*.py"))
SOURCE = [*PARITY, *sorted(ROOT.glob("tasks/**/*.py")), *ROOT.glob("wsgi.py")]
TESTS = sorted(ROOT.glob("tests/**/*.py"))
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))

# The only two places that may catch everything: what they meet is a bug, and they log it with a reference.
CATCH_ALLS = {"tasks/queue.py", "parity/web/errors.py"}
# Only these rooms may pass on data of any shape: the terminal, the page, the sample household.
THE_EDGE = ("parity/cli/", "parity/web/", "parity/demo/")
# A library has one room; Flask also carries the sample household's stand-ins and the cache, and the sample plex.tv
# signs with a key of its own; what a phone reads is drawn on pages and on terminals.
SEVERAL_ROOMS = {
    "flask": {"parity.web", "parity.demo", "parity.cache"},
    "werkzeug": {"parity.web", "parity.demo", "parity.cache"},
    "cryptography": {"parity.plex", "parity.demo"},
    "segno": {"parity.web", "parity.cli"},
}
# Only the tests of what speaks with the outside may replace a piece of it.
MAY_MOCK = ("tests/plex/", "tests/tmdb/", "tests/test_http")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def nodes(paths: Iterable[Path]) -> Iterator[tuple[Path, ast.AST]]:
    for path in paths:
        for node in nodes_of(path):
            yield path, node


def saying(word: str, paths: Iterable[Path]) -> list[Path]:
    """Those with this word in them: only they can use what is called so, and to parse the others takes seconds."""
    return [path for path in paths if word in path.read_text(encoding="utf-8")]


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def written(paths: Iterable[Path]) -> list[Path]:
    """Modules that hold something: neither migrations nor the line or two of a package."""
    return [path for path in paths if not is_migration(path) and lines(path) > 2]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(paths: Iterable[Path]) -> dict[str, int]:
    """Lines of each function from `def` to its last line, by where it stands."""
    return {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, node in nodes(paths)
        if isinstance(node, Function)
    }


def imports(path: Path) -> Iterator[str]:
    """The full names that a module imports; relative imports stay inside their room and do not count."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(node: ast.AST) -> str:
    return dotted(node.func) if isinstance(node, ast.Call) else ""


def dotted(node: ast.expr) -> str:
    """`time.sleep`; what is more than names and dots begins with a dot."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def at(path: Path, node: ast.AST) -> str:
    return f"{name_of(path)}:{getattr(node, 'lineno', 0)} {ast.unparse(node)[:80]}"


# Sizes


def test_modules_are_short() -> None:
    modules = written([*SOURCE, *TESTS])
    long = {name_of(path): lines(path) for path in modules if lines(path) > 300}
    assert long == {}
    assert median(map(lines, written(SOURCE))) < 120


def test_functions_are_short() -> None:
    sizes = functions(written(SOURCE))
    assert {where: size for where, size in sizes.items() if size > 50} == {}
    assert median(sizes.values()) < 10


def test_templates_are_short() -> None:
    assert {name_of(path): lines(path) for path in TEMPLATES if lines(path) > 120} == {}


# Floors and rooms


def test_imports_point_downward_and_siblings_do_not_know_each_other() -> None:
    checker = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([checker, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_room_stands_on_a_floor() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    rooms = {".".join(path.relative_to(ROOT).with_suffix("").parts[:2]) for path in PARITY}
    named = {room for floor in floors for room in re.findall(r"parity\.\w+", floor)}
    assert named == rooms - {"parity.__init__"}


def test_nothing_imports_the_roof() -> None:
    assert [name_of(path) for path in SOURCE for name in imports(path) if name.startswith("wsgi")] == []


def test_each_library_has_one_room() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for path in [path for path in SOURCE if path.parent != ROOT]:  # the roof may name what it hands out
        room = ".".join(path.relative_to(ROOT).with_suffix("").parts[: 2 if path in PARITY else 1])
        for library in {name.partition(".")[0] for name in imports(path)}:
            rooms[library].add(room)
    ours = {"parity", "tasks", *sys.stdlib_module_names}
    shared = {
        library: where
        for library, where in rooms.items()
        if library not in ours and len(where - SEVERAL_ROOMS.get(library, set())) > (library not in SEVERAL_ROOMS)
    }
    assert shared == {}


def test_the_core_stands_on_the_standard_library_alone_and_has_no_clock() -> None:
    core = [path for path in PARITY if name_of(path).startswith("parity/core/")]
    foreign = {
        f"{name_of(path)} imports {name}"
        for path in core
        for name in imports(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("parity.core")
    }
    clocks = {at(path, node) for path, node in nodes(core) if re.search(r"\.(now|today|utcnow)$", called(node))}
    files = {at(path, node) for path, node in nodes(core) if called(node) in ("open", "print", "input")}
    assert foreign | clocks | files == set()


def test_only_the_settings_read_the_environment() -> None:
    readers = {name_of(path) for path, node in nodes(SOURCE) if reads_environment(node)}
    assert readers == {"parity/settings.py"}


def reads_environment(node: ast.AST) -> bool:
    names = {"environ", "environb", "getenv", "putenv"}
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr in names
    return isinstance(node, ast.ImportFrom) and node.module == "os" and bool({a.name for a in node.names} & names)


# Habits


def test_only_two_places_catch_everything() -> None:
    assert {
        at(path, node) for path, node in nodes(SOURCE) if catches_all(node) and name_of(path) not in CATCH_ALLS
    } == set()


def catches_all(node: ast.AST) -> bool:
    if isinstance(node, ast.ExceptHandler):
        caught = "everything" if node.type is None else ast.unparse(node.type)
    elif called(node).rpartition(".")[2] in ("suppress", "errorhandler", "register_error_handler"):
        caught = ", ".join(map(ast.unparse, node.args)) if isinstance(node, ast.Call) else ""
    else:
        return False
    return re.search(r"\b(everything|Exception|BaseException)\b", caught) is not None


def test_no_shapeless_dict_below_the_edge() -> None:
    shapeless = re.compile(r"(dict|Dict|Mapping|MutableMapping)\[str, (typing\.)?Any\]")
    below = [path for path in SOURCE if not name_of(path).startswith(THE_EDGE)]
    found = {
        at(path, node)
        for path, node in nodes(below)
        if isinstance(node, ast.Subscript) and shapeless.fullmatch(ast.unparse(node))
    }
    assert found == set()


def test_no_module_has_an_empty_name() -> None:
    empty = re.compile(r"(.*_)?(utils?|helpers?|common|misc)(_.*)?|.*[0-9]")
    names = {name_of(path) for path in [*SOURCE, *TESTS] if not is_migration(path)}
    assert {name for name in names for part in Path(name).with_suffix("").parts if empty.fullmatch(part)} == set()


def test_every_public_function_says_what_it_is_for() -> None:
    silent = {f"{name_of(path)} {name}" for path in written(SOURCE) for name in undocumented(tree_of(path))}
    assert silent == set()


def undocumented(parent: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Public functions, and methods of public classes, without a docstring.

    A property is a noun and named as one; the methods of a Protocol are told by the Protocol's own docstring.
    """
    for node in parent.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not is_protocol(node):
            yield from undocumented(node)
        if isinstance(node, Function) and needs_words(node) and ast.get_docstring(node) is None:
            yield node.name


def is_protocol(node: ast.ClassDef) -> bool:
    return ast.get_docstring(node) is not None and "Protocol" in map(ast.unparse, node.bases)


def needs_words(node: Function) -> bool:
    told = {"property", "cached_property", "overload", "override", "setter"}
    decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return not node.name.startswith("_") and not decorators & told


# Templates


def test_a_partial_owns_its_outermost_element_and_its_id() -> None:
    nameless = {
        f"{name_of(path)}: <{tag}>"
        for path in TEMPLATES
        if path.name.startswith("_")
        for tag in partials.outermost_without_id(path.read_text(encoding="utf-8"))
    }
    assert nameless == set()


# Tests


def test_no_test_sleeps_but_while_it_polls_with_a_deadline() -> None:
    able = saying("sleep", TESTS)
    loops = [node for _, node in nodes(able) if isinstance(node, ast.While) and "monotonic" in ast.unparse(node)]
    polling = {id(node) for loop in loops for node in ast.walk(loop)}
    bare = {at(path, node) for path, node in nodes(able) if called(node).endswith("sleep") and id(node) not in polling}
    assert bare == set()


def test_only_the_rooms_that_speak_with_the_outside_are_tested_with_mocks() -> None:
    able = saying("unittest", TESTS)
    users = {name_of(path) for path in able for name in imports(path) if name.startswith("unittest.mock")}
    assert {name for name in users if not name.startswith(MAY_MOCK)} == set()


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(AssertionError, match="only loopback is allowed"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    with pytest.raises(AssertionError, match="only loopback is allowed"):
        socket.getaddrinfo("example.org", 443)
