"""What the image starts with: who Parity runs as, whose the data is, and whether it lasts."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "parity" / "cli" / "container.sh"
IN_A_NAMESPACE = ("unshare", "--mount", "sh", "-c")


class Container:
    """A container without one: the programs that need to be root only say how they were called."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config"
        self.config.mkdir()
        self._programs = folder / "bin"
        self._programs.mkdir()
        for name in ("python", "setpriv", "chown"):
            self._program(name, f'echo "{name} $*"; [ {name} != setpriv ] || echo "umask $(umask) home $HOME"')

    def _program(self, name: str, body: str) -> None:
        path = self._programs / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def starts(self, *words: str, user: str = "0", **environ: str) -> subprocess.CompletedProcess[str]:
        """Start it with these words and settings."""
        self._program("id", f"echo {user}")
        return self._runs([str(SCRIPT), *words], environ)

    def starts_with(self, volume: Path) -> subprocess.CompletedProcess[str]:
        """Start it with a folder mounted over its own."""
        self._program("id", "echo 0")
        mount = f'mount --bind "{volume}" "{self.config}" && exec "{SCRIPT}" run'
        return self._runs([*IN_A_NAMESPACE, mount], {})

    def _runs(self, command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        given = {"PATH": f"{self._programs}:{os.environ['PATH']}", "PARITY_DATA_DIR": str(self.config), **environ}
        return subprocess.run(command, env=given, capture_output=True, text=True, timeout=10)


@pytest.fixture
def container(tmp_path: Path) -> Container:
    """Its folder is empty, as if a volume were there."""
    return Container(tmp_path)


def test_parity_runs_as_who_the_owner_says(container: Container) -> None:
    started = container.starts("run", "--port", "8000", PUID="99", PGID="100", UMASK="027")
    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout.splitlines()[-2:] == [
        "setpriv --reuid=99 --regid=100 --clear-groups python -m parity run --port 8000",
        f"umask 0027 home {container.config}",
    ]


def test_only_what_belongs_to_somebody_else_is_taken_over(container: Container) -> None:
    (container.config / "parity.db").touch()
    mine = {"PUID": str(os.getuid()), "PGID": str(os.getgid())}
    assert "chown" not in container.starts("run", **mine).stdout
    taken = container.starts("run", PUID="4321", PGID="4321").stdout
    assert f"chown -h 4321:4321 {container.config} {container.config}/parity.db" in taken
    assert "chown" not in container.starts("missing", PUID="4321", PGID="4321").stdout


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"PUID": "nobody"}, "PUID is 'nobody': use a number, as `id` shows it"),
        ({"PUID": "-1"}, "PUID is '-1': use a number, as `id` shows it"),
        ({"PGID": "100;reboot"}, "PGID is '100;reboot': use a number, as `id` shows it"),
        ({"PGID": "2147483648"}, "PGID is 2147483648: use a number up to 2147483647"),
        ({"PUID": "9" * 30}, f"PUID is {'9' * 30}: use a number up to 2147483647"),
        ({"UMASK": "089"}, "UMASK is '089': use an octal number such as 022"),
        ({"UMASK": "u=rwx"}, "UMASK is 'u=rwx': use an octal number such as 022"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(environ: dict[str, str], said: str, container: Container) -> None:
    refused = container.starts("run", **environ)
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", f"parity: {said}\n")


def test_started_as_somebody_it_stays_that_user_and_says_so(container: Container) -> None:
    started = container.starts("run", user="1234", PUID="99")
    assert started.stdout == "python -m parity run\n"
    assert "started as user 1234:1234, so PUID and PGID do not count" in started.stderr
    assert container.starts("missing", user="1234").stderr == ""


def test_where_nobody_can_become_another_user_it_says_what_to_do(container: Container) -> None:
    container._program("setpriv", "exit 1")
    refused = container.starts("run", PUID="99", PGID="100")
    assert refused.returncode == 1
    assert refused.stderr == ("parity: cannot become user 99:100 here: start the container with --user 99:100\n")


def test_what_cannot_be_given_away_is_left_with_a_word(container: Container) -> None:
    container._program("chown", "exit 1")
    started = container.starts("run", PUID="4321", PGID="4321")
    assert started.returncode == 0
    assert f"not everything in {container.config} could be given to 4321:4321" in started.stderr


def test_without_a_volume_the_mark_stays_and_is_told(container: Container) -> None:
    (container.config / ".no-volume").touch()
    started = container.starts("run")
    assert (
        started.stderr
        == f"parity: no volume is mounted at {container.config}: everything is lost with this container\n"
    )
    assert (container.config / ".no-volume").exists()


def test_in_a_volume_that_lasts_the_mark_is_taken_away(container: Container, tmp_path: Path) -> None:
    if subprocess.run([*IN_A_NAMESPACE, "mount --bind /tmp /tmp"], capture_output=True).returncode:
        pytest.skip("this needs the right to mount")
    named, nameless = (tmp_path / "volumes" / name / "_data" for name in ("parity_config", "0f" * 32))
    for volume in (named, nameless):
        volume.mkdir(parents=True)
        (volume / ".no-volume").touch()
    assert container.starts_with(named).stderr == ""
    assert not (named / ".no-volume").exists()
    assert "no volume is mounted" in container.starts_with(nameless).stderr
    assert (nameless / ".no-volume").exists()
